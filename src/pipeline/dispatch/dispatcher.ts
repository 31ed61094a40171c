import { randomUUID } from 'node:crypto';
import { type LaneId, readableDigest } from '../../domain/ids.ts';
import { Alarm } from './alarm.ts';
import { LaneWorker } from './lane-worker.ts';
import type { Dispatcher, DispatcherHealth, DispatcherOptions } from './options.ts';
import { TurnGate } from './turn-gate.ts';

export type { Dispatcher, DispatcherOptions } from './options.ts';

/**
 * The only part of the service that sends what is owed. One worker a lane, so that a slow or dead lane slows no other;
 * one alarm for all of them. Lanes that are connected later get a worker when somebody wakes the dispatcher.
 */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const alarm = new Alarm(options.clock);
  const gate = new TurnGate();
  const holder = `${options.holder}/${randomUUID()}`;
  const workers = new Map<LaneId, LaneWorker>();
  let state: 'new' | 'running' | 'stopped' = 'new';
  let unwatch = (): void => {};
  let stopping: Promise<void> | undefined;

  /** Workers for lanes that are new. Resolves when those have had their first turn. */
  const takeUpLanes = async (): Promise<void> => {
    const fresh: Promise<void>[] = [];
    for (const lane of inOrderOf(holder, options.platforms().keys())) {
      if (workers.has(lane)) continue;
      const worker = new LaneWorker(lane, holder, options, alarm, gate);
      workers.set(lane, worker);
      fresh.push(worker.start());
    }
    await Promise.all(fresh);
  };

  const wakeAll = (): void => {
    if (state !== 'running') return;
    void takeUpLanes();
    for (const worker of workers.values()) worker.wake();
  };

  return {
    async start() {
      if (state !== 'new') return;
      state = 'running';
      unwatch = options.store.watch((change) => {
        for (const worker of workers.values()) worker.changed(change);
      });
      await takeUpLanes();
    },
    stop({ drainMs }) {
      state = 'stopped';
      unwatch();
      stopping ??= Promise.all([...workers.values()].map((worker) => worker.stop(drainMs))).then(() => {});
      return stopping;
    },
    async sweep() {
      if (state !== 'running') return;
      await takeUpLanes();
      await Promise.all([...workers.values()].map((worker) => worker.sweep()));
    },
    wake: wakeAll,
    health(): DispatcherHealth {
      const lanes = [...workers.values()].map((worker) => worker.health());
      return { ready: state === 'running' && lanes.every((lane) => lane.state !== 'failing'), lanes };
    },
  };
}

/** Each process has an order of its own: of many lanes with work, those that share a store each get about as many. */
function inOrderOf(holder: string, lanes: Iterable<LaneId>): readonly LaneId[] {
  const places = new Map([...lanes].map((lane) => [lane, readableDigest(`${holder} ${lane}`, 8)]));
  return [...places].toSorted(([, a], [, b]) => (a < b ? -1 : 1)).map(([lane]) => lane);
}
