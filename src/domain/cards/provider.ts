import type { OnlineSession } from '../seminar.ts';
import { lineOf } from './plain.ts';
import { shorten } from './shorten.ts';

/** Names that people know, by the host of the join link. What is not here is "Join online". */
const PROVIDERS: readonly (readonly [suffix: string, name: string])[] = [
  ['zoom.us', 'Zoom'],
  ['zoom.com', 'Zoom'],
  ['teams.microsoft.com', 'Teams'],
  ['teams.live.com', 'Teams'],
  ['meet.google.com', 'Google Meet'],
  ['webex.com', 'Webex'],
  ['voovmeeting.com', 'VooV'],
  ['meeting.tencent.com', 'Tencent Meeting'],
  ['meet.jit.si', 'Jitsi'],
];

export function providerOf(session: OnlineSession | undefined): string | undefined {
  const said = lineOf(session?.provider);
  if (said) return shorten(said, 30);
  if (!session?.url) return undefined;
  const host = new URL(session.url).hostname;
  return PROVIDERS.find(([suffix]) => host === suffix || host.endsWith(`.${suffix}`))?.[1];
}
