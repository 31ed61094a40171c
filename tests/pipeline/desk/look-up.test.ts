import { afterEach, describe, expect, it } from 'vitest';
import { composeCard } from '../../../src/domain/cards/compose.ts';
import { parseCommand } from '../../../src/domain/command.ts';
import { channelIdOf, LaneId, SeminarId } from '../../../src/domain/ids.ts';
import { createDesk } from '../../../src/pipeline/desk/desk.ts';
import { labelsOf, textOf } from '../../domain/cards/sample-seminar.ts';
import { aPolicy, aRoute, CHANNEL, quietLog } from '../plan/kit.ts';
import { type DeskRig, GUEST, MEMBER, openDeskRig, talk } from './desk-rig.ts';

let rig: DeskRig;
afterEach(() => rig.store.close());

const TIDES = talk('aaaaaaa2', 'Tides of the invented sea');
const FOAM = talk('bbbbbbb3', 'Foam and other small things', 48);
const REEFS = talk('ccccccc4', 'Reefs', 24 * 10, {
  speakers: [{ name: 'Jürgen Beispiel', affiliation: 'Harbour School' }],
  audience: 'public',
});
const PAST = talk('ddddddd5', 'Tides of last year', -24 * 60);

describe('next', () => {
  it('is the card of what comes next, also when nothing was typed', async () => {
    rig = await openDeskRig();
    await rig.put(FOAM, TIDES, REEFS, PAST);
    expect(await rig.ask('')).toContain('Tides of the invented sea\nWho: Ida Moss');
    expect(await rig.ask('next')).toBe(await rig.ask(''));
  });

  it('leaves out what is cancelled and what is a draft', async () => {
    rig = await openDeskRig();
    await rig.put({ ...TIDES, status: 'cancelled' }, { ...FOAM, publication: 'draft' }, REEFS);
    expect(await rig.ask('next')).toContain('Reefs\nWho: Jürgen Beispiel');
  });

  it('names what is under way too, and all that start together', async () => {
    rig = await openDeskRig();
    await rig.put(TIDES, FOAM, talk('eeeeeee6', 'Foam elsewhere', 48));
    await rig.clock.advanceTo('2026-12-03T11:10:00+10:00');
    const lines = (await rig.ask('next')).split('\n');
    expect(lines[0]).toBe('Under way now, and next');
    expect(lines).toEqual(
      expect.arrayContaining(['Tides of the invented sea', 'Foam and other small things', 'Foam elsewhere']),
    );
  });

  it('says kindly that there is none', async () => {
    rig = await openDeskRig();
    expect(await rig.ask('next')).toBe('No seminar is scheduled yet.');
  });
});

