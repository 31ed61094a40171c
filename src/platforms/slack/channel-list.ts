import type { Failure } from '../../domain/failure.ts';
import type { BookSettings } from './book-settings.ts';
import { type Deadline, deadlineIn, msUntil } from './read-budget.ts';
import { withinDeadline } from './within-deadline.ts';

export interface ListedChannel {
  readonly id: string;
  /** Without its mark. */
  readonly name: string;
  readonly member: boolean;
  readonly archived: boolean;
  readonly members?: number;
}

/** How long a list is believed, and after how long a name that is not in it makes for another reading. */
const FRESH = Temporal.Duration.from({ minutes: 10 });
const WORTH_ANOTHER_LOOK = Temporal.Duration.from({ seconds: 30 });
/** As many as Slack gives ("under 1000"): twenty pages a minute must do for the largest workspaces. */
const PAGE = 999;

interface Reading {
  readonly at: Temporal.Instant;
  readonly byName: ReadonlyMap<string, ListedChannel>;
}

/**
 * All channels by name, read once for all names. Slack has no way to ask for one: the whole list is paged through, within
 * tier 2 of its limits. Large workspaces take longer than one call may: the reading goes on, and the next call has it.
 */
export class ChannelList {
  readonly #settings: BookSettings;
  #reading: Reading | undefined;
  #underWay: Promise<Reading | Failure> | undefined;

  constructor(settings: BookSettings) {
    this.#settings = settings;
  }

  forget(): void {
    this.#reading = undefined;
  }

  /** Undefined: there is none of that name. */
  async find(name: string, deadline: Deadline): Promise<ListedChannel | Failure | undefined> {
    const { clock } = this.#settings;
    const known = this.#reading;
    const age = known?.at.until(clock.now()) ?? FRESH;
    const listed = known?.byName.get(name);
    if (listed !== undefined && Temporal.Duration.compare(age, FRESH) < 0) return listed;
    if (known && Temporal.Duration.compare(age, WORTH_ANOTHER_LOOK) < 0) return undefined;
    this.#underWay ??= this.#read().finally(() => {
      this.#underWay = undefined;
    });
    const reading = await withinDeadline(this.#underWay, msUntil(clock, deadline));
    if (reading.type !== 'done')
      return { type: 'retry', reason: 'the list of channels takes longer to read' };
    return 'byName' in reading.value ? reading.value.byName.get(name) : reading.value;
  }

  async #read(): Promise<Reading | Failure> {
    const { client, budget, clock, identity, failure } = this.#settings;
    const at = clock.now();
    const byName = new Map<string, ListedChannel>();
    // Asking for private channels without the scope for them would be refused altogether.
    const types = identity.scopes.has('groups:read') ? 'public_channel,private_channel' : 'public_channel';
    let cursor = '';
    do {
      const wait = await budget.admit('conversations.list', deadlineIn(clock, 120_000));
      if (wait) return wait;
      const page = await client.conversations
        .list({ types, exclude_archived: true, limit: PAGE, ...(cursor === '' ? {} : { cursor }) })
        .catch((error: unknown) => failure(error, 'the list of channels'));
      if ('type' in page) return page;
      for (const channel of page.channels ?? []) {
        if (channel.id === undefined || channel.name === undefined) continue;
        byName.set(channel.name, {
          id: channel.id,
          name: channel.name,
          member: channel.is_member === true,
          archived: channel.is_archived === true,
          ...(channel.num_members === undefined ? {} : { members: channel.num_members }),
        });
      }
      cursor = page.response_metadata?.next_cursor ?? '';
    } while (cursor !== '');
    this.#reading = { at, byName };
    return this.#reading;
  }
}
