import type { Service } from '../app/service.ts';

/** The service stops within nine seconds by itself; whoever told it to stop was promised ten. */
const LAST_RESORT_MS = 9_500;
/** What is still open once everything was let go of is a platform that hangs. */
const LINGER_MS = 250;

/**
 * Starts, announces, and stops at SIGTERM or SIGINT: exit status 0. Rejects where starting or stopping fails.
 * A second signal changes nothing: Ctrl-C under npm sends two.
 */
export async function runUntilSignal(
  start: () => Promise<Service>,
  announce: (service: Service) => void,
): Promise<number> {
  // Nobody reads the log any more (its collector was restarted): no reason to fall silent elsewhere.
  process.stderr.on('error', () => {});
  const signalled = new Promise<NodeJS.Signals>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => resolve(signal));
  });
  // Nothing is lost by leaving: what is owed is in the store, and the next start settles what was in flight.
  void signalled.then(() => setTimeout(() => process.exit(0), LAST_RESORT_MS).unref());
  const service = await start();
  announce(service);
  service.log.info('stopping', { signal: await signalled });
  await service.stop();
  setTimeout(() => process.exit(0), LINGER_MS).unref();
  return 0;
}
