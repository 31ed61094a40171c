import type { SeminarSource } from '../../../ports/seminar-source.ts';
import type { Settings } from '../../../settings/load-settings.ts';
import { type Examination, look, ok, problem, reasonOf } from './examination.ts';

const PATIENCE_MS = 10_000;
const SOURCE_PATIENCE_MS = 60_000;

/** Whether others reach the service, by asking for its own health through its public address. */
export async function examinePublicAddress({ policy, http, teams }: Settings): Promise<Examination> {
  const topic = 'Public address';
  const { publicUrl } = policy;
  if (publicUrl === undefined) {
    const text = 'PUBLIC_URL is not set: cards carry no calendar links';
    const needed = teams.some(({ local }) => !local) ? `${text}, and Teams needs a way in` : text;
    return look(topic, needed, 'set PUBLIC_URL once others reach Lectern by an address');
  }
  const outcome = await askHealth(publicUrl);
  if (outcome === 'ok') return ok(topic, `${publicUrl} leads here`);
  const host = http.host.includes(':') ? `[${http.host}]` : http.host;
  const near = await askHealth(`http://${host}:${http.port}`);
  if (near !== 'ok') {
    const text = `${publicUrl} does not answer (${outcome}), nor does Lectern on this machine`;
    return look(topic, text, 'start Lectern, then look again');
  }
  const mend = `see to the proxy, tunnel or firewall between ${publicUrl} and ${host}:${http.port}`;
  return problem(topic, `${publicUrl} does not lead here (${outcome}), though Lectern runs`, mend);
}

async function askHealth(address: string): Promise<string> {
  try {
    const response = await fetch(`${address}/healthz`, { signal: AbortSignal.timeout(PATIENCE_MS) });
    const text = await response.text();
    if (response.ok && text === 'ok\n') return 'ok';
    return response.ok ? 'something else answers there' : `it answers ${response.status}`;
  } catch (error) {
    return reasonOf(error);
  }
}

/** Each source is read once; nothing of it is kept. */
export function examineSources(sources: readonly SeminarSource[]): Promise<readonly Examination[]> {
  return Promise.all(sources.map(examineSource));
}

async function examineSource(source: SeminarSource): Promise<Examination> {
  const topic = `Source ${source.id}`;
  try {
    const reading = await source.read(undefined, AbortSignal.timeout(SOURCE_PATIENCE_MS));
    if (reading.type === 'unchanged') return ok(topic, 'can be read');
    const { records, problems } = reading;
    const text = `can be read; records: ${records.length}`;
    if (problems.length === 0) return ok(topic, text);
    return look(topic, `${text}; problems: ${problems.length}`, '`lectern check` names them');
  } catch (error) {
    return problem(
      topic,
      `cannot be read: ${reasonOf(error)}`,
      'look at its settings, and whether it can be reached from here',
    );
  }
}
