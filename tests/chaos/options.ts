import { parseArgs } from 'node:util';

export type StoreKind = 'sqlite' | 'postgres';

export interface ChaosOptions {
  readonly seed: number;
  /** Of trouble. What is still on its way then is waited for in peace. */
  readonly minutes: number;
  /** Records written in that time. */
  readonly seminars: number;
  /** On each platform. */
  readonly channels: number;
  /** How many processes share the store. */
  readonly replicas: number;
  /** `sqlite`: a fresh file in the run's folder. `postgres`: a fresh server of its own. */
  readonly store: StoreKind;
  /** Where configuration, records, store and logs go; made if it is not there. */
  readonly folder: string;
}

/** Throws with a sentence for whoever typed it. */
export function readOptions(args: readonly string[], fallbackFolder: string): ChaosOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      minutes: { type: 'string', default: '2' },
      seminars: { type: 'string' },
      channels: { type: 'string', default: '20' },
      replicas: { type: 'string', default: '1' },
      store: { type: 'string' },
      folder: { type: 'string', default: fallbackFolder },
    },
  });
  const minutes = positive('minutes', values.minutes);
  const replicas = Math.floor(positive('replicas', values.replicas));
  return {
    seed: positive('seed', values.seed),
    minutes,
    seminars: values.seminars === undefined ? seminarsFor(minutes) : positive('seminars', values.seminars),
    channels: positive('channels', values.channels),
    folder: values.folder,
    replicas,
    store: storeFor(values.store ?? (replicas > 1 ? 'postgres' : 'sqlite'), replicas),
  };
}

function storeFor(kind: string, replicas: number): StoreKind {
  if (kind !== 'sqlite' && kind !== 'postgres') {
    throw new RangeError(`--store "${kind}": write sqlite or postgres`);
  }
  if (kind === 'sqlite' && replicas > 1) {
    throw new RangeError('--store sqlite: it belongs to one process; several replicas need postgres');
  }
  return kind;
}

/** So many that pacing leaves room to catch up with trouble. */
function seminarsFor(minutes: number): number {
  return Math.ceil(minutes * 22);
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new RangeError(`--${name} "${text}": write a number above 0`);
}
