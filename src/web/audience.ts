import { type Look, lookOf } from '../domain/cards/look.ts';
import { disclosureOf } from '../domain/disclosure.ts';
import type { Policy } from '../domain/policy.ts';
import type { Seminar } from '../domain/seminar.ts';
import type { Surface } from '../domain/viewer.ts';

/** Pages and feeds show no join link, to nobody: it belongs to the channels. */
const PUBLIC: Surface = { type: 'public' };
const AT_THIS_MACHINE: Surface = { type: 'answer', viewer: { standing: 'member' }, joinLink: 'never' };

/** How seminars are shown to this visitor. `local`: the person at this machine, who sees what is for members. */
export function lookFor(policy: Policy, now: Temporal.Instant, local: boolean): Look {
  return lookOf({
    now,
    locale: policy.locale,
    timezone: policy.timezone,
    surface: local ? AT_THIS_MACHINE : PUBLIC,
    command: policy.command,
    seriesOf: (seminar) => policy.series.find((series) => series.id === seminar.series),
    ...(policy.publicUrl === undefined ? {} : { publicUrl: policy.publicUrl }),
  });
}

export function isShown(seminar: Seminar, look: Look): boolean {
  return disclosureOf(seminar, look.surface, look.now).visible;
}

/** Absolute where others can reach the service, else relative to it. */
export function addressOf(path: string, policy: Policy): string {
  return `${policy.publicUrl ?? ''}${path}`;
}