describe('today and week', () => {
  it('say what comes next where there is nothing', async () => {
    rig = await openDeskRig();
    await rig.put(REEFS);
    expect(await rig.ask('today')).toMatch(
      /^Nothing is scheduled today\. The next seminar is “Reefs”, Sunday 13 December, 11:00–12:00 Brisbane/,
    );
    expect(await rig.ask('week')).toMatch(/^Nothing is scheduled in the next seven days\. The next seminar/);
  });

  it('show the whole day, what is over and what is cancelled too', async () => {
    rig = await openDeskRig();
    await rig.put(TIDES, talk('eeeeeee6', 'Evening waves', 7, { status: 'cancelled' }), FOAM);
    await rig.clock.advanceTo('2026-12-03T15:00:00+10:00');
    const today = await rig.ask('today');
    expect(today).toMatch(/^Today, Thursday 3 December\n/);
    expect(today).toContain('Tides of the invented sea');
    expect(today).toContain('Evening waves\nCancelled');
    expect(today).not.toContain('Foam');
  });

  it('read "today" on the clock of who asks', async () => {
    rig = await openDeskRig();
    // 11:00 on 3 December in Brisbane is 20:00 on 2 December in New York.
    await rig.put(TIDES);
    await rig.clock.advanceTo('2026-12-03T08:00:00+10:00');
    expect(await rig.ask('today')).toContain('Tides');
    const elsewhere = { ...MEMBER, timezone: 'America/New_York' };
    expect(await rig.ask('today', elsewhere)).toContain('Tides');
    await rig.clock.advanceTo('2026-12-03T23:00:00+10:00');
    expect(await rig.ask('today')).toContain('Tides');
    expect(await rig.ask('today', elsewhere)).toMatch(/^Nothing is scheduled today/);
    expect(await rig.ask('today', { ...MEMBER, timezone: 'Mars/Olympus' })).toContain('Tides');
  });

  it('reach from now to the end of the same weekday next week', async () => {
    rig = await openDeskRig();
    // Asked on a Monday morning.
    await rig.put(
      talk('eeeeeee6', 'This afternoon', 24 * -3 + 4),
      TIDES,
      talk('fffffff7', 'Late next Monday', 24 * 4 + 12),
      talk('ggggggg8', 'Tuesday at midnight', 24 * 4 + 13),
    );
    const week = await rig.ask('week');
    expect(week).toContain('This afternoon');
    expect(week).toContain('Late next Monday');
    expect(week).not.toContain('Tuesday at midnight');
  });

  it.each([
    ['Europe/Berlin', '2027-03-24T12:00', '2027-03-31T23:30', '2027-04-01T00:00'],
    ['Europe/Berlin', '2027-10-27T12:00', '2027-11-03T23:30', '2027-11-04T00:00'],
    ['America/New_York', '2027-03-10T00:30', '2027-03-17T23:59', '2027-03-18T00:00'],
    ['Australia/Lord_Howe', '2027-04-01T23:45', '2027-04-08T23:45', '2027-04-09T00:00'],
    // The clock changes on the last day itself.
    ['Australia/Adelaide', '2027-09-26T09:00', '2027-10-03T23:45', '2027-10-04T00:00'],
  ])('the week of somebody in %s, asked at %s, goes to midnight there', async (zone, asked, last, first) => {
    rig = await openDeskRig();
    const there = (local: string) => Temporal.ZonedDateTime.from(`${local}[${zone}]`).toInstant();
    const at = (local: string) => ({ start: there(local), end: there(local).add({ minutes: 30 }) });
    await rig.put(
      talk('eeeeeee6', 'Just within', 0, at(last)),
      talk('fffffff7', 'Just beyond', 0, at(first)),
      talk('ggggggg8', 'On the way', 0, { start: there(asked).add({ hours: 50 }), end: there(last) }),
    );
    await rig.clock.advanceTo(there(asked).toString());
    const week = await rig.ask('week', { ...MEMBER, timezone: zone });
    expect(week).toContain('Just within');
    expect(week).not.toContain('Just beyond');
  });
});

describe('list', () => {
  it('shows five, or as many as asked', async () => {
    rig = await openDeskRig();
    const ids = ['aaaaaaa2', 'bbbbbbb3', 'ccccccc4', 'ddddddd5', 'eeeeeee6', 'fffffff7'];
    await rig.put(...ids.map((id, index) => talk(id, `Talk ${index}`, index)));
    expect((await rig.ask('list')).match(/^Talk \d$/gm)).toHaveLength(5);
    expect((await rig.ask('list 2')).match(/^Talk \d$/gm)).toEqual(['Talk 0', 'Talk 1']);
  });
});

describe('a word that has the shape of an ID', () => {
  it.each(['show', 'calendar'])('%s searches for it where nothing has that ID', async (command) => {
    rig = await openDeskRig();
    await rig.put(talk('aaaaaaa2', 'Research on invented tides'), FOAM);
    expect(await rig.ask(`${command} research`)).toContain('Research on invented tides');
    expect(await rig.ask(`${command} zzzzzzzz`)).toContain('I know no seminar with the ID “zzzzzzzz”.');
  });
});

