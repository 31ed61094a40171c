import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chatAddressOf, parseAddress } from '../../src/domain/address.ts';
import { LaneId } from '../../src/domain/ids.ts';
import { isChannelCalled, LANES_BY_ID, type Workspace, workspacesMeant } from '../../src/domain/workspace.ts';

const OWN: Workspace = { platform: 'slack' };
const EECS: Workspace = { platform: 'slack', name: 'eecs' };
const MATHS: Workspace = { platform: 'slack', name: 'maths' };
const UNI: Workspace = { platform: 'teams', name: 'uni', native: '0A1B-uni' };
const meant = (text: string, ...configured: readonly Workspace[]): readonly Workspace[] =>
  workspacesMeant(parseAddress(text), configured);

describe('which workspaces an address may mean', () => {
  it.each<[string, readonly Workspace[], readonly Workspace[]]>([
    ['slack:#tides', [OWN, EECS], [OWN]],
    ['slack:#tides', [EECS], [EECS]],
    ['slack:#tides', [EECS, MATHS], [EECS, MATHS]],
    ['slack:eecs/#tides', [OWN, EECS, MATHS], [EECS]],
    ['slack:T024BE7LH/#tides', [OWN, EECS], [OWN, EECS]],
    ['slack:physics/#tides', [OWN, EECS], []],
    ['slack:uni/#tides', [EECS, UNI], []],
    ['teams:19:abc@thread.tacv2', [EECS, UNI], [UNI]],
    ['teams:0a1b-UNI/19:abc@thread.tacv2', [UNI], [UNI]],
    ['teams:T024BE7LH/19:abc@thread.tacv2', [UNI], []],
    ['preview:#tides', [EECS, UNI], []],
  ])('%s', (text, configured, expected) => {
    expect(meant(text, ...configured)).toEqual(expected);
  });

  it('one that carries a configured name means that one and no other, whatever else there is', () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(names, fc.boolean(), fc.nat(), (all, hasOwn, pick) => {
        const configured = [
          ...(hasOwn ? [OWN] : []),
          ...all.map((name): Workspace => ({ platform: 'slack', name })),
        ];
        const name = all[pick % all.length] ?? '';
        expect(meant(`slack:${name}/#tides`, ...configured).map((one) => one.name)).toEqual([name]);
      }),
    );
  });
});

it('where no workspace has a name, lanes are told by their ids', () => {
  const lane = LaneId.parse('slack:T1');
  const isIn = (text: string): boolean => LANES_BY_ID.isIn(parseAddress(text), lane);
  expect(['slack:#a', 'slack:T1/#a', 'slack:T2/#a', 'teams:19:a', 'teams:T1/19:a'].map(isIn)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});

it.each([
  ['#tides', '#tides', true],
  ['#tides', 'tides', true],
  ['eecs/#tides', '#tides', true],
  ['eecs/#tides', 'tides', true],
  ['eecs/#tides', 'eecs/#tides', true],
  ['eecs/#low-tides', 'tides', false],
  ['eecs/#tides', 'maths/#tides', false],
])('a channel told as %s is found by %s: %s', (name, text, expected) => {
  expect(isChannelCalled(name, text)).toBe(expected);
});

describe('addresses', () => {
  it('Teams’ own link for a channel is one address, in the tenant that it names', () => {
    const link =
      'https://teams.microsoft.com/l/channel/19%3aabc%40thread.tacv2/General?groupId=g&tenantId=0a1b-lab';
    expect(parseAddress(`teams:${link}`)).toEqual({
      platform: 'teams',
      workspace: '0a1b-lab',
      target: link,
      text: `teams:${link}`,
    });
    const bare = link.replace(/\?.*/, '');
    expect(parseAddress(`teams:${bare}`)).toEqual({ platform: 'teams', target: bare, text: `teams:${bare}` });
  });

  it('an organiser is an address of a chat, or is given by mail', () => {
    expect(chatAddressOf('slack:eecs/U024BE7LH')).toMatchObject({ workspace: 'eecs', target: 'U024BE7LH' });
    for (const text of ['mira@example.edu', 'slack:', 'slack:a b'])
      expect(chatAddressOf(text)).toBeUndefined();
  });
});
