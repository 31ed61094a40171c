import { expect, it, onTestFinished } from 'vitest';
import { createSlackDrawer } from '../../../src/platforms/preview/slack-drawer.ts';
import { loadSlackDrawing } from '../../../src/platforms/preview/slack-drawing.ts';
import { untilTrue } from '../../support/until-true.ts';

const sectionOf = (text: string) => [{ type: 'section', text: { type: 'mrkdwn', text } }];

function openDrawer(quietMs?: number) {
  const drawer = createSlackDrawer(quietMs === undefined ? {} : { quietMs });
  onTestFinished(() => drawer.close());
  return drawer;
}

it('draws on its thread what would be drawn here, whatever the order', async () => {
  const drawer = openDrawer();
  const texts = ['*Tides*', 'Room `78-420`', '<https://example.org|more>'];
  const drawn = await Promise.all(texts.map((text) => drawer.draw(sectionOf(text))));
  const draw = await loadSlackDrawing();
  expect(drawn).toEqual(texts.map((text) => draw(sectionOf(text))));
});

it('one that cannot be drawn rejects, and the next is drawn', async () => {
  const drawer = openDrawer();
  await expect(drawer.draw([{ type: 'rich_text', elements: 7 }])).rejects.toThrow();
  expect(await drawer.draw(sectionOf('Eddies'))).toContain('Eddies');
});

it('rests when nobody looks, and begins anew', async () => {
  const drawer = openDrawer(1);
  for (let round = 0; round < 2; round += 1) {
    expect(await drawer.draw(sectionOf('Eddies'))).toContain('Eddies');
    await untilTrue(async () => !drawer.isAtWork());
  }
});

it('what is asked for when it is closed says so', async () => {
  const drawer = openDrawer();
  const drawn = drawer.draw(sectionOf('Eddies'));
  await Promise.all([expect(drawn).rejects.toThrow('the drawing thread ended'), drawer.close()]);
});
