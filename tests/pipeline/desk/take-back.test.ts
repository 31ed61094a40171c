import { describe, expect, it } from 'vitest';
import { textOf } from '../../domain/cards/sample-seminar.ts';
import { aSeminar } from '../../domain/sample-seminar.ts';
import { labelsIn, openActRig, openAnnounced, TIDES } from './act-rig.ts';

const ID = 'k3m9x2pq';

describe('taking back', () => {
  it('asks once, then removes the posts and sends nothing more', async () => {
    const rig = await openAnnounced();
    const question = await rig.ask(`retract ${ID}`);
    expect(textOf(question)).toContain(
      'Take back what was posted about “The foam of breaking waves” in #tides?',
    );
    expect(labelsIn(question)).toEqual(['Retract the post', 'Keep it']);
    expect(rig.kinds()).toEqual(['announcement']);

    const done = await rig.press(question, 'Retract the post');
    expect(textOf(done)).toMatch(/one post is being removed.* 2 messages that were to come are not sent/);
    expect(rig.server.standing()).toEqual([]);
    await rig.clock.advanceTo('2026-12-04T00:00:00+10:00');
    expect(rig.kinds()).toEqual([]);
  });

  it('keeps it where that is the answer', async () => {
    const rig = await openAnnounced();
    const before = await rig.states();
    const kept = await rig.press(await rig.ask(`retract ${ID}`), 'Keep it');
    expect(textOf(kept)).toBe('Everything stays as it is.');
    expect(await rig.states()).toEqual(before);
  });

  it('names both posts where two stand, and can take back one of them', async () => {
    const rig = await openAnnounced();
    await rig.clock.advanceTo('2026-12-03T09:30:00+10:00');
    expect(rig.kinds()).toEqual(['announcement', 'reminder']);
    expect(labelsIn(await rig.ask(`retract ${ID}`))).toEqual(['Retract both posts', 'Keep them']);
    const reminder = (await rig.notices()).find(({ kind, state }) => kind === 'reminder' && state === 'sent');
    const one = await rig.ask(`retract ${reminder?.id}`);
    expect(textOf(one)).toContain('Take back the reminder about');
    expect(labelsIn(one)).toEqual(['Retract this post', 'Retract both posts', 'Keep it']);
    await rig.press(one, 'Retract this post');
    expect(rig.kinds()).toEqual(['announcement']);
  });

  it('can be thought better of', async () => {
    const rig = await openAnnounced();
    const done = await rig.press(await rig.ask(`retract ${ID}`), 'Retract the post');
    expect(rig.kinds()).toEqual([]);
    const question = await rig.press(done, 'Announce it after all');
    expect(textOf(question)).toContain('now in #tides (230 people)?');
    await rig.press(question, 'Announce it now');
    expect(rig.kinds()).toEqual(['announcement']);
    expect(await rig.states()).toMatchObject({ 'reminder 15m': 'due' });
  });

  it('of what was not posted says so', async () => {
    const rig = await openActRig();
    await rig.start();
    await rig.keep(aSeminar({ series: TIDES }));
    const question = await rig.ask(`retract ${ID}`);
    expect(textOf(question)).toContain('Nothing about “The foam of breaking waves” is posted');
    await rig.press(question, 'Never announce it');
    await rig.clock.advanceTo('2026-12-04T00:00:00+10:00');
    expect(rig.kinds()).toEqual([]);
    expect(await rig.read('retract zzzzzzzzzz')).toContain('I know no message with the ID “zzzzzzzzzz”');
  });
});
