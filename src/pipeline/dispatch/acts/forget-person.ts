import type { PersonId } from '../../../domain/ids.ts';
import { rehearsalChannel } from '../../targets/rehearsal.ts';
import { WORDS } from '../ledger-words.ts';
import type { ActScene } from './act-scene.ts';

export interface Forgotten {
  readonly reminders: number;
  /** Reminders of theirs that will not be sent. */
  readonly stopped: number;
}

/** Removes what is kept of a person, and the name of their direct messages. The ledger's lines stay, without a name. */
export function forgetPerson({ store, clock }: ActScene, person: PersonId): Promise<Forgotten> {
  const at = clock.now();
  return store.transaction(async (tx) => {
    const reminders = await tx.people.forget(person);
    await tx.reviews.forgetName(person);
    const channels = new Set([...reminders.map(({ channel }) => channel), rehearsalChannel(person)]);
    let stopped = 0;
    for (const channel of channels) {
      const known = await tx.directory.channel(channel);
      if (known && known.kind !== 'person') continue;
      const open = await tx.outbox.find({ channel, states: ['due', 'held', 'claimed'] });
      const steps = open.map(({ id }) => ({
        notice: id,
        from: ['due', 'held', 'claimed'] as const,
        to: 'withdrawn' as const,
        at,
        reason: WORDS.forgotten,
      }));
      stopped += (await tx.outbox.step(steps)).size;
      await tx.directory.dropChannel(channel);
    }
    return { reminders: reminders.length, stopped };
  });
}
