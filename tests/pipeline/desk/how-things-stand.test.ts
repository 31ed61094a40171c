import { describe, expect, it } from 'vitest';
import { DigestId, SourceId } from '../../../src/domain/ids.ts';
import { noticeIdOf } from '../../../src/domain/notice.ts';
import { textOf } from '../../domain/cards/sample-seminar.ts';
import { aSeminar } from '../../domain/sample-seminar.ts';
import { CHANNEL, LANE } from '../dispatch/world.ts';
import { ORGANISER, openActRig, openAnnounced, TIDES } from './act-rig.ts';

const ID = 'k3m9x2pq';

describe('how things stand', () => {
  it('says what is coming, and that nothing else is to be said', async () => {
    const rig = await openAnnounced();
    const text = await rig.read('status', ORGANISER);
    expect(text).toContain('2 messages about one seminar in the next seven days.');
    expect(text).toContain(
      'Next: the reminder of “The foam of breaking waves” in #tides, Thursday 3 December, 09:00',
    );
    expect(text).toContain('Nothing is paused, held or in trouble.');
    expect(text).not.toMatch(/\b(?:lane|outbox|notice|claim)/i);
  });

  it('says what is paused and what could not be delivered, with what to do', async () => {
    const rig = await openActRig();
    await rig.start();
    rig.server.fault = ({ type }) =>
      type === 'post'
        ? { type: 'failure', failure: { type: 'giveUp', reason: 'the card is too long' } }
        : undefined;
    await rig.keep(aSeminar({ series: TIDES }));
    await rig.clock.advanceTo('2026-11-27T12:00:00+10:00');
    await rig.ask('pause tides');
    const status = await rig.ask('status');
    expect(textOf(status)).toContain('Tides Seminar');
    expect(textOf(status)).toContain('Paused since Friday 27 November, 12:00 Brisbane');
    expect(textOf(status)).toContain('Announcement in #tides');
    expect(textOf(await rig.press(status, 'Show what happened'))).toContain('the card is too long');
    await rig.press(status, 'Resume');
    expect(await rig.store.read.directory.pauses()).toEqual([]);
  });

  it('of overviews alone does not count seminars', async () => {
    const rig = await openActRig();
    await rig.store.transaction(async (tx) => {
      const due = rig.clock.now().add({ hours: 5 });
      const key = { kind: 'digest', digest: DigestId.parse('weekly'), slot: due, channel: CHANNEL } as const;
      const notice = { id: noticeIdOf(key), key, kind: 'digest', lane: LANE, channel: CHANNEL } as const;
      await tx.outbox.plan(
        [{ ...notice, due, expires: due.add({ hours: 24 }), detail: {} }],
        rig.clock.now(),
      );
    });
    expect(await rig.read('status')).toContain('One message in the next seven days.');
  });

  it('tells the life of one seminar in words', async () => {
    const rig = await openAnnounced();
    await rig.ask(`edit ${ID} room Kelp Theatre`);
    await rig.clock.advance({ minutes: 10 });
    const text = await rig.read(`log ${ID}`, ORGANISER);
    expect(text).toContain('What was said about “The foam of breaking waves”');
    expect(text).toMatch(/Announcement, #tides.*Thu, 26 Nov, 09:00: Sent\.\n.*Edited\./s);
    expect(text).toMatch(/Reminder, #tides.*To be sent Thu, 3 Dec, 10:45\./s);
    expect(text).not.toContain('Edit,');
    expect(text).toContain('“The foam of breaking waves”');
    for (const place of ['A', 'B', 'C']) {
      await rig.ask(`edit ${ID} room ${place}`);
      await rig.clock.advance({ seconds: 20 });
    }
    // The card was edited four times: its last edit tells enough, and its beginning is not pushed out.
    expect((await rig.read(`log ${ID}`)).match(/Edited/g)).toHaveLength(2);
    expect(await rig.read(`log ${ID}`)).toMatch(/Announcement, #tides\nMon, 16 Nov, 08:00: Planned\.\n/);
    expect(text).not.toMatch(/\b(?:lane|outbox|notice|claimed|sending)\b/i);
  });
});

describe('reading the records anew', () => {
  it('says what came of it, also what failed', async () => {
    const source = SourceId.parse('ical:talks');
    const base = { changed: [], gone: [], unchanged: 3, concerns: [], reviews: [], announcementsHeld: 0 };
    const entry = { seminar: aSeminar().id, place: 'a', publication: 'published', fields: [] } as const;
    const rig = await openActRig(
      {},
      {
        sync: async () => [
          { ...base, source, outcome: 'applied', added: [entry], problems: [] },
          { ...base, source, outcome: 'failed', failure: 'it does not answer', added: [], problems: [] },
        ],
      },
    );
    const text = await rig.read('sync', ORGANISER);
    expect(text).toContain('The records are read: 1 new, 0 changed, 0 gone.');
    expect(text).toContain('ical:talks could not be read: it does not answer');
  });

  it('is not promised where nothing can be read', async () => {
    const rig = await openActRig();
    expect(await rig.read('sync')).toContain('I cannot read the records from here.');
  });
});
