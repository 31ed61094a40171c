import { request as httpRequest } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { personIdOf } from '../../../src/domain/ids.ts';
import { encodeIntent } from '../../../src/domain/intent.ts';
import { DIRECT_CHANNEL, PREVIEW_LANE } from '../../../src/platforms/preview/preview-address.ts';
import { hostileCard } from '../../contracts/sample-cards.ts';
import { CHANNEL, type HouseOptions, openHouse, type PreviewHouse } from './preview-house.ts';
import { makeSeminar } from './sample-records.ts';
import { readArticles, textOf } from './shown-page.ts';

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

const houses: PreviewHouse[] = [];
afterEach(async () => {
  for (const house of houses.splice(0)) await house.close();
});

async function open(options?: HouseOptions): Promise<PreviewHouse> {
  const house = await openHouse(options);
  houses.push(house);
  return house;
}

/** `fetch` would not let a test choose `Host` or leave `Origin` out. */
function send(
  house: PreviewHouse,
  path: string,
  options: {
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
  } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      house.url + path,
      { method: options.method ?? 'GET', headers: options.headers, agent: false },
      (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          body += chunk;
        });
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        );
        response.on('error', reject);
      },
    );
    sent.on('error', reject);
    sent.end(options.body);
  });
}

const JSON_TYPE = { 'Content-Type': 'application/json' };
const ask = (house: PreviewHouse, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
  send(house, '/preview/ask', {
    method: 'POST',
    headers: { ...JSON_TYPE, ...headers },
    body: JSON.stringify(body),
  });

function htmlOf(answer: Answer): string {
  const parsed: unknown = JSON.parse(answer.body);
  return typeof parsed === 'object' && parsed !== null && 'html' in parsed ? String(parsed.html) : '';
}

const seminar = makeSeminar('aaaaaaa2');

describe('the box and the buttons', () => {
  it.each(['next', '/seminar next', '  NEXT ', '@Lectern next', ''])('answers "%s"', async (words) => {
    const house = await open();
    await house.keep(seminar);
    const answer = await ask(house, { words });
    expect(answer.status).toBe(200);
    expect(textOf(htmlOf(answer))).toContain('Only you see this');
    expect(textOf(htmlOf(answer))).toContain('Learning to read flood plains');
  });

  it('answers what a button of either drawing carries', async () => {
    const house = await open();
    await house.keep(seminar);
    const intent = encodeIntent({ type: 'show', seminar: seminar.id });
    const answer = await ask(house, { intent, asked: 'Show details', channel: CHANNEL });
    expect(textOf(htmlOf(answer))).toContain('lets computers look at the pictures');
    expect(textOf(htmlOf(answer))).toContain('Show details');
  });

  it('keeps a reminder for the person at the page, in their direct messages', async () => {
    const house = await open();
    await house.keep(seminar);
    const intent = encodeIntent({ type: 'remind', seminar: seminar.id, offset: '15m' });
    expect((await ask(house, { intent })).status).toBe(200);
    const you = personIdOf(PREVIEW_LANE, 'you');
    expect(await house.store.read.people.remindersFor(you)).toMatchObject([
      { seminar: seminar.id, channel: DIRECT_CHANNEL, offset: '15m' },
    ]);
  });

  it('leaves nothing of an answer on the board', async () => {
    const house = await open();
    await house.keep(seminar);
    await ask(house, { words: 'next', channel: CHANNEL });
    expect(await house.store.read.board.messages(CHANNEL, 10)).toEqual([]);
  });

  it('escapes what was typed', async () => {
    const house = await open();
    const typed = '<img src=x onerror=alert(1)>"\'&';
    const markup = htmlOf(await ask(house, { words: typed }));
    expect(markup).not.toContain('<img');
    expect(textOf(markup)).toContain(typed);
  });

  it.each([
    ['another site', { Origin: 'https://evil.example' }],
    ['another port of this machine', { Origin: 'http://127.0.0.1:1' }],
    ['a page that hides where it is from', { Origin: 'null' }],
    ['what a browser calls cross-site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['what a browser calls same-site', { 'Sec-Fetch-Site': 'same-site' }],
    ['a plain form', { 'Content-Type': 'text/plain' }],
  ])('takes nothing from %s', async (_, headers) => {
    const house = await open();
    expect((await ask(house, { words: 'next' }, headers)).status).toBe(403);
  });

  it('takes what its own page sends', async () => {
    const house = await open();
    const own = { Origin: house.url, 'Sec-Fetch-Site': 'same-origin' };
    expect((await ask(house, { words: 'next' }, own)).status).toBe(200);
  });

  it.each([
    ['a name that was pointed at this machine', { Host: 'rebound.evil.example' }],
    ['a proxy', { 'X-Forwarded-For': '203.0.113.7' }],
    ['a proxy with the standard header', { Forwarded: 'for=203.0.113.7' }],
  ])('takes nothing through %s', async (_, headers) => {
    const house = await open();
    expect((await ask(house, { words: 'next' }, headers)).status).toBe(403);
  });

  it('takes nothing where the server is open to others', async () => {
    const house = await open({ loopback: false });
    expect((await ask(house, { words: 'next' })).status).toBe(403);
  });

  it('refuses a body that is too long, told or untold', async () => {
    const house = await open();
    const body = JSON.stringify({ words: 'x'.repeat(20_000) });
    const told = await send(house, '/preview/ask', { method: 'POST', headers: JSON_TYPE, body });
    const untold = await send(house, '/preview/ask', {
      method: 'POST',
      headers: { ...JSON_TYPE, 'Transfer-Encoding': 'chunked' },
      body,
    });
    expect([told.status, untold.status]).toEqual([413, 413]);
  });

  it.each([
    ['no JSON', 'words=next'],
    ['no wish', '{}'],
    ['a forged intent', '{"intent":"{\\"type\\":\\"drop\\"}"}'],
    ['a channel of another platform', '{"words":"next","channel":"slack:T1/C1"}'],
    ['an unknown member', '{"words":"next","person":"preview:local/root"}'],
    ['a time zone that is none', '{"words":"next","timezone":"Mars/Base"}'],
  ])('refuses %s', async (_, body) => {
    const house = await open();
    expect((await send(house, '/preview/ask', { method: 'POST', headers: JSON_TYPE, body })).status).toBe(
      400,
    );
  });
});

describe('the channels of the page', () => {
  it('shows a card in both drawings, and the replies with their root', async () => {
    const house = await open();
    await house.keep(seminar);
    const root = await house.say('announcement', seminar);
    await house.preview.chat.post({
      channel: CHANNEL,
      card: house.compose('reminder', seminar),
      key: 'reply',
      thread: root,
    });
    const { body } = await send(house, '/');
    const [announcement, reply] = readArticles(body, CHANNEL);
    expect(announcement?.shown).toContain('Join on Zoom');
    expect(JSON.stringify(announcement?.adaptiveCard)).toContain('Action.ToggleVisibility');
    expect(reply?.thread).toBe(root);
    expect(body).toMatch(/data-replies><article class="post"/);
  });

  it('cannot be broken out of by a record', async () => {
    const house = await open();
    const text = '</script><script>alert(1)</script><img src=x onerror=alert(1)>';
    await house.preview.chat.post({ channel: CHANNEL, card: hostileCard(text), key: 'hostile' });
    const { body, headers } = await send(house, '/');
    expect(body).not.toContain('<script>alert');
    expect(body).not.toContain('<img');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('unsafe');
    // The page obeys its own policy: nothing inline is left in it.
    expect(body).not.toMatch(/<style|\sstyle="|\son\w+="|<script(?! type="(?:application\/json|module)")/);
  });

  it('names rehearsed channels for what they stand for', async () => {
    const house = await open({ policy: { mode: 'rehearsal' } });
    const resolution = await house.preview.chat.resolve({
      platform: 'preview',
      target: 'slack:#data-science',
      text: 'slack:#data-science',
    });
    expect(resolution).toMatchObject({ name: 'Slack #data-science (rehearsal)' });
  });

  it('draws as in Teams for those who chose it', async () => {
    const house = await open();
    const { body } = await send(house, '/', { headers: { Cookie: 'other=1; drawing=teams' } });
    expect(body).toContain('data-drawing="teams"');
    expect((await send(house, '/')).body).toContain('data-drawing="slack"');
  });
});

describe('off loopback', () => {
  const members = makeSeminar('bbbbbbb2', { audience: 'members', title: 'Secret otters' });
  const visitors: readonly (readonly [string, HouseOptions, Readonly<Record<string, string>>])[] = [
    ['where the server is open to others', { loopback: false }, {}],
    ['through a proxy', {}, { 'X-Forwarded-For': '203.0.113.7' }],
    ['under a foreign name', {}, { Host: 'talks.example.org' }],
  ];

  it.each(visitors)(
    'shows public seminars only, without a link, to read: %s',
    async (_, options, headers) => {
      const house = await open(options);
      await house.keep(seminar, members);
      await house.say('announcement', seminar);
      await house.say('announcement', members);
      await house.say('reminder', seminar, DIRECT_CHANNEL);
      const { body } = await send(house, '/', { headers });
      expect(body).toContain('Learning to read flood plains');
      expect(body).not.toContain('Secret otters');
      for (const secret of ['zoom.us', '123 4567 8901', 'otter-42']) expect(body).not.toContain(secret);
      for (const tool of ['data-ask', 'data-intent', 'Action.Execute', 'Direct messages']) {
        expect(body).not.toContain(tool);
      }
      expect(readArticles(body, CHANNEL)).toHaveLength(1);
    },
  );

  it('shows neither a message without a known post, nor one whose seminar is gone', async () => {
    const house = await open({ loopback: false });
    await house.preview.chat.post({
      channel: CHANNEL,
      card: house.compose('announcement', seminar),
      key: 'x',
    });
    await house.say('announcement', seminar);
    const { body } = await send(house, '/');
    expect(readArticles(body, CHANNEL)).toEqual([]);
    expect(body).toContain('Nothing public has been posted yet.');
  });

  it.each(visitors)(
    'tells nothing of what could be done about a message: %s',
    async (_, options, headers) => {
      const house = await open(options);
      await house.keep(seminar);
      const message = await house.say('announcement', seminar);
      await house.store.transaction((tx) =>
        tx.directory.putPause({ scope: { type: 'everything' }, since: Temporal.Now.instant(), by: 'Mira' }),
      );
      const { body } = await send(house, '/', { headers });
      expect(body).not.toMatch(/data-more|Everything is paused/);
      const query = new URLSearchParams({ channel: CHANNEL, message });
      expect((await send(house, `/preview/more?${query}`, { headers })).status).toBe(403);
    },
  );

  it('copies what may be seen, and nothing else', async () => {
    const house = await open({ loopback: false });
    await house.keep(seminar, members);
    const shown = await house.say('announcement', seminar);
    const hidden = await house.say('announcement', members);
    const copy = (message: string) =>
      send(house, `/preview/copy?channel=${encodeURIComponent(CHANNEL)}&message=${message}&as=mail`);
    const copied = await copy(shown);
    expect(copied.body).toContain('Learning to read flood plains');
    expect(copied.body).not.toContain('zoom.us');
    expect((await copy(hidden)).status).toBe(404);
    expect((await copy('no-such')).status).toBe(404);
  });
});

describe('what the page loads', () => {
  it('is served with its type, for good under its version, and once more for nothing', async () => {
    const house = await open();
    const { body } = await send(house, '/');
    const addresses = [...body.matchAll(/(?:href|src)="(\/[\w/.-]+\?v=[\w-]+)"/g)].map(
      ([, address = '']) => address,
    );
    expect(addresses.length).toBeGreaterThanOrEqual(5);
    for (const address of addresses) {
      const asset = await send(house, address);
      expect(asset.status).toBe(200);
      expect(asset.headers['cache-control']).toContain('immutable');
      const again = await send(house, address, { headers: { 'If-None-Match': String(asset.headers.etag) } });
      expect([again.status, again.body]).toEqual([304, '']);
    }
  });

  it('refers to nothing outside', async () => {
    const house = await open();
    for (const name of [
      'slack.css',
      'panel.css',
      'panel.js',
      'posts.js',
      'asking.js',
      'elements.js',
      'drawing.js',
      'teams-host.js',
      'clipboard.js',
    ]) {
      const { status, body } = await send(house, `/preview/assets/${name}`);
      expect(status).toBe(200);
      expect(body).not.toMatch(/https?:\/\/|@import/);
    }
  });

  it.each(['nothing.js', '..%2f..%2fpackage.json', 'constructor'])('has no %s', async (name) => {
    const house = await open();
    expect((await send(house, `/preview/assets/${name}`)).status).toBe(404);
  });
});
