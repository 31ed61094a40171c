import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type DrawSlack, loadSlackDrawing } from '../../../src/platforms/preview/slack-drawing.ts';
import { adaptSlackStyle } from '../../../src/platforms/preview/slack-style.ts';
import { textOf } from './shown-page.ts';

let draw: DrawSlack;
beforeAll(async () => {
  draw = await loadSlackDrawing();
});

const plain = (text: string) => ({ type: 'section', text: { type: 'plain_text', text } });
const mrkdwn = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });
const escapeMrkdwn = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

describe('drawing as Slack does', () => {
  it('shows plain text to the letter, whatever it is', () => {
    const texts = fc.string({
      unit: fc.constantFrom(...'ab *_~`<>&:@#!|"\'[]()-+=.1\n'),
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(texts, (text) => {
        const drawn = draw([plain(text)]);
        expect(textOf(drawn).trim()).toBe(text.trim());
        expect(drawn).not.toMatch(
          /<(?:strong|em|del|code|a|ul|ol|blockquote)\b|slack_(?:broadcast|user|channel)/,
        );
      }),
    );
  });

  it.each(['<!channel>', '<@U024BE7LH>', '<#C024BE7LR>', '<https://evil.example|x>'])(
    'shows escaped %s as letters, and the live one as what it is',
    (text) => {
      const escaped = draw([mrkdwn(escapeMrkdwn(text))]);
      expect(textOf(escaped)).toContain(text);
      expect(escaped).not.toMatch(/slack_(?:broadcast|user|channel)|href/);
      expect(draw([mrkdwn(text)])).toMatch(/slack_(?:broadcast|user|channel)|href/);
    },
  );

  it('keeps markup where mrkdwn has it', () => {
    expect(draw([mrkdwn('*bold* &amp; ~gone~')])).toMatch(/<strong>.*bold.*<\/strong>.*&amp;.*<s>.*gone/s);
  });

  it('leaves dates to the reader’s own clock, with what they fall back to', () => {
    const drawn = draw([
      mrkdwn('<!date^1796261400^{date_long} {time}|Thursday *3* December, 11:00 Brisbane>'),
    ]);
    expect(drawn).toContain('dateTime="2026-12-03T01:30:00Z"');
    expect(drawn).toContain('data-slack-format="{date_long} {time}"');
    expect(textOf(drawn)).toContain('Thursday *3* December, 11:00 Brisbane');
  });

  it('gives buttons what they carry, and link buttons their address', () => {
    const button = (label: string, more: object) => ({
      type: 'button',
      text: { type: 'plain_text', text: label },
      ...more,
    });
    const drawn = draw([
      {
        type: 'actions',
        elements: [
          button('Join', { url: 'https://zoom.example/j/1?a=1&b="2"' }),
          button('Ask', { value: '{"type":"next"}', accessibility_label: 'Ask for the next one' }),
          button('Bad', { url: 'javascript:alert(1)' }),
        ],
      },
    ]);
    expect(drawn).toContain('<a href="https://zoom.example/j/1?a=1&amp;b=&quot;2&quot;" target="_blank"');
    expect(drawn).toMatch(
      /<button type="button" data-intent="{&quot;type&quot;:&quot;next&quot;}" aria-label="Ask for the next one"/,
    );
    expect(drawn).not.toContain('javascript:');
  });

  it('can stand in one page many times, under a strict policy', () => {
    const drawn = draw([
      { ...mrkdwn('x'), block_id: 'same' },
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_list',
            style: 'bullet',
            elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'item' }] }],
          },
        ],
      },
    ]);
    expect(drawn).toContain('item');
    expect(drawn).not.toMatch(/\sid="|\sstyle="/);
  });

  it('draws no private characters that a record brought along', () => {
    expect(textOf(draw([plain('a\ue100b\ue101c')]))).toContain('abc');
  });
});

describe('the library’s style', () => {
  it('follows the reader’s system, and applies to every message', () => {
    const css = adaptSlackStyle(
      '#slack_blocks_to_jsx .a{color:red}#slack_blocks_to_jsx .b:where([data-theme=dark],[data-theme=dark] *){color:blue}',
    );
    expect(css).toBe(
      ':is(#slack_blocks_to_jsx,.slack-drawing) .a{color:red}@media (prefers-color-scheme:dark){:is(#slack_blocks_to_jsx,.slack-drawing) .b{color:blue}}',
    );
  });
});
