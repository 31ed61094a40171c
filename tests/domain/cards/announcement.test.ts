import { describe, expect, it } from 'vitest';
import { composeCard } from '../../../src/domain/cards/compose.ts';
import type { CardContext } from '../../../src/domain/cards/subject.ts';
import type { Seminar } from '../../../src/domain/seminar.ts';
import {
  ANSWER,
  bareSeminar,
  labelsOf,
  RELEASE,
  SERIES,
  START,
  sampleContext,
  sampleSeminar,
  textOf,
  urlsOf,
} from './sample-seminar.ts';

function announce(over: Partial<Seminar> = {}, context: Partial<CardContext> = {}) {
  return composeCard({ kind: 'announcement', seminar: sampleSeminar(over) }, sampleContext(context));
}

describe('an announcement', () => {
  it('says at a glance what, who, when, where and how to join, in this order', () => {
    const card = announce();
    expect(card.kind).toBe('announcement');
    expect(card.blocks.slice(0, 3)).toMatchObject([
      { type: 'eyebrow', text: 'HDR Progress Review 1 Confirmation Seminar · River Studies Seminar' },
      { type: 'title', text: 'Flood forecasting at street level' },
      { type: 'facts', facts: [{ label: 'Who' }, { label: 'When' }, { label: 'Where' }, { label: 'Join' }] },
    ]);
    expect(textOf(card)).toContain('Who: Mira Okafor, University of Example');
    expect(textOf(card)).toContain('When: Thursday 3 December 2026, 11:00–12:00 Brisbane (UTC+10)');
    expect(textOf(card)).toContain('Where: In person: room 78-420, Example House');
    expect(textOf(card)).toContain('Join: Join link appears here at 10:45 on the day');
  });

  it('gives the time as an instant too, so that a platform can add the time of its reader', () => {
    const times = announce().blocks.flatMap((block) =>
      block.type === 'facts' ? block.facts.flatMap((fact) => fact.lines.flat()) : [],
    );
    expect(times.filter((inline) => inline.type === 'time')).toMatchObject([
      { start: START, end: START.add({ hours: 1 }), timezone: 'Australia/Brisbane' },
    ]);
  });

  it('shows the first paragraph at once, the rest and the bio one press away', () => {
    const folds = announce().blocks.filter((block) => block.type === 'fold');
    expect(folds).toMatchObject([
      {
        preview: 'Streets flood before gauges do.',
        paragraphs: ['We show how to know it an hour earlier.'],
        intent: { type: 'show', seminar: 'k3m9x2pq' },
      },
      { label: 'About the speaker', paragraphs: ['Mira measures rivers.'] },
    ]);
    expect(folds[1]).not.toHaveProperty('preview');
  });

  it('shows link and passcode together once the link is released, the room for those who are near', () => {
    const held = announce();
    expect(JSON.stringify(held)).not.toContain('zoom.us');
    expect(JSON.stringify(held)).not.toContain('river-4711');
    expect(labelsOf(held)).toEqual(['Add to calendar', 'Remind me 15 min before', 'Show details']);

    const released = announce({}, { now: RELEASE });
    expect(textOf(released)).toContain(
      'Join: From elsewhere: Join on Zoom (meeting 123 4567, passcode river-4711)',
    );
    expect(labelsOf(released)).toEqual(['Join on Zoom', 'Add to calendar', 'Show details']);
    expect(released.summary).toContain('https://example.zoom.us/j/123');
  });

  it('says the day of the release where that is another day', () => {
    const surface = { ...ANSWER, releasesAt: RELEASE.subtract({ hours: 24 }) };
    expect(textOf(announce({}, { surface, now: START.subtract({ hours: 72 }) }))).toContain(
      'Join: The join link is shared on Wednesday 2 December, 10:45 Brisbane',
    );
  });

  it('is marked, struck and without actions that do not work when it is cancelled', () => {
    const card = announce({ status: 'cancelled', statusReason: 'The speaker is ill.' }, { now: RELEASE });
    expect(card.blocks[0]).toEqual({
      type: 'banner',
      tone: 'stopped',
      inlines: [{ type: 'text', text: 'Cancelled: The speaker is ill.', strong: true }],
    });
    expect(card.blocks).toContainEqual({
      type: 'title',
      text: 'Flood forecasting at street level',
      struck: true,
    });
    expect(labelsOf(card)).toEqual(['Show details']);
    expect(card.summary).toMatch(/^Cancelled: The speaker is ill\. Flood forecasting/);
    expect(JSON.stringify(card)).not.toContain('zoom.us');
  });

  it('says that a postponed one is waiting for its date, with or without the old one', () => {
    expect(announce({ status: 'postponed' }).summary).toMatch(/^Postponed\. The new date follows\./);
    const undated = composeCard(
      { kind: 'announcement', seminar: bareSeminar({ status: 'postponed', title: 'Tides' }) },
      sampleContext(),
    );
    expect(textOf(undated)).not.toMatch(/When/);
  });

  it('loses link, reminder and calendar when it has ended, and gains what remains of it', () => {
    const over = { recording: 'https://media.example.edu/1', slides: 'https://media.example.edu/1.pdf' };
    const card = announce(over, { now: START.add({ hours: 1 }) });
    expect(labelsOf(card)).toEqual(['Watch the recording', 'See the slides', 'Show details']);
    expect(textOf(card)).toContain('This seminar has ended.');
    expect(JSON.stringify(card)).not.toContain('zoom.us');
  });

  it('puts host, note and recording into a footnote', () => {
    const card = announce({ note: 'Coffee from 10:30', recorded: true });
    expect(textOf(card)).toContain(
      'Coffee from 10:30 · Hosted by School of Invented Waters · This talk is recorded.',
    );
  });

  it('as an answer tells what else can be asked', () => {
    const card = announce({}, { surface: ANSWER });
    expect(card.kind).toBe('reply');
    expect(textOf(card)).toContain('“/seminar help” lists what I can do.');
  });

  it('names in rehearsal the channel that it would have reached', () => {
    const card = announce({}, { rehearses: 'slack:#rivers' });
    expect(card.blocks[0]).toMatchObject({ type: 'banner', tone: 'neutral' });
    expect(card.summary).toMatch(/^Rehearsal: this would go to slack:#rivers\. Flood/);
  });

  it('keeps what looks like markup as plain text', () => {
    const card = announce({ title: '<!channel> **now** {{DATE()}}' });
    expect(card.blocks).toContainEqual({ type: 'title', text: '<!channel> **now** {{DATE()}}' });
  });
});

describe('holes in a record', () => {
  const compose = (over: Partial<Seminar>) =>
    composeCard({ kind: 'announcement', seminar: bareSeminar(over) }, sampleContext());

  it('call the seminar by its speaker and say what follows', () => {
    const card = compose({
      speakers: [{ name: 'Jun Example' }],
      start: START,
      venue: { room: 'Great Hall' },
    });
    expect(card.blocks).toContainEqual({ type: 'title', text: 'Talk by Jun Example' });
    expect(textOf(card)).toContain('Title to follow.');
    expect(textOf(card)).toContain('Where: Great Hall');
  });

  it('call it by its series or kind where nobody is known either', () => {
    const card = compose({ series: SERIES.id, kind: 'Colloquium', start: START });
    expect(card.blocks).toContainEqual({ type: 'eyebrow', text: 'Colloquium' });
    expect(card.blocks).toContainEqual({ type: 'title', text: 'River Studies Seminar' });
    expect(textOf(card)).toContain('Details to follow.');
  });

  it('never show placeholders that slipped into a record', () => {
    const card = compose({
      title: 'TBA',
      speakers: [{ name: 'tbc', affiliation: 'n/a' }],
      start: START,
      venue: { room: 'TBD', building: 'To be confirmed' },
      abstract: 'TBA',
    });
    expect(textOf(card)).not.toMatch(/TB[ACD]|n\/a|To be confirmed/i);
    expect(textOf(card)).toContain('Details to follow.');
  });

  it('say that only the day is known', () => {
    const card = compose({ title: 'Tides', date: Temporal.PlainDate.from('2026-12-03') });
    expect(textOf(card)).toContain('When: Thursday 3 December 2026, time to follow');
  });
});

describe('what is too long', () => {
  it('a title of 500 characters is cut at a word, and whole in the details and aloud', () => {
    const title = `${'Very long words about rivers and their banks '.repeat(12)}end`.slice(0, 499);
    const card = announce({ title });
    const shown = card.blocks.find((block) => block.type === 'title');
    expect(shown?.text.length).toBeLessThanOrEqual(150);
    expect(shown?.text).toMatch(/\w…$/);
    expect(title.startsWith(shown?.text.slice(0, -1) ?? '?')).toBe(true);
    expect(card.summary).toContain(title);
    const details = composeCard(
      { kind: 'show', seminar: sampleSeminar({ title }), part: 1 },
      sampleContext(),
    );
    expect(textOf(details)).toContain(title);
  });

  it('of twelve speakers six are shown with the number of the others, all of them in the details', () => {
    const speakers = Array.from({ length: 12 }, (_, index) => ({ name: `Speaker Number ${index + 1}` }));
    expect(textOf(announce({ speakers }))).toMatch(/Who: Speaker Number 6\nWho: and 6 more/);
    const details = composeCard(
      { kind: 'show', seminar: sampleSeminar({ speakers }), part: 1 },
      sampleContext(),
    );
    for (const { name } of speakers) expect(textOf(details)).toContain(name);
  });

  it('an abstract of one long paragraph goes on behind the press where its preview ends', () => {
    const abstract = Array.from({ length: 60 }, (_, index) => `Sentence number ${index} is here.`).join(' ');
    const fold = announce({ abstract }).blocks.find((block) => block.type === 'fold');
    expect(fold?.preview).toMatch(/is here\. …$/);
    expect(`${fold?.preview?.slice(0, -2)} ${fold?.paragraphs.join(' ')}`).toBe(abstract);
  });
});

describe('places', () => {
  it.each([
    ['78-420', 'Room 78-420'],
    ['GP 2.14', 'Room GP 2.14'],
    ['204', 'Room 204'],
    ['Lecture Theatre 2', 'Lecture Theatre 2'],
    ['Room 12', 'Room 12'],
    ['Great Hall', 'Great Hall'],
  ])('%s is said as "%s"', (room, said) => {
    expect(textOf(announce({ venue: { room } }))).toContain(`Where: ${said}`);
  });

  it.each([
    ['420', '78', 'Room 78-420'],
    ['78-420', '78', 'Room 78-420'],
    ['Lecture Theatre 2', '78', 'Lecture Theatre 2, building 78'],
    ['420', 'Example House', 'Room 420, Example House'],
    [undefined, '49B', 'Building 49B'],
  ])('room %s of building %s is said as "%s"', (room, building, said) => {
    expect(textOf(announce({ venue: { ...(room ? { room } : {}), building } }))).toContain(`Where: ${said}`);
  });

  it('online only is a place too, by a name that people know', () => {
    const card = announce({ venue: { online: { url: 'https://meet.google.com/abc' } } }, { now: RELEASE });
    expect(textOf(card)).toContain('Where: Online, on Google Meet');
    expect(textOf(card)).toContain('Join: Join on Google Meet');
  });

  it('links the map to the building, and says nothing of a link that is not known yet', () => {
    const card = announce({
      venue: { room: '78-420', building: 'Example House', map: 'https://maps.example.edu/78' },
    });
    expect(urlsOf(card)).toEqual(['https://maps.example.edu/78']);
    expect(textOf(card)).not.toContain('Join');
    expect(textOf(announce({ venue: { online: { provider: 'Zoom' } } }))).toContain(
      'Join: Join link to follow',
    );
  });
});
