import { describe, expect, it } from 'vitest';
import { aSeminar } from '../../domain/sample-seminar.ts';
import { at, CHANNEL, openWorld, type World } from './world.ts';

const ANNOUNCED = '2026-11-27T12:00:00+10:00';

async function announced(options: Parameters<typeof openWorld>[0] = {}): Promise<World> {
  const world = await openWorld(options);
  await world.start();
  await world.save(aSeminar());
  await world.clock.advanceTo(ANNOUNCED);
  return world;
}

const room = (name: string) =>
  aSeminar({ venue: { room: name, online: { provider: 'Zoom', url: 'https://zoom.example/j/1' } } });

describe('a record that changes', () => {
  it('edits the card in place at once, says the change once it has settled, in the thread', async () => {
    const world = await announced();
    await world.save(room('9-909'));
    expect(world.words(world.server.standing()[0])).toContain('9-909');
    expect(world.kinds()).toEqual(['announcement']);
    await world.clock.advance({ minutes: 2 });
    const [announcement, change] = world.server.standing();
    expect(world.kinds()).toEqual(['announcement', 'change']);
    expect(change?.thread).toBe(announcement?.message);
    expect(world.words(change)).toMatch(/7-201/);
    expect(world.words(change)).toMatch(/9-909/);
  });

  it('a burst of edits is said once, from what was said to what holds', async () => {
    const world = await announced();
    for (const name of ['1-1', '2-2', '3-3']) {
      await world.save(room(name));
      await world.clock.advance({ seconds: 20 });
    }
    await world.clock.advance({ minutes: 5 });
    expect(world.kinds()).toEqual(['announcement', 'change']);
    const change = world.words(world.server.standing()[1]);
    expect(change).toMatch(/3-3/);
    expect(change).toMatch(/7-201/);
    expect(change).not.toMatch(/1-1|2-2/);
  });

  it('moved and moved back within the wait: nothing is said, and the next change is', async () => {
    const world = await announced();
    await world.save(room('9-909'));
    await world.clock.advance({ seconds: 20 });
    await world.save(room('7-201'));
    await world.clock.advance({ minutes: 5 });
    expect(world.kinds()).toEqual(['announcement']);
    expect(world.words(world.server.standing()[0])).not.toContain('9-909');
    await world.save(room('8-808'));
    await world.clock.advance({ minutes: 5 });
    expect(world.kinds()).toEqual(['announcement', 'change']);
  });

  it('a new time is said in the channel, and reminders follow it', async () => {
    const world = await announced();
    await world.save(aSeminar({ start: at('2026-12-03T15:00:00+10:00') }));
    await world.clock.advance({ minutes: 2 });
    const change = world.server.standing()[1];
    expect(change?.card.kind).toBe('change');
    expect(change?.thread).toBeUndefined();
    await world.clock.advanceTo('2026-12-03T14:59:00+10:00');
    const reminders = world.server.standing().filter(({ card }) => card.kind === 'reminder');
    expect(reminders.map(({ at }) => at.toString())).toEqual([
      '2026-12-02T23:00:00Z',
      '2026-12-03T04:45:00Z',
    ]);
  });

  it('moved after a reminder: those who were reminded are told, and are reminded anew', async () => {
    const world = await announced();
    await world.clock.advanceTo('2026-12-03T10:50:00+10:00');
    await world.save(aSeminar({ start: at('2026-12-03T13:00:00+10:00') }));
    await world.clock.advance({ seconds: 15 });
    expect(world.kinds()).toContain('change');
    for (const message of world.server.standing().filter(({ card }) => card.kind === 'reminder')) {
      expect(world.words(message)).toContain('13:00');
    }
    await world.clock.advanceTo('2026-12-03T12:46:00+10:00');
    const reminders = world.server.requests.filter(({ type }) => type === 'post');
    expect(reminders.at(-1)?.at.equals(at('2026-12-03T12:45:00+10:00'))).toBe(true);
  });

  it('cancelled: said aloud at once, on every card, and nobody is reminded', async () => {
    const world = await announced();
    await world.save(aSeminar({ status: 'cancelled', statusReason: 'The speaker is ill.' }));
    expect(world.kinds()).toEqual(['announcement', 'change']);
    expect(world.words(world.server.standing()[0])).toContain('Cancelled');
    await world.clock.advanceTo('2026-12-04T00:00:00+10:00');
    expect(world.kinds()).toEqual(['announcement', 'change']);
    expect(await world.states()).toMatchObject({ 'reminder 15m': 'withdrawn' });
  });

  it('cancelled and on again: both are said, and reminders come', async () => {
    const world = await announced();
    await world.save(aSeminar({ status: 'cancelled' }));
    await world.clock.advance({ hours: 1 });
    await world.save(aSeminar());
    await world.clock.advance({ hours: 1 });
    expect(world.kinds()).toEqual(['announcement', 'change', 'change']);
    expect(world.words(world.server.standing()[0])).not.toContain('Cancelled');
    await world.clock.advanceTo('2026-12-03T10:59:00+10:00');
    expect(world.kinds().filter((kind) => kind === 'reminder')).toHaveLength(2);
  });

  it('between rendering and the answer: the card is compared again when the send settles', async () => {
    const world = await openWorld();
    await world.start();
    await world.save(aSeminar());
    world.server.latencyMs = ({ type }) => (type === 'post' ? 3_000 : 0);
    await world.clock.advanceTo('2026-11-26T09:00:01+10:00');
    await world.save(room('9-909'));
    expect(world.words(world.server.standing()[0])).toContain('7-201');
    await world.clock.advance({ minutes: 5 });
    expect(world.words(world.server.standing()[0])).toContain('9-909');
    expect(world.kinds()).toEqual(['announcement', 'change']);
  });

  it('while its message may have been lost: once found, it is edited and the change said', async () => {
    const world = await openWorld();
    await world.start();
    await world.save(aSeminar());
    let left = 1;
    world.server.fault = ({ type }) =>
      type === 'post' && left-- > 0 ? { type: 'reset', stored: true } : undefined;
    await world.clock.advanceTo('2026-11-26T09:00:10+10:00');
    await world.save(room('9-909'));
    await world.clock.advance({ minutes: 10 });
    expect(world.words(world.server.standing()[0])).toContain('9-909');
    expect(world.kinds()).toEqual(['announcement', 'change']);
  });

  describe('a source that does not rest', () => {
    /** Edits it every `seconds` for `minutes`, each time to what it never was, and tells when changes were said. */
    async function flap(world: World, seconds: number, minutes: number): Promise<readonly number[]> {
      const from = world.clock.now();
      for (let step = 0; step * seconds < minutes * 60; step += 1) {
        await world.save(room(`R-${step}`));
        await world.clock.advance({ seconds });
      }
      const posts = world.server.standing().filter(({ card }) => card.kind === 'change');
      return posts.map(({ at: when }) => Math.round(from.until(when).total('seconds')));
    }

    it('is said five minutes after its first unsaid edit, at the latest', async () => {
      const world = await announced();
      const said = await flap(world, 30, 60);
      expect(said[0]).toBe(300);
      // Each saying begins the wait anew: what was edited behind it waits at most as long again.
      expect(said.length).toBeGreaterThanOrEqual(10);
      const gaps = said.slice(1).map((second, index) => second - (said[index] ?? 0));
      expect(Math.max(...gaps)).toBeLessThanOrEqual(330);
      await world.clock.advance({ minutes: 2 });
      const [last] = world.server
        .standing()
        .filter(({ card }) => card.kind === 'change')
        .slice(-1);
      expect(world.words(last)).toContain('R-119');
    });

    it('in the last hour waits ten seconds, however often it is edited', async () => {
      const world = await announced();
      await world.clock.advanceTo('2026-12-03T10:20:00+10:00');
      const said = await flap(world, 5, 1);
      expect(said.slice(0, 2)).toEqual([10, 20]);
    });

    it('that comes back to what was said has said nothing wrong, and the wait begins anew', async () => {
      const world = await announced();
      for (let step = 0; step < 20; step += 1) {
        await world.save(step % 2 === 0 ? room('9-909') : aSeminar());
        await world.clock.advance({ seconds: 30 });
      }
      expect(world.kinds()).toEqual(['announcement']);
      await world.save(room('9-909'));
      await world.clock.advance({ seconds: 59 });
      expect(world.kinds()).toEqual(['announcement']);
      await world.clock.advance({ seconds: 2 });
      expect(world.kinds()).toEqual(['announcement', 'change']);
    });
  });

  it('one update a post at a time, the latest wins', async () => {
    const world = await announced();
    world.server.latencyMs = ({ type }) => (type === 'update' ? 4_000 : 0);
    for (const name of ['1-1', '2-2', '3-3', '4-4']) {
      await world.save(room(name));
      await world.clock.advance({ seconds: 1 });
    }
    await world.clock.advance({ seconds: 20 });
    const updates = world.server.requests.filter(({ type }) => type === 'update');
    expect(updates).toHaveLength(2);
    expect(world.words(world.server.standing()[0])).toContain('4-4');
  });

  it('an equal card is not edited', async () => {
    const world = await announced();
    await world.save(aSeminar({ tags: ['waves'] }));
    await world.clock.advance({ hours: 1 });
    expect(world.server.requests.filter(({ type }) => type === 'update')).toEqual([]);
  });
});

