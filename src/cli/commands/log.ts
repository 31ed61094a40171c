import type { Installation } from '../../app/installation.ts';
import type { LedgerLine } from '../../app/operations/read-ledger.ts';
import type { ReviewHistory } from '../../app/operations/review.ts';
import { DELIVERY_STATES } from '../../domain/delivery.ts';
import { SeminarId } from '../../domain/ids.ts';
import type { Pause, PauseScope } from '../../domain/pause.ts';
import {
  type CommandDefinition,
  choiceOption,
  commandNamed,
  countOption,
  type Options,
  textOption,
} from '../definition.ts';
import { say, sayJson, WrongUsage } from '../output.ts';
import { settingsOf } from '../settings-option.ts';

export function defineLog(): CommandDefinition {
  return {
    command: commandNamed(
      'log',
      'the ledger: what went where and when, what is due, what was skipped or failed and why',
    )
      .option('--seminar <SEMINAR>', 'of this seminar only')
      .option('--channel <CHANNEL>', 'of this channel only: its address, name or id')
      .option('--state <STATE>', DELIVERY_STATES.join(', '))
      .option('--since <DAY>', 'due on or after this day or instant')
      .option('--limit <N>', 'at most so many (default: 200)')
      .option('--json', 'one JSON document'),
    async run(_args, options) {
      const { openInstallation } = await import('../../app/installation.ts');
      const { findChannel } = await import('../../app/operations/find-channel.ts');
      const { readLedger } = await import('../../app/operations/read-ledger.ts');
      const { readReviewHistory } = await import('../../app/operations/review.ts');
      const state = choiceOption(options, 'state', DELIVERY_STATES, undefined);
      const limit = countOption(options, 'limit', 200, 100_000);
      const settings = await settingsOf(options);
      const since = sinceOption(options, settings.policy.timezone);
      const installation = await openInstallation(settings);
      try {
        const seminar = await seminarOption(options, installation);
        const text = textOption(options, 'channel');
        const channel = text === undefined ? undefined : await findChannel(installation, text);
        const lines = await readLedger(installation, {
          ...(seminar ? { seminar } : {}),
          ...(channel ? { channel: channel.id } : {}),
          ...(state ? { states: [state] } : {}),
          ...(since ? { since } : {}),
          limit,
        });
        // Words about what waits concern no channel, and have states of their own.
        const words =
          channel || state
            ? []
            : await readReviewHistory(installation, {
                ...(seminar ? { seminar } : {}),
                ...(since ? { since } : {}),
                limit,
              });
        if (options.json) sayJson([...lines.map(jsonOf), ...words]);
        else if (lines.length + words.length === 0) say('The ledger holds nothing of the kind.');
        else {
          for (const word of words) say(describeReview(word, settings.policy.timezone));
          for (const line of lines) say(describe(line, settings.policy.timezone));
          const pauses = await installation.store.read.directory.pauses();
          for (const text of whatCanBeDone(lines, pauses, settings.policy.timezone)) say(text);
        }
        return 0;
      } finally {
        await installation.close();
      }
    },
  };
}

async function seminarOption(options: Options, installation: Installation): Promise<SeminarId | undefined> {
  const text = textOption(options, 'seminar');
  if (text === undefined) return undefined;
  const parsed = SeminarId.safeParse(text);
  if (parsed.success) return parsed.data;
  const { seminarsCalled } = await import('../../app/operations/find-seminar.ts');
  const [seminar, ...others] = await seminarsCalled(installation, text);
  if (seminar && others.length === 0) return seminar.id;
  throw new WrongUsage(
    `--seminar "${text}": a seminar's id is eight letters or digits, as \`lectern list\` shows them`,
  );
}

function sinceOption(options: Options, zone: string): Temporal.Instant | undefined {
  const text = textOption(options, 'since');
  if (text === undefined) return undefined;
  try {
    return text.includes('T')
      ? Temporal.Instant.from(text)
      : Temporal.PlainDate.from(text).toZonedDateTime(zone).toInstant();
  } catch {
    throw new WrongUsage(
      `--since "${text}": write a day such as 2027-03-01, or an instant such as 2027-03-01T09:00:00Z`,
    );
  }
}

function describeReview({ review, name, state, history }: ReviewHistory, zone: string): string {
  const mark = state === 'open' ? 'waits' : state;
  const lines = history.map(
    ({ at, text, by }) => `            ${writeLocal(at, zone)}  ${text}${by === undefined ? '' : ` (${by})`}`,
  );
  return [`${review}    review  ${mark}  ${name}`, ...lines].join('\n');
}

function writeLocal(instant: Temporal.Instant, zone: string): string {
  return instant
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'second' })
    .replace('T', ' ');
}

function describe({ notice, title, channel, history }: LedgerLine, zone: string): string {
  const at = (instant: Temporal.Instant): string => writeLocal(instant, zone);
  const offset = notice.kind === 'reminder' && notice.detail.offset ? ` ${notice.detail.offset}` : '';
  const head =
    `${notice.id}  due ${at(notice.due)}  ${notice.kind}${offset}  ${channel}  ${notice.state}  ${title}`.trimEnd();
  const lines = history.map(
    ({ at: when, state, reason }) => `            ${at(when)}  ${reason ? withState(state, reason) : state}`,
  );
  return [head, ...lines].join('\n');
}

/** "sent: Sent." says it twice. */
function withState(state: string, reason: string): string {
  return reason.toLowerCase().startsWith(state) ? reason : `${state}: ${reason}`;
}

/** The ledger itself names no commands: it is read in chat, too. */
function whatCanBeDone(
  lines: readonly LedgerLine[],
  pauses: readonly Pause[],
  zone: string,
): readonly string[] {
  const held = Map.groupBy(
    lines.filter(({ notice }) => notice.state === 'held'),
    ({ notice }) => notice.channel,
  );
  const hasFailed = lines.some(({ notice }) => notice.state === 'failed');
  return [
    ...pauses.map(
      ({ scope, since, by }) =>
        `Paused since ${writeLocal(since, zone)} (${by}). To go on: lectern resume${nameScope(scope)}`,
    ),
    ...[...held].map(
      ([channel, ones]) =>
        `Held for ${ones[0]?.channel ?? channel}: ${ones.length}. To send them: lectern release ${channel}; to drop one: lectern skip ID`,
    ),
    ...(hasFailed ? ['To try again what failed: lectern retry ID'] : []),
  ];
}

function nameScope(scope: PauseScope): string {
  switch (scope.type) {
    case 'everything':
      return '';
    case 'channel':
      return ` ${scope.channel}`;
    case 'series':
      return ` ${scope.series}`;
  }
}

function jsonOf({ notice, title, channel, history }: LedgerLine): unknown {
  const { token: _token, ...shown } = notice;
  return { ...shown, title, channelName: channel, history };
}
