import { describe, expect, it } from 'vitest';
import { composeCard } from '../../src/domain/cards/compose.ts';
import { renderHtml, renderPasteHtml } from '../../src/platforms/preview/render-html.ts';
import { renderText, SLACK_MARKS } from '../../src/platforms/preview/render-text.ts';
import { loadSlackDrawing } from '../../src/platforms/preview/slack-drawing.ts';
import { renderSlack } from '../../src/platforms/slack/card/render-slack.ts';
import { renderTeams } from '../../src/platforms/teams/card/render-teams.ts';
import { sampleContext, sampleSeminar } from '../domain/cards/sample-seminar.ts';

const HOME = 'https://people.example.edu/jun';
const speakers = [
  { name: 'Mira Okafor', affiliation: 'University of Example' },
  { name: 'Jun Example', affiliation: 'Example Institute', url: HOME },
];
const card = composeCard({ kind: 'announcement', seminar: sampleSeminar({ speakers }) }, sampleContext());

/** Everything within a payload that has these words as its text. */
function saying(text: string, node: unknown): readonly object[] {
  if (typeof node !== 'object' || node === null) return [];
  const own = 'text' in node && node.text === text ? [node] : [];
  return [...own, ...Object.values(node).flatMap((value) => saying(text, value))];
}

describe('a speaker with an address stands out like one without', () => {
  it('in Slack', async () => {
    const { blocks } = renderSlack(card);
    expect(saying('Mira Okafor', blocks)).toEqual([
      { type: 'text', text: 'Mira Okafor', style: { bold: true } },
    ]);
    expect(saying('Jun Example', blocks)).toEqual([
      { type: 'link', url: HOME, text: 'Jun Example', style: { bold: true } },
    ]);
    const draw = await loadSlackDrawing();
    expect(draw(blocks)).toMatch(/<a [^>]*font-semibold[^>]*>Jun Example<\/a>/);
  });

  it('in Slack, where the address is none that it takes', () => {
    const endless = `${HOME}?${'x'.repeat(4000)}`;
    const long = composeCard(
      { kind: 'announcement', seminar: sampleSeminar({ speakers: [{ name: 'Jun Example', url: endless }] }) },
      sampleContext(),
    );
    expect(saying('Jun Example', renderSlack(long).blocks)).toEqual([
      { type: 'text', text: 'Jun Example', style: { bold: true } },
    ]);
  });

  it('in Teams', () => {
    for (const { name } of speakers) {
      expect(saying(name, renderTeams(card).card)).toMatchObject([{ type: 'TextRun', weight: 'Bolder' }]);
    }
  });

  it('in a mail, and pasted into a chat', () => {
    for (const html of [renderHtml(card), renderPasteHtml(card)]) {
      expect(html).toContain('<strong>Mira Okafor</strong>');
      expect(html).toMatch(
        /<strong><a href="https:\/\/people\.example\.edu\/jun"[^>]*>Jun Example<\/a><\/strong>/,
      );
    }
  });

  it('typed into Slack; in a plain mail nothing is marked', () => {
    const typed = renderText(card, SLACK_MARKS);
    expect(typed).toContain('*Mira Okafor*, University');
    expect(typed).toContain(`*Jun Example* (${HOME}), Example Institute`);
    expect(renderText(card)).toContain(`Jun Example (${HOME}), Example Institute`);
  });
});