describe('search and speaker', () => {
  it('find by any words, what lies ahead first, then what is over', async () => {
    rig = await openDeskRig();
    await rig.put(TIDES, FOAM, REEFS, PAST);
    const found = (await rig.ask('search tides')).split('\n').filter((line) => line.startsWith('Tides'));
    expect(found).toEqual(['Tides of the invented sea', 'Tides of last year']);
    expect(await rig.ask('search small foam')).toContain('Foam and other small things\nWho');
    expect(await rig.ask('invented tid')).toContain('Tides of the invented sea\nWho');
  });

  it('find a speaker without accents, and nobody by a word of the title', async () => {
    rig = await openDeskRig();
    await rig.put(TIDES, REEFS);
    expect(await rig.ask('speaker jurgen')).toContain('Reefs\nWho: Jürgen Beispiel');
    expect(await rig.ask('speaker reefs')).toContain('I know no seminar by “reefs”.');
  });

  it('found nothing: say so, what comes next, and what can be asked', async () => {
    rig = await openDeskRig();
    await rig.put(TIDES);
    const card = await rig.answer('hello there');
    expect(textOf(card)).toMatch(/^I found nothing about “hello there”\. The next seminar is “Tides of the/);
    expect(labelsOf(card)).toEqual(['Show the next seminar', 'Show what I can do']);
    expect(await rig.ask('!!!')).toBe('I can search for words or names. For example: /seminar search flood');
  });

  it('repeat what was typed as plain text', async () => {
    rig = await openDeskRig();
    const card = await rig.answer('search <!channel> **x**');
    expect(textOf(card)).toContain('“<!channel> **x**”');
  });
});

describe('show', () => {
  it('shows the whole record, and parts of it', async () => {
    rig = await openDeskRig();
    const abstract = Array.from({ length: 30 }, (_, index) => `${index} `.repeat(200)).join('\n\n');
    await rig.put({ ...TIDES, abstract });
    const card = await rig.answer('show aaaaaaa2');
    expect(textOf(card)).toMatch(/ID aaaaaaa2\n/);
    expect(labelsOf(card)[0]).toBe('Read on (part 2)');
  });

  it('offers what looks like a mistyped ID', async () => {
    rig = await openDeskRig();
    await rig.put(TIDES, FOAM);
    const card = await rig.answer('show aaaaaaab');
    expect(textOf(card)).toMatch(/^I know no seminar with the ID “aaaaaaab”\. Did you mean one of these\?/);
    expect(labelsOf(card)).toEqual(['Tides of the invented sea', 'List upcoming seminars']);
    expect(labelsOf(await rig.answer('show zzzzzzzz'))).toEqual(['List upcoming seminars']);
  });

  it('knows nothing of drafts', async () => {
    rig = await openDeskRig();
    await rig.put({ ...TIDES, publication: 'draft' });
    expect(await rig.ask('show aaaaaaa2')).toContain('I know no seminar with the ID “aaaaaaa2”.');
  });
});

describe('guests', () => {
  it.each([
    'next',
    'week',
    'list',
    'search tides',
    'speaker ida',
    'show aaaaaaa2',
    'calendar aaaaaaa2',
    'remind aaaaaaa2',
  ])('"%s" tells them of public seminars only', async (command) => {
    rig = await openDeskRig();
    await rig.put(TIDES, REEFS);
    expect(await rig.ask(command, GUEST)).not.toContain('Tides of the');
    expect(await rig.ask(command)).toContain('Tides of the');
  });

  it('find the public one', async () => {
    rig = await openDeskRig();
    await rig.put(TIDES, REEFS);
    expect(await rig.ask('next', GUEST)).toContain('Reefs');
  });
});

