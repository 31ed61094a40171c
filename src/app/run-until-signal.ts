import type { Service } from './service.ts';

/**
 * Starts, announces, and stops at SIGTERM or SIGINT: exit status 0. A second signal does not hurry: stopping is bounded
 * by itself. Exit status 1 where starting or stopping fails.
 */
export async function runUntilSignal(
  start: () => Promise<Service>,
  announce: (service: Service) => void,
): Promise<number> {
  const signalled = new Promise<NodeJS.Signals>((resolve) => {
    process.once('SIGTERM', resolve);
    process.once('SIGINT', resolve);
  });
  const service = await start();
  announce(service);
  const signal = await signalled;
  service.log.info('stopping', { signal });
  await service.stop();
  return 0;
}
