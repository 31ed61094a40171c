import { createHmac, timingSafeEqual } from 'node:crypto';

export interface SignedRequest {
  readonly secret: string;
  /** Header `x-slack-request-timestamp`, epoch seconds. */
  readonly timestamp: string | undefined;
  /** Header `x-slack-signature`, `v0=` and 64 hexadecimal digits. */
  readonly signature: string | undefined;
  /** As it came, byte for byte. */
  readonly body: Buffer;
  readonly now: Temporal.Instant;
}

export type Verdict = 'genuine' | 'unsigned' | 'forged' | 'stale' | 'future';

/** Slack's own advice is five minutes (docs.slack.dev/authentication/verifying-requests-from-slack). */
const TOLERANCE_SECONDS = 300;

/**
 * Whether a request comes from Slack, and lately. Bolt's own check lets pass what is dated in the future, so that a
 * recorded request could be kept for later; here the tolerance holds both ways.
 */
export function verifySignature({ secret, timestamp, signature, body, now }: SignedRequest): Verdict {
  if (timestamp === undefined || signature === undefined || !/^\d{1,12}$/.test(timestamp)) return 'unsigned';
  const expected = Buffer.from(
    `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex')}`,
  );
  const given = Buffer.from(signature);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'forged';
  const age = now.epochMilliseconds / 1000 - Number(timestamp);
  if (age > TOLERANCE_SECONDS) return 'stale';
  return age < -TOLERANCE_SECONDS ? 'future' : 'genuine';
}
