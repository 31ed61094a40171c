import { describe, expect, it } from 'vitest';
import { textOf } from '../../domain/cards/sample-seminar.ts';
import { aSeminar } from '../../domain/sample-seminar.ts';
import { CHANNEL } from '../dispatch/world.ts';
import { ORGANISER, openActRig, openAnnounced, TIDES } from './act-rig.ts';

const ID = 'k3m9x2pq';

describe('holding still', () => {
  it('pauses a channel at once, offers to go on, and keeps the cards right meanwhile', async () => {
    const rig = await openAnnounced();
    const paused = await rig.ask('pause here');
    expect(textOf(paused)).toContain('#tides is paused.');
    expect(await rig.read('pause #tides')).toContain('has been paused since Friday 27 November, 12:00');
    await rig.ask(`edit ${ID} room Kelp Theatre`);
    await rig.clock.advanceTo('2026-12-03T10:50:00+10:00');
    expect(rig.kinds()).toEqual(['announcement']);
    expect(rig.words(rig.server.standing()[0])).toContain('Kelp Theatre');

    const resumed = await rig.press(paused, 'Resume #tides');
    expect(textOf(resumed)).toMatch(
      /#tides is not paused any more\. .*go(es)? out now, if (it|they) still help/,
    );
    expect(rig.kinds()).toContain('reminder');
    expect(await rig.read('resume #tides')).toBe('#tides is not paused.');
  });

  it('of a series and of everything', async () => {
    const rig = await openAnnounced();
    expect(await rig.read('pause tides', ORGANISER)).toContain('“Tides Seminar” is paused.');
    await rig.ask('resume tides', ORGANISER);
    expect(await rig.read('pause')).toContain('Everything is paused.');
    expect((await rig.store.read.directory.pauses()).map(({ scope }) => scope)).toEqual([
      { type: 'everything' },
    ]);
    expect(await rig.read('pause nowhere')).toContain('I know no channel and no series called “nowhere”');
  });

  it('holds what is too much at once on going on, and releases it after a question', async () => {
    const rig = await openActRig({ policy: { guard: { burst: 0, largeChannel: 500 } } });
    await rig.start();
    await rig.ask('pause #tides');
    await rig.keep(aSeminar({ series: TIDES }));
    await rig.clock.advanceTo('2026-11-27T12:00:00+10:00');
    const resumed = await rig.ask('resume #tides');
    expect(textOf(resumed)).toContain('One overdue announcement is held.');
    expect(rig.kinds()).toEqual([]);
    const question = await rig.press(resumed, 'Release what is held for #tides');
    expect(textOf(question)).toBe('One message is held for #tides. Send it now?\nSend it\nNot now');
    expect(rig.kinds()).toEqual([]);
    expect(textOf(await rig.press(question, 'Send it'))).toContain('One message goes to #tides now.');
    expect(rig.kinds()).toEqual(['announcement']);
    expect(await rig.read('release #tides')).toBe('Nothing is held for #tides.');
  });

  it('tries a channel again that was set aside', async () => {
    const rig = await openActRig();
    await rig.store.transaction(async (tx) => {
      const known = await tx.directory.channel(CHANNEL);
      const aside = { since: rig.clock.now(), reason: 'I was removed', mend: 'Type /invite @Lectern there.' };
      if (known) await tx.directory.putChannel({ ...known, aside });
    });
    const status = await rig.ask('status');
    expect(textOf(status)).toContain('I cannot post there: I was removed. Type /invite @Lectern there.');
    expect(textOf(await rig.press(status, 'Try again'))).toContain('I try #tides again.');
    expect((await rig.store.read.directory.channel(CHANNEL))?.aside).toBeUndefined();
  });
});

describe('going on again', () => {
  it('says what is still paused', async () => {
    const rig = await openAnnounced();
    await rig.ask('pause');
    await rig.ask('pause #tides');
    expect(await rig.read('resume #tides')).toContain(
      '#tides is not paused any more. Everything is still paused.',
    );
    await rig.ask('pause #tides');
    expect(await rig.read('resume')).toContain('I go on. #tides is still paused.');
    expect(await rig.read('resume')).toContain('Not everything is paused. #tides is still paused.');
    expect(await rig.read('resume #tides')).toContain('#tides is not paused any more.');
  });
});
