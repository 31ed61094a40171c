import type { SeminarFields } from '../../domain/seminar.ts';
import { takeTurns } from '../../support/take-turns.ts';

/** What is remembered of a record without an id, to know it again after an edit. */
export interface KnownRecord {
  readonly uid: string;
  readonly title: string;
  readonly start: string;
  readonly speakers: string;
}

/**
 * Records of a list need not have an id. One is known again by its title, start and speakers: the more of these agree
 * with what was there before, the likelier it is the same; a record of which none agrees is a new one. So a title that
 * is filled in, a start that moves or a speaker that changes keeps the record's identity, and inserting at the top of
 * the list shifts nothing. In turns; throws when aborted.
 */
export async function assignUids(
  file: string,
  records: readonly { readonly id?: string; readonly fields: SeminarFields }[],
  before: readonly KnownRecord[],
  signal?: AbortSignal,
): Promise<readonly KnownRecord[]> {
  const turn = takeTurns(signal);
  const looks: (Look & { readonly id: string | undefined })[] = [];
  for (const { id, fields } of records) {
    await turn();
    looks.push({ id, ...lookOf(fields) });
  }
  const taken = new Map<number, string>();
  const used = new Set<string>();
  looks.forEach((look, index) => {
    if (look.id === undefined) return;
    taken.set(index, `${file}#${look.id}`);
    used.add(`${file}#${look.id}`);
  });
  for (const traits of BY_LIKENESS) {
    await turn();
    matchBy(traits, looks, before, taken, used);
  }
  const known = new Set(before.map(({ uid }) => uid));
  let next = 1;
  const mint = (): string => {
    if (records.length === 1 && !used.has(file)) return file;
    while (used.has(`${file}#${next}`) || known.has(`${file}#${next}`)) next += 1;
    return `${file}#${next}`;
  };
  return looks.map(({ id: _id, ...look }, index) => {
    const uid = taken.get(index) ?? mint();
    used.add(uid);
    return { uid, ...look };
  });
}

/**
 * What to remember of records with their uids, for the next time. One with an id of its own is known by that, except that
 * a number must not be given to another later. `isWhole`: nothing of the list was broken; who is broken just now must not
 * lose its identity.
 */
export function rememberUids(
  uids: readonly KnownRecord[],
  records: readonly { readonly id?: string }[],
  list: { readonly before: readonly KnownRecord[]; readonly isWhole: boolean },
): readonly KnownRecord[] {
  const known = uids.filter((_, index) => {
    const id = records[index]?.id;
    return id === undefined || /^\d+$/.test(id);
  });
  if (list.isWhole) return known;
  const told = new Set(uids.map(({ uid }) => uid));
  return [...known, ...list.before.filter(({ uid }) => !told.has(uid))];
}

type Look = Omit<KnownRecord, 'uid'>;

function lookOf(fields: SeminarFields): Look {
  return {
    title: fields.title ?? '',
    start: fields.start?.toString() ?? fields.date?.toString() ?? '',
    speakers: (fields.speakers ?? []).map((speaker) => speaker.name).join('; '),
  };
}

type Trait = Exclude<keyof KnownRecord, 'uid'>;

/** What may agree, the likeliest first: a title says more than a start, and a start more than a speaker. */
const BY_LIKENESS: readonly (readonly Trait[])[] = [
  ['title', 'start', 'speakers'],
  ['title', 'start'],
  ['title', 'speakers'],
  ['start', 'speakers'],
  ['title'],
  ['start'],
  ['speakers'],
];

/** Gives each record that has none yet the first uid that is free and agrees in all these traits. What is empty agrees with nothing. */
function matchBy(
  traits: readonly Trait[],
  looks: readonly Look[],
  before: readonly KnownRecord[],
  taken: Map<number, string>,
  used: Set<string>,
): void {
  if (taken.size === looks.length) return;
  const keyOf = (look: Look): string | undefined =>
    traits.some((trait) => look[trait] === '') ? undefined : traits.map((trait) => look[trait]).join('\0');
  const free = Map.groupBy(before.filter(({ uid }) => !used.has(uid)).toReversed(), keyOf);
  looks.forEach((look, index) => {
    const key = taken.has(index) ? undefined : keyOf(look);
    const uid = key === undefined ? undefined : free.get(key)?.pop()?.uid;
    if (uid === undefined || used.has(uid)) return;
    taken.set(index, uid);
    used.add(uid);
  });
}
