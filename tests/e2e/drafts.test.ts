import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { receive } from '../platforms/preview/drafts-kit.ts';
import { openHouse, type PreviewHouse } from '../platforms/preview/preview-house.ts';
import { daysAhead, SERIES } from '../platforms/preview/sample-records.ts';
import { browserObstacle, launchBrowser } from '../support/browser.ts';

const why = browserObstacle === undefined ? '' : ` (skipped: ${browserObstacle})`;
const talk = { series: SERIES, title: 'Brackish thoughts', speakers: [{ name: 'Ben Neap' }] };

describe.skipIf(browserObstacle !== undefined)(`drafts in a browser${why}`, () => {
  let browser: Browser;
  const ends: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });

  async function visit(drawing = 'slack') {
    const house: PreviewHouse = await openHouse();
    ends.push(() => house.close());
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    ends.push(() => context.close());
    await context.addCookies([{ name: 'drawing', value: drawing, url: house.url }]);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    ends.push(async () => expect(complaints).toEqual([]));
    await page.goto(house.url);
    await page.locator('[data-live-text]', { hasText: 'Live' }).waitFor();
    return { house, page, drafts: page.locator('[data-drafts]') };
  }

  it('one comes in, appears by itself, and is published with one press; its answer stays to be read', async () => {
    const { house, page, drafts } = await visit();
    expect(await drafts.isVisible()).toBe(false);
    await receive(house, { ...talk, start: daysAhead(20) });
    await drafts.getByText('Brackish thoughts').first().waitFor();
    await drafts.getByRole('button', { name: 'Publish “Brackish thoughts”' }).click();
    await drafts.getByText('“Brackish thoughts” is published.').waitFor();
    await page.locator('#upcoming').getByText('Brackish thoughts').waitFor();
    const [seminar] = await house.store.read.seminars.find({});
    expect(seminar?.publication).toBe('published');
  });

  it('one without a start is given it and published, by the clock of its zone', async () => {
    const { house, drafts } = await visit();
    await receive(house, talk);
    await drafts.getByLabel('When does it start?').fill('2031-03-04T11:00');
    await drafts.locator('.give-start button').click();
    await drafts.getByText('“Brackish thoughts” is published.').waitFor();
    const [seminar] = await house.store.read.seminars.find({});
    expect(seminar?.start?.toString()).toBe('2031-03-04T01:00:00Z');
  });

  it('drawn as in Teams, it is dismissed there just so', async () => {
    const { house, drafts } = await visit('teams');
    await receive(house, { ...talk, start: daysAhead(20) });
    await drafts.locator('.as-teams').getByRole('button', { name: 'Dismiss' }).click();
    await drafts.locator('.answer .as-teams').getByText('is dismissed. Nobody is told of it.').waitFor();
    expect((await house.store.read.reviews.open()).length).toBe(0);
  });
});
