import { describe, expect, it } from 'vitest';
import { channelIdOf, LaneId } from '../../src/domain/ids.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';
import { buildHouse, type House, PREVIEW_ONLY, runCommand, startsIn } from './house.ts';

const RECORD = (title: string, start: string, more = ''): string =>
  `series: tides\ntitle: ${title}\nspeakers: Ada Ebb\n${start}\n${more}\n`;

function houseWithTwo(): House {
  const house = buildHouse();
  house.write('seminars/ebb.yaml', RECORD('On Ebbing', startsIn({ hours: 50 }), 'venue: { room: "78-420" }'));
  house.write('seminars/flow.yaml', RECORD('On Flowing', startsIn({ hours: 75 })));
  return house;
}

describe('check', () => {
  it('finds nothing where nothing is wrong', async () => {
    const { status, out, err } = await houseWithTwo().run(['check']);
    expect(out).toMatch(/^\S*lectern\.yaml and 2 seminars read: no problem\.\n$/);
    expect(err).toBe('');
    expect(status).toBe(0);
  });

  it('names the line of a bad record, what was found and what is allowed, and reads the others', async () => {
    const house = houseWithTwo();
    house.write(
      'seminars/bad.yaml',
      '- title: Fine\n  series: tides\n  date: 2027-03-04\n- title: Bad\n  status: perhaps\n',
    );
    const { status, out } = await house.run(['check']);
    expect(out).toMatch(
      /^problem {2}seminars\/bad\.yaml:5: status: "perhaps": allowed: scheduled, cancelled, postponed$/m,
    );
    expect(out).toContain('3 seminars read: 1 problem.');
    expect(status).toBe(1);
  });

  it('finds missing starts and past dates', async () => {
    const house = buildHouse();
    house.write('seminars/undated.yaml', 'series: tides\ntitle: Some Day\n');
    house.write('seminars/past.yaml', RECORD('Long Ago', 'start: "2020-03-04T11:00:00+10:00"'));
    const { status, out } = await house.run(['check']);
    expect(out).toMatch(/^look at {2}seminars\/undated\.yaml\S*: .*does not say when it starts/m);
    expect(out).toMatch(/^look at {2}seminars\/past\.yaml\S*: lies in the past$/m);
    expect(status).toBe(0);
  });

  it('finds clashes of room, series and speaker, and only where times overlap', async () => {
    const house = buildHouse(PREVIEW_ONLY.replace('match: { series: tides }', 'match: all'));
    const start = startsIn({ hours: 50 });
    house.write(
      'seminars/a.yaml',
      `title: A\nspeakers: Ada Ebb\n${start}\nduration: 1h\nvenue: { room: "78-420" }\n`,
    );
    house.write(
      'seminars/b.yaml',
      `title: B\nspeakers: Ben Neap\n${start}\nduration: 1h\nvenue: { room: "78-420" }\n`,
    );
    house.write(
      'seminars/c.yaml',
      `title: C\nspeakers: ADA EBB\n${start}\nduration: 1h\nvenue: { room: "12-1" }\n`,
    );
    house.write(
      'seminars/d.yaml',
      `title: D\nspeakers: Ada Ebb\n${startsIn({ hours: 52 })}\nvenue: { room: "78-420" }\n`,
    );
    house.write('seminars/e.yaml', `title: E\n${startsIn({ hours: 90 })}\nseries: tides\nduration: 1h\n`);
    house.write(
      'seminars/f.yaml',
      `title: F\n${startsIn({ hours: 90, minutes: 30 })}\nseries: tides\nduration: 1h\n`,
    );
    house.write(
      'seminars/g.yaml',
      `title: G\nstatus: cancelled\n${start}\nduration: 1h\nvenue: { room: "78-420" }\n`,
    );
    const { out } = await house.run(['check']);
    const clashes = out.split('\n').filter((line) => line.includes('at the same time as'));
    expect(clashes.map((line) => line.replace(/\.yaml(:\d+)?/g, '')).toSorted()).toEqual([
      'look at  seminars/b: is in room 78-420 at the same time as seminars/a',
      'look at  seminars/c: has the speaker Ada Ebb at the same time as seminars/a',
      'look at  seminars/f: is in the series tides at the same time as seminars/e',
    ]);
  });

  it('finds routes that match nothing, with their line, and seminars that no route matches', async () => {
    const house = buildHouse(
      `${PREVIEW_ONLY}  - match: { kind: Colloquium }\n    to: ["slack:#colloquia"]\n`,
    );
    house.write('seminars/a.yaml', RECORD('Routed', startsIn({ hours: 50 })));
    house.write('seminars/b.yaml', `title: Stray\n${startsIn({ hours: 75 })}\n`);
    const { status, out } = await house.run(['check']);
    expect(out).toMatch(/lectern\.yaml:13: routes\.1 \(to slack:#colloquia\) matches no seminar/);
    expect(out).toMatch(/seminars\/b\.yaml\S*: no route matches it, so it is announced nowhere/);
    expect(out).not.toMatch(/seminars\/a\.yaml/);
    expect(status).toBe(0);
  });

  it('finds channels that the bot is in and nobody routes to', async () => {
    const house = buildHouse(PREVIEW_ONLY.replace('"preview:#tides"', '"slack:#tides", "slack:C0ROUTED1"'));
    const lane = LaneId.parse('slack:T0STANDIN');
    const channel = (native: string, name: string, kind: 'channel' | 'person' = 'channel') =>
      ({ id: channelIdOf(lane, native), lane, name, kind }) as const;
    await house.inStore((store) =>
      store.transaction(async (tx) => {
        await tx.directory.putChannel(channel('C0FORGOTTEN', '#forgotten'));
        await tx.directory.putChannel(channel('C0TIDES', '#tides'));
        await tx.directory.putChannel(channel('C0ROUTED1', '#routed'));
        await tx.directory.putChannel(channel('D0ADA', '@ada', 'person'));
      }),
    );
    const { out } = await house.run(['check']);
    const strays = out.split('\n').filter((line) => line.includes('no route or digest leads there'));
    expect(strays).toHaveLength(1);
    expect(strays[0]).toContain('Lectern is in #forgotten (slack:T0STANDIN/C0FORGOTTEN)');
  });

  it('says the same as JSON', async () => {
    const house = houseWithTwo();
    house.write('seminars/bad.yaml', 'title: Bad\nduration: soon\n');
    expect(await house.json(['check'])).toMatchObject({
      ok: false,
      seminars: 2,
      findings: [{ severity: 'problem', place: expect.stringMatching(/^seminars\/bad\.yaml:2$/) }],
    });
  });
});

describe('plan', () => {
  it('shows every notice with its time in the venue’s zone and in UTC, its kind, channel and seminar', async () => {
    const house = buildHouse();
    house.write('seminars/a.yaml', RECORD('On Ebbing', startsIn({ hours: 50 }), 'timezone: Asia/Kolkata'));
    const { status, out } = await house.run(['plan']);
    expect(status).toBe(0);
    const [announcement, reminder, ...others] = out.trimEnd().split('\n');
    expect(announcement).toMatch(/announcement {2,}preview:#tides {2,}.*On Ebbing/);
    expect(reminder).toMatch(
      /^\d{4}-\d\d-\d\d \d\d:\d\d Asia\/Kolkata {2,}\d{4}-\d\d-\d\dT\d\d:\d\dZ {2,}reminder 15m {2,}preview:#tides {2,}On Ebbing$/,
    );
    expect(others).toEqual([]);
  });

  it('keeps and sends nothing', async () => {
    const house = houseWithTwo();
    const before = await house.json(['plan']);
    expect(before).toHaveLength(4);
    await house.inStore(async (store) => {
      expect(Object.values(await store.read.outbox.count()).every((count) => count === 0)).toBe(true);
    });
  });

  it('looks no further than it is told', async () => {
    expect(await houseWithTwo().json(['plan', '--days', '1'])).toHaveLength(2);
    const { out } = await buildHouse().run(['plan', '--days', '3']);
    expect(out).toBe('Nothing is due in the next 3 days.\n');
  });
});

describe('preview', () => {
  it.each([
    ['slack', 'announcement'],
    ['teams', 'announcement'],
    ['mail', 'announcement'],
    ['text', 'reminder'],
    ['html', 'startingNow'],
    ['text', 'followUp'],
    ['slack', 'show'],
  ])('as %s, of a %s', async (form, kind) => {
    const house = houseWithTwo();
    const { status, out, err } = await house.run([
      'preview',
      'seminars/ebb.yaml',
      '--as',
      form,
      '--kind',
      kind,
    ]);
    expect(err).toBe('');
    expect(status).toBe(0);
    expect(out).toContain('On Ebbing');
    if (form === 'slack')
      expect(JSON.parse(out)).toMatchObject({ blocks: expect.any(Array), text: expect.any(String) });
    if (form === 'teams') expect(JSON.parse(out)).toMatchObject({ type: 'AdaptiveCard' });
    if (form === 'mail') expect(out).toMatch(/^Subject: On Ebbing\n\n/);
    if (form === 'html') expect(out).toMatch(/<\w+/);
  });

  it('as a mail, a cancelled one says so in its subject', async () => {
    const house = buildHouse();
    const off = 'status: cancelled\nstatusReason: fog';
    house.write('off.yaml', `series: tides\ntitle: On Ebbing\n${startsIn({ hours: 50 })}\n${off}\n`);
    const { out } = await house.run(['preview', 'off.yaml', '--as', 'mail']);
    expect(out).toMatch(/^Subject: Cancelled: fog – On Ebbing\n\n/);
  });

  it('of a seminar in the store, by its id; as one JSON document', async () => {
    const house = houseWithTwo();
    await house.run(['sync']);
    const id = (await listed(house))[0]?.id ?? '';
    expect(await house.json(['preview', id, '--as', 'teams'])).toEqual([
      {
        seminar: id,
        kind: 'announcement',
        as: 'teams',
        payload: expect.objectContaining({ type: 'AdaptiveCard' }),
      },
    ]);
  });

  it('of a seminar in the store, by the id that its record gives itself, also while it is a draft', async () => {
    const house = houseWithTwo();
    house.write('seminars/list.yaml', '- id: moon-clock\n  series: tides\n  title: Clocks without Moons\n');
    house.write('seminars/neap.yaml', RECORD('On Neaping', startsIn({ hours: 90 }), 'id: neap-2027-03'));
    await house.run(['sync']);
    const [draft] = (await listed(house, '--search', 'clocks')).map(({ id }) => id);
    expect((await house.run(['list'])).out).toMatch(/^\w{8} +no date +\S+ +draft +Clocks without Moons$/m);
    expect(await house.run(['preview', 'moon-clock'])).toMatchObject({
      status: 0,
      out: expect.stringContaining('Clocks without Moons'),
    });
    expect((await listed(house, '--search', 'moon-clock')).map(({ id }) => id)).toEqual([draft]);
    expect((await house.run(['preview', 'neap-2027-03'])).out).toContain('On Neaping');
    expect(await house.run(['log', '--seminar', 'neap-2027-03'])).toMatchObject({ status: 0, err: '' });
    expect((await house.run(['note', 'moon-clock', 'Later.'])).err).toContain('has not been announced');
    expect(await house.run(['retract', 'neap-2027-03'])).toMatchObject({ status: 0 });
    house.write('seminars/other.yaml', `- id: moon-clock\n  series: tides\n  title: Another\n`);
    await house.run(['sync']);
    expect((await house.run(['preview', 'moon-clock'])).err).toMatch(
      /^several records call themselves "moon-clock"; name one of \w{8}, \w{8}\n$/,
    );
  });

  it('what is neither a file nor a seminar, a file without a record and a bad one are told in a sentence', async () => {
    const house = buildHouse();
    house.write('empty.yaml', '[]\n');
    house.write('bad.yaml', 'title: Bad\nstatus: perhaps\n');
    expect(await house.run(['preview', 'zzzzzzzz'])).toMatchObject({
      status: 1,
      err: expect.stringMatching(/^"zzzzzzzz" is neither a file nor a seminar's id; .*`lectern list`.*\n$/),
    });
    expect(await house.run(['note', 'zzzzzzzz', 'Late.'])).toMatchObject({
      status: 1,
      err: '"zzzzzzzz" is no seminar\'s id; `lectern list` shows the ids\n',
    });
    expect(await house.run(['preview', 'empty.yaml'])).toMatchObject({
      status: 1,
      err: 'empty.yaml: no record was found in it\n',
    });
    expect(await house.run(['preview', 'bad.yaml'])).toMatchObject({
      status: 1,
      err: expect.stringMatching(/^bad\.yaml:2: status: allowed: scheduled, cancelled, postponed\n$/),
    });
  });
});

describe('sync, import and list', () => {
  it('a second sync changes nothing; a third sees what was edited and what is gone', async () => {
    const house = houseWithTwo();
    const first = await house.run(['sync']);
    expect(first.status).toBe(0);
    expect(first.out).toMatch(/^files:seminars: 2 new, 0 changed, 0 gone, 0 unchanged\.$/m);
    expect(first.out).toMatch(/^ {2}new {6}\w{8} {2}seminars\/ebb\.yaml\S* {2}On Ebbing$/m);
    const second = await house.run(['sync']);
    expect(second.out).toBe('files:seminars: 0 new, 0 changed, 0 gone, 2 unchanged.\n');
    house.write('seminars/ebb.yaml', RECORD('On Ebbing, Again', startsIn({ hours: 50 })));
    const third = await house.json(['sync']);
    expect(third).toMatchObject([
      {
        source: 'files:seminars',
        outcome: 'applied',
        added: [],
        changed: [{ fields: expect.arrayContaining(['title']) }],
        gone: [],
      },
    ]);
  });

  it('a source that cannot be read is told, and what was known stays', async () => {
    const house = houseWithTwo();
    await house.run(['sync']);
    house.write('moved.yaml', PREVIEW_ONLY.replace('path: seminars', 'path: nowhere'));
    const { status, out } = await house.run(['sync', '--config', 'moved.yaml']);
    expect(out).toMatch(/^files:nowhere: cannot be read: .*What was known stays\.$/m);
    expect(status).toBe(1);
    expect(await listed(house)).toHaveLength(2);
  });

  it('import takes files, and an announcement from a pipe, which waits for an organiser', async () => {
    const house = houseWithTwo();
    const files = await house.run(['import', 'seminars/ebb.yaml', 'seminars/flow.yaml']);
    expect(files.status).toBe(0);
    expect(files.out).toMatch(/^import: 2 new, 0 changed, 0 gone, 0 unchanged\.$/m);
    const input =
      'Title: Brackish Thoughts\nSpeaker: Ben Neap\nDate: 4 March 2031\nTime: 11:00 - 12:00\nVenue: Room 12\n';
    const piped = await house.json(['import', '-'], { input });
    expect(piped).toMatchObject({
      source: 'import',
      added: [{ title: 'Brackish Thoughts', publication: 'draft' }],
      gone: [],
      problems: [],
    });
    // What was imported before stays.
    expect((await listed(house)).map(({ title }) => title)).toEqual([
      'On Ebbing',
      'On Flowing',
      'Brackish Thoughts',
    ]);
  });

  it('import of what is not there says so and takes nothing', async () => {
    const house = houseWithTwo();
    const { status, out, err } = await house.run(['import', 'seminars/ebb.yaml', 'gone.yaml']);
    expect(status).toBe(1);
    expect(out).toBe('');
    expect(err).toBe('gone.yaml: there is no such file\n');
    expect(await listed(house)).toEqual([]);
  });

  it('list chooses by day, series and words', async () => {
    const house = houseWithTwo();
    house.write('seminars/past.yaml', RECORD('Long Ago', 'start: "2020-03-04T11:00:00+10:00"'));
    house.write('seminars/other.yaml', `title: Elsewhere\n${startsIn({ hours: 99 })}\n`);
    await house.run(['sync']);
    const titles = async (...args: string[]) => (await listed(house, ...args)).map(({ title }) => title);
    expect(await titles()).toEqual(['On Ebbing', 'On Flowing', 'Elsewhere']);
    expect(await titles('--series', 'tides')).toEqual(['On Ebbing', 'On Flowing']);
    expect(await titles('--from', '2020-03-04', '--to', '2020-03-04')).toEqual(['Long Ago']);
    expect(await titles('--search', 'flowing')).toEqual(['On Flowing']);
    expect(await titles('--search', 'ada ebb', '--from', '2020-01-01')).toEqual([
      'Long Ago',
      'On Ebbing',
      'On Flowing',
    ]);
    const { out } = await house.run(['list', '--search', 'ebbing']);
    expect(out).toMatch(
      /^\w{8} {2}\d{4}-\d\d-\d\d \d\d:\d\d {2}Australia\/Brisbane {2}scheduled {2}On Ebbing — Ada Ebb\n$/,
    );
  });

  it('an empty store says how to fill it', async () => {
    const { status, out } = await buildHouse().run(['list']);
    expect(status).toBe(0);
    expect(out).toContain('`lectern sync` reads the sources');
  });
});

describe('parse', () => {
  const TEXT =
    'Title: Brackish Thoughts\nSpeaker: Ben Neap\nDate: 4 March 2031\nTime: 11:00 - 12:00\nRoom: 12-1\n';

  it('prints what it found, from a file and from a pipe', async () => {
    const house = buildHouse();
    house.write('talk.txt', TEXT);
    const { status, out } = await house.run(['parse', 'talk.txt']);
    expect(status).toBe(0);
    expect(out).toMatch(/^title: +Brackish Thoughts$/m);
    const piped = await house.json(['parse', '-'], { input: TEXT });
    expect(JSON.stringify(piped)).toContain('Brackish Thoughts');
    expect(piped).toEqual(await house.json(['parse', 'talk.txt']));
  });

  it('a file that is not there', async () => {
    expect(await buildHouse().run(['parse', 'gone.txt'])).toEqual({
      status: 1,
      out: '',
      err: 'gone.txt: there is no such file\n',
    });
  });

  it('needs no configuration', async () => {
    const folder = createTemporaryFolder();
    const { status, out } = await runCommand(folder.path, ['parse', '-', '--timezone', 'Europe/Berlin'], {
      input: TEXT,
    });
    expect(status).toBe(0);
    expect(out).toContain('2031-03-04T11:00:00+01:00');
  });

  it('takes the zone from the configuration where there is one', async () => {
    const { out } = await buildHouse().run(['parse', '-'], { input: TEXT });
    expect(out).toContain('2031-03-04T11:00:00+10:00');
  });
});

describe('migrate', () => {
  it('brings an empty store up to date, once', async () => {
    const house = buildHouse();
    const first = await house.run(['migrate']);
    expect(first.status).toBe(0);
    expect(first.out).toMatch(/^The store was brought from nothing to \S+: .*\.\n$/);
    expect((await house.run(['migrate'])).out).toMatch(/^The store is up to date \(\S+\)\.\n$/);
    expect(await house.json(['migrate'])).toMatchObject({ from: expect.any(String), applied: [] });
  });
});

async function listed(house: House, ...args: string[]): Promise<readonly { id?: string; title?: string }[]> {
  const seminars = await house.json(['list', ...args]);
  if (!Array.isArray(seminars)) throw new TypeError('list gave no list');
  return seminars;
}
