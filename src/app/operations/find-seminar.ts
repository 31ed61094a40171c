import { SeminarId } from '../../domain/ids.ts';
import type { Seminar } from '../../domain/seminar.ts';
import type { Installation } from '../installation.ts';
import { sourceOrder } from './sync-now.ts';

type Known = Pick<Installation, 'store' | 'sources'>;

/** A seminar by its id, or by the one that its record gives itself. Throws RangeError that says where ids are shown. */
export async function findSeminar(
  installation: Known,
  text: string,
  isNeither = "is no seminar's id",
): Promise<Seminar> {
  const [seminar, ...others] = await seminarsCalled(installation, text);
  if (seminar && others.length === 0) return seminar;
  if (!seminar) throw new RangeError(`"${text}" ${isNeither}; \`lectern list\` shows the ids`);
  const ids = [seminar, ...others].map(({ id }) => id).join(', ');
  throw new RangeError(`several records call themselves "${text}"; name one of ${ids}`);
}

/** Those that somebody may mean; several where records of different files have chosen the same id. */
export async function seminarsCalled(installation: Known, text: string): Promise<readonly Seminar[]> {
  const { store } = installation;
  const id = SeminarId.safeParse(text);
  const seminar = id.success ? await store.read.seminars.get(id.data) : undefined;
  if (seminar) return [seminar];
  const found = new Set<SeminarId>();
  for (const source of sourceOrder(installation)) {
    for (const [uid, claim] of await store.read.seminars.claimStates(source)) {
      if (!claim.gone && endsIn(uid, text)) found.add(claim.seminar);
    }
  }
  return store.read.seminars.many([...found]);
}

/** Where a record has an id, that is its uid within its source, behind the name of its file (`assign-uids.ts`). */
function endsIn(uid: string, id: string): boolean {
  return uid === id || uid.endsWith(`#${id}`);
}
