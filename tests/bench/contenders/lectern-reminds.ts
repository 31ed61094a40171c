import { setTimeout as pass } from 'node:timers/promises';
import { z } from 'zod';
import { serveTask } from '../harness/child-task.ts';
import { MemoryWatch } from '../harness/memory-watch.ts';
import { openLectern, untilDone } from '../scene/lectern.ts';
import { World } from '../scene/world.ts';

/** Reminders that fall due while Lectern runs. */
const Task = z.object({
  url: z.string(),
  world: World,
  storeUrl: z.string(),
  warmUp: z.object({ world: World, storeUrl: z.string() }),
  /** Epoch milliseconds. */
  firstAt: z.number(),
  lastAt: z.number(),
});

serveTask(async (given, tools) => {
  const { url, world, storeUrl, warmUp, firstAt, lastAt } = Task.parse(given);
  const before = await openLectern({ ...warmUp, url, limits: 'off' });
  await before.dispatcher.start();
  await untilDone(before);
  await before.close();

  const memory = new MemoryWatch();
  const lectern = await openLectern({ world, storeUrl, url, limits: 'off' });
  await lectern.dispatcher.start();
  if (Date.now() > firstAt) throw new Error('Lectern was late before anything was due');
  await tools.ready();
  await pass(lastAt - Date.now());
  await untilDone(lectern);
  const addedMb = memory.stop();
  await lectern.close();
  return { addedMb };
});
