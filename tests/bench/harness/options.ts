import { parseArgs } from 'node:util';

/** `tiny`: whether the bench works at all. `quick`: smaller numbers, the same shape. `full`: what is reported. */
export type Size = 'tiny' | 'quick' | 'full';

export interface BenchOptions {
  readonly size: Size;
  /** Names of benches. Empty: all. */
  readonly only: readonly string[];
  /** Of each contender, in place of what the size asks for. */
  readonly rounds?: number;
  /** Where the figures go as JSON. */
  readonly json?: string;
  /** Whether Lectern's processes write CPU profiles, and what is slow is told. */
  readonly profile: boolean;
  /** Whether the table in docs/performance.md is replaced. */
  readonly writeDocs: boolean;
}

/** Throws RangeError with a sentence for whoever typed it. `names`: the benches that there are. */
export function readOptions(args: readonly string[], names: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      full: { type: 'boolean', default: false },
      tiny: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [] },
      rounds: { type: 'string' },
      json: { type: 'string' },
      profile: { type: 'boolean', default: false },
      'write-docs': { type: 'boolean', default: false },
    },
  });
  const only = values.only.flatMap((text) => text.split(',')).map((text) => text.trim());
  for (const name of only) {
    if (!names.includes(name))
      throw new RangeError(`--only "${name}": there is no such bench; there are ${names.join(', ')}`);
  }
  const rounds = Number(values.rounds ?? 1);
  if (!Number.isInteger(rounds) || rounds < 1)
    throw new RangeError(`--rounds "${values.rounds}": write a whole number from 1 on`);
  return {
    size: values.full ? 'full' : values.tiny ? 'tiny' : 'quick',
    only,
    profile: values.profile,
    writeDocs: values['write-docs'],
    ...(values.json === undefined ? {} : { json: values.json }),
    ...(values.rounds === undefined ? {} : { rounds }),
  };
}
