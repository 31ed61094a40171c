import { setTimeout as pass } from 'node:timers/promises';
import { z } from 'zod';
import { serveTask } from '../harness/child-task.ts';
import { openLectern } from '../scene/lectern.ts';
import { World } from '../scene/world.ts';

/** Everything that is due in a store, sent under the platform's own limits. */
const Task = z.object({ url: z.string(), world: World, storeUrl: z.string(), notices: z.number() });

serveTask(async (given, tools) => {
  const { url, world, storeUrl, notices } = Task.parse(given);
  const lectern = await openLectern({ world, storeUrl, url, limits: 'platform' });
  await tools.ready();
  await lectern.dispatcher.start();
  while ((await lectern.store.read.outbox.count()).sent < notices) await pass(250);
  await lectern.close();
  return {};
});
