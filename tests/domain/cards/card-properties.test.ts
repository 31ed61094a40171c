import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Card, CardBlock } from '../../../src/domain/card.ts';
import { composeCard } from '../../../src/domain/cards/compose.ts';
import { hashCard } from '../../../src/domain/cards/hash.ts';
import { nextFace } from '../../../src/domain/cards/next-face.ts';
import type { CardSubject } from '../../../src/domain/cards/subject.ts';
import { disclosureOf } from '../../../src/domain/disclosure.ts';
import type { NoticeKind } from '../../../src/domain/notice.ts';
import type { Seminar } from '../../../src/domain/seminar.ts';
import { anyContext, anyInstant, anySeminar, anySubject, anySurface } from './any-seminar.ts';
import { sampleContext, textOf } from './sample-seminar.ts';

const RUNS = { numRuns: 400 };

describe('any card of any record', () => {
  it('keeps the budgets that the platforms need', () => {
    fc.assert(
      fc.property(anySubject, anyContext, (subject, context) => {
        const card = composeCard(subject, context);
        expect(card.summary.length).toBeLessThanOrEqual(3500);
        expect(shownLength(card)).toBeLessThan(8000);
        expect(Buffer.byteLength(JSON.stringify(card.blocks))).toBeLessThan(26_000);
        for (const block of card.blocks) expect(longestText(block)).toBeLessThan(2900);
        for (const title of card.blocks.filter((block) => block.type === 'title')) {
          expect(title.text.length).toBeLessThanOrEqual(150);
        }
      }),
      RUNS,
    );
  });

  it('shows no hole: no empty text, no empty label, no placeholder', () => {
    fc.assert(
      fc.property(anySubject, anyContext, (subject, context) => {
        const card = composeCard(subject, context);
        expect(card.summary.trim()).not.toBe('');
        expect(card.blocks.length).toBeGreaterThan(0);
        const strings = stringsOf(card.blocks);
        expect(strings.filter((text) => text.trim() === '')).toEqual([]);
        const said = `${card.summary}\n${textOf(card)}`;
        expect(said).not.toMatch(/\bTBA\b|undefined|\bnull\b|\[object|NaN|Invalid Date/);
        for (const block of card.blocks) {
          if (block.type === 'facts') {
            expect(block.facts.length).toBeGreaterThan(0);
            for (const fact of block.facts) expect(fact.lines.flat().length).toBeGreaterThan(0);
          }
          if (block.type === 'actions') expect(block.actions.length).toBeGreaterThan(0);
          if (block.type === 'fold') expect(block.paragraphs.length).toBeGreaterThan(0);
        }
      }),
      RUNS,
    );
  });

  it('carries nothing of the join link where it is not disclosed', () => {
    const url = 'https://secret.example.org/j/987';
    const online = { provider: 'Zoom', url, meetingId: '987-6543', passcode: 'pass-0451' };
    fc.assert(
      fc.property(anySubject, anyContext, (any, context) => {
        const subject = withSession(any, online);
        const seminar = 'seminar' in subject ? subject.seminar : undefined;
        const isShown =
          seminar && disclosureOf(seminar, context.surface, context.now).joinLink.type === 'shown';
        const text = JSON.stringify(composeCard(subject, context));
        const carries = [url, encodeURIComponent(url), online.meetingId, online.passcode].filter((secret) =>
          text.includes(secret),
        );
        if (!isShown) expect(carries).toEqual([]);
      }),
      RUNS,
    );
  });

  it('hashes alike after a journey through JSON, and by what it says', () => {
    fc.assert(
      fc.property(anySubject, anyContext, (subject, context) => {
        const card = composeCard(subject, context);
        expect(hashCard(JSON.parse(JSON.stringify(card)))).toBe(hashCard(card));
        expect(hashCard({ ...card, summary: `${card.summary} More.` })).not.toBe(hashCard(card));
      }),
      { numRuns: 100 },
    );
  });
});

describe('the faces of a standing card', () => {
  const kinds = ['announcement', 'reminder', 'startingNow', 'change', 'note', 'followUp'] as const;

  it('change at no other instant than the next that is named', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        anySeminar,
        anySurface,
        anyInstant,
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (kind, seminar, surface, after, share) => {
          const next = nextFace(kind, seminar, surface, after);
          const last = next ?? after.add({ hours: 24 * 60 });
          const span = last.epochMilliseconds - after.epochMilliseconds;
          const between = after.add({ milliseconds: Math.floor(span * share) });
          const hashAt = (now: Temporal.Instant): string =>
            hashCard(composeCard(subjectOf(kind, seminar), sampleContext({ now, surface })));
          expect(hashAt(between)).toBe(hashAt(after));
        },
      ),
      RUNS,
    );
  });

  it('lie ahead, and come to an end', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        anySeminar,
        anySurface,
        anyInstant,
        (kind, seminar, surface, after) => {
          let at: Temporal.Instant | undefined = after;
          for (let faces = 0; at; faces += 1) {
            expect(faces).toBeLessThan(6);
            const next = nextFace(kind, seminar, surface, at);
            if (next) expect(Temporal.Instant.compare(next, at)).toBe(1);
            at = next;
          }
        },
      ),
      RUNS,
    );
  });
});

function subjectOf(kind: Exclude<NoticeKind, 'digest' | 'edit' | 'removal'>, seminar: Seminar): CardSubject {
  const material = { status: seminar.status };
  switch (kind) {
    case 'change':
      return {
        kind,
        seminar,
        before: { ...material, place: '78-421' },
        after: { ...material, place: '78-420' },
      };
    case 'note':
      return { kind, seminar, text: 'Starting ten minutes late' };
    case 'announcement':
    case 'reminder':
    case 'startingNow':
    case 'followUp':
      return { kind, seminar };
  }
}

function withSession(subject: CardSubject, online: NonNullable<Seminar['venue']['online']>): CardSubject {
  const add = (seminar: Seminar): Seminar => ({ ...seminar, venue: { ...seminar.venue, online } });
  switch (subject.kind) {
    case 'change': {
      const before = { ...subject.before, link: 'https://old.example.org' };
      return {
        ...subject,
        seminar: add(subject.seminar),
        before,
        after: { ...subject.after, link: online.url ?? '' },
      };
    }
    case 'list':
    case 'digest':
      return { ...subject, seminars: subject.seminars.map(add) };
    case 'message':
      return subject.seminar ? { ...subject, seminar: add(subject.seminar) } : subject;
    case 'help':
    case 'suggest':
    // Only those who look after a seminar see these, and they see its link.
    case 'reviews':
    case 'review':
    case 'reviewText':
    case 'report':
      return subject;
    default:
      return { ...subject, seminar: add(subject.seminar) };
  }
}

/** As Slack counts: what is folded away is not in the message. */
function shownLength(card: Card): number {
  return card.blocks
    .map((block) => (block.type === 'fold' ? { ...block, paragraphs: [] } : block))
    .flatMap((block) => stringsOf(block))
    .reduce((sum, text) => sum + text.length, 0);
}

function longestText(block: CardBlock): number {
  return Math.max(0, ...stringsOf(block).map((text) => text.length));
}

/** All that is shown: addresses, intents and names of types are not. */
function stringsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(stringsOf);
  if (typeof value !== 'object' || value === null || value instanceof Temporal.Instant) return [];
  const unseen = new Set(['type', 'url', 'intent', 'tone', 'timezone', 'spoken', 'kind']);
  return Object.entries(value).flatMap(([name, member]) => (unseen.has(name) ? [] : stringsOf(member)));
}
