import type { SeminarFields } from '../../domain/seminar.ts';
import { forEachInTurns } from '../../support/take-turns.ts';

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
  const looks: Look[] = [];
  const taken = new Map<number, string>();
  const used = new Set<string>();
  const take = (index: number, uid: string): void => {
    taken.set(index, uid);
    used.add(uid);
  };
  await forEachInTurns(
    records,
    ({ id, fields }, index) => {
      looks.push(lookOf(fields));
      if (id !== undefined) take(index, `${file}#${id}`);
    },
    signal,
  );
  for (const traits of BY_LIKENESS) {
    if (taken.size === looks.length) break;
    const free = new FreeUids(traits);
    await forEachInTurns(
      before.toReversed(),
      (known) => void (used.has(known.uid) || free.add(known)),
      signal,
    );
    await forEachInTurns(
      looks,
      (look, index) => {
        const uid = taken.has(index) ? undefined : free.pop(look);
        if (uid !== undefined && !used.has(uid)) take(index, uid);
      },
      signal,
    );
  }
  const known = new Set(before.map(({ uid }) => uid));
  let next = 1;
  const mint = (): string => {
    if (records.length === 1 && !used.has(file)) return file;
    while (used.has(`${file}#${next}`) || known.has(`${file}#${next}`)) next += 1;
    return `${file}#${next}`;
  };
  const assigned: KnownRecord[] = [];
  await forEachInTurns(
    looks,
    (look, index) => {
      const uid = taken.get(index) ?? mint();
      used.add(uid);
      assigned.push({ uid, ...look });
    },
    signal,
  );
  return assigned;
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

/** Uids that nobody has yet, by some traits of their records. What is empty agrees with nothing. */
class FreeUids {
  readonly #traits: readonly Trait[];
  readonly #uids = new Map<string, string[]>();

  constructor(traits: readonly Trait[]) {
    this.#traits = traits;
  }

  add(known: KnownRecord): void {
    const key = this.#keyOf(known);
    if (key === undefined) return;
    const same = this.#uids.get(key);
    if (same) same.push(known.uid);
    else this.#uids.set(key, [known.uid]);
  }

  /** The one that was added last and agrees in all of the traits. */
  pop(look: Look): string | undefined {
    const key = this.#keyOf(look);
    return key === undefined ? undefined : this.#uids.get(key)?.pop();
  }

  #keyOf(look: Look): string | undefined {
    let key = '';
    for (const trait of this.#traits) {
      if (look[trait] === '') return undefined;
      key += `${look[trait]}\0`;
    }
    return key;
  }
}
