import { z } from 'zod';
import { serveTask } from '../harness/child-task.ts';
import { type Lectern, openLectern, untilIdle } from '../scene/lectern.ts';
import { World } from '../scene/world.ts';

/** Everything that is due in a store, sent at once: one replica. */
const Task = z.object({
  url: z.string(),
  world: World,
  storeUrl: z.string(),
  /** Sent before, uncounted, so that what is measured is compiled. */
  warmUp: z.object({ world: World, storeUrl: z.string() }),
});

serveTask(async (given, tools) => {
  const { url, world, storeUrl, warmUp } = Task.parse(given);
  const before = await openLectern({ ...warmUp, url, limits: 'off' });
  await before.dispatcher.start();
  await untilIdle(before);
  await before.close();

  const lectern = await openLectern({ world, storeUrl, url, limits: 'off' });
  await tools.ready();
  const began = performance.now();
  await lectern.dispatcher.start();
  await untilDone(lectern);
  const ms = performance.now() - began;
  const counts = await lectern.store.read.outbox.count();
  await lectern.close();
  return { ms, counts };
});

/** Idle, and nothing is due that another replica may still let go of. Cards' edits are planned for when they begin. */
async function untilDone(lectern: Lectern): Promise<void> {
  for (;;) {
    await untilIdle(lectern);
    const next = await lectern.store.read.outbox.nextDue();
    if (next === undefined || Temporal.Instant.compare(next, Temporal.Now.instant()) > 0) return;
  }
}
