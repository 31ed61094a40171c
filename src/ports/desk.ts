import type { Card } from '../domain/card.ts';
import type { ChannelId, PersonId } from '../domain/ids.ts';
import type { Intent, Misuse, Suggestion } from '../domain/intent.ts';

/** Where people's wishes arrive. Receivers acknowledge to their platform first, then hand over and show the reply. */
export interface Desk {
  handle(wish: Intent | Suggestion | Misuse, actor: Actor): Promise<Reply>;
}

export interface Actor {
  readonly person: PersonId;
  /** As the platform tells: guests of a workspace see public seminars only. */
  readonly standing: 'guest' | 'member';
  /** By which the platform knows them, for those whom the configuration names so. */
  readonly emails?: readonly string[];
  /** Those of the groups named in the configuration that they belong to, as it names them. */
  readonly groups?: readonly string[];
  /** Where they asked. */
  readonly channel?: ChannelId;
  /** Where a direct message to them goes, if the platform knows without asking. */
  readonly direct?: ChannelId;
  /** How commands are typed there ("@Lectern"; empty: plain words); absent: as configured. */
  readonly command?: string;
  /** IANA, where the platform tells. */
  readonly timezone?: string;
  /** Everybody in `channel` will see the answer (Teams, by mention): it may show no more than a post there. */
  readonly shared?: boolean;
}

/** Always for the one who asked alone, never for the channel. */
export interface Reply {
  readonly card: Card;
}
