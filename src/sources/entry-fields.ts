import { z } from 'zod';
import { durationSeconds } from '../domain/duration.ts';
import { readableDigest, SourceId } from '../domain/ids.ts';
import { ZoneName } from '../domain/instant.ts';

/** Servers of others are not asked more often than this. */
const SHORTEST_PERIOD_SECONDS = 60;

const Period = z.string().transform((text, context) => {
  try {
    const seconds = durationSeconds(text);
    if (seconds >= SHORTEST_PERIOD_SECONDS) return seconds * 1000;
    context.addIssue({ code: 'custom', message: 'at least 1m' });
  } catch (error) {
    context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
  }
  return z.NEVER;
});

/** `every: 15m` → milliseconds. */
export const every = (usual: string) => Period.prefault(usual);

export const SourceAddress = z.url({
  protocol: /^https?$/,
  error: 'an address beginning with https:// or http://',
});

/** What every source that is read from elsewhere can be told. */
export const RemoteFields = {
  /** Names the source in logs and problems; also keeps its identity when its address changes. */
  name: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,40}$/, 'letters, digits, dots, hyphens and underscores, at most 41')
    .exactOptional(),
  /** Zone of times that name none, where it is not the configuration's. */
  timezone: ZoneName.exactOptional(),
  /** Hosts on this machine or in a private network that may be asked. */
  allowHosts: z.array(z.string().min(1)).default([]),
  /** Whether an organiser has to look its records over before they are announced. */
  review: z.boolean().default(false),
};

/**
 * How people know a remote source: its name, or its host and a mark of the whole address. Never the address itself: the
 * path of a private calendar is its key.
 */
export function labelOf(name: string | undefined, address: string): string {
  return name ?? `${new URL(address).host}/${readableDigest(address, 6)}`;
}

export function sourceIdOf(type: string, label: string): SourceId {
  return SourceId.parse(`${type}:${label}`);
}