describe('a post that cannot be edited', () => {
  it('deleted by a person: it is never posted again, and changes go to the channel', async () => {
    const world = await announced();
    const [message] = world.server.standing();
    if (message) world.server.deleteByPerson(message.message);
    await world.save(room('9-909'));
    await world.clock.advance({ minutes: 5 });
    expect(world.kinds().filter((kind) => kind === 'announcement')).toEqual([]);
    const post = await world.store.read.posts.get((await world.notice('announcement')).id);
    expect(post?.removed).toBe('person');
    await world.clock.advance({ hours: 24 });
    expect(world.kinds().filter((kind) => kind === 'announcement')).toEqual([]);
  });

  it('refused: one reply a revision says what holds', async () => {
    const world = await announced({
      chat: { capabilities: { update: false } },
      route: { changes: 'silent' },
    });
    await world.save(room('9-909'));
    await world.clock.advance({ minutes: 5 });
    const [announcement, reply] = world.server.standing();
    expect(reply?.card.kind).toBe('note');
    expect(reply?.thread).toBe(announcement?.message);
    expect(world.words(reply)).toContain('9-909');
    await world.save(room('8-808'));
    await world.clock.advance({ minutes: 5 });
    expect(world.kinds()).toEqual(['announcement', 'note', 'note']);
    await world.clock.advanceTo('2026-12-05T00:00:00+10:00');
    expect(world.kinds(CHANNEL).filter((kind) => kind === 'note')).toHaveLength(2);
  });

  it('an update that fails is tried again until the card is true', async () => {
    const world = await announced();
    let left = 4;
    world.server.fault = ({ type }) =>
      type === 'update' && left-- > 0 ? { type: 'reset', stored: left % 2 === 0 } : undefined;
    await world.save(room('9-909'));
    await world.save(room('8-808'));
    await world.clock.advance({ minutes: 10 });
    expect(world.words(world.server.standing()[0])).toContain('8-808');
  });
});
