import { userInfo } from 'node:os';
import type { ChannelId, NoticeId, SeminarId } from '../../domain/ids.ts';
import type { Seminar } from '../../domain/seminar.ts';
import type { ActReport, ActScene } from '../../pipeline/dispatch/acts/act-scene.ts';
import { type Released, releaseChannel } from '../../pipeline/dispatch/acts/release-channel.ts';
import { type Retracted, retractNotice, retractSeminar } from '../../pipeline/dispatch/acts/retract.ts';
import { retryNotices } from '../../pipeline/dispatch/acts/retry-notices.ts';
import { type ManualKind, type Owed, sendManual } from '../../pipeline/dispatch/acts/send-manual.ts';
import { skipNotices } from '../../pipeline/dispatch/acts/skip-notices.ts';
import type { Installation } from '../installation.ts';

/** Acts from the command line: the ledger names the account that ran it. A running service sees them at once. */
function sceneOf({ store, clock }: Installation): ActScene {
  return { store, clock, by: `${userInfo().username}, on the command line` };
}

export const release = (installation: Installation, channel: ChannelId): Promise<Released> =>
  releaseChannel(sceneOf(installation), channel);

export const retry = (installation: Installation, notices: readonly NoticeId[]): Promise<ActReport> =>
  retryNotices(sceneOf(installation), notices);

export const skip = (installation: Installation, notices: readonly NoticeId[]): Promise<ActReport> =>
  skipNotices(sceneOf(installation), notices);

export const send = (
  installation: Installation,
  seminar: Seminar,
  kind: ManualKind,
  channel: ChannelId,
): Promise<Owed> => sendManual(sceneOf(installation), seminar, kind, channel);

export const retractOne = (installation: Installation, notice: NoticeId): Promise<Retracted | undefined> =>
  retractNotice(sceneOf(installation), notice);

export const retractAllOf = (installation: Installation, seminar: SeminarId): Promise<Retracted> =>
  retractSeminar(sceneOf(installation), seminar);
