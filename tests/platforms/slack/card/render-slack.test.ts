import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Card, CardBlock } from '../../../../src/domain/card.ts';
import { SeminarId } from '../../../../src/domain/ids.ts';
import { decodeIntent } from '../../../../src/domain/intent.ts';
import { checkSlackMessage } from '../../../../src/platforms/slack/card/check-message.ts';
import { renderSlack } from '../../../../src/platforms/slack/card/render-slack.ts';
import { announcementCard, hostileCard, hostileTexts } from '../../../contracts/sample-cards.ts';
import { countText, refusalsOf, TOTAL_TEXT } from '../../../support/slack-server/block-rules.ts';
import { displayMessage } from '../../../support/slack-server/displayed.ts';
import { arbitraryCard } from './arbitrary-card.ts';

const seminar = SeminarId.parse('k3m9x2pq');
const cardOf = (...blocks: readonly CardBlock[]): Card => ({
  kind: 'announcement',
  summary: 'Glow-worms',
  blocks,
});
const blocksOf = (...blocks: readonly CardBlock[]) => renderSlack(cardOf(...blocks)).blocks;
const shownOf = (card: Card): string => displayMessage({ ...renderSlack(card), mrkdwn: false }).shown;
const plain = (text: string) => [{ type: 'text', text } as const];
const words = (count: number): string =>
  Array.from({ length: count }, (_, index) => (index % 12 === 11 ? `word${index}.` : `word${index}`)).join(
    ' ',
  );

