import { userInfo } from 'node:os';
import { type ChannelId, type NoticeId, type SeminarId, splitChannelId } from '../../domain/ids.ts';
import type { Seminar } from '../../domain/seminar.ts';
import type { ActReport, ActScene } from '../../pipeline/dispatch/acts/act-scene.ts';
import { type Released, releaseChannel } from '../../pipeline/dispatch/acts/release-channel.ts';
import { type Retracted, retractNotice, retractSeminar } from '../../pipeline/dispatch/acts/retract.ts';
import { retryNotices } from '../../pipeline/dispatch/acts/retry-notices.ts';
import { type ManualKind, type Owed, sendManual } from '../../pipeline/dispatch/acts/send-manual.ts';
import { skipNotices } from '../../pipeline/dispatch/acts/skip-notices.ts';
import type { KnownChannel } from '../../ports/store/directory.ts';
import type { Installation } from '../installation.ts';

/** Acts from the command line: the ledger names the account that ran it. A running service sees them at once. */
export function sceneOf({ store, clock }: Installation): ActScene {
  return { store, clock, by: `${userInfo().username}, on the command line` };
}

export const release = (installation: Installation, channel: ChannelId): Promise<Released> =>
  releaseChannel(sceneOf(installation), channel);

export const retry = (installation: Installation, notices: readonly NoticeId[]): Promise<ActReport> =>
  retryNotices(sceneOf(installation), notices);

export const skip = (installation: Installation, notices: readonly NoticeId[]): Promise<ActReport> =>
  skipNotices(sceneOf(installation), notices);

/** A rehearsal reaches nobody, whoever asks. */
export async function send(
  installation: Installation,
  seminar: Seminar,
  kind: ManualKind,
  channel: KnownChannel,
): Promise<Owed> {
  if (
    installation.settings.policy.mode === 'rehearsal' &&
    splitChannelId(channel.id).platform !== 'preview'
  ) {
    const reason = `In rehearsal nothing is sent to ${channel.name}: it takes mode: live. The preview's channels take it.`;
    return { type: 'refused', reason };
  }
  return sendManual(sceneOf(installation), seminar, kind, channel.id);
}

export const retractOne = (installation: Installation, notice: NoticeId): Promise<Retracted | undefined> =>
  retractNotice(sceneOf(installation), notice);

export const retractAllOf = (installation: Installation, seminar: SeminarId): Promise<Retracted> =>
  retractSeminar(sceneOf(installation), seminar);
