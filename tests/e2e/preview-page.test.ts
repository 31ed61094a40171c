import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { channelIdOf } from '../../src/domain/ids.ts';
import { PREVIEW_LANE } from '../../src/platforms/preview/preview-address.ts';
import {
  CHANNEL,
  type HouseOptions,
  openHouse,
  type PreviewHouse,
} from '../platforms/preview/preview-house.ts';
import { daysAhead, LONG_ABSTRACT, makeSeminar } from '../platforms/preview/sample-records.ts';
import { browserObstacle, launchBrowser } from '../support/browser.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';

const seminar = makeSeminar('aaaaaaa2');
const title = 'Learning to read flood plains';
/** Run in the browser: this project's types know no DOM. */
const READ_CLIPBOARD = `(async () => {
  const [item] = await navigator.clipboard.read();
  const read = async (type) => (await item.getType(type)).text();
  return { html: await read('text/html'), text: await read('text/plain') };
})()`;
const Copied = z.object({ html: z.string(), text: z.string() });

/** What has the focus, and whether its ring is drawn, on itself or on what stands for it. */
const LOOK_AT_FOCUS = `(() => {
  const active = document.activeElement;
  if (!active || active === document.body) return null;
  const marked = active.matches('.ask-line input')
    ? active.closest('.ask-line')
    : active.matches('.switch input') ? active.nextElementSibling : active;
  const { outlineStyle, outlineWidth } = getComputedStyle(marked);
  return {
    name: active.getAttribute('aria-label') || active.id || active.textContent,
    visible: outlineStyle !== 'none' && outlineWidth !== '0px',
  };
})()`;
const Focus = z.object({ name: z.string(), visible: z.boolean() }).nullable();

const why = browserObstacle === undefined ? '' : ` (skipped: ${browserObstacle})`;

