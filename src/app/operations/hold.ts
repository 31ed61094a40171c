import { SeriesId } from '../../domain/ids.ts';
import type { PauseScope } from '../../domain/pause.ts';
import type { Seminar } from '../../domain/seminar.ts';
import { type Forgotten, forgetPerson } from '../../pipeline/dispatch/acts/forget-person.ts';
import { type Noted, noteSeminar } from '../../pipeline/dispatch/acts/note-seminar.ts';
import { pause } from '../../pipeline/dispatch/acts/pause.ts';
import { type Resumed, resume } from '../../pipeline/dispatch/acts/resume.ts';
import type { Installation } from '../installation.ts';
import { sceneOf } from './act.ts';
import { findChannel } from './find-channel.ts';
import { findPerson } from './find-person.ts';

export interface NamedScope {
  readonly scope: PauseScope;
  /** As people read it: "#data-science", "the series data-science", "everything". */
  readonly name: string;
}

/** A series of the configuration, a channel, or, without a word, everything. Throws RangeError for anything else. */
export async function findScope(installation: Installation, text: string | undefined): Promise<NamedScope> {
  if (text === undefined) return { scope: { type: 'everything' }, name: 'everything' };
  if (installation.settings.policy.series.some(({ id }) => id === text)) {
    return { scope: { type: 'series', series: SeriesId.parse(text) }, name: `the series ${text}` };
  }
  const channel = await findChannel(installation, text);
  return { scope: { type: 'channel', channel: channel.id }, name: channel.name };
}

export const holdStill = (installation: Installation, scope: PauseScope): Promise<void> =>
  pause(sceneOf(installation), scope);

export const goOn = (installation: Installation, scope: PauseScope): Promise<Resumed | undefined> =>
  resume(sceneOf(installation), scope, installation.settings.policy.guard.burst);

export const note = (installation: Installation, seminar: Seminar, text: string): Promise<Noted> =>
  noteSeminar(sceneOf(installation), seminar, text);

/** Throws RangeError for what is no person. */
export async function forget(installation: Installation, text: string): Promise<Forgotten> {
  return forgetPerson(sceneOf(installation), await findPerson(installation, text));
}