describe('the join link in an answer', () => {
  const NEAR = '2026-12-03T10:50:00+10:00';

  it('follows the route: held until its first reminder, shown then', async () => {
    rig = await openDeskRig();
    await rig.put(TIDES);
    const held = await rig.answer('show aaaaaaa2');
    expect(JSON.stringify(held)).not.toContain('zoom.example');
    expect(textOf(held)).toContain('Join: The join link is shared at 09:00 on the day');
    await rig.clock.advanceTo(NEAR);
    expect(JSON.stringify(await rig.answer('show aaaaaaa2'))).toContain('https://zoom.example/j/1');
  });

  it('is never shown where the route says never, and not in lists', async () => {
    rig = await openDeskRig({ routes: [aRoute({ joinLink: 'never' })] });
    await rig.put(TIDES, FOAM);
    await rig.clock.advanceTo(NEAR);
    for (const command of ['next', 'show aaaaaaa2', 'calendar aaaaaaa2', 'list']) {
      expect(JSON.stringify(await rig.answer(command))).not.toContain('zoom.example');
    }
  });

  it('of a seminar that no route leads anywhere is shown a quarter of an hour before', async () => {
    rig = await openDeskRig({ routes: [] });
    await rig.put(TIDES);
    await rig.clock.advanceTo('2026-12-03T10:44:00+10:00');
    expect(JSON.stringify(await rig.answer('show aaaaaaa2'))).not.toContain('zoom.example');
    await rig.clock.advanceTo('2026-12-03T10:45:00+10:00');
    expect(JSON.stringify(await rig.answer('show aaaaaaa2'))).toContain('zoom.example');
  });

  it('read by everybody in a channel is shown only where a post there would show it', async () => {
    rig = await openDeskRig({ routes: [aRoute({ joinLink: 'always' })] });
    await rig.put(TIDES);
    const shared = { ...MEMBER, shared: true };
    expect(JSON.stringify(await rig.answer('next', { ...shared, channel: CHANNEL }))).toContain(
      'zoom.example',
    );
    const elsewhere = channelIdOf(LaneId.parse('preview:local'), '#elsewhere');
    const answer = JSON.stringify(await rig.answer('next', { ...shared, channel: elsewhere }));
    expect(answer).toContain('Tides of the');
    expect(answer).not.toContain('zoom.example');
  });

  it('in a public channel only public seminars are told of', async () => {
    rig = await openDeskRig({ routes: [aRoute({ audience: 'public' })] });
    await rig.put(TIDES, REEFS);
    await rig.store.transaction((tx) => tx.directory.putResolved('preview:#tides', CHANNEL));
    const shared = { ...MEMBER, channel: CHANNEL, shared: true };
    expect(await rig.ask('list', shared)).not.toContain('Tides of the');
    expect(await rig.ask('list', shared)).toContain('Reefs');
    expect(await rig.ask('list', { ...shared, shared: false })).toContain('Tides of the');
  });
});

describe('the desk', () => {
  it('offers a misspelt command and does not run it', async () => {
    rig = await openDeskRig();
    await rig.put(TIDES);
    const card = await rig.answer('remnd aaaaaaa2 1h');
    expect(labelsOf(card)[0]).toBe('remind aaaaaaa2 1h');
    expect(await rig.store.read.people.remindersFor(MEMBER.person)).toEqual([]);
  });

  it('names commands as they are typed where one asks', async () => {
    rig = await openDeskRig();
    expect(await rig.ask('help')).toContain('/seminar next');
    expect(await rig.ask('help', { ...MEMBER, command: '@Lectern' })).toContain('@Lectern next');
    expect(await rig.ask('remind me', { ...MEMBER, command: '@Lectern' })).toContain(': @Lectern remind k3m');
    expect(await rig.ask('speaker', { ...MEMBER, command: '' })).toContain('For example: speaker Okafor');
  });

  it('opens no transaction for a look-up', async () => {
    rig = await openDeskRig();
    await rig.put(TIDES, FOAM);
    let transactions = 0;
    const desk = createDesk({
      store: {
        ...rig.store,
        transaction: (work) => {
          transactions += 1;
          return rig.store.transaction(work);
        },
      },
      policy: aPolicy(),
      routes: () => rig.context.routes,
      clock: rig.clock,
      log: quietLog,
      composeCard,
      replan: async () => undefined,
    });
    const typed = [
      'next',
      'today',
      'week',
      'list',
      'foam',
      'speaker ida',
      'show aaaaaaa2',
      'calendar',
      'help',
      'nxt',
    ];
    for (const text of typed) await desk.handle(parseCommand(text), MEMBER);
    expect(transactions).toBe(0);
    await desk.handle({ type: 'remind' }, MEMBER);
    expect(transactions).toBe(1);
  });

  it('apologises when the store fails, says so in the log, and never rejects', async () => {
    rig = await openDeskRig();
    await rig.store.close();
    const errors: string[] = [];
    const desk = createDesk({
      store: rig.store,
      policy: aPolicy(),
      routes: () => rig.context.routes,
      clock: rig.clock,
      log: { ...quietLog, error: (message) => void errors.push(message) },
      composeCard,
      replan: async () => undefined,
    });
    const { card } = await desk.handle({ type: 'show', seminar: SeminarId.parse('aaaaaaa2') }, MEMBER);
    expect(card.summary).toContain('Something went wrong on my side, and nothing was changed.');
    expect(errors).toEqual(['A wish could not be answered']);
  });
});
