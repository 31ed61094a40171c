import { ChannelId, SeriesId } from './ids.ts';

/** What holds still: one channel, one series wherever it is announced, or everything. */
export type PauseScope =
  | { readonly type: 'everything' }
  | { readonly type: 'channel'; readonly channel: ChannelId }
  | { readonly type: 'series'; readonly series: SeriesId };

export interface Pause {
  readonly scope: PauseScope;
  readonly since: Temporal.Instant;
  /** Who asked for it, as the ledger names them. */
  readonly by: string;
}

/** The one encoder. */
export function encodePauseScope(scope: PauseScope): string {
  switch (scope.type) {
    case 'everything':
      return 'everything';
    case 'channel':
      return `channel ${scope.channel}`;
    case 'series':
      return `series ${scope.series}`;
  }
}

/** The one decoder. Throws for what the encoder never makes. */
export function decodePauseScope(text: string): PauseScope {
  if (text === 'everything') return { type: 'everything' };
  const space = text.indexOf(' ');
  const name = text.slice(space + 1);
  if (text.startsWith('channel ')) return { type: 'channel', channel: ChannelId.parse(name) };
  if (text.startsWith('series ')) return { type: 'series', series: SeriesId.parse(name) };
  throw new RangeError(`"${text}" is nothing that can be paused`);
}

/** Whether what is said in this channel of this series holds still, and since when: the pause that began first. */
export function pauseOn(
  pauses: readonly Pause[],
  channel: ChannelId,
  series: SeriesId | undefined,
): Pause | undefined {
  return pauses
    .filter(({ scope }) => {
      if (scope.type === 'everything') return true;
      return scope.type === 'channel' ? scope.channel === channel : scope.series === series;
    })
    .toSorted((a, b) => Temporal.Instant.compare(a.since, b.since))[0];
}
