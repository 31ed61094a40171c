import { describe, expect, it } from 'vitest';
import { composeCard } from '../../../src/domain/cards/compose.ts';
import { decodeIntent, encodeIntent } from '../../../src/domain/intent.ts';
import type { Seminar } from '../../../src/domain/seminar.ts';
import { seminarNumber } from './any-seminar.ts';
import { ANSWER, labelsOf, RELEASE, START, sampleContext, sampleSeminar, textOf } from './sample-seminar.ts';

const FROM = Temporal.Instant.from('2026-11-29T14:00:00Z');
const WINDOW = { from: FROM, to: FROM.add({ hours: 168 }) };

function several(count: number, over: Partial<Seminar> = {}): readonly Seminar[] {
  return Array.from({ length: count }, (_, index) =>
    sampleSeminar({ id: seminarNumber(index), title: `Talk number ${index}`, ...over }),
  );
}

function digest(seminars: readonly Seminar[], closed: readonly string[] = []) {
  return composeCard({ kind: 'digest', seminars, closed, ...WINDOW }, sampleContext({ now: RELEASE }));
}

describe('a digest', () => {
  it('names its days in the configured zone, and lists each seminar with a button of its own', () => {
    const card = digest(several(2));
    expect(textOf(card).split('\n')).toEqual([
      'Coming up',
      'Seminars, Monday 30 November to Sunday 6 December',
      'Talk number 0',
      'Thursday 3 December, 11:00–12:00 Brisbane (UTC+10)',
      'Mira Okafor · Room 78-420, Example House',
      'Talk number 1',
      'Thursday 3 December, 11:00–12:00 Brisbane (UTC+10)',
      'Mira Okafor · Room 78-420, Example House',
    ]);
    const [list] = card.blocks.filter((block) => block.type === 'list');
    expect(list?.items[1]?.action).toMatchObject({
      label: 'Show details',
      spoken: 'Show details of Talk number 1',
      intent: { type: 'show', seminar: 'sample01' },
    });
    expect(card.summary).toContain('Talk number 1. Thursday 3 December, 11:00');
  });

  it('never carries a join link, even when it is released', () => {
    expect(JSON.stringify(digest(several(2)))).not.toContain('zoom.us');
  });

  it('strikes what does not take place, and says so in words', () => {
    const card = digest(several(1, { status: 'cancelled' }));
    const [list] = card.blocks.filter((block) => block.type === 'list');
    expect(list?.items[0]).toMatchObject({ struck: true });
    expect(textOf(card)).toContain('Talk number 0\nCancelled\n');
    expect(card.summary).toContain('Cancelled. Talk number 0.');
  });

  it('says why there is nothing', () => {
    expect(textOf(digest([], ['Mid-semester break']))).toContain('There is no seminar: Mid-semester break.');
    expect(textOf(digest([]))).toContain('There is no seminar in these days.');
  });

  it('shows twenty and says how many more there are', () => {
    const card = digest(several(23));
    expect(textOf(card)).toContain('3 more are not shown.');
    expect(labelsOf(card)).toEqual(['List upcoming seminars']);
  });
});

describe('a list', () => {
  it('says the year only where it is another one', () => {
    const seminars = [...several(1), ...several(1, { start: Temporal.Instant.from('2027-02-04T01:00:00Z') })];
    const card = composeCard({ kind: 'list', heading: 'Upcoming', seminars, empty: '-' }, sampleContext());
    expect(textOf(card)).toContain('Thursday 3 December, 11:00');
    expect(textOf(card)).toContain('Thursday 4 February 2027, 11:00');
    expect(card.summary).toContain('Thursday 4 February 2027, 11:00');
  });

  it('says that it is empty', () => {
    const card = composeCard(
      { kind: 'list', heading: 'Today', seminars: [], empty: 'Nothing is scheduled today.' },
      sampleContext(),
    );
    expect(card.summary).toBe('Today. Nothing is scheduled today.');
  });
});

