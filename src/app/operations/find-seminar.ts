import { SeminarId } from '../../domain/ids.ts';
import type { Seminar } from '../../domain/seminar.ts';
import type { Installation } from '../installation.ts';

/** A seminar by its id. Throws RangeError that says where ids are shown. */
export async function findSeminar(
  { store }: Installation,
  text: string,
  isNeither = "is no seminar's id",
): Promise<Seminar> {
  const id = SeminarId.safeParse(text);
  const seminar = id.success ? await store.read.seminars.get(id.data) : undefined;
  if (seminar) return seminar;
  throw new RangeError(`"${text}" ${isNeither}; \`lectern list\` shows the ids`);
}
