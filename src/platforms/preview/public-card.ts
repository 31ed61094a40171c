import type { Card } from '../../domain/card.ts';
import { composeCard } from '../../domain/cards/compose.ts';
import { disclosureOf } from '../../domain/disclosure.ts';
import { splitChannelId } from '../../domain/ids.ts';
import type { Policy } from '../../domain/policy.ts';
import type { BoardMessage } from '../../ports/store/board.ts';
import type { StoreReader } from '../../ports/store.ts';

const PUBLIC = { type: 'public' } as const;

/**
 * What of a message may be read by anybody; undefined: nothing. A card was composed for its channel's members, so it is
 * never shown as it is: it is composed anew, for the public, from the record as it is now. Messages whose words cannot
 * be made anew (changes, notes, what was said to one person) stay among members.
 */
export async function composePublicCard(
  message: BoardMessage,
  read: StoreReader,
  policy: Policy,
  now: Temporal.Instant,
): Promise<Card | undefined> {
  if (isDirect(splitChannelId(message.channel).native)) return undefined;
  const post = await read.posts.byMessage(message.channel, message.message);
  if (!post) return undefined;
  const seminars = await read.seminars.many(post.seminars);
  const [seminar] = seminars;
  if (!seminar || seminars.length < post.seminars.length) return undefined;
  if (!seminars.every((one) => disclosureOf(one, PUBLIC, now).visible)) return undefined;
  switch (post.kind) {
    case 'announcement':
    case 'reminder':
    case 'startingNow':
    case 'followUp':
      return composeCard({ kind: post.kind, seminar }, contextOf(policy, now));
    // Digests never carry a join link (rule 9 of the design).
    case 'digest':
      return message.card;
    case 'change':
    case 'note':
    case 'edit':
    case 'removal':
      return undefined;
  }
}

function contextOf(policy: Policy, now: Temporal.Instant): Parameters<typeof composeCard>[1] {
  return {
    now,
    locale: policy.locale,
    timezone: policy.timezone,
    surface: PUBLIC,
    command: policy.command,
    seriesOf: (seminar) => policy.series.find((series) => series.id === seminar.series),
    ...(policy.publicUrl === undefined ? {} : { publicUrl: policy.publicUrl }),
  };
}

/** Direct messages of the preview, or in rehearsal those that would have reached a person. */
function isDirect(native: string): boolean {
  return native.startsWith('@') || /^(?:slack|teams):(?:[^/]+\/)?(?:@|U[A-Z0-9]{6,}$|29:)/.test(native);
}
