import { afterEach, beforeEach, expect, it } from 'vitest';
import { parseAddress } from '../../../../src/domain/address.ts';
import type { ChannelAddress } from '../../../../src/domain/route.ts';
import { installTeam, openRig, type TeamsRig } from '../teams-rig.ts';

const GENERAL = '19:general-0@thread.tacv2';

let rig: TeamsRig;
beforeEach(async () => {
  rig = await openRig();
});
afterEach(() => rig.close());

const resolve = (text: string) => rig.service.chat.resolve(parseAddress(text));

it('finds a channel by its id, its thread’s and by the link that Teams gives for it', async () => {
  await installTeam(rig);
  const plain = await resolve(`teams:${GENERAL}`);
  expect(plain).toMatchObject({
    type: 'resolved',
    kind: 'channel',
    name: 'Marine Informatics › General',
    members: 42,
  });
  expect(await resolve(`teams:${GENERAL};messageid=1700000000000`)).toEqual(plain);
  expect(await resolve(`teams:${rig.server.world.tenantId}/${GENERAL}`)).toEqual(plain);
  const link = `teams:https://teams.microsoft.com/l/channel/${encodeURIComponent(GENERAL)}/General?groupId=g&tenantId=t`;
  expect(await resolve(link)).toEqual(plain);
});

it.each([
  ['teams:19:nowhere@thread.tacv2', /not installed in the team/, /install Lectern in the team/],
  ['teams:19:nowhere@thread.v2', /not in the chat/, /press \+ beside its tabs/],
  ['teams:29:nobody', /no chat with/, /searches for Lectern and adds it/],
  ['teams:0a1b2c3d-0000-4000-8000-0000000000ff', /no chat with/, /searches for Lectern and adds it/],
  ['teams:#general', /no channel, chat or person/, /Get link to channel/],
])('says what to do about %s', async (text, reason, mend) => {
  expect(await resolve(text)).toEqual({
    type: 'unresolved',
    reason: expect.stringMatching(reason),
    mend: expect.stringMatching(mend),
    transient: false,
  });
});

it('asks Teams for the channels of its teams before it gives up, at most once a minute', async () => {
  rig.server.shelf.install(GENERAL);
  await rig.client.mention({ conversation: GENERAL }, '29:person-ada', 'next');
  const reads = (): number => rig.server.journal().filter(({ kind }) => kind === 'read').length;
  const address: ChannelAddress = parseAddress('teams:19:channel-1@thread.tacv2');
  // The message is taken in after its acknowledgement.
  for (;;) if (await rig.directory.channels().then((all) => all.length > 0)) break;
  expect(await rig.service.chat.resolve(address)).toMatchObject({
    type: 'resolved',
    name: 'Marine Informatics › Reading group 1',
  });
  expect(reads()).toBe(2);
  await resolve('teams:19:nowhere@thread.tacv2');
  await resolve('teams:19:nowhere-else@thread.tacv2');
  expect(reads()).toBe(2);
});

it('says that it may be worth asking again while Teams cannot be reached', async () => {
  await installTeam(rig);
  await rig.server.goAway();
  expect(await resolve('teams:19:nowhere@thread.tacv2')).toMatchObject({
    type: 'unresolved',
    transient: true,
  });
});
