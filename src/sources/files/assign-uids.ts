import type { SeminarFields } from '../../domain/seminar.ts';

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
 * the list shifts nothing.
 */
export function assignUids(
  file: string,
  records: readonly { readonly id?: string; readonly fields: SeminarFields }[],
  before: readonly KnownRecord[],
): readonly KnownRecord[] {
  const looks = records.map(({ id, fields }) => ({ id, ...lookOf(fields) }));
  const taken = new Map<number, string>();
  const used = new Set<string>();
  looks.forEach((look, index) => {
    if (look.id === undefined) return;
    taken.set(index, `${file}#${look.id}`);
    used.add(`${file}#${look.id}`);
  });
  const pairs = looks
    .flatMap((look, index) =>
      look.id === undefined
        ? before.map((known) => ({ index, uid: known.uid, likeness: likenessOf(look, known) }))
        : [],
    )
    .filter((pair) => pair.likeness > 0)
    .toSorted((a, b) => b.likeness - a.likeness);
  for (const pair of pairs) {
    if (taken.has(pair.index) || used.has(pair.uid)) continue;
    taken.set(pair.index, pair.uid);
    used.add(pair.uid);
  }
  let next = 1;
  const mint = (): string => {
    if (records.length === 1 && !used.has(file)) return file;
    while (used.has(`${file}#${next}`) || before.some((known) => known.uid === `${file}#${next}`)) next += 1;
    return `${file}#${next}`;
  };
  return looks.map(({ id: _id, ...look }, index) => {
    const uid = taken.get(index) ?? mint();
    used.add(uid);
    return { uid, ...look };
  });
}

function lookOf(fields: SeminarFields): Omit<KnownRecord, 'uid'> {
  return {
    title: fields.title ?? '',
    start: fields.start?.toString() ?? fields.date?.toString() ?? '',
    speakers: (fields.speakers ?? []).map((speaker) => speaker.name).join('; '),
  };
}

function likenessOf(look: Omit<KnownRecord, 'uid'>, known: KnownRecord): number {
  const agree = (a: string, b: string, weight: number): number => (a !== '' && a === b ? weight : 0);
  return (
    agree(look.title, known.title, 4) +
    agree(look.start, known.start, 3) +
    agree(look.speakers, known.speakers, 2)
  );
}