describe('an announcement on Slack', () => {
  it('reads in order: what, title, who, when, where, about; one row of buttons', () => {
    expect(renderSlack(announcementCard).blocks).toEqual([
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [{ type: 'text', text: 'Rehearsal of #data-science', style: { bold: true } }],
          },
        ],
      },
      {
        type: 'context',
        elements: [{ type: 'plain_text', text: 'Data Science Seminar · Confirmation', emoji: false }],
      },
      {
        type: 'header',
        text: { type: 'plain_text', text: 'River Lights: tracing glow-worms by sound', emoji: false },
      },
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'text', text: 'Speaker', style: { bold: true } },
              { type: 'text', text: '  ' },
              { type: 'text', text: 'Ottoline Fernsby, Tidewater College' },
              { type: 'text', text: '\n' },
              { type: 'text', text: 'When', style: { bold: true } },
              { type: 'text', text: '  ' },
              { type: 'text', text: 'Wednesday 5 March 2031, 11:00–12:00 Brisbane' },
              { type: 'text', text: ' (your time: ' },
              {
                type: 'date',
                timestamp: Date.UTC(2031, 2, 5, 1) / 1000,
                format: '{date_short_pretty}, {time}',
                fallback: '2031-03-05 01:00 UTC',
              },
              { type: 'text', text: ')' },
              { type: 'text', text: ' · ' },
              { type: 'text', text: 'in 3 days' },
              { type: 'text', text: '\n' },
              { type: 'text', text: 'Where', style: { bold: true } },
              { type: 'text', text: '  ' },
              { type: 'text', text: 'Room 78-420, ' },
              { type: 'link', url: 'https://maps.example/78', text: 'Building 78' },
            ],
          },
        ],
      },
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'text', text: 'Bring a torch. ', style: { bold: true } },
              { type: 'text', text: 'Bring a net.', style: { strike: true } },
            ],
          },
        ],
      },
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'text', text: 'Abstract', style: { bold: true } },
              { type: 'text', text: '\n' },
              { type: 'text', text: 'Glow-worms hum, it turns out.' },
            ],
          },
        ],
      },
      {
        type: 'actions',
        elements: [
          {
            type: 'button',
            action_id: 'ask.1',
            text: { type: 'plain_text', text: 'Read the abstract', emoji: false },
            value: '{"type":"show","seminar":"k3m9x2pq"}',
          },
        ],
      },
      { type: 'divider' },
      {
        type: 'context',
        elements: [{ type: 'plain_text', text: 'Join link appears here at 10:45', emoji: false }],
      },
      {
        type: 'actions',
        elements: [
          {
            type: 'button',
            action_id: 'open.2',
            text: { type: 'plain_text', text: 'Join on Zoom', emoji: false },
            url: 'https://zoom.example/j/111',
            style: 'primary',
          },
          {
            type: 'button',
            action_id: 'ask.3',
            text: { type: 'plain_text', text: 'Remind me', emoji: false },
            value: '{"type":"remind","seminar":"k3m9x2pq"}',
            accessibility_label: 'Remind me of River Lights',
          },
        ],
      },
    ]);
  });

  it('puts the buttons of folds behind the others, past a footnote', () => {
    const intent = { type: 'show', seminar } as const;
    const blocks = blocksOf(
      { type: 'fold', label: 'Read the abstract', preview: 'It hums.', paragraphs: [], intent },
      { type: 'fold', label: 'About the speaker', paragraphs: [], intent },
      { type: 'footnote', inlines: plain('Hosted by the School of Rivers') },
      { type: 'actions', actions: [{ type: 'open', label: 'Join', url: 'https://zoom.example/1' }] },
    );
    expect(blocks.map((block) => block.type)).toEqual(['rich_text', 'context', 'actions']);
    const row = blocks.at(-1);
    expect(row?.type === 'actions' && row.elements.map((one) => 'action_id' in one && one.action_id)).toEqual(
      ['open.1', 'ask.2', 'ask.3'],
    );
  });

  it('carries intents that the receiver understands', () => {
    const intent = { type: 'search', words: 'глубина "5 < 6" & more' } as const;
    const [row] = blocksOf({ type: 'actions', actions: [{ type: 'ask', label: 'Look', intent }] });
    const button = row?.type === 'actions' ? row.elements[0] : undefined;
    expect(button?.type === 'button' && decodeIntent(button.value ?? '')).toEqual(intent);
  });

  it('leaves the reader’s time out of what lasts the whole day', () => {
    const midnight = Temporal.ZonedDateTime.from('2031-03-05T00:00[Australia/Brisbane]');
    const day = {
      type: 'time',
      start: midnight.toInstant(),
      end: midnight.add({ days: 1 }).toInstant(),
      timezone: 'Australia/Brisbane',
      text: 'Wednesday 5 March 2031',
    } as const;
    expect(JSON.stringify(blocksOf({ type: 'paragraph', inlines: [day] }))).not.toContain('"date"');
    const begins = { ...day, end: midnight.add({ hours: 1 }).toInstant() };
    expect(JSON.stringify(blocksOf({ type: 'paragraph', inlines: [begins] }))).toContain('"date"');
  });

  it('strikes the title of what is cancelled, in bold, since a header cannot be struck', () => {
    expect(blocksOf({ type: 'title', text: 'River Lights', struck: true })).toEqual([
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [{ type: 'text', text: 'River Lights', style: { bold: true, strike: true } }],
          },
        ],
      },
    ]);
  });

  it('makes a list’s titles links where they open something, and gives them a button where they ask', () => {
    const blocks = blocksOf({
      type: 'list',
      items: [
        {
          title: 'Opens',
          lines: [plain('Monday')],
          action: { type: 'open', label: 'Open', url: 'https://a.example/' },
        },
        {
          title: 'Asks',
          lines: [plain('Tuesday')],
          action: { type: 'ask', label: 'Details', intent: { type: 'show', seminar } },
        },
      ],
    });
    expect(blocks.map((block) => block.type)).toEqual(['rich_text', 'rich_text', 'actions']);
    expect(JSON.stringify(blocks[0])).toContain('{"type":"link","url":"https://a.example/","text":"Opens"');
  });

  it('gives the same JSON for the same card', () => {
    expect(JSON.stringify(renderSlack(announcementCard))).toBe(JSON.stringify(renderSlack(announcementCard)));
  });
});

describe('injection', () => {
  it.each(hostileTexts)('neither blocks nor text let through: %s', (text) => {
    const message = renderSlack(hostileCard(text));
    const json = JSON.stringify(message.blocks);
    expect(json).not.toContain('"mrkdwn"');
    for (const live of ['"broadcast"', '"user"', '"usergroup"', '"channel"', '"emoji":true']) {
      expect(json).not.toContain(live);
    }
    expect(message.text).not.toMatch(/[<>]/);
    expect(checkSlackMessage(message)).toEqual([]);
  });

  it('escapes the three characters of the text, and each once', () => {
    const { text } = renderSlack({
      ...cardOf({ type: 'divider' }),
      summary: 'a < b && c > d <!channel> &amp;',
    });
    expect(text).toBe('a &lt; b &amp;&amp; c &gt; d &lt;!channel&gt; &amp;amp;');
  });
});

