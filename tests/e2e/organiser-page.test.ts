import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { browserObstacle, launchBrowser } from '../support/browser.ts';
import { LecternProcess } from '../support/lectern-process.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';

const TITLE = 'Tides that keep their appointments';
const why = browserObstacle === undefined ? '' : ` (skipped: ${browserObstacle})`;

/** The real service with one seminar in three days, announced at once on the preview. */
async function openService(): Promise<LecternProcess> {
  const folder = createTemporaryFolder();
  const start = Temporal.Now.plainDateTimeISO('Australia/Brisbane').add({ days: 3 }).round('minute');
  folder.write(
    'seminars/tides.yaml',
    `title: ${TITLE}\nspeakers: Ada Ebb\nvenue: { room: "78-420" }\nstart: "${start}"\n`,
  );
  const config = folder.write(
    'lectern.yaml',
    `mode: live
timezone: Australia/Brisbane
sources: [{ type: files, path: seminars }]
routes:
  - { match: all, to: ["preview:#tides"], announce: immediately }
`,
  );
  const lectern = await LecternProcess.start({
    LECTERN_CONFIG: config,
    DATABASE_URL: `sqlite:${folder.path}/lectern.db`,
  });
  onTestFinished(async () => {
    await lectern.stop('SIGKILL');
  });
  return lectern;
}

describe.skipIf(browserObstacle !== undefined)(`organisers' acts on the page${why}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  /** Fails the test where the page breaks its own policy or throws. */
  async function visit(lectern: LecternProcess, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    onTestFinished(async () => {
      await context.close();
      expect(complaints).toEqual([]);
    });
    await page.goto(lectern.url);
    await page.locator('[data-live-text]', { hasText: 'Live' }).waitFor();
    await announcement(page).waitFor();
    return page;
  }

  const posts = (page: Page): Locator =>
    page.locator('.channel[data-current] [data-posts] .post:not(.answer)');
  const announcement = (page: Page): Locator => posts(page).filter({ hasText: TITLE }).last();
  const head = (page: Page): Locator => page.locator('.channel[data-current] .channel-head');

  async function openMenu(post: Locator): Promise<Locator> {
    await post.getByRole('button', { name: 'More that can be done about this' }).click();
    const menu = post.locator('.more-items');
    await menu.waitFor();
    return menu;
  }

  it('takes a post back after a question, and nothing where the answer is no', async () => {
    const lectern = await openService();
    const page = await visit(lectern);
    const menu = await openMenu(announcement(page));
    await menu.getByRole('button', { name: 'Retract…' }).click();
    const question = announcement(page).locator('.answer').last();
    await question.getByText(`Take back the announcement of “${TITLE}” in #tides?`).waitFor();
    await question.getByRole('button', { name: 'Keep it' }).click();
    await announcement(page).getByText('Everything stays as it is.').waitFor();
    expect(await posts(page).count()).toBe(1);

    await (await openMenu(announcement(page))).getByRole('button', { name: 'Retract…' }).click();
    await announcement(page).getByRole('button', { name: 'Retract this post' }).click();
    await posts(page).first().waitFor({ state: 'detached' });
    await page.locator('.channel[data-current] [data-empty]').waitFor();
  });

  it('pauses a channel, says so on the page, and resumes', async () => {
    const lectern = await openService();
    const page = await visit(lectern);
    const before = await announcement(page).boundingBox();
    const menu = await openMenu(announcement(page));
    // The menu lies above the page: nothing moves for it.
    expect(await announcement(page).boundingBox()).toEqual(before);
    await menu.getByRole('button', { name: 'Pause this channel' }).click();
    await head(page).getByText('Paused since').waitFor();
    const again = await openMenu(announcement(page));
    expect(await again.getByRole('button').allTextContents()).not.toContain('Pause this channel');
    await page.keyboard.press('Escape');
    await page.reload();
    await head(page).getByText('Paused since').waitFor();
    await head(page).getByRole('button', { name: 'Resume' }).click();
    await head(page).getByText('#tides is not paused any more.').waitFor();
    await head(page).getByText('Paused since').waitFor({ state: 'detached' });
  });

  it('says something by keyboard alone, below the card', async () => {
    const lectern = await openService();
    const page = await visit(lectern);
    await announcement(page).getByRole('button', { name: 'More that can be done about this' }).focus();
    await page.keyboard.press('Enter');
    await announcement(page).locator('.more-items').waitFor();
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Say something…');
    await page.keyboard.press('ArrowUp');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Retract…');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.type('Starting ten minutes late');
    await page.keyboard.press('Enter');
    await page.getByText('I am saying it in #tides.').first().waitFor();
    await page
      .locator('.replies .post, [data-posts] .post')
      .filter({ hasText: 'Starting ten minutes late' })
      .first()
      .waitFor();
  });

  it('closes the menu with Escape, a click elsewhere, and gives the focus back', async () => {
    const lectern = await openService();
    const page = await visit(lectern);
    await openMenu(announcement(page));
    await page.keyboard.press('Escape');
    expect(await announcement(page).locator('[data-menu]').isHidden()).toBe(true);
    expect(await page.evaluate('document.activeElement.hasAttribute("data-more")')).toBe(true);
    await openMenu(announcement(page));
    await page.locator('h1').first().click();
    expect(await announcement(page).locator('[data-menu]').isHidden()).toBe(true);
  });

  it('cancels after a question; the card says so', async () => {
    const lectern = await openService();
    const page = await visit(lectern);
    await (await openMenu(announcement(page))).getByRole('button', { name: 'Cancel seminar…' }).click();
    await announcement(page).getByRole('button', { name: 'Cancel the seminar' }).click();
    await announcement(page).getByText('is cancelled, and nobody is reminded of it.').waitFor();
    await posts(page).filter({ hasText: 'Cancelled.' }).first().waitFor();
  });

  it.each(['light', 'dark'] as const)('fits a narrow screen (%s)', async (colorScheme) => {
    const lectern = await openService();
    const page = await visit(lectern, { viewport: { width: 375, height: 800 }, colorScheme });
    const menu = await openMenu(announcement(page));
    const box = await menu.boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(375);
    await menu.getByRole('button', { name: 'Pause this channel' }).click();
    await head(page).getByText('Paused since').waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(375);
  });
});
