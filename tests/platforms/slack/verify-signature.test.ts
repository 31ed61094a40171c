import { describe, expect, it } from 'vitest';
import { type Verdict, verifySignature } from '../../../src/platforms/slack/verify-signature.ts';

/** The example of Slack's own documentation (docs.slack.dev/authentication/verifying-requests-from-slack). */
const example = {
  secret: '8f742231b10e8888abcd99yyyzzz85a5',
  timestamp: '1531420618',
  signature: 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
  body: Buffer.from(
    'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c',
  ),
  now: Temporal.Instant.fromEpochMilliseconds(1_531_420_618_000),
};

describe('the signature of a request', () => {
  it('is Slack’s', () => {
    expect(verifySignature(example)).toBe('genuine');
  });

  it.each([
    [{ secret: 'another' }, 'forged'],
    [{ body: Buffer.from('') }, 'forged'],
    [{ timestamp: '1531420619' }, 'forged'],
    [{ signature: `${example.signature}0` }, 'forged'],
    [{ signature: '' }, 'forged'],
    [{ signature: undefined }, 'unsigned'],
    [{ timestamp: undefined }, 'unsigned'],
    [{ timestamp: '' }, 'unsigned'],
    [{ timestamp: '1e9' }, 'unsigned'],
    [{ timestamp: '-1531420618' }, 'unsigned'],
    [{ now: example.now.add({ seconds: 300 }) }, 'genuine'],
    [{ now: example.now.add({ seconds: 301 }) }, 'stale'],
    [{ now: example.now.subtract({ seconds: 300 }) }, 'genuine'],
    [{ now: example.now.subtract({ seconds: 301 }) }, 'future'],
  ] satisfies readonly (readonly [Partial<Record<keyof typeof example, unknown>>, Verdict])[])(
    'with %o is %s',
    (changed, verdict) => {
      expect(verifySignature({ ...example, ...changed })).toBe(verdict);
    },
  );
});
