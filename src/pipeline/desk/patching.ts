import type { Seminar, SeminarFields } from '../../domain/seminar.ts';
import { reconsider } from '../sync/reconsider.ts';
import type { Asking } from './asking.ts';

/** Undefined takes the field out of the patch: what the sources say of it holds again. */
export type Word = { readonly [Field in keyof SeminarFields]?: SeminarFields[Field] | undefined };

export interface Patched {
  readonly seminar: Seminar;
  /** Names of the fields that are otherwise than before; empty where it said so already. */
  readonly changed: readonly string[];
}

/**
 * What an organiser says of a seminar by hand, above all sources (rule 7), in one transaction with all that is owed
 * because of it: cards, changes said aloud, reminders.
 */
export function patchSeminar(
  { id }: Seminar,
  wordOf: (patch: SeminarFields) => Word,
  asking: Asking,
): Promise<Patched> {
  const { store, sources, policy, routes, now } = asking;
  return store.transaction(async (tx) => {
    const patch = await tx.seminars.patchOf(id);
    const word = wordOf(patch);
    await tx.seminars.putPatch(id, withWord(patch, word));
    const context = { policy, routes };
    let done = await reconsider(tx, [id], sources, context, now);
    const [before] = done.seminars;
    if ('status' in word && word.status === undefined && before && before.status !== 'scheduled') {
      // A source says that it is off; the organiser's word counts for more.
      await tx.seminars.putPatch(id, withWord(patch, { ...word, status: 'scheduled' }));
      done = await reconsider(tx, [id], sources, context, now);
    }
    const [seminar] = done.seminars;
    if (!seminar) throw new Error(`the seminar ${id} is not in the store`);
    const changed = done.changes.flatMap(({ fields }) => fields);
    return { seminar, changed };
  });
}

function withWord(patch: SeminarFields, word: Word): SeminarFields {
  const fields = Object.entries({ ...patch, ...word }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(fields);
}
