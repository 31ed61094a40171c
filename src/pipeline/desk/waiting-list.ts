import type { Card } from '../../domain/card.ts';
import { lookOf } from '../../domain/cards/look.ts';
import { nameOfReview } from '../../domain/cards/review-says.ts';
import type { CardContext, CardSubject } from '../../domain/cards/subject.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Review } from '../../domain/review.ts';
import type { Clock } from '../../ports/clock.ts';
import type { StoreReader } from '../../ports/store.ts';
import type { WaitingCard, WaitingList } from '../../ports/waiting-list.ts';
import { listProposals } from '../review/list-proposals.ts';

/** More than anybody looks through at once; the list grows again as words are said. */
const MOST = 50;

export function createWaitingList(parts: {
  readonly read: StoreReader;
  readonly policy: Policy;
  readonly clock: Pick<Clock, 'now'>;
  readonly composeCard: (subject: CardSubject, context: CardContext) => Card;
}): WaitingList {
  const { read, policy, clock, composeCard } = parts;
  return {
    async list() {
      const context: CardContext = {
        now: clock.now(),
        locale: policy.locale,
        timezone: policy.timezone,
        surface: { type: 'answer', viewer: { standing: 'organiser' }, joinLink: 'always' },
        command: policy.command,
        seriesOf: ({ series }) => policy.series.find(({ id }) => id === series),
        ...(policy.publicUrl === undefined ? {} : { publicUrl: policy.publicUrl }),
      };
      const proposals = await listProposals(read);
      return proposals.slice(0, MOST).map((proposal): WaitingCard => {
        const zone = startIn(proposal.review);
        return {
          review: proposal.review.id,
          name: nameOfReview(proposal, lookOf(context), 120),
          card: composeCard({ kind: 'review', proposal }, context),
          ...(zone === undefined ? {} : { startIn: zone }),
        };
      });
    },
  };
}

function startIn(review: Review): string | undefined {
  if (review.type === 'closed' || review.kind !== 'new' || review.proposed.start) return undefined;
  return review.proposed.timezone;
}
