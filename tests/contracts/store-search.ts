import fc from 'fast-check';
import { expect, it } from 'vitest';
import { matchesTokens, searchTextOf, tokenizeQuery, tokenizeText } from '../../src/domain/search-text.ts';
import type { Seminar } from '../../src/domain/seminar.ts';
import type { SeminarQuery } from '../../src/ports/store/seminars.ts';
import type { Store } from '../../src/ports/store.ts';
import { openFresh, type StoreBench } from './store-bench.ts';
import { makeSeminar, NOON, SERIES } from './store-fixtures.ts';

/** Pieces that make texts meet often, and that a database's own tokeniser, quoting or collation would trip over. */
const WORDS = [
  'flood',
  'Flood',
  'flöod',
  'floodplain',
  'risk',
  'a',
  'and',
  'OR',
  'NOT',
  'NEAR',
  "O'Brien",
  'l’eau',
  '机器学习',
  '学',
  'データ',
  '데이터',
  'Straße',
  'strasse',
  '"quoted"',
  "it's",
  'back\\slash',
  'col:umn',
  'star*',
  '-minus',
  '(x)',
  'c++',
  '3.5',
  '\u0000',
  '😀',
  'नमस्ते',
  'Ａ１',
];
const text = fc.array(fc.constantFrom(...WORDS), { maxLength: 5 }).map((words) => words.join(' '));

async function putAll(store: Store, seminars: readonly Seminar[]): Promise<void> {
  await store.transaction(async (tx) => {
    for (const seminar of seminars) await tx.seminars.put(seminar);
  });
}

export function describeSearch(bench: StoreBench): void {
  it('finds all words, the last as a prefix, in title, people, place, tags and abstract', async () => {
    const { store } = await openFresh(bench);
    const seminar = makeSeminar(1, {
      title: 'Reading the Tide',
      speakers: [{ name: 'Zoë Ångström', affiliation: 'Harbour Lab' }],
      abstract: 'Currents and eddies.',
      venue: {
        room: '78-420',
        building: 'Quay House',
        online: { passcode: 'sesame', url: 'https://example.org/door' },
      },
      tags: ['oceanography'],
      series: SERIES,
    });
    await putAll(store, [seminar, makeSeminar(2)]);
    const found = async (words: string) =>
      (await store.read.seminars.find({ words: tokenizeQuery(words) })).length;
    for (const words of [
      'tide',
      'read',
      'tide reading',
      'angstrom',
      'HARBOUR',
      'eddie',
      '78',
      'quay',
      'oceano',
      'data sci',
    ]) {
      expect([words, await found(words)]).toEqual([words, 1]);
    }
    for (const words of ['read tide', 'tide talk', 'sesame', 'door', 'ide']) {
      expect([words, await found(words)]).toEqual([words, 0]);
    }
    expect(await found('')).toBe(2);
  });

  it('finds speakers by name alone, apart from the words', async () => {
    const { store } = await openFresh(bench);
    const about = makeSeminar(1, {
      title: 'On Ada Quill',
      speakers: [{ name: 'Ben Okafor', affiliation: 'Quill Institute' }],
    });
    const by = makeSeminar(2, {
      title: 'Feathers',
      speakers: [{ name: 'Mira Lund' }, { name: 'Ada Quill' }],
    });
    await putAll(store, [about, by]);
    expect(await store.read.seminars.find({ speaker: tokenizeQuery('ada qui') })).toEqual([by]);
    expect(await store.read.seminars.find({ words: ['quill'] })).toEqual([about, by]);
    expect(await store.read.seminars.find({ words: ['feathers'], speaker: ['ada'] })).toEqual([by]);
    expect(await store.read.seminars.find({ words: ['feathers'], speaker: ['ben'] })).toEqual([]);
  });

  it('follows a seminar whose text or time changes', async () => {
    const { store } = await openFresh(bench);
    await putAll(store, [makeSeminar(1, { title: 'Tides' }), makeSeminar(2, { title: 'Tides again' })]);
    const moved = makeSeminar(1, { title: 'Tides', start: NOON.add({ hours: 30 }) });
    await putAll(store, [moved]);
    const ids = async (words: string[]) =>
      (await store.read.seminars.find({ words, endsAfter: NOON })).map((s) => s.id);
    expect(await ids(['tides'])).toEqual([makeSeminar(2).id, moved.id]);
    await putAll(store, [{ ...moved, title: 'Currents' }]);
    expect(await ids(['tides'])).toEqual([makeSeminar(2).id]);
    expect(await ids(['currents'])).toEqual([moved.id]);
  });

  it('keeps the order of start and the limit, also among what starts in one minute', async () => {
    const { store } = await openFresh(bench);
    const { start: _, ...undated } = makeSeminar(99, { title: 'Tide' });
    const at = (n: number, seconds: number) =>
      makeSeminar(n, { title: 'Tide', start: NOON.add({ seconds }) });
    const all = [undated, at(5, 59), at(4, 1), at(3, 30), at(2, 30), at(1, 120), at(6, -600_000)];
    await putAll(store, all);
    const plain = await store.read.seminars.find({});
    expect(plain).toHaveLength(all.length);
    expect(await store.read.seminars.find({ words: ['tide'] })).toEqual(plain);
    const backwards = plain.toReversed();
    expect(await store.read.seminars.find({ latestFirst: true })).toEqual(backwards);
    for (let limit = 1; limit <= all.length; limit += 1) {
      const find = (query: SeminarQuery) => store.read.seminars.find({ ...query, limit });
      expect(await find({ words: ['tide'] })).toEqual(plain.slice(0, limit));
      expect(await find({ words: ['tide'], latestFirst: true })).toEqual(backwards.slice(0, limit));
      const past = { startsBefore: NOON.add({ seconds: 30 }), latestFirst: true };
      expect(await find({ words: ['tide'], ...past })).toEqual(await find(past));
    }
    expect(await store.read.seminars.find({ words: ['tide'], endsAfter: NOON })).toEqual(
      await store.read.seminars.find({ endsAfter: NOON }),
    );
  });

  it('finds what the domain says it should, whatever the words', async () => {
    const { store } = await openFresh(bench);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 6 }),
        text,
        text,
        async (texts, words, name) => {
          const seminars = texts.map(([title, speaker], n) =>
            makeSeminar(n, {
              title: title || 'x',
              speakers: speaker ? [{ name: speaker }] : [],
            }),
          );
          const query = { words: tokenizeQuery(words), speaker: tokenizeQuery(name) };
          const expected = seminars.filter((seminar) => {
            const found = searchTextOf(seminar);
            return (
              matchesTokens(tokenizeText(found.words), query.words) &&
              matchesTokens(tokenizeText(found.speakers), query.speaker)
            );
          });
          await putAll(store, seminars);
          const ids = new Set(seminars.map((seminar) => seminar.id));
          const found = (await store.read.seminars.find(query)).filter((seminar) => ids.has(seminar.id));
          expect(found.map((s) => s.id)).toEqual(expected.map((s) => s.id));
        },
      ),
      { numRuns: 60 },
    );
  });
}
