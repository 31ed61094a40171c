import { z } from 'zod';
import { serveTask } from '../harness/child-task.ts';
import { openLectern, untilDone, warmUpLectern } from '../scene/lectern.ts';
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
  await warmUpLectern({ ...warmUp, url, limits: 'off' });

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
