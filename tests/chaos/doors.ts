import type { SlackFault } from '../support/slack-server/faults.ts';
import type { TeamsFault } from '../support/teams-server/faults.ts';
import type { Stage } from './stage.ts';
import type { Weather } from './weather.ts';

/** A request that writes, as it reaches a platform. Nothing has been done about it yet. */
export interface Knock {
  readonly platform: 'slack' | 'teams';
  /** As the platform names it. */
  readonly channel: string;
  /** Of a post on Slack; empty for all else. */
  readonly key: string;
  /** Slack: the name of the replica that sent it. Teams' address is kept in the store, the same for all: empty. */
  readonly via: string;
  readonly posts: boolean;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** The answer has been written. */
  answered: boolean;
}

/** What somebody at the door may do about a request. `silent`: nobody ever answers. */
export type Seizure = { readonly type: 'silent'; readonly stored: boolean } | { readonly type: 'answered' };

/** Every write of the service, as both platforms see it arrive; whoever wants may seize one before it is answered. */
export class Doors {
  readonly #knocks: Knock[] = [];
  #count = 0;
  seize: (knock: Knock) => Seizure | undefined = () => undefined;

  constructor({ slack, teams }: Stage, weather: Weather) {
    slack.faults.decide = (request): SlackFault | undefined => {
      const posts = request.method === 'chat.postMessage';
      if (!posts && request.method !== 'chat.update' && request.method !== 'chat.delete') {
        return weather.slackFault(request);
      }
      const { channel, key, via } = request;
      const seized = this.#note({ platform: 'slack', channel, key, via, posts });
      if (seized?.type === 'silent') return { type: 'hang', stored: seized.stored };
      return seized ? undefined : weather.slackFault(request);
    };
    teams.faults.decide = (write): TeamsFault | undefined => {
      const posts = write.kind === 'create' || write.kind === 'send';
      const seized = this.#note({ platform: 'teams', channel: write.conversation, key: '', via: '', posts });
      if (seized?.type === 'silent') return { type: 'hang', stored: seized.stored };
      return seized ? undefined : weather.teamsFault(write);
    };
  }

  /** How many there have been. */
  get count(): number {
    return this.#count;
  }

  /** Whether a post like this has arrived since then. Teams' posts carry no key: there, any to the channel counts. */
  hasArrived(platform: Knock['platform'], channel: string, key: string, since: number): Knock | undefined {
    return this.#knocks.findLast(
      (knock) =>
        knock.at >= since &&
        knock.posts &&
        knock.platform === platform &&
        knock.channel === channel &&
        (platform === 'teams' || knock.key === key),
    );
  }

  #note(facts: Omit<Knock, 'at' | 'answered'>): Seizure | undefined {
    const knock: Knock = { ...facts, at: performance.timeOrigin + performance.now(), answered: false };
    this.#knocks.push(knock);
    this.#count += 1;
    // Only the newest are ever asked for.
    if (this.#knocks.length > 2_000) this.#knocks.splice(0, 1_000);
    const seized = this.seize(knock);
    // Whoever is called here is answered before the event loop turns.
    if (seized?.type === 'answered') knock.answered = true;
    return seized;
  }
}