describe.skipIf(browserObstacle !== undefined)(`the preview page in a browser${why}`, () => {
  let browser: Browser;
  const ends: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });

  async function open(options?: HouseOptions): Promise<PreviewHouse> {
    const house = await openHouse(options);
    ends.push(() => house.close());
    return house;
  }

  /** Fails the test where the page breaks its own policy or throws. */
  async function visit(
    house: PreviewHouse,
    { tolerates, ...options }: BrowserContextOptions & { readonly tolerates?: RegExp } = {},
  ): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !tolerates?.test(message.text())) complaints.push(message.text());
    });
    ends.push(async () => {
      await context.close();
      expect(complaints).toEqual([]);
    });
    await page.goto(house.url);
    await page.locator('[data-live-text]', { hasText: 'Live' }).waitFor();
    return page;
  }

  const posts = (page: Page) => page.locator('.channel[data-current] .posts .post');

  it('shows posts, edits and removals as they happen, without loading anew', async () => {
    const house = await open();
    await house.keep(seminar);
    await house.say('announcement', seminar);
    const page = await visit(house);
    await page.evaluate(`document.body.dataset.loaded = 'once'`);
    const message = await house.say('reminder', seminar);
    await posts(page).filter({ hasText: 'Reminder' }).waitFor();
    expect(await posts(page).first().textContent()).toContain('Reminder');
    expect(await page.locator('[data-announce]').textContent()).toContain('New in #data-science');
    expect(await page.locator('.tabs [aria-current] [data-count]').textContent()).toBe('2');

    await posts(page).first().getByRole('button', { name: 'Copy for Slack' }).focus();
    const moved = { ...seminar, venue: { room: 'Kelp Theatre' } };
    await house.preview.chat.update({ channel: CHANNEL, message }, house.compose('reminder', moved));
    await posts(page).filter({ hasText: 'Kelp Theatre' }).waitFor();
    expect(await posts(page).count()).toBe(2);
    expect(await posts(page).first().textContent()).toContain('(edited)');
    // Who was about to press a button still is, though the card is another one now.
    expect(await page.evaluate('document.activeElement.dataset.copy')).toBeTruthy();

    await house.preview.chat.remove({ channel: CHANNEL, message });
    await posts(page).filter({ hasText: 'Kelp Theatre' }).waitFor({ state: 'detached' });
    expect(await posts(page).count()).toBe(1);
    expect(await page.evaluate('document.body.dataset.loaded')).toBe('once');
  });

  it('puts replies below what they reply to, and a new channel into the tabs', async () => {
    const house = await open();
    const root = await house.say('announcement', seminar);
    await house.say('announcement', seminar);
    const page = await visit(house);
    await house.preview.chat.post({
      channel: CHANNEL,
      card: house.compose('reminder', seminar),
      key: 'reply',
      thread: root,
    });
    await page.locator(`[data-root="${root}"] .replies .post`).waitFor();
    await house.say('announcement', seminar, channelIdOf(PREVIEW_LANE, 'slack:#rivers'));
    await page.locator('.tabs a', { hasText: 'Slack #rivers (rehearsal)' }).waitFor();
    // The reader stays where they were.
    expect(await page.locator('.tabs [aria-current]').textContent()).toContain('#data-science');
  });

  it('catches up after the service was away, and shows what happened meanwhile', async () => {
    const storeUrl = `sqlite:${join(createTemporaryFolder().path, 'lectern.db')}`;
    const before = await openHouse({ storeUrl });
    const message = await before.say('announcement', seminar);
    await before.say('announcement', seminar);
    const page = await visit(before, { tolerates: /ERR_(?:CONNECTION_REFUSED|INCOMPLETE_CHUNKED_ENCODING)/ });
    await before.close();
    await page.locator('[data-live-text]', { hasText: 'Reconnecting' }).waitFor();
    const after = await open({ storeUrl, port: Number(new URL(before.url).port) });
    await after.preview.chat.remove({ channel: CHANNEL, message });
    await after.say('reminder', seminar);
    await posts(page).filter({ hasText: 'Reminder' }).waitFor();
    expect(await posts(page).count()).toBe(2);
    await page.locator('[data-live-text]', { hasText: 'Live' }).waitFor();
  });

  it('lists records as they come in', async () => {
    const house = await open();
    const page = await visit(house);
    await page.getByText('No seminar is scheduled.').waitFor();
    await house.keep(seminar);
    await page.locator('#upcoming h3', { hasText: title }).waitFor();
  });

  it('says of a seminar that it is on, and lets it go when it is over', async () => {
    const house = await open();
    const start = Temporal.Now.instant().add({ seconds: 3 });
    await house.keep(makeSeminar('aaaaaaa2', { start, end: start.add({ seconds: 3 }) }));
    const page = await visit(house);
    await page.locator('#upcoming .mark-now').waitFor();
    await page.getByText('No seminar is scheduled.').waitFor();
  });

  it.each([
    ['slack', '.as-slack'],
    ['teams', '.as-teams'],
  ])('answers commands and buttons in the %s drawing', async (drawing, part) => {
    const house = await open();
    await house.keep(seminar);
    await house.say('announcement', seminar);
    const page = await visit(house);
    await page.getByRole('radio', { name: drawing, exact: false }).check({ force: true });
    await page.getByLabel('Try a command').fill('/seminar next');
    await page.keyboard.press('Enter');
    const answer = page.locator('.ask .answer');
    await answer.locator(part, { hasText: title }).waitFor();
    expect(await answer.textContent()).toContain('Only you see this');

    await posts(page).first().locator(part).getByRole('button', { name: 'Show details' }).click();
    const below = posts(page).first().locator('.answer');
    await below.locator(part, { hasText: 'lets computers look at the pictures' }).waitFor();

    await posts(page)
      .first()
      .locator(part)
      .getByRole('button', { name: /Remind me/ })
      .first()
      .click();
    await below.locator(part, { hasText: /remind/i }).waitFor();
    await below.getByRole('button', { name: 'Dismiss this answer' }).click();
    expect(await below.count()).toBe(0);
  });

  it('unfolds the abstract in place where Teams does', async () => {
    const house = await open();
    await house.say('announcement', seminar);
    const page = await visit(house);
    await page.getByRole('radio', { name: 'Teams' }).check({ force: true });
    const rest = page.getByText('The talk shows a model').locator('visible=true');
    expect(await rest.count()).toBe(0);
    await page.getByRole('button', { name: 'Read the whole abstract' }).click();
    await rest.waitFor();
  });

  it('remembers the drawing and the channel', async () => {
    const house = await open();
    await house.say('announcement', seminar);
    const page = await visit(house);
    await page.getByRole('radio', { name: 'Teams' }).check({ force: true });
    await page.locator('.tabs a', { hasText: 'Direct messages' }).click();
    await page.reload();
    await page.locator('.ac-adaptiveCard').first().waitFor({ state: 'attached' });
    expect(await page.locator('.tabs [aria-current]').textContent()).toContain('Direct messages');
  });

  it('copies a card for a mail as formatted and as plain text', async () => {
    const house = await open();
    await house.say('announcement', seminar);
    // What is copied has styles of its own; Chromium holds it against the page's policy, says so, and copies it whole.
    const page = await visit(house, {
      permissions: ['clipboard-read', 'clipboard-write'],
      tolerates: /^Applying inline style violates/,
    });
    await page.getByRole('button', { name: 'Copy for a mail' }).click();
    await page.getByRole('button', { name: 'Copy for a mail' }).filter({ hasText: 'Copied' }).waitFor();
    const reader = await page.context().newPage();
    await reader.goto(`${house.url}/nothing-here`);
    const copied = Copied.parse(await reader.evaluate(READ_CLIPBOARD));
    expect(copied.html).toContain(title);
    expect(copied.html).toContain('style=');
    expect(copied.text).toContain(`${title} from glider photographs\n====`);
  });

  it.each([
    ['light', 'rgb(246, 246, 243)'],
    ['dark', 'rgb(20, 24, 27)'],
  ] as const)('follows the system into %s', async (colorScheme, paper) => {
    const house = await open();
    await house.say('announcement', seminar);
    const page = await visit(house, { colorScheme });
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe(paper);
    const color = await page.evaluate(`getComputedStyle(document.querySelector('.as-slack h3')).color`);
    // Slack's own ink on its own paper: dark on light, light on dark.
    expect(color).toBe(colorScheme === 'light' ? 'rgb(29, 28, 29)' : 'rgb(209, 210, 211)');
  });

  it('has no sideways scrolling on a phone, whatever a record holds', async () => {
    const house = await open({ policy: { mode: 'rehearsal' } });
    const long = makeSeminar('bbbbbbb2', {
      title: `${'An unreasonably long title about rivers '.repeat(12)}${'x'.repeat(120)}`,
      abstract: LONG_ABSTRACT,
      start: daysAhead(4),
      venue: { room: 'R'.repeat(90), online: { url: `https://example.zoom.us/j/${'1'.repeat(200)}` } },
    });
    await house.keep(seminar, long);
    await house.say('announcement', long);
    await house.say('announcement', seminar, channelIdOf(PREVIEW_LANE, `slack:#${'long-name-'.repeat(8)}`));
    const page = await visit(house, { viewport: { width: 375, height: 800 }, hasTouch: true });
    const widths = () =>
      page.evaluate('[document.documentElement.scrollWidth, document.documentElement.clientWidth]');
    expect(await widths()).toEqual([375, 375]);
    await page.getByRole('radio', { name: 'Teams' }).check({ force: true });
    await page.locator('.ac-adaptiveCard').first().waitFor({ state: 'attached' });
    expect(await widths()).toEqual([375, 375]);
    await page.goto(`${house.url}/seminars/bbbbbbb2`);
    expect(await widths()).toEqual([375, 375]);
  });

  it('can be used with the keyboard alone, and shows where the focus is', async () => {
    const house = await open();
    await house.keep(seminar);
    await house.say('announcement', seminar);
    const page = await visit(house);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content');
    const reached: string[] = [];
    for (let step = 0; step < 40; step += 1) {
      await page.keyboard.press('Tab');
      const focus = Focus.parse(await page.evaluate(LOOK_AT_FOCUS));
      if (focus === null) break;
      expect(focus).toMatchObject({ visible: true });
      reached.push(focus.name.trim());
    }
    for (const name of ['ask-words', 'Join on Zoom', 'Copy for a mail', 'Copy for Slack']) {
      expect(reached.some((one) => one.includes(name))).toBe(true);
    }
    await page.locator('#ask-words').focus();
    await page.keyboard.type('help');
    await page.keyboard.press('Enter');
    await page.locator('.ask .answer').waitFor();
  });

  it('keeps still for those who asked for it', async () => {
    const house = await open();
    const page = await visit(house, { reducedMotion: 'reduce' });
    await house.say('announcement', seminar);
    await posts(page).first().waitFor();
    const moving = await page.evaluate('document.getAnimations().length');
    expect(moving).toBe(0);
  });

  it('turns to the first channel that has something, unless the reader has chosen', async () => {
    const house = await open();
    const page = await visit(house);
    expect(await page.locator('.tabs [aria-current]').textContent()).toContain('Direct messages');
    await house.say('announcement', seminar);
    await page.locator('.tabs [aria-current]', { hasText: '#data-science' }).waitFor();
    await page.locator('.tabs a', { hasText: 'Direct messages' }).click();
    await house.say('announcement', seminar, channelIdOf(PREVIEW_LANE, '#rivers'));
    await page.locator('.tabs a', { hasText: '#rivers' }).waitFor();
    expect(await page.locator('.tabs [aria-current]').textContent()).toContain('Direct messages');
  });

  it('reads without a script', async () => {
    const house = await open();
    await house.keep(seminar);
    await house.say('announcement', seminar);
    const context = await browser.newContext({ javaScriptEnabled: false });
    ends.push(() => context.close());
    const page = await context.newPage();
    await page.goto(house.url);
    expect(await page.locator('.channel .as-slack').locator('visible=true').first().textContent()).toContain(
      title,
    );
    expect(await page.locator('[data-ask]').isVisible()).toBe(false);
  });
});
