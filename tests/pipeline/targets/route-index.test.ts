import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAddress } from '../../../src/domain/address.ts';
import { RouteId, SeriesId } from '../../../src/domain/ids.ts';
import type { Match, Route } from '../../../src/domain/route.ts';
import { parseOffset } from '../../../src/domain/time/offset.ts';
import { mergeRoutes } from '../../../src/pipeline/targets/merge-routes.ts';
import { buildRouteIndex } from '../../../src/pipeline/targets/route-index.ts';
import { aSeminar } from '../../domain/sample-seminar.ts';
import { aRoute, CHANNEL, OTHER, RESOLVED } from '../plan/kit.ts';

const series = SeriesId.parse('tides');
const matches = (match: Match, over: Parameters<typeof aSeminar>[0] = {}): boolean =>
  buildRouteIndex({ routes: [aRoute({ match })] }, RESOLVED).targetsFor(aSeminar(over)).length > 0;

describe('matching', () => {
  it.each<[string, Match, boolean]>([
    ['everything, said in so many words', { all: true }, true],
    ['nothing said matches nothing', {}, false],
    ['its series', { series: [series] }, true],
    ['another series', { series: [SeriesId.parse('foam')] }, false],
    ['any of several kinds, whatever the case', { kind: ['Lecture', 'phd CONFIRMATION'] }, true],
    ['a part of the kind is not the kind', { kind: ['Confirmation'] }, false],
    ['a tag', { tag: ['Océan'] }, true],
    ['the host by its words', { host: ['harbour'] }, true],
    ['a speaker without accents', { speaker: ['zoe angstrom'] }, true],
    ['a speaker’s first name and another’s last', { speaker: ['zoe moss'] }, false],
    ['words of the text', { text: ['breaking foam'] }, true],
    ['a part of a word is not the word', { text: ['break'] }, false],
    ['all conditions must hold', { series: [series], kind: ['Lecture'] }, false],
    ['two that hold', { series: [series], tag: ['ocean'] }, true],
  ])('%s', (_, match, expected) => {
    const seminar = {
      series,
      kind: 'PhD  Confirmation',
      host: 'Harbour School of Waves',
      tags: ['ocean'],
      speakers: [{ name: 'Zoë Ångström' }, { name: 'Ida Moss' }],
    };
    expect(matches(match, seminar)).toBe(expected);
  });
});

describe('buildRouteIndex', () => {
  it('leaves out addresses that could not be resolved, and posts once where two lead to one channel', () => {
    const to = ['preview:#tides', 'preview:#nowhere', 'preview:#tides'].map(parseAddress);
    const index = buildRouteIndex({ routes: [aRoute({ to })] }, RESOLVED);
    expect(index.targetsFor(aSeminar()).map(({ channel }) => channel)).toEqual([CHANNEL]);
    expect(index.targetAt(aSeminar(), OTHER)).toBeUndefined();
  });

  it('finds what a plain walk over all routes finds', () => {
    const match = fc.record(
      {
        series: fc.subarray([series, SeriesId.parse('foam')], { minLength: 1 }),
        kind: fc.subarray(['Talk', 'Lecture'], { minLength: 1 }),
        tag: fc.subarray(['a', 'b'], { minLength: 1 }),
      },
      { requiredKeys: [] },
    );
    const seminars = fc.record({
      series: fc.option(fc.constantFrom(series, SeriesId.parse('spray')), { nil: undefined }),
      kind: fc.option(fc.constantFrom('TALK', 'Seminar'), { nil: undefined }),
      tags: fc.subarray(['a', 'c']),
    });
    fc.assert(
      fc.property(fc.array(match, { maxLength: 6 }), seminars, (all, over) => {
        const routes = all.map((one, n) => aRoute({ id: RouteId.parse(`r${n}`), match: one }));
        const seminar = aSeminar(over);
        const walked = routes.filter((route) =>
          buildRouteIndex({ routes: [route] }, RESOLVED).targetAt(seminar, CHANNEL),
        );
        const plainly = routes.filter(({ match: { series: s, kind, tag } }) => {
          const kindFits =
            !kind ||
            (seminar.kind !== undefined && kind.some((k) => k.toLowerCase() === seminar.kind?.toLowerCase()));
          const seriesFits = !s || (seminar.series !== undefined && s.includes(seminar.series));
          return (
            Boolean(s ?? kind ?? tag) &&
            seriesFits &&
            kindFits &&
            (!tag || tag.some((t) => seminar.tags.includes(t)))
          );
        });
        expect(walked).toEqual(plainly);
        const target = buildRouteIndex({ routes }, RESOLVED).targetAt(seminar, CHANNEL);
        expect(target?.routes ?? []).toEqual(plainly.map(({ id }) => id));
      }),
    );
  });
});

describe('mergeRoutes', () => {
  const merge = (a: Partial<Route>, b: Partial<Route>) => [
    mergeRoutes(CHANNEL, [aRoute(a), aRoute(b)]),
    mergeRoutes(CHANNEL, [aRoute(b), aRoute(a)]),
  ];
  it.each<[string, Partial<Route>, Partial<Route>, Partial<Route>]>([
    ['strictest join link', { joinLink: 'always' }, { joinLink: 'reminder' }, { joinLink: 'reminder' }],
    ['never is stricter', { joinLink: 'never' }, { joinLink: 'reminder' }, { joinLink: 'never' }],
    ['narrowest audience', { audience: 'public' }, { audience: 'members' }, { audience: 'members' }],
    ['loudest changes', { changes: 'silent' }, { changes: 'thread' }, { changes: 'thread' }],
    ['auto is louder than thread', { changes: 'auto' }, { changes: 'thread' }, { changes: 'auto' }],
    ['starting now where any says so', { startingNow: true }, {}, { startingNow: true }],
    ['an announcement where any has one', { announce: 'never' }, {}, { announce: aRoute().announce }],
  ])('%s, in either order', (_, a, b, expected) => {
    for (const target of merge(a, b)) expect(target).toMatchObject(expected);
  });

  it('the earliest announcement comes with its own needs', () => {
    const rule = (when: string, needs: readonly 'title'[]) => ({
      when: parseOffset(when),
      needs,
      latest: parseOffset('1d'),
    });
    for (const target of merge(
      { announce: rule('1w@09:00', ['title']) },
      { announce: rule('6d@17:00', []) },
    )) {
      expect(target.announce).toMatchObject({ needs: ['title'] });
    }
    const at_once = { when: 'immediately' as const, needs: [], latest: parseOffset('1d') };
    for (const target of merge({ announce: at_once }, { announce: rule('52w', []) })) {
      expect(target.announce).toMatchObject({ when: 'immediately' });
    }
  });

  it('offsets are united, each once', () => {
    const [target] = merge(
      { remind: ['15m', '1d'].map(parseOffset) },
      { remind: ['24h', '15m'].map(parseOffset) },
    );
    expect(target?.remind.map(({ text }) => text)).toEqual(['15m', '1d', '24h']);
  });
});
