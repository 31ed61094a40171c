import { expect, it } from 'vitest';
import { describeTokenFailure } from '../../../../src/platforms/teams/wire/authentication.ts';
import { openRig } from '../teams-rig.ts';

it.each(['invalid_client', 'unauthorized_client', 'invalid_grant'])(
  'credentials that Microsoft refuses (%s) are told from a sign-in service that is away',
  (errorCode) => {
    const secret = 'AADSTS7000215: secret of the tenant';
    const outcome = describeTokenFailure(Object.assign(new Error(secret), { errorCode }));
    expect(outcome).toMatchObject({ type: 'refused', reason: expect.stringContaining(errorCode) });
    expect(JSON.stringify(outcome)).not.toContain('AADSTS');
  },
);

it.each([[{ errorCode: 'network_error' }], [new Error('socket hang up')], [undefined]])(
  'whatever else goes wrong may pass: %o',
  (error) => expect(describeTokenFailure(error)).toMatchObject({ type: 'unreachable' }),
);

it('a service starts while no token can be had, says so, and posts nothing meanwhile', async () => {
  const rig = await openRig({ signed: true, started: false, timeoutMs: 3_000 });
  try {
    expect(rig.service.health()).toMatchObject({ ready: false });
    await rig.service.start();
    expect(rig.service.health()).toMatchObject({ ready: true, detail: expect.stringContaining('no token') });
    expect(rig.log.lines).toContainEqual(expect.objectContaining({ level: 'warn' }));
  } finally {
    await rig.close();
  }
  expect(rig.service.health()).toMatchObject({ ready: false });
});
