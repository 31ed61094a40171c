import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { buildHouse, type House } from './house.ts';

const FOAM = `Tides Seminar

Title: The Foam of Breaking Waves
Speaker: Ida Moss (Harbour Lab)
Venue: Room 12
Abstract: Foam lasts longer than we think. We measured it for a year on two beaches and one pier.
`;

const Waiting = z.array(
  z.looseObject({
    id: z.string(),
    kind: z.string(),
    state: z.string(),
    sources: z.array(z.looseObject({ missing: z.array(z.string()), evidence: z.array(z.unknown()) })),
    proposed: z.looseObject({ title: z.string() }),
  }),
);
const waiting = async (house: House) => Waiting.parse(await house.json(['review']));

async function houseWithText(text = FOAM): Promise<{ house: House; id: string }> {
  const house = buildHouse();
  house.write('seminars/foam.txt', text);
  expect((await house.run(['sync'])).status).toBe(0);
  return { house, id: (await waiting(house))[0]?.id ?? '' };
}

describe('what waits for a word', () => {
  it('is listed as it would be, with what is missing and how to give it', async () => {
    const { house, id } = await houseWithText();
    const { status, out } = await house.run(['review']);
    expect(status).toBe(0);
    expect(out).toContain('I can’t find a date in this announcement. When is it?');
    expect(out).toContain(`lectern publish ${id} 2027-03-04 11:00`);
    expect(out).toContain('Ida Moss, Harbour Lab');
    const [one] = await waiting(house);
    expect(one).toMatchObject({
      id,
      kind: 'new',
      state: 'open',
      proposed: { title: 'The Foam of Breaking Waves' },
    });
    expect(one?.sources[0]?.missing).toContain('start');
    expect(one?.sources[0]?.evidence).toContainEqual(
      expect.objectContaining({ field: 'title', text: 'The Foam of Breaking Waves' }),
    );
    expect((await house.run(['review', id, '--text'])).out).toBe(`${FOAM}\n`);
    expect((await house.run(['check'])).out).toMatch(
      /^look at {2}(?:seminars\/\S+): is a text that does not say when the talk starts\. .*lectern review /m,
    );
  });

  it('is published with its start, once; the ledger says by whom', async () => {
    const { house, id } = await houseWithText();
    const refused = await house.run(['publish', id]);
    expect(refused).toMatchObject({ status: 1, out: '' });
    expect(refused.err).toContain(
      'has no start yet, so it cannot be published. Write it behind the ID, such as 2027-',
    );
    const bad = await house.run(['publish', id, '--start', 'soon']);
    expect(bad).toMatchObject({
      status: 1,
      err: expect.stringContaining('“soon” is no time in Australia/Brisbane'),
    });
    // As the draft itself says.
    expect((await house.run(['review', id])).out).toContain(`lectern publish ${id} 2027-03-04 11:00`);
    const done = await house.json(['publish', id, '2031-03-04', '11:00']);
    expect(done).toMatchObject({ id, outcome: 'published', done: true });
    const [seminar] = z.array(z.looseObject({ start: z.string() })).parse(await house.json(['list']));
    expect(seminar).toMatchObject({ id, publication: 'published', start: '2031-03-04T01:00:00Z' });
    const again = await house.run(['publish', id]);
    expect(again).toMatchObject({ status: 1, err: expect.stringContaining('is published already') });
    const { out } = await house.run(['log', '--seminar', id]);
    expect(out).toMatch(/review {2}published {2}The Foam of Breaking Waves/);
    expect(out).toMatch(/Published, with start filled in by hand\. \(.*, on the command line\)/);
    expect((await house.run(['review'])).out).toBe('Nothing waits for a word.\n');
  });

  it('is dismissed, and offered again when its text says something new', async () => {
    const { house, id } = await houseWithText();
    expect((await house.run(['dismiss', id])).out).toContain('is dismissed. Nobody is told of it.');
    expect((await house.run(['dismiss', id])).status).toBe(1);
    house.write('seminars/foam.txt', FOAM.replace('Venue: Room 12', 'Venue: Room 14'));
    await house.run(['sync']);
    expect((await waiting(house)).map((one) => one.id)).toEqual([id]);
  });

  it('an edit of what is published waits beside it, and can be let go', async () => {
    const { house, id } = await houseWithText(`${FOAM}Date: Tuesday 4 March 2031\nTime: 11:00 - 12:00\n`);
    expect((await house.run(['publish', id])).status).toBe(0);
    house.write('seminars/foam.txt', `${FOAM}Date: Tuesday 4 March 2031\nTime: 15:00 - 16:00\n`);
    await house.run(['sync']);
    expect((await house.run(['review'])).out).toMatch(/New time: Tuesday 4 March, 15:00 Brisbane; was 11:00/);
    expect((await house.run(['list'])).out).toContain('11:00');
    expect((await house.run(['dismiss', id])).out).toContain('What is published stays.');
    await house.run(['sync']);
    expect(await waiting(house)).toEqual([]);
  });

  it('what comes by a pipe is one record a text, not one for all', async () => {
    const house = buildHouse();
    await house.run(['import', '-'], { input: FOAM });
    await house.run(['import', '-'], {
      input: FOAM.replaceAll('Foam', 'Spray').replace('Ida Moss', 'Per Lind'),
    });
    await house.run(['import', '-'], { input: FOAM });
    expect((await waiting(house)).map(({ proposed }) => proposed.title)).toEqual([
      'The Foam of Breaking Waves',
      'The Spray of Breaking Waves',
    ]);
  });

  it('words about nothing are refused with where to look', async () => {
    const house = buildHouse();
    for (const command of ['publish', 'dismiss', 'merge', 'apart', 'review']) {
      expect(await house.run([command, 'zzzzzzzz'])).toMatchObject({
        status: 1,
        err: 'Nothing with the ID “zzzzzzzz” waits for a word.\n',
      });
      expect(await house.run([command, 'not-an-id'])).toMatchObject({
        status: 1,
        err: expect.stringContaining('`lectern review` shows what waits'),
      });
    }
    expect((await house.run(['publish'])).status).toBe(2);
  });
});
