import type { WebClient } from '@slack/web-api';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import { refusalCode } from './failure-of.ts';
import { deadlineIn, msUntil, type ReadBudget } from './read-budget.ts';
import { withinDeadline } from './within-deadline.ts';

export interface UserGroupSettings {
  readonly client: WebClient;
  readonly budget: ReadBudget;
  readonly clock: Clock;
  readonly log: Log;
  /** Handles as the configuration names them: "@seminar-organisers". */
  readonly handles: readonly string[];
}

const KEPT = Temporal.Duration.from({ minutes: 10 });
/** An answer should not wait longer than this for what Slack knows of its asker. */
const PATIENCE_MS = 3000;

type Members = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Which of the configured groups somebody belongs to. Where Slack does not say (no `usergroups:read`, no answer) nobody
 * is taken for a member of one, except by what was known before.
 */
export class UserGroups {
  readonly #settings: UserGroupSettings;
  #known: { readonly at: Temporal.Instant; readonly members: Members } | undefined;
  #reading: Promise<void> | undefined;
  #warned = false;

  constructor(settings: UserGroupSettings) {
    this.#settings = settings;
  }

  /** Handles, as configured. */
  async of(user: string): Promise<readonly string[]> {
    const { clock, handles } = this.#settings;
    if (handles.length === 0) return [];
    const isFresh = this.#known && Temporal.Duration.compare(this.#known.at.until(clock.now()), KEPT) < 0;
    if (!isFresh) {
      this.#reading ??= this.#read().finally(() => {
        this.#reading = undefined;
      });
      await this.#reading;
    }
    return handles.filter((handle) => this.#known?.members.get(handle)?.has(user));
  }

  async #read(): Promise<void> {
    const { client, clock, handles, log } = this.#settings;
    const listed = await this.#ask('usergroups.list', () => client.usergroups.list());
    if (!listed) return;
    const members = new Map<string, ReadonlySet<string>>();
    for (const handle of handles) {
      const group = listed.usergroups?.find((one) => `@${one.handle}` === handle)?.id;
      if (group === undefined) {
        log.warn('The workspace has no such user group; nobody is an administrator by it', { handle });
        continue;
      }
      const asked = await this.#ask('usergroups.users.list', () =>
        client.usergroups.users.list({ usergroup: group }),
      );
      // Not knowing one is no reason to forget what was known of it.
      const users = asked ? new Set(asked.users) : this.#known?.members.get(handle);
      if (users) members.set(handle, users);
    }
    this.#known = { at: clock.now(), members };
  }

  /** Undefined: Slack did not say. */
  async #ask<T>(
    method: 'usergroups.list' | 'usergroups.users.list',
    call: () => Promise<T>,
  ): Promise<T | undefined> {
    const { budget, clock, log } = this.#settings;
    const deadline = deadlineIn(clock, PATIENCE_MS);
    if (await budget.admit(method, deadline)) return undefined;
    const asked = await withinDeadline(call(), msUntil(clock, deadline));
    if (asked.type === 'done') return asked.value;
    if (asked.type === 'failed' && refusalCode(asked.error) === 'missing_scope' && !this.#warned) {
      this.#warned = true;
      log.warn('Without the scope usergroups:read nobody is an administrator by a user group');
    }
    return undefined;
  }
}
