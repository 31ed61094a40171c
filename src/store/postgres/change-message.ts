import { LaneId } from '../../domain/ids.ts';
import { ALL_TOPICS } from '../changes.ts';
import type { Written } from '../database.ts';
import type { Topic } from '../flavour.ts';

/** PostgreSQL takes payloads of less than 8,000 bytes: https://www.postgresql.org/docs/current/sql-notify.html */
const MOST_BYTES = 7_900;
/** Between topics and lanes. No topic has this name, and a lane has a colon in its own. */
const IN = 'in';

export interface ChangeMessage {
  readonly sender: string;
  readonly topics: readonly Topic[];
  /** Where something may be due earlier. */
  readonly lanes: ReadonlySet<LaneId> | 'all';
}

/**
 * "SENDER TOPIC TOPIC … in LANE LANE …". Without `in` any lane may be meant: where naming them would not fit, and in what
 * earlier versions tell.
 */
export function writeChange(sender: string, { told, lanes }: Written): string {
  const topics = [sender, ...told].join(' ');
  const full = [topics, IN, ...lanes].join(' ');
  return Buffer.byteLength(full) <= MOST_BYTES ? full : topics;
}

export function readChange(payload: string): ChangeMessage {
  const [sender = '', ...words] = payload.split(' ');
  const at = words.indexOf(IN);
  const topics = ALL_TOPICS.filter((topic) => words.includes(topic));
  if (at < 0) return { sender, topics, lanes: 'all' };
  const named = words.slice(at + 1).map((word) => LaneId.safeParse(word));
  const lanes = new Set(named.flatMap(({ data }) => data ?? []));
  return { sender, topics, lanes: lanes.size === named.length ? lanes : 'all' };
}
