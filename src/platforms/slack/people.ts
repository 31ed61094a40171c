import type { WebClient } from '@slack/web-api';
import { type ChannelId, personIdOf } from '../../domain/ids.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Actor } from '../../ports/desk.ts';
import type { Log } from '../../ports/log.ts';
import { refusalCode } from './failure-of.ts';
import type { SlackIdentity } from './identity.ts';
import { deadlineIn, msUntil, type ReadBudget } from './read-budget.ts';
import type { UserGroups } from './user-groups.ts';
import { withinDeadline } from './within-deadline.ts';

/** Who asks, as the payload says it. */
export interface Asker {
  readonly user: string;
  /** Of the person; another workspace's in shared channels. */
  readonly team?: string;
}

type Standing = Pick<Actor, 'standing' | 'timezone'>;

const KEPT = Temporal.Duration.from({ minutes: 10 });
const MOST = 5000;
/** An answer should not wait longer than this for what Slack knows of its asker. */
const PATIENCE_MS = 3000;

export interface PeopleSettings {
  readonly client: WebClient;
  readonly identity: SlackIdentity;
  readonly budget: ReadBudget;
  readonly groups: Pick<UserGroups, 'of'>;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Who somebody is: whether the workspace vouches for them, and their time zone.
 *
 * A member is only whom Slack calls one. Guests, people of other workspaces in a shared channel, and everybody where
 * Slack cannot be asked (no `users:read`, no answer) count as guests and see public seminars only: rather too little
 * shown than something to the wrong person. So without `users:read` look-ups show public seminars only, to everybody.
 */
export class People {
  readonly #settings: PeopleSettings;
  /** Oldest first. */
  readonly #known = new Map<string, { readonly at: Temporal.Instant; readonly standing: Standing }>();
  #warned = false;

  constructor(settings: PeopleSettings) {
    this.#settings = settings;
  }

  async actorOf(asker: Asker, channel: ChannelId, direct?: ChannelId): Promise<Actor> {
    const standing = this.#isElsewhere(asker) ? GUEST : await this.#standingOf(asker.user);
    const groups = standing.standing === 'guest' ? [] : await this.#settings.groups.of(asker.user);
    return {
      person: personIdOf(this.#settings.identity.lane, asker.user),
      ...standing,
      ...(groups.length > 0 ? { groups } : {}),
      channel,
      ...(direct === undefined ? {} : { direct }),
    };
  }

  /** In an organisation of several workspaces `team` may be another one of it: then Slack's own word decides. */
  #isElsewhere({ team }: Asker): boolean {
    const { teamId, enterpriseId } = this.#settings.identity;
    return team !== undefined && team !== teamId && enterpriseId === undefined;
  }

  async #standingOf(user: string): Promise<Standing> {
    const { clock } = this.#settings;
    const known = this.#known.get(user);
    if (known && Temporal.Duration.compare(known.at.until(clock.now()), KEPT) < 0) return known.standing;
    const standing = await this.#ask(user);
    if (standing === undefined) return known?.standing ?? GUEST;
    this.#known.delete(user);
    this.#known.set(user, { at: clock.now(), standing });
    const [oldest] = this.#known.keys();
    if (this.#known.size > MOST && oldest !== undefined) this.#known.delete(oldest);
    return standing;
  }

  /** Undefined: Slack did not say. */
  async #ask(user: string): Promise<Standing | undefined> {
    const { client, budget, clock, log } = this.#settings;
    const deadline = deadlineIn(clock, PATIENCE_MS);
    if (await budget.admit('users.info', deadline)) return undefined;
    const asked = await withinDeadline(client.users.info({ user }), msUntil(clock, deadline));
    if (asked.type !== 'done') {
      if (asked.type === 'failed' && refusalCode(asked.error) === 'missing_scope' && !this.#warned) {
        this.#warned = true;
        log.warn('Without the scope users:read everybody counts as a guest and sees public seminars only');
      }
      return undefined;
    }
    const { user: person } = asked.value;
    if (!person) return undefined;
    const guest =
      person.is_restricted ||
      person.is_ultra_restricted ||
      person.is_stranger ||
      person.deleted ||
      person.is_bot;
    return { standing: guest ? 'guest' : 'member', ...(person.tz ? { timezone: person.tz } : {}) };
  }
}

const GUEST: Standing = { standing: 'guest' };
