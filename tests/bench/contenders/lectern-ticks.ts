import { z } from 'zod';
import { serveTask } from '../harness/child-task.ts';
import { median } from '../harness/statistics.ts';
import { openLectern, untilDone, warmUpLectern } from '../scene/lectern.ts';
import { World } from '../scene/world.ts';

/** What the dispatcher's turns cost beside so many notices that are stored: with nothing due, and with something. */
const Task = z.object({
  url: z.string(),
  world: World,
  storeUrl: z.string(),
  warmUp: z.object({ world: World, storeUrl: z.string() }),
  /** Turns with nothing due. */
  turns: z.number(),
  due: z.number(),
});

serveTask(async (given, tools) => {
  const { url, world, storeUrl, warmUp, turns, due } = Task.parse(given);
  await warmUpLectern({ ...warmUp, url, limits: 'off' });

  const lectern = await openLectern({ world, storeUrl, url, limits: 'off' });
  await tools.ready();
  let cpu = process.cpuUsage();
  await lectern.dispatcher.start();
  await untilDone(lectern);
  const { user, system } = process.cpuUsage(cpu);
  const idle: number[] = [];
  for (let n = 0; n < turns; n += 1) {
    cpu = process.cpuUsage();
    await lectern.dispatcher.sweep();
    const turn = process.cpuUsage(cpu);
    idle.push(turn.user + turn.system);
  }
  await lectern.close();
  return { idleMicros: median(idle), sendMicros: (user + system) / due };
});
