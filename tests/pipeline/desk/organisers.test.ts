import { describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/ports/desk.ts';
import { textOf } from '../../domain/cards/sample-seminar.ts';
import { aSeminar } from '../../domain/sample-seminar.ts';
import {
  ADMIN,
  BY_MAIL,
  GUEST,
  MEMBER,
  OPERATOR,
  ORGANISER,
  OTHER_ORGANISER,
  openActRig,
  openAnnounced,
  TIDES,
} from './act-rig.ts';

const REFUSED = /Only those who look after the seminars can do that/;
const ID = 'k3m9x2pq';

describe('who may what', () => {
  /** Everything about one seminar, its organisers may; what concerns others as well, operators and administrators. */
  const ABOUT_ONE = [
    `retract ${ID}`,
    `note ${ID} Starting late`,
    `announce ${ID}`,
    `cancel ${ID}`,
    `postpone ${ID}`,
    `edit ${ID} room 7-202`,
    `log ${ID}`,
    'pause tides',
    'resume tides',
  ];
  const ABOUT_ALL = ['pause', 'resume', 'pause #tides', 'release #tides'];
  const ABOUT_ANY = ['status', 'sync', 'review'];

  it.each<[string, Actor, boolean, boolean, boolean]>([
    ['an operator', OPERATOR, true, true, true],
    ['an administrator', ADMIN, true, true, true],
    ['an organiser of the series', ORGANISER, true, false, true],
    ['an organiser who is given by mail', BY_MAIL, true, false, true],
    ['an organiser of another series', OTHER_ORGANISER, false, false, true],
    ['a member', MEMBER, false, false, false],
    ['a guest, whatever the configuration says', GUEST, false, false, false],
  ])('%s', async (_, actor, one, all, any) => {
    const rig = await openAnnounced();
    for (const [words, allowed] of [
      ...ABOUT_ANY.map((text) => [text, any] as const),
      ...ABOUT_ONE.map((text) => [text, one] as const),
      ...ABOUT_ALL.map((text) => [text, all] as const),
    ]) {
      const text = await rig.read(words, actor);
      expect([words, REFUSED.test(text)]).toEqual([words, !allowed]);
    }
  });

  it('a refusal changes nothing, and names who can', async () => {
    const rig = await openAnnounced();
    const before = await rig.states();
    expect(await rig.read(`cancel ${ID}`, MEMBER)).toContain('Ask mira@example.edu or @seminar-admins');
    expect(await rig.read('pause', MEMBER)).toContain('Ask @seminar-admins');
    expect(await rig.states()).toEqual(before);
    expect(await rig.store.read.directory.pauses()).toEqual([]);
  });

  it('a button is no way around: whoever presses it is asked who they are', async () => {
    const rig = await openAnnounced();
    const question = await rig.ask(`cancel ${ID}`);
    expect(textOf(await rig.press(question, 'Cancel the seminar', MEMBER))).toMatch(REFUSED);
    expect((await rig.store.read.seminars.get(aSeminar().id))?.status).toBe('scheduled');
  });

  it('where everybody reads along, nothing is done and nothing told', async () => {
    const rig = await openAnnounced();
    for (const words of ['status', `log ${ID}`, `cancel ${ID}`, 'pause', 'release #tides']) {
      expect(await rig.read(words, { ...OPERATOR, shared: true })).toContain('Ask me in direct messages');
    }
    expect(await rig.read('help', { ...OPERATOR, shared: true })).not.toContain('retract');
  });

  it('help tells organisers’ words to organisers', async () => {
    const rig = await openActRig();
    for (const actor of [OPERATOR, ORGANISER, ADMIN]) {
      expect(await rig.read('help', actor)).toMatch(/For organisers[\s\S]*\/seminar retract ID/);
    }
    for (const actor of [MEMBER, GUEST]) expect(await rig.read('help', actor)).not.toContain('retract');
  });

  it('a draft and an ID that nobody has are told to those who look after seminars only', async () => {
    const rig = await openActRig();
    await rig.keep(aSeminar({ series: TIDES, publication: 'draft' }));
    expect(await rig.read(`cancel ${ID}`, ORGANISER)).toContain('is a draft');
    expect(await rig.read('cancel zzzzzzzz', ORGANISER)).toContain('I know no seminar with the ID');
    expect(await rig.read('cancel zzzzzzzz', MEMBER)).toMatch(REFUSED);
    expect(await rig.read(`cancel ${ID}`, MEMBER)).not.toContain('foam');
  });
});

describe('who did something', () => {
  it('is told without ids, and what can be done without a command line', async () => {
    const rig = await openAnnounced();
    await rig.ask('pause tides', ORGANISER);
    await rig.clock.advanceTo('2026-12-03T09:30:00+10:00');
    expect(await rig.read('status', ORGANISER)).toContain('(you).');
    expect(await rig.read('status', ADMIN)).toContain('(another organiser).');
    const log = await rig.read(`log ${ID}`, ADMIN);
    expect(log).toContain('Waits: paused since 12:00 on Friday 27 November (another organiser).');
    expect(log).not.toMatch(/lectern|slack:/);
  });
});
