import { afterEach, describe, expect, it } from 'vitest';
import { ReviewId } from '../../../src/domain/ids.ts';
import { encodeIntent } from '../../../src/domain/intent.ts';
import { receive } from './drafts-kit.ts';
import { openHouse, type PreviewHouse } from './preview-house.ts';
import { daysAhead, SERIES } from './sample-records.ts';
import { textOf } from './shown-page.ts';

const houses: PreviewHouse[] = [];
afterEach(async () => {
  for (const house of houses.splice(0)) await house.close();
});
async function open(): Promise<PreviewHouse> {
  const house = await openHouse();
  houses.push(house);
  return house;
}

const talk = {
  series: SERIES,
  title: 'Brackish <b>thoughts</b>',
  speakers: [{ name: 'Ben Neap' }],
  venue: { room: '78-420' },
};

async function drafts(house: PreviewHouse, headers: Readonly<Record<string, string>> = {}): Promise<string> {
  const body = await (await fetch(house.url, { headers })).text();
  return /<section class="waiting".*?<\/section>/s.exec(body)?.[0] ?? '';
}
const ask = async (house: PreviewHouse, intent: string) => {
  const response = await fetch(`${house.url}/preview/ask`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: house.url },
    body: JSON.stringify({ intent, asked: 'Publish' }),
  });
  return {
    status: response.status,
    text: textOf(String(Reflect.get(Object(await response.json()), 'html'))),
  };
};

describe('drafts on the page', () => {
  it('stand there as they would be, with what is missing and a press that publishes them', async () => {
    const house = await open();
    const start = daysAhead(20);
    const id = await receive(house, { ...talk, start }, { conflicts: ['Two rooms.'] });
    const shown = await drafts(house);
    expect(textOf(shown)).toMatch(/Drafts 1.*Two rooms\..*Brackish <b>thoughts<\/b>.*Ben Neap.*78-420/s);
    expect(shown).not.toContain('<b>thoughts');
    expect(shown).not.toContain('data-publish');
    const intent = encodeIntent({ type: 'publish', review: ReviewId.parse(id) });
    expect(shown).toContain(`data-intent="${intent.replaceAll('"', '&quot;')}"`);
    expect(await ask(house, intent)).toMatchObject({
      status: 200,
      text: expect.stringContaining('is published.'),
    });
    expect(await drafts(house)).toContain(' hidden');
    const [seminar] = await house.store.read.seminars.find({});
    expect(seminar?.publication).toBe('published');
  });

  it('lack only a start: it can be given there, by the clock of its zone', async () => {
    const house = await open();
    const id = await receive(house, talk);
    const shown = await drafts(house);
    expect(textOf(shown)).toContain('I can’t find a date in this announcement. When is it?');
    expect(shown).toMatch(new RegExp(`<form class="give-start" data-publish="${id}">.*datetime-local`, 's'));
    expect(textOf(shown)).toContain('When does it start? (Australia/Brisbane)');
    // As the page's script sends it.
    const wish = JSON.stringify({ type: 'publish', review: id, start: '2031-03-04 11:00' });
    expect((await ask(house, wish)).text).toContain('is published.');
    const [seminar] = await house.store.read.seminars.find({});
    expect(seminar?.start?.toString()).toBe('2031-03-04T01:00:00Z');
  });

  it('are nobody else’s: neither to see nor to publish', async () => {
    const house = await open();
    const id = await receive(house, { ...talk, start: daysAhead(20) });
    const elsewhere = { 'X-Forwarded-For': '203.0.113.7' };
    expect(await drafts(house, elsewhere)).toBe('');
    const body = await (await fetch(house.url, { headers: elsewhere })).text();
    expect(body).not.toContain('Brackish');
    const response = await fetch(`${house.url}/preview/ask`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...elsewhere },
      body: JSON.stringify({ intent: JSON.stringify({ type: 'publish', review: id }) }),
    });
    expect(response.status).toBe(403);
    expect((await house.store.read.seminars.find({}))[0]?.publication).toBe('draft');
  });
});
