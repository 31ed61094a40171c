import { splitChannelId } from '../../domain/ids.ts';
import type { Policy } from '../../domain/policy.ts';
import type { PersonalReminder } from '../../ports/store/people.ts';
import type { StoreWriter } from '../../ports/store.ts';
import { rehearsalChannel } from '../targets/rehearsal.ts';

/** In rehearsal a person's own reminder goes to a preview channel that stands for their direct messages. */
export async function makeRehearsalChannels(
  tx: StoreWriter,
  reminders: readonly PersonalReminder[],
  { mode }: Pick<Policy, 'mode'>,
): Promise<void> {
  if (mode !== 'rehearsal') return;
  for (const { person, channel } of reminders) {
    if (splitChannelId(channel).platform === 'preview') continue;
    const id = rehearsalChannel(person);
    if (await tx.directory.channel(id)) continue;
    await tx.directory.putChannel({ id, lane: splitChannelId(id).lane, name: person, kind: 'person' });
  }
}
