import { describe, expect, it } from 'vitest';
import { parseAddress } from '../../../src/domain/address.ts';
import { channelIdOf, personIdOf, RouteId } from '../../../src/domain/ids.ts';
import type { Route } from '../../../src/domain/route.ts';
import { parseOffset } from '../../../src/domain/time/offset.ts';
import { rollHorizon } from '../../../src/pipeline/plan/roll-horizon.ts';
import type { PersonalReminder } from '../../../src/ports/store/people.ts';
import { aSeminar } from '../../domain/sample-seminar.ts';
import { LANE, OTHER_LANE, openWorld } from './world.ts';

const DIRECT = channelIdOf(LANE, 'D-IDA');
const LINK = 'zoom.example/j/1';
const BEFORE_START = '2026-12-03T10:59:00+10:00';

const reminder = (over: Partial<PersonalReminder> = {}): PersonalReminder => ({
  person: personIdOf(LANE, 'U-IDA'),
  seminar: aSeminar().id,
  channel: DIRECT,
  offset: '10m',
  ...over,
});

function aRoute(id: string, over: Partial<Route>): Route {
  return {
    id: RouteId.parse(id),
    match: { all: true },
    to: [parseAddress('slack:#tides')],
    announce: 'never',
    remind: [parseOffset('15m')],
    startingNow: false,
    joinLink: 'reminder',
    changes: 'auto',
    audience: 'members',
    ...over,
  };
}

/** What stands in the person's direct messages at an instant, in all of its words. */
async function told(
  routes: readonly Route[],
  asked: PersonalReminder,
  { until = BEFORE_START, seminar = aSeminar() } = {},
): Promise<readonly string[]> {
  const world = await openWorld({ policy: { routes }, lanes: [{ lane: OTHER_LANE }] });
  await world.start();
  await world.save(seminar);
  await world.store.transaction((tx) => tx.people.putReminder(asked));
  await rollHorizon(world.store, world.context, world.clock.now());
  await world.clock.advanceTo(until);
  return world.server.standing(DIRECT).map((message) => world.words(message));
}

describe('a reminder that one person asked for', () => {
  it('shows the link once a channel’s reminder has released it', async () => {
    const [words] = await told([aRoute('one', {})], reminder());
    expect(words).toContain(LINK);
  });

  it('weeks ahead releases nothing early, and shows the link when everybody sees it', async () => {
    const early = reminder({ offset: '2w' });
    const [before] = await told([aRoute('one', {})], early, { until: '2026-11-20T12:00:00+10:00' });
    expect(before).toContain('The foam of breaking waves');
    expect(before).not.toContain(LINK);
    const [then] = await told([aRoute('one', {})], early, { until: '2026-12-03T10:46:00+10:00' });
    expect(then).toContain(LINK);
  });

  it('takes the strictest rule and the earliest release of all channels', async () => {
    const elsewhere = { to: [parseAddress('slack:T2/#foam')] };
    const never = [aRoute('one', {}), aRoute('two', { ...elsewhere, joinLink: 'never' })];
    expect((await told(never, reminder()))[0]).not.toContain(LINK);
    const morning = [aRoute('one', {}), aRoute('two', { ...elsewhere, remind: [parseOffset('3h')] })];
    const [words] = await told(morning, reminder({ offset: '2h' }), { until: '2026-12-03T09:01:00+10:00' });
    expect(words).toContain(LINK);
    const always = [aRoute('one', {}), aRoute('two', { ...elsewhere, joinLink: 'always' })];
    const [early] = await told(always, reminder({ offset: '2h' }), { until: '2026-12-03T09:01:00+10:00' });
    expect(early).not.toContain(LINK);
  });

  it('of a seminar that no route leads anywhere releases the link a quarter of an hour ahead', async () => {
    const nowhere = [aRoute('one', { match: { tag: ['nothing'] } })];
    const asked = reminder({ offset: '1h' });
    expect((await told(nowhere, asked, { until: '2026-12-03T10:44:00+10:00' }))[0]).not.toContain(LINK);
    expect((await told(nowhere, asked))[0]).toContain(LINK);
  });

  it('by a guest is of public seminars only, and never with the link', async () => {
    const guest = reminder({ standing: 'guest' });
    expect(await told([aRoute('one', { joinLink: 'always' })], guest)).toEqual([]);
    const seminar = aSeminar({ audience: 'public' });
    const [words] = await told([aRoute('one', { joinLink: 'always' })], guest, { seminar });
    expect(words).toContain('The foam of breaking waves');
    expect(words).not.toContain(LINK);
  });
});
