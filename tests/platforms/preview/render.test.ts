import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Card, CardBlock } from '../../../src/domain/card.ts';
import { SeminarId } from '../../../src/domain/ids.ts';
import { renderHtml, renderPasteHtml } from '../../../src/platforms/preview/render-html.ts';
import { renderText, SLACK_MARKS } from '../../../src/platforms/preview/render-text.ts';
import { announcementCard, hostileCard, hostileTexts } from '../../contracts/sample-cards.ts';
import { textOf } from './shown-page.ts';

function cardOf(...blocks: CardBlock[]): Card {
  return { kind: 'reply', summary: 'Summary', blocks };
}

/** What is folded follows the preview, and does not say it again. */
const announcement: Card = {
  ...announcementCard,
  blocks: announcementCard.blocks.map((block) =>
    block.type === 'fold' ? { ...block, paragraphs: block.paragraphs.slice(-1) } : block,
  ),
};

describe('a card as plain text', () => {
  it('reads as a mail would be written', () => {
    expect(renderText(announcement)).toBe(`Rehearsal of #data-science

Data Science Seminar · Confirmation
River Lights: tracing glow-worms by sound
=========================================

Speaker: Ottoline Fernsby, Tidewater College
When: Wednesday 5 March 2031, 11:00–12:00 Brisbane · in 3 days
Where: Room 78-420, Building 78 (https://maps.example/78)

Bring a torch. ~Bring a net.~

Abstract

Glow-worms hum, it turns out.

Nobody had listened before.

* * *

Join link appears here at 10:45

Join on Zoom: https://zoom.example/j/111
`);
  });

  it('heads a fold of which nothing was shown with what it was called', () => {
    const intent = { type: 'show', seminar: SeminarId.parse('k3m9x2pq') } as const;
    const bio = cardOf({ type: 'fold', label: 'About the speaker', paragraphs: ['She hums.'], intent });
    expect(renderText(bio)).toBe('About the speaker\n\nShe hums.\n');
    expect(renderHtml(bio)).toMatch(/<h3[^>]*>About the speaker<\/h3>/);
  });

  it('carries the marks of a chat where it is pasted into one', () => {
    const text = renderText(announcementCard, SLACK_MARKS);
    expect(text).toContain('*River Lights: tracing glow-worms by sound*\n\n*Speaker:* Ottoline');
    expect(text).toContain('*Bring a torch.* ~Bring a net.~');
    expect(text).not.toContain('====');
  });

  it('lists one seminar a paragraph, and names no button that only a bot could answer', () => {
    const intent = { type: 'show', seminar: SeminarId.parse('k3m9x2pq') } as const;
    const text = renderText(
      cardOf({
        type: 'list',
        items: [
          {
            title: 'River Lights',
            struck: true,
            lines: [[{ type: 'text', text: 'Thursday' }]],
            action: { type: 'open', label: 'Its page', url: 'https://talks.example/1' },
          },
          { title: 'Sea Lights', lines: [], action: { type: 'ask', label: 'Show details', intent } },
        ],
      }),
    );
    expect(text).toBe('• ~River Lights~\n  Thursday\n  Its page: https://talks.example/1\n• Sea Lights\n');
  });

  it.each(hostileTexts)('says what a record says, to the letter: %s', (text) => {
    for (const place of ['banner', 'title', 'fact', 'paragraph', 'heading', 'item', 'footnote']) {
      expect(renderText(hostileCard(text))).toContain(`${place}: ${text}`);
    }
  });
});

describe.each([
  ['for a mail', renderHtml],
  ['for a chat', renderPasteHtml],
])('a card as HTML %s', (_, render) => {
  it('holds all of it, folded parts too', () => {
    const text = textOf(render(announcementCard));
    for (const part of [
      'Confirmation',
      'River Lights',
      'Tidewater',
      '11:00–12:00',
      'Nobody had listened',
      'Join on Zoom',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain('Remind me');
    expect(render(announcementCard)).toContain('href="https://zoom.example/j/111"');
  });

  it('loads and runs nothing', () => {
    expect(render(announcementCard)).not.toMatch(/<(?:script|style|img|link|iframe)|\son\w+=|url\(|class=/i);
  });

  it.each(hostileTexts)('shows as text: %s', (text) => {
    const markup = render(hostileCard(text));
    expect(textOf(markup)).toContain(`title: ${text}`);
    expect(markup).not.toMatch(/<(?:script|img|at)\b/);
    expect(markup).not.toContain('href="https://evil.example');
  });

  it('links to the web only', () => {
    const card = cardOf(
      { type: 'paragraph', inlines: [{ type: 'link', text: 'a link', url: 'javascript:alert(1)' }] },
      { type: 'actions', actions: [{ type: 'open', label: 'a button', url: 'data:text/html,x' }] },
    );
    expect(render(card)).not.toContain('href');
    expect(textOf(render(card))).toContain('a link');
    expect(textOf(render(card))).toContain('a button');
  });

  it('never lets text become markup, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const markup = render(cardOf({ type: 'title', text }));
        const tags = [...markup.matchAll(/<\/?([a-z0-9]+)/g)].map(([, name]) => name);
        expect(new Set(tags).difference(new Set(['div', 'h2', 'p', 'b']))).toEqual(new Set());
        expect(textOf(markup).trim()).toBe(text.trim());
      }),
    );
  });
});
