import { afterEach, beforeEach, expect, it } from 'vitest';
import { channelIdOf, LaneId } from '../../../../src/domain/ids.ts';
import { installTeam, openRig, type TeamsRig, until } from '../teams-rig.ts';

const ADA = '29:person-ada';
const CHAT = 'a:chat-ada';
const GENERAL = '19:general-0@thread.tacv2';
const READING = '19:channel-1@thread.tacv2';

let rig: TeamsRig;
beforeEach(async () => {
  rig = await openRig();
});
afterEach(() => rig.close());

const idOf = (native: string) => channelIdOf(LaneId.parse(`teams:${rig.server.world.tenantId}`), native);
const placeOf = (native: string) => rig.directory.channel(idOf(native));

it('keeps the reference of a channel without any thread', async () => {
  await installTeam(rig);
  expect(JSON.parse((await placeOf(READING))?.reference ?? '')).toEqual({
    channelId: 'msteams',
    serviceUrl: rig.server.url,
    bot: rig.server.world.bot,
    conversation: { id: READING, conversationType: 'channel', tenantId: rig.server.world.tenantId },
    team: { id: GENERAL, name: 'Marine Informatics' },
  });
});

it('the older form of the news does as well', async () => {
  rig.server.shelf.install(GENERAL);
  await rig.client.botAdded(GENERAL, ADA);
  expect(await placeOf(READING)).toMatchObject({ name: 'Marine Informatics › Reading group 1' });
});

it('a team whose channels cannot be listed is installed in all the same', async () => {
  await rig.client.installed(GENERAL, ADA);
  expect(await placeOf(GENERAL)).toMatchObject({ name: 'Marine Informatics › General' });
  expect(await placeOf(READING)).toBeUndefined();
});

it('removed from a team: all of its channels are set aside, with what to do', async () => {
  await installTeam(rig);
  await rig.client.installed(GENERAL, ADA, 'remove');
  for (const native of [GENERAL, READING]) {
    expect((await placeOf(native))?.aside).toMatchObject({
      reason: 'Lectern was removed there',
      mend: expect.stringContaining('install Lectern in the team of Marine Informatics'),
    });
  }
});

it('added again: they take posts again', async () => {
  await installTeam(rig);
  await rig.client.installed(GENERAL, ADA, 'remove');
  await installTeam(rig);
  expect((await placeOf(READING))?.aside).toBeUndefined();
});

it('an upgrade of the app removes nothing', async () => {
  await installTeam(rig);
  await rig.client.installed(GENERAL, ADA, 'remove-upgrade');
  expect((await placeOf(GENERAL))?.aside).toBeUndefined();
});

it('removed by a person from their chat', async () => {
  await rig.client.installed(CHAT, ADA);
  await rig.client.installed(CHAT, ADA, 'remove');
  expect((await placeOf(ADA))?.aside).toMatchObject({ mend: expect.stringContaining('Ada Marsh') });
});

it('follows channels that are made, renamed and deleted', async () => {
  await installTeam(rig);
  const team = GENERAL;
  const made = { id: '19:new@thread.tacv2', name: 'Mud' };
  await rig.client.teamEvent('channelCreated', { team, name: 'Marine Informatics', channel: made });
  expect(await placeOf(made.id)).toMatchObject({ name: 'Marine Informatics › Mud' });
  await rig.client.teamEvent('channelRenamed', {
    team,
    name: 'Marine Informatics',
    channel: { id: made.id, name: 'Silt' },
  });
  expect(await placeOf(made.id)).toMatchObject({ name: 'Marine Informatics › Silt' });
  await rig.client.teamEvent('channelDeleted', { team, name: 'Marine Informatics', channel: made });
  expect((await placeOf(made.id))?.aside).toMatchObject({ reason: 'the channel was deleted' });
});

it('follows a team that is renamed, and one that is archived', async () => {
  await installTeam(rig);
  await rig.client.teamEvent('teamRenamed', { team: GENERAL, name: 'Ocean Informatics' });
  expect(await placeOf(READING)).toMatchObject({ name: 'Ocean Informatics › Reading group 1' });
  await rig.client.teamEvent('teamArchived', { team: GENERAL, name: 'Ocean Informatics' });
  expect((await placeOf(READING))?.aside).toMatchObject({ reason: 'the team was archived' });
});

it('an activity that tells nothing new writes nothing', async () => {
  await installTeam(rig);
  const before = rig.directory.seenIds.length;
  await rig.client.mention({ conversation: READING }, ADA, 'next');
  await until(() => rig.desk.asked[0]);
  expect(rig.directory.seenIds).toHaveLength(before);
});

it('a new address of the tenant is called from then on', async () => {
  await installTeam(rig);
  const moved = rig.server.url.replace('127.0.0.1', 'localhost');
  rig.server.shelf.install(CHAT);
  await rig.client.send({
    type: 'typing',
    channelId: 'msteams',
    serviceUrl: moved,
    from: { id: ADA },
    recipient: rig.server.world.bot,
    conversation: { id: CHAT, conversationType: 'personal', tenantId: rig.server.world.tenantId },
  });
  // Reached by its other name, it answers as before.
  const place = await placeOf(READING);
  if (!place) throw new Error('the channel is known');
  const outcome = await rig.service.chat.post({
    channel: place.id,
    key: 'key',
    card: { kind: 'reply', summary: 'x', blocks: [] },
  });
  expect(outcome).toMatchObject({ type: 'posted' });
  expect(rig.server.hosts()).toContain(new URL(moved).host);
});
