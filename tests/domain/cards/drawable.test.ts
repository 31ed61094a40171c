import fc from 'fast-check';
import { expect, it } from 'vitest';
import { composeCard } from '../../../src/domain/cards/compose.ts';
import { checkSlackMessage } from '../../../src/platforms/slack/card/check-message.ts';
import { renderSlack } from '../../../src/platforms/slack/card/render-slack.ts';
import { checkTeamsCard } from '../../../src/platforms/teams/card/check-card.ts';
import { renderTeams } from '../../../src/platforms/teams/card/render-teams.ts';
import { anyContext, anySubject } from './any-seminar.ts';

/** Where composing and drawing meet: whatever a record holds, neither platform would refuse its card. */
it('any card of any record can be sent to Slack and to Teams', () => {
  fc.assert(
    fc.property(anySubject, anyContext, (subject, context) => {
      const card = composeCard(subject, context);
      expect(checkSlackMessage(renderSlack(card))).toEqual([]);
      expect(checkTeamsCard(renderTeams(card).card)).toEqual({ type: 'valid' });
    }),
    { numRuns: 300 },
  );
});
