import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CardContext } from '../../../src/domain/cards/subject.ts';
import { SeminarId } from '../../../src/domain/ids.ts';
import type { Surface } from '../../../src/domain/viewer.ts';
import { Facts } from '../../../src/pipeline/dispatch/facts.ts';
import { drawSpoken } from '../../../src/pipeline/dispatch/prepare/draw-spoken.ts';
import { composeStanding } from '../../../src/pipeline/dispatch/prepare/spoken-card.ts';
import { aSeminar } from '../../domain/sample-seminar.ts';
import { at, CHANNEL, FAR_CHANNEL, openWorld } from './world.ts';

const NOW = at('2026-12-03T10:45:00+10:00');

type ChannelSurface = Extract<Surface, { type: 'channel' }>;

function contextAt(surface: Surface, over: Partial<CardContext> = {}): CardContext {
  return {
    now: NOW,
    locale: 'en-AU',
    timezone: 'Australia/Brisbane',
    surface,
    command: '/seminar',
    seriesOf: () => undefined,
    ...over,
  };
}

async function openFacts(): Promise<Facts> {
  const world = await openWorld();
  return new Facts(world.store.read, world.context.routes, NOW);
}

const there: ChannelSurface = { type: 'channel', channel: CHANNEL, audience: 'members', joinLink: 'always' };

const surfaces = fc
  .record({
    channel: fc.constantFrom(CHANNEL, FAR_CHANNEL),
    audience: fc.constantFrom('public', 'members'),
    joinLink: fc.constantFrom('always', 'reminder', 'never'),
    releases: fc.constantFrom(undefined, -30, 30),
  })
  .map(
    ({ releases, ...rules }): Surface => ({
      type: 'channel',
      ...rules,
      ...(releases === undefined ? {} : { releasesAt: NOW.add({ minutes: releases }) }),
    }),
  );

const drawings = fc.record({
  kind: fc.constantFrom('announcement', 'reminder', 'startingNow'),
  carries: fc.boolean(),
  seminar: fc.constantFrom(
    aSeminar(),
    aSeminar({ id: otherId(), title: 'The salt of the sea' }),
    aSeminar({ id: otherId('w'), audience: 'public' }),
  ),
  context: fc
    .record({ surface: surfaces, rehearses: fc.constantFrom(undefined, '#tides'), takenBack: fc.boolean() })
    .map(({ surface, rehearses, takenBack }) =>
      contextAt(surface, { takenBack, ...(rehearses === undefined ? {} : { rehearses }) }),
    ),
});

/** As the sample's, but for its first letter. */
function otherId(letter = 'z'): SeminarId {
  const { id } = aSeminar();
  return SeminarId.parse(`${letter}${id.slice(1)}`);
}

describe('what is spoken of one seminar in many channels', () => {
  it('is drawn once where the rules of the channels are alike', async () => {
    const facts = await openFacts();
    const one = drawSpoken('reminder', false, aSeminar(), contextAt(there), facts);
    const far = contextAt({ ...there, channel: FAR_CHANNEL });
    expect(drawSpoken('reminder', false, aSeminar(), far, facts).card).toBe(one.card);
  });

  it('is drawn anew in another turn, which is another time', async () => {
    const one = drawSpoken('reminder', false, aSeminar(), contextAt(there), await openFacts());
    const next = drawSpoken('reminder', false, aSeminar(), contextAt(there), await openFacts());
    expect(next.card).not.toBe(one.card);
  });

  it('is, whatever was drawn before it, what it would be by itself', async () => {
    const facts = await openFacts();
    fc.assert(
      fc.property(drawings, ({ kind, carries, seminar, context }) => {
        const { card } = drawSpoken(kind, carries, seminar, context, facts);
        expect(card).toEqual(composeStanding(kind, carries, seminar, context));
      }),
      { numRuns: 300 },
    );
  });
});
