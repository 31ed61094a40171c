import { SocketModeReceiver } from '@slack/bolt';
import { backoffMs } from '../../domain/backoff.ts';
import type { Clock } from '../../ports/clock.ts';
import type { PlatformHealth } from '../../ports/platform-service.ts';
import { sleep } from '../../support/sleep.ts';
import { failureOf, refusalCode } from './failure-of.ts';
import { SlackSetupError } from './identity.ts';
import { createSdkLog } from './sdk-log.ts';
import { type ClientSettings, clientOptions } from './web-client.ts';
import { withinDeadline } from './within-deadline.ts';

/** One try: opening a connection and Slack's hello on it. */
const CONNECT_MS = 10_000;
/** Of that, asking for the address: shorter, so that an answer never comes after the try was given up. */
const ADDRESS_MS = 5000;
/** How long a start waits for the first connection; after that the link goes on trying behind it. */
const START_MS = 12_000;
const LONGEST_PAUSE_MS = 30_000;
/** For the closing handshake, before the line is cut. */
const FAREWELL_MS = 500;

type State =
  | { readonly type: 'connecting'; readonly since: Temporal.Instant }
  | { readonly type: 'connected'; readonly since: Temporal.Instant }
  /** Slack refuses the app token: trying goes on, slowly, in case it is mended. */
  | { readonly type: 'refused'; readonly code: string }
  | { readonly type: 'stopped' };

/**
 * Socket Mode, kept up. The SDK's own reconnecting is switched off: it waits five seconds before each try, and a try that
 * fails (a token revoked, a name that does not resolve) becomes an unhandled rejection after which it stays silent for
 * good. Here each try is bounded and awaited, and the next one follows at once where the last connection was good.
 */
export class SocketLink {
  readonly receiver: SocketModeReceiver;
  readonly #called: string;
  readonly #clock: Clock;
  readonly #settings: ClientSettings;
  readonly #abort = new AbortController();
  #state: State;
  #running: Promise<void> | undefined;
  /** The first try settled, for good or ill. */
  readonly #first = Promise.withResolvers<void>();

  /** `called`: as its administrator knows the token. */
  constructor(appToken: string, settings: ClientSettings, clock: Clock, called = 'SLACK_APP_TOKEN') {
    this.#called = called;
    this.#clock = clock;
    this.#settings = settings;
    this.#state = { type: 'connecting', since: clock.now() };
    this.receiver = new SocketModeReceiver({
      appToken,
      autoReconnectEnabled: false,
      logger: createSdkLog(settings.log),
      // Options of its own: the client writes into them.
      installerOptions: { clientOptions: clientOptions({ ...settings, timeoutMs: ADDRESS_MS }) },
    });
  }

  /** Throws SlackSetupError where Slack refuses the token; an unreachable Slack is waited for, behind the start. */
  async start(): Promise<void> {
    this.#running ??= this.#keepUp();
    await withinDeadline(this.#first.promise, START_MS, this.#abort.signal);
    if (this.#state.type !== 'refused') return;
    const { code } = this.#state;
    await this.stop();
    throw new SlackSetupError(
      `Slack refused ${this.#called} (${code}). Make one under Basic Information, App-Level Tokens, with the scope connections:write.`,
      false,
    );
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#hangUp();
    await this.#running;
    this.#state = { type: 'stopped' };
  }

  health(): PlatformHealth {
    const state = this.#state;
    switch (state.type) {
      case 'connected':
        return { ready: true, detail: 'connected (Socket Mode)' };
      case 'connecting':
        return {
          ready: false,
          detail: `connecting since ${state.since.toString({ smallestUnit: 'second' })}`,
        };
      case 'refused':
        return { ready: false, detail: `the app token is refused (${state.code})` };
      case 'stopped':
        return { ready: false, detail: 'stopped' };
    }
  }

  async #keepUp(): Promise<void> {
    const { log } = this.#settings;
    const { signal } = this.#abort;
    let failures = 0;
    while (!signal.aborted) {
      const ended = this.#nextEnd();
      const attempt = this.receiver.client.start();
      const outcome = await withinDeadline(attempt, CONNECT_MS, signal);
      if (signal.aborted) {
        // What was still being asked for may be granted later on; nobody else would end it.
        attempt.then(
          () => this.#hangUp(),
          () => undefined,
        );
        return;
      }
      if (outcome.type === 'done') {
        failures = 0;
        this.#state = { type: 'connected', since: this.#clock.now() };
        this.#first.resolve();
        log.info('Connected to Slack (Socket Mode)');
        await ended.promise;
        if (!signal.aborted) log.info('The connection to Slack ended, reconnecting');
        this.#state = { type: 'connecting', since: this.#clock.now() };
        continue;
      }
      ended.cancel();
      await this.#hangUp();
      failures += 1;
      this.#noteFailure(outcome.type === 'failed' ? outcome.error : undefined);
      this.#first.resolve();
      await sleep(backoffMs(failures, Math.random(), LONGEST_PAUSE_MS), signal);
    }
  }

  #noteFailure(error: unknown): void {
    const code = refusalCode(error);
    const refused = failureOf(error, { channel: 'Slack', bot: 'lectern' }).type === 'credentialsBad';
    if (code !== undefined && refused) this.#state = { type: 'refused', code };
    else if (this.#state.type !== 'connecting')
      this.#state = { type: 'connecting', since: this.#clock.now() };
    this.#settings.log.warn('No connection to Slack yet', {
      reason: code ?? 'unreachable, or no hello in time',
    });
  }

  /** The end of the connection that is about to be opened. */
  #nextEnd(): { readonly promise: Promise<void>; readonly cancel: () => void } {
    const { client } = this.receiver;
    const { promise, resolve } = Promise.withResolvers<void>();
    const listener = (): void => resolve();
    client.once('disconnected', listener);
    return { promise, cancel: () => client.removeListener('disconnected', listener) };
  }

  /** Twice: the first says goodbye, the second cuts the line where the other side does not answer in time. */
  async #hangUp(): Promise<void> {
    const { client } = this.receiver;
    const farewell = await withinDeadline(client.disconnect(), FAREWELL_MS);
    if (farewell.type === 'late') await withinDeadline(client.disconnect(), FAREWELL_MS);
  }
}
