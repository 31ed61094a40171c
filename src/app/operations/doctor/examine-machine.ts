import type { Clock } from '../../../ports/clock.ts';
import type { Settings } from '../../../settings/load-settings.ts';
import { type Examination, look, ok, problem, reasonOf } from './examination.ts';

const OLDEST_NODE = 26;

export function examineNode(version = process.versions.node): Examination {
  const major = Number(version.split('.')[0]);
  if (major >= OLDEST_NODE) return ok('Node', version);
  return problem('Node', `${version} is too old`, `install Node ${OLDEST_NODE}, or start it with npm or npx`);
}

/** Slack refuses requests that seem five minutes old, and so do we; reminders are late by as much as the clock. */
const TOLERABLE_SECONDS = 10;
const REFUSED_SECONDS = 300;
const PATIENCE_MS = 10_000;

/** Whose answers tell the time. Each answers without credentials. */
export function timekeepersOf({ slack, teams }: Settings): readonly string[] {
  return [
    ...new Set(slack.map(({ apiUrl }) => `${apiUrl}api.test`)),
    ...(teams.some(({ local }) => !local)
      ? ['https://login.botframework.com/v1/.well-known/openidconfiguration']
      : []),
  ];
}

/** The machine's clock against the platforms' own, by the Date of an answer, which is exact to a second. */
export async function examineClock(clock: Clock, timekeepers: readonly string[]): Promise<Examination> {
  const unheard: string[] = [];
  for (const url of timekeepers) {
    try {
      const before = clock.now().epochMilliseconds;
      const response = await fetch(url, { method: 'POST', signal: AbortSignal.timeout(PATIENCE_MS) });
      await response.body?.cancel();
      const middle = (before + clock.now().epochMilliseconds) / 2;
      const said = Date.parse(response.headers.get('date') ?? '');
      if (!Number.isNaN(said)) return judgeClock(Math.round((middle - said) / 1000), new URL(url).host);
      unheard.push(`${new URL(url).host} tells no time`);
    } catch (error) {
      unheard.push(`${new URL(url).host}: ${reasonOf(error)}`);
    }
  }
  if (unheard.length === 0) return ok('Clock', 'no platform with credentials to compare it with');
  return look('Clock', `could not be compared (${unheard.join('; ')})`, 'see to the connection first');
}

function judgeClock(ahead: number, host: string): Examination {
  const seconds = Math.abs(ahead);
  const text =
    seconds <= 1 ? `agrees with ${host}` : `is ${seconds} s ${ahead > 0 ? 'ahead of' : 'behind'} ${host}`;
  const mend = 'switch on the time service of the machine (NTP)';
  if (seconds >= REFUSED_SECONDS) return problem('Clock', text, mend);
  return seconds > TOLERABLE_SECONDS ? look('Clock', text, mend) : ok('Clock', text);
}