describe('the whole record', () => {
  const abstract = Array.from({ length: 60 }, (_, paragraph) =>
    Array.from({ length: 100 }, (_unused, word) => `word${paragraph}x${word}`).join(' '),
  ).join('\n\n');
  const show = (part: number) =>
    composeCard({ kind: 'show', seminar: sampleSeminar({ abstract }), part }, sampleContext());

  it('of 6,000 words is there to the last one, part by part', () => {
    const parts: string[] = [];
    let part: number | undefined = 1;
    while (part) {
      const card = show(part);
      parts.push(textOf(card));
      const next = card.blocks
        .flatMap((block) => (block.type === 'actions' ? block.actions : []))
        .find((action) => action.label.startsWith('Read on'));
      part = next?.type === 'ask' && next.intent.type === 'show' ? next.intent.part : undefined;
    }
    expect(parts.length).toBeGreaterThan(5);
    expect(parts[1]).toContain(`Part 2 of ${parts.length}`);
    const words = new Set(parts.join('\n').match(/word\d+x\d+/g));
    expect(words.size).toBe(6000);
    expect(parts.at(-1)).toContain('Mira measures rivers.');
  });

  it('asked for a part that does not exist, shows the nearest', () => {
    expect(textOf(show(999))).toBe(textOf(show(Number(/of (\d+)/.exec(textOf(show(2)))?.[1]))));
    expect(textOf(show(0))).toBe(textOf(show(1)));
  });

  it('tells chair, panel, ID and page', () => {
    const seminar = sampleSeminar({
      chair: 'Ada Example',
      panel: ['Bo One', 'Cy Two', 'TBA'],
      audience: 'public',
    });
    const card = composeCard(
      { kind: 'show', seminar, part: 1 },
      sampleContext({ publicUrl: 'https://talks.example.edu' }),
    );
    expect(textOf(card)).toContain('Chair: Ada Example');
    expect(textOf(card)).toContain('Panel: Bo One and Cy Two');
    expect(textOf(card)).toContain('ID k3m9x2pq');
    expect(JSON.stringify(card)).toContain('https://talks.example.edu/seminars/k3m9x2pq');
  });

  it.each([
    [
      'before it, with or without an address',
      { recording: 'https://media.example.edu/1' },
      -1,
      ['Recording: This talk is recorded.'],
    ],
    ['afterwards, while there is nothing to watch', {}, 2, ['Recording: This talk was recorded.']],
    [
      'afterwards, by the button alone',
      { recording: 'https://media.example.edu/1' },
      2,
      ['Watch the recording'],
    ],
    ['not at all of a cancelled one', { status: 'cancelled' } as const, -1, []],
  ])('tells of the recording %s', (_when, over, hours, lines) => {
    const card = composeCard(
      { kind: 'show', seminar: sampleSeminar({ recorded: true, ...over }), part: 1 },
      sampleContext({ now: START.add({ hours }) }),
    );
    const told = textOf(card).split('\n');
    expect(told.filter((line) => /record/i.test(line))).toEqual(lines);
  });

  it('has no page unless it is public', () => {
    const card = composeCard(
      { kind: 'show', seminar: sampleSeminar(), part: 1 },
      sampleContext({ publicUrl: 'https://talks.example.edu' }),
    );
    expect(JSON.stringify(card)).not.toContain('talks.example.edu');
  });
});

describe('answers', () => {
  it('help in a chat with the bot alone lists plain words', () => {
    const context = sampleContext({ command: '', surface: ANSWER });
    const help = composeCard({ kind: 'help' }, context);
    expect(help.summary).toContain(' next: the next seminar.');
    expect(help.summary).not.toContain('  ');
    expect(textOf(help)).not.toMatch(/@Lectern|\/seminar/);
    expect(textOf(composeCard({ kind: 'announcement', seminar: sampleSeminar() }, context))).toContain(
      '“help” lists what I can do.',
    );
  });

  it('help lists every command as it is typed here', () => {
    const text = textOf(composeCard({ kind: 'help' }, sampleContext({ command: '@Lectern' })));
    for (const word of ['next', 'today', 'week', 'list', 'search', 'speaker', 'show', 'remind', 'calendar']) {
      expect(text).toContain(`@Lectern ${word}`);
    }
  });

  it('a calendar answer offers calendars, or says why it cannot', () => {
    const calendar = (over: Partial<Seminar>) =>
      composeCard({ kind: 'calendar', seminar: sampleSeminar(over) }, sampleContext());
    expect(labelsOf(calendar({}))).toEqual(['Google Calendar', 'Outlook (work or school)', 'Outlook.com']);
    expect(textOf(calendar({ status: 'cancelled' }))).toContain('there is nothing to add');
  });

  it('a suggestion is there to press, its labels short enough for a button', () => {
    const words = 'x'.repeat(200);
    const suggestion = {
      type: 'suggest',
      typed: 'serach flood',
      nearest: [{ label: `search ${words}`, intent: { type: 'search', words } }],
    } as const;
    const card = composeCard({ kind: 'suggest', suggestion }, sampleContext());
    expect(textOf(card)).toContain('I don’t know “serach flood”.');
    for (const label of labelsOf(card)) expect(label.length).toBeLessThanOrEqual(75);
  });

  it('every button carries an intent that comes back from its platform', () => {
    const seminar = sampleSeminar({ start: START });
    for (const kind of ['announcement', 'reminder', 'startingNow', 'calendar'] as const) {
      const card = composeCard({ kind, seminar }, sampleContext());
      for (const block of card.blocks) {
        for (const action of block.type === 'actions' ? block.actions : []) {
          if (action.type === 'ask') expect(decodeIntent(encodeIntent(action.intent))).toEqual(action.intent);
        }
      }
    }
  });
});
