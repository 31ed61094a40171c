import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseAddress } from '../../../src/domain/address.ts';
import { channelIdOf, LaneId } from '../../../src/domain/ids.ts';
import type { Policy } from '../../../src/domain/policy.ts';
import { rehearsedAddress } from '../../../src/pipeline/targets/rehearsal.ts';
import { resolveTargets } from '../../../src/pipeline/targets/resolve-targets.ts';
import type { ChatPlatform, Resolution } from '../../../src/ports/chat-platform.ts';
import { aPolicy, aRoute, openRig, type Rig } from '../plan/kit.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await openRig();
});
afterEach(() => rig.store.close());

const unused = (): never => {
  throw new Error('resolving must not post');
};

/** A workspace whose channels are known by name; what is not known is answered with `otherwise`. */
function aWorkspace(
  name: string,
  channels: Readonly<Record<string, string>>,
  otherwise: () => Promise<Resolution> = async () => ({
    type: 'unresolved',
    reason: 'no such channel',
    mend: 'create it',
    transient: false,
  }),
): ChatPlatform {
  const lane = LaneId.parse(name);
  return {
    platform: lane.startsWith('slack') ? 'slack' : 'preview',
    lane,
    capabilities: { find: false, update: false, remove: false, reply: false },
    limits: { channel: [], lane: [], edits: [], inFlight: 1 },
    timeoutMs: 1000,
    resolve: async ({ target }) => {
      const native = channels[target];
      return native === undefined
        ? otherwise()
        : {
            type: 'resolved',
            channel: channelIdOf(lane, native),
            name: target,
            kind: 'channel',
            members: 12,
          };
    },
    post: unused,
    update: unused,
    remove: unused,
    find: unused,
  };
}

const policyTo = (addresses: readonly string[], over: Partial<Policy> = {}): Policy =>
  aPolicy({ routes: [aRoute({ to: addresses.map(parseAddress) })], ...over });
const resolve = (policy: Policy, ...platforms: ChatPlatform[]) =>
  resolveTargets({
    policy,
    platforms: new Map(platforms.map((platform) => [platform.lane, platform])),
    store: rig.store,
    now: rig.clock.now(),
  });

describe('resolveTargets', () => {
  it('keeps channels, addresses and since when each route has its channel', async () => {
    const policy = policyTo(['slack:#tides'], { operators: [parseAddress('slack:#ops')] });
    const workspace = aWorkspace('slack:T1', { '#tides': 'C1', '#ops': 'C2' });
    const first = await resolve(policy, workspace);
    expect([...first.addresses]).toEqual([
      ['slack:#tides', 'slack:T1/C1'],
      ['slack:#ops', 'slack:T1/C2'],
    ]);
    expect(first.operators).toEqual(['slack:T1/C2']);
    expect(first.activated).toEqual([{ target: 'route-all', channel: 'slack:T1/C1' }]);
    const [known] = await rig.store.read.directory.channels(LaneId.parse('slack:T1'));
    expect(known).toMatchObject({ name: '#tides', kind: 'channel', members: 12 });
    await rig.clock.advance({ hours: 1 });
    expect((await resolve(policy, workspace)).activated).toEqual([]);
  });

  it('what is known of a channel besides stays', async () => {
    const policy = policyTo(['slack:#tides']);
    const workspace = aWorkspace('slack:T1', { '#tides': 'C1' });
    const channel = channelIdOf(LaneId.parse('slack:T1'), 'C1');
    await resolve(policy, workspace);
    const aside = { since: rig.clock.now(), reason: 'archived', mend: 'unarchive it' };
    await rig.store.transaction(async (tx) => {
      const known = await tx.directory.channel(channel);
      if (known) await tx.directory.putChannel({ ...known, reference: '{"x":1}', aside });
    });
    await resolve(policy, workspace);
    expect(await rig.store.read.directory.channel(channel)).toMatchObject({
      reference: '{"x":1}',
      aside: { reason: 'archived' },
    });
  });

  it('in rehearsal every other platform is the preview, without asking anybody', async () => {
    const policy = policyTo(['slack:#tides', 'preview:#tides'], { mode: 'rehearsal' });
    const { addresses, problems } = await resolve(
      policy,
      aWorkspace('preview:local', { '#tides': '#tides' }),
    );
    expect(problems).toEqual([]);
    expect([...addresses.values()]).toEqual(['preview:local/slack:#tides', 'preview:local/#tides']);
    expect([...addresses.values()].map(rehearsedAddress)).toEqual(['slack:#tides', undefined]);
    const known = await rig.store.read.directory.channel(
      channelIdOf(LaneId.parse('preview:local'), 'slack:#tides'),
    );
    expect(known?.name).toBe('slack:#tides');
  });

  it('says what is wrong with an address, and goes on with the others', async () => {
    const policy = policyTo(['slack:#tides', 'slack:#gone', 'teams:19:x@thread.tacv2', 'slack:T9/#tides']);
    const { addresses, problems } = await resolve(policy, aWorkspace('slack:T1', { '#tides': 'C1' }));
    expect(addresses.size).toBe(1);
    expect(problems.map(({ address, reason, transient }) => [address, reason, transient])).toEqual([
      ['slack:#gone', 'no such channel', false],
      ['teams:19:x@thread.tacv2', 'teams has no credentials', false],
      ['slack:T9/#tides', 'no workspace "T9" is connected', false],
    ]);
  });

  it('with several workspaces an address has to name one', async () => {
    const platforms = [
      aWorkspace('slack:T1', { '#tides': 'C1' }),
      aWorkspace('slack:T2', { '#tides': 'C9' }),
    ];
    const { addresses, problems } = await resolve(
      policyTo(['slack:#tides', 'slack:T2/#tides']),
      ...platforms,
    );
    expect([...addresses.values()]).toEqual(['slack:T2/C9']);
    expect(problems[0]?.mend).toBe('write slack:T1/#tides, for example');
  });

  it('a channel that was renamed, or a platform that is away, keeps the channel known before', async () => {
    const policy = policyTo(['slack:#tides']);
    await resolve(policy, aWorkspace('slack:T1', { '#tides': 'C1' }));
    const renamed = await resolve(policy, aWorkspace('slack:T1', {}));
    expect(renamed.addresses.get('slack:#tides')).toBe('slack:T1/C1');
    expect(renamed.problems[0]).toMatchObject({ reason: 'no such channel', standsIn: 'slack:T1/C1' });
    const away = await resolve(
      policy,
      aWorkspace('slack:T1', {}, () => Promise.reject(new Error('connection reset'))),
    );
    expect(away.addresses.get('slack:#tides')).toBe('slack:T1/C1');
    expect(away.problems[0]?.transient).toBe(true);
  });

  it('what a rehearsal resolved does not stand in for the real channel', async () => {
    await resolve(policyTo(['slack:#tides'], { mode: 'rehearsal' }));
    const live = await resolve(policyTo(['slack:#tides']), aWorkspace('slack:T1', {}));
    expect(live.addresses.size).toBe(0);
  });
});
