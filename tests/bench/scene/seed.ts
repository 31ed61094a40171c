import { splitChannelId } from '../../../src/domain/ids.ts';
import { replan } from '../../../src/pipeline/plan/replan.ts';
import { buildRouteIndex } from '../../../src/pipeline/targets/route-index.ts';
import { encodeReference } from '../../../src/platforms/teams/wire/reference.ts';
import type { KnownChannel } from '../../../src/ports/store/directory.ts';
import type { Store } from '../../../src/ports/store.ts';
import { makeSeminar } from './records.ts';
import { addressesOf, channelOf, lanesOf, noticeCount, readPolicy, type World } from './world.ts';

/** So many series in one transaction. */
const CHUNK = 50;

/**
 * Fills a store as the service would have filled it: lanes and channels known, seminars stored, what is owed planned by
 * the planner. `startOf` says when a series' seminars start. Resolves to how many notices are due.
 */
export async function seedStore(
  store: Store,
  world: World,
  startOf: (series: number) => Temporal.Instant,
): Promise<number> {
  const now = Temporal.Now.instant();
  const policy = readPolicy(world);
  const context = { policy, routes: buildRouteIndex(policy, addressesOf(world)) };
  await store.transaction(async (tx) => {
    // As where something was sent before: a lane that is new is looked through first, channel by channel.
    for (const id of lanesOf(world))
      await tx.laneBook.putLane({ id, installation: store.installation, since: now });
  });
  let planned = 0;
  for (let from = 0; from < world.series; from += CHUNK) {
    const series = Array.from({ length: Math.min(CHUNK, world.series - from) }, (_, n) => from + n);
    await store.transaction(async (tx) => {
      for (const n of series) {
        for (let each = 0; each < world.channelsEach; each += 1)
          await tx.directory.putChannel(describeChannel(world, n * world.channelsEach + each));
      }
      const seminars = series.flatMap((n) =>
        Array.from({ length: world.seminarsEach }, (_, each) =>
          makeSeminar(n, startOf(n), now, `${n}-${each}`),
        ),
      );
      for (const seminar of seminars) await tx.seminars.put(seminar);
      const subjects = seminars.map((seminar) => ({ seminar, fresh: true, orphaned: false }));
      planned += (await replan(tx, subjects, context, now)).planned.length;
    });
  }
  if (planned !== noticeCount(world))
    throw new Error(`${planned} notices where ${noticeCount(world)} were to be planned`);
  return planned;
}

function describeChannel(world: World, n: number): KnownChannel {
  const id = channelOf(world, n);
  const { lane, native } = splitChannelId(id);
  const known = { id, lane, name: `#bench-${n}`, kind: 'channel' as const };
  if (world.platform === 'slack') return known;
  return { ...known, reference: teamsReference(native) };
}

/** As Teams tells it when the app is installed. */
function teamsReference(native: string): string {
  return encodeReference({
    channelId: 'msteams',
    serviceUrl: 'https://smba.example/',
    bot: { id: '28:bench-bot', name: 'Lectern' },
    conversation: { id: native, conversationType: 'channel', tenantId: 'bench-tenant' },
    team: { id: '19:bench-team@thread.tacv2', name: 'Bench' },
  });
}