describe('limits', () => {
  it('holds a 6,000-word abstract: a preview, shortened at a sentence, and the rest behind its button', () => {
    const card = cardOf(
      { type: 'title', text: 'River Lights' },
      {
        type: 'fold',
        label: 'Read the abstract',
        preview: words(6000),
        paragraphs: [words(6000)],
        intent: { type: 'show', seminar },
      },
      { type: 'footnote', inlines: plain('Hosted by the School of Rivers') },
    );
    const message = renderSlack(card);
    expect(checkSlackMessage(message)).toEqual([]);
    expect(shownOf(card)).toMatch(/word\d+\. …\n/);
    expect(shownOf(card)).toContain('Read the abstract');
    expect(shownOf(card)).toContain('Hosted by the School of Rivers');
    expect(shownOf(card)).not.toContain('Shortened');
  });

  it('says at the end when paragraphs had to be shortened', () => {
    const card = cardOf({ type: 'paragraph', inlines: plain(words(3000)) }, { type: 'divider' });
    expect(checkSlackMessage(renderSlack(card))).toEqual([]);
    expect(shownOf(card)).toMatch(/word\d+\. …/);
    expect(shownOf(card).trimEnd().endsWith('Shortened: one Slack message holds no more.')).toBe(true);
  });

  it('holds twelve speakers with long affiliations, and counts those that it leaves out', () => {
    const speaker = (index: number) => plain(`Speaker ${index}, ${'Institute of Everything '.repeat(20)}`);
    const card = cardOf({
      type: 'facts',
      facts: [{ label: 'Speakers', lines: Array.from({ length: 12 }, (_, index) => speaker(index + 1)) }],
    });
    expect(checkSlackMessage(renderSlack(card))).toEqual([]);
    const shown = shownOf(card);
    const named = [...shown.matchAll(/Speaker \d+,/g)].length;
    expect(named).toBeGreaterThanOrEqual(6);
    expect(shown).toContain(`and ${12 - named} more`);
  });

  it('shows a 500-character title whole, and a longer one cut at a word', () => {
    const title = words(70).slice(0, 500).trim();
    expect(shownOf(cardOf({ type: 'title', text: title }))).toContain(title);
    const endless = shownOf(cardOf({ type: 'title', text: words(200) })).trim();
    expect(endless).toMatch(/word\d+(\. )?…$/);
    expect(endless.length).toBeLessThanOrEqual(600);
  });

  it('keeps a header to 150 characters', () => {
    expect(blocksOf({ type: 'title', text: 'x'.repeat(150) })[0]?.type).toBe('header');
    expect(blocksOf({ type: 'title', text: 'x'.repeat(151) })[0]?.type).toBe('rich_text');
  });

  it('drops the buttons of a list that has more than a message has room for, never its items', () => {
    const items = Array.from({ length: 40 }, (_, index) => ({
      title: `Talk ${index}`,
      lines: [plain('Monday')],
      action: { type: 'ask', label: 'Details', intent: { type: 'show', seminar } } as const,
    }));
    const card = cardOf({ type: 'list', items });
    expect(renderSlack(card).blocks.length).toBeLessThanOrEqual(50);
    for (const { title } of items) expect(shownOf(card)).toContain(title);
  });

  it('says so when a list had to end early', () => {
    const items = Array.from({ length: 40 }, (_, index) => ({
      title: `Talk ${index}`,
      lines: [plain(words(60))],
    }));
    const card = cardOf({ type: 'list', items });
    expect(checkSlackMessage(renderSlack(card))).toEqual([]);
    expect(shownOf(card)).toContain('Shortened');
  });

  it('names a button that Slack would refuse, with the whole message', () => {
    const long = `https://zoom.example/${'a'.repeat(3000)}`;
    const card = cardOf({
      type: 'actions',
      actions: [
        { type: 'open', label: 'Join on Zoom', url: long },
        { type: 'open', label: 'Feed', url: 'webcal://feed.example/' },
      ],
    });
    expect(renderSlack(card).blocks.every((block) => block.type === 'context')).toBe(true);
    expect(shownOf(card)).toContain('“Join on Zoom” leads to an address that Slack does not take.');
    expect(shownOf(card)).toContain('“Feed” leads to an address that Slack does not take.');
  });

  it('shortens what stands beside the blocks after it was escaped', () => {
    const { text } = renderSlack({ ...cardOf({ type: 'divider' }), summary: '&'.repeat(5000) });
    expect(text.length).toBeLessThanOrEqual(4000);
    expect(text.length).toBeGreaterThan(3900);
  });

  it('gives for any card what Slack takes, by our table and by the stand-in’s', () => {
    fc.assert(
      fc.property(arbitraryCard, (card) => {
        const message = renderSlack(card);
        expect(checkSlackMessage(message)).toEqual([]);
        expect(refusalsOf(message.blocks)).toEqual([]);
        expect(countText(message.blocks)).toBeLessThanOrEqual(TOTAL_TEXT);
      }),
      { numRuns: 300 },
    );
  });
});
