import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const ROOT = join(import.meta.dirname, '../../..');
/** Of the functions that a process spends its time in. */
const TOLD = 15;

/** As far as it is needed here (chromedevtools.github.io/devtools-protocol, Profiler.Profile). */
const Profile = z.object({
  nodes: z.array(
    z.object({
      id: z.number(),
      callFrame: z.object({ functionName: z.string(), url: z.string(), lineNumber: z.number() }),
    }),
  ),
  samples: z.array(z.number()),
  /** Microseconds since the sample before. */
  timeDeltas: z.array(z.number()),
});

export interface SelfTime {
  /** `name file:line`. */
  readonly at: string;
  readonly ms: number;
  /** Of all the time that was not idle, 0 to 1. */
  readonly share: number;
}

/** The functions in which most time was spent, those that they call not counted; idle time left out. */
export function selfTimes(profile: z.infer<typeof Profile>): readonly SelfTime[] {
  const names = new Map(profile.nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  const spent = new Map<string, number>();
  profile.samples.forEach((id, n) => {
    const name = names.get(id) ?? '';
    // A delta may be negative where samples were taken out of order.
    const micros = Math.max(0, profile.timeDeltas[n] ?? 0);
    if (name !== '(idle)') spent.set(name, (spent.get(name) ?? 0) + micros);
  });
  const all = [...spent.values()].reduce((sum, micros) => sum + micros, 0);
  return [...spent]
    .toSorted(([, a], [, b]) => b - a)
    .map(([at, micros]) => ({ at, ms: micros / 1_000, share: micros / all }));
}

/** A paragraph for each CPU profile in the folder, the slowest functions first. None where there is no folder. */
export function describeProfiles(folder: string): readonly string[] {
  return listProfiles(folder).map((name) => {
    const profile = Profile.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')));
    const lines = selfTimes(profile)
      .slice(0, TOLD)
      .map(
        ({ at, ms, share }) =>
          `${String(Math.round(ms)).padStart(8)} ms ${(share * 100).toFixed(1).padStart(5)} %  ${at}`,
      );
    return [name, ...lines].join('\n');
  });
}

function listProfiles(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.cpuprofile'));
  } catch {
    return [];
  }
}

function nameOf({
  functionName,
  url,
  lineNumber,
}: z.infer<typeof Profile>['nodes'][number]['callFrame']): string {
  const name = functionName === '' ? '(anonymous)' : functionName;
  if (url === '') return name;
  const file = url.startsWith('file:') ? relative(ROOT, fileURLToPath(url)) : url;
  return `${name} ${file}:${lineNumber + 1}`;
}
