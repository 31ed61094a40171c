import { describe, expect, it } from 'vitest';
import { textOf } from '../../domain/cards/sample-seminar.ts';
import { aSeminar } from '../../domain/sample-seminar.ts';
import { labelsIn, ORGANISER, openActRig, openAnnounced, TIDES } from './act-rig.ts';

const ID = 'k3m9x2pq';

describe('a note', () => {
  it('is said wherever the seminar was announced', async () => {
    const rig = await openAnnounced();
    expect(await rig.read(`note ${ID} Starting ten minutes late`, ORGANISER)).toBe(
      'I am saying it in #tides.',
    );
    expect(rig.kinds()).toEqual(['announcement', 'note']);
    expect(rig.words(rig.server.standing()[1])).toContain('Starting ten minutes late');
  });

  it('needs somebody who was told of the seminar', async () => {
    const rig = await openActRig();
    await rig.start();
    await rig.keep(aSeminar({ series: TIDES }));
    expect(await rig.read(`note ${ID} Hello`)).toContain('has not been announced anywhere yet');
  });
});

describe('announcing now', () => {
  it('sends it before it is due, once', async () => {
    const rig = await openActRig();
    await rig.start();
    await rig.keep(aSeminar({ series: TIDES }));
    expect(rig.kinds()).toEqual([]);
    await rig.press(await rig.ask(`announce ${ID}`, ORGANISER), 'Announce it now', ORGANISER);
    // A lane that is used for the first time is looked at before anything is said in it.
    await rig.clock.advance({ seconds: 30 });
    expect(rig.kinds()).toEqual(['announcement']);
    // Nothing is asked where nothing would come of it.
    const again = await rig.ask(`announce ${ID}`);
    expect(textOf(again)).toContain('is announced already');
    expect(labelsIn(again)).toEqual([]);
    await rig.clock.advanceTo('2026-11-28T12:00:00+10:00');
    expect(rig.kinds()).toEqual(['announcement']);
  });
});
