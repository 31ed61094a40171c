import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Action, Card, CardBlock, Inline } from '../../../../src/domain/card.ts';
import { SeminarId } from '../../../../src/domain/ids.ts';
import { decodeIntent, encodeIntent } from '../../../../src/domain/intent.ts';
import { byteSize, checkTeamsCard } from '../../../../src/platforms/teams/card/check-card.ts';
import { renderTeams } from '../../../../src/platforms/teams/card/render-teams.ts';
import { CARD_LIMITS } from '../../../../src/platforms/teams/limits.ts';
import { announcementCard, hostileCard, hostileTexts } from '../../../contracts/sample-cards.ts';
import { StrictCard } from '../../../support/teams-server/activity-check.ts';
import { readCard } from '../shown-card.ts';

const seminar = SeminarId.parse('k3m9x2pq');
const ROOM = CARD_LIMITS.activityBytes - CARD_LIMITS.envelopeBytes;

function cardOf(...blocks: readonly CardBlock[]): Card {
  return { kind: 'announcement', summary: 'River Lights. Thursday 11:00 Brisbane.', blocks };
}
function foldOf(
  paragraphs: readonly string[],
  preview?: string,
  label = 'Read the whole abstract',
): CardBlock {
  return {
    type: 'fold',
    label,
    ...(preview === undefined ? {} : { preview }),
    paragraphs,
    intent: { type: 'show', seminar },
  };
}
function expectFit(card: Card): ReturnType<typeof renderTeams> {
  const rendered = renderTeams(card);
  expect(checkTeamsCard(rendered.card)).toEqual({ type: 'valid' });
  expect(StrictCard.safeParse(rendered.card).error?.issues).toBeUndefined();
  expect(byteSize(rendered.card)).toBeLessThanOrEqual(ROOM);
  return rendered;
}

describe('renderTeams', () => {
  it('draws every element, within the schema and its own check', () => {
    const { card, summary } = expectFit(announcementCard);
    expect(card.version).toBe('1.5');
    expect(card.msteams).toEqual({ width: 'Full' });
    expect(card.speak).toContain('Ottoline Fernsby (Tidewater College)');
    expect(card.fallbackText).toBe(card.speak);
    expect(summary).toContain('11:00–12:00 Brisbane');
  });

  it.each([
    'River Lights: tracing glow-worms by sound',
    'Tides (and why they wait)',
    'R&D, profit & loss; C# | F#',
    'What {a} set is - and +1.5% of it is not',
    '2031',
  ])('makes the title "%s" a heading, which a screen reader finds', (text) => {
    const { card } = expectFit(cardOf({ type: 'title', text }));
    expect(card.body[0]).toMatchObject({ type: 'TextBlock', style: 'heading', wrap: true, text });
  });

  it.each([
    '2. Kelp',
    '- Kelp',
    'Kelp *and* tides',
    'www.evil.example',
    'https://evil.example',
    'a_b_c',
    'R&amp;D; &#42; and all',
    '# Kelp',
    '1)',
    '---',
    'Kelp [2] (of 3)',
    '<b>Kelp',
    'a < b > c',
    'Kelp \\* tides',
    '~~Kelp~~',
    '`kelp`',
    'Kelp {{DATE(2031-03-05T01:00:00Z)}}',
  ])('never gives the title "%s" to an element that reads Markdown', (text) => {
    const { card } = expectFit(cardOf({ type: 'title', text }));
    expect(JSON.stringify(card)).not.toContain('"TextBlock"');
    expect(readCard(card).shown).toBe(text);
  });

  it.each(hostileTexts)('keeps to the letter what a record says: %s', (text) => {
    const { card } = expectFit(hostileCard(text));
    const json = JSON.stringify(card);
    expect(json).not.toContain('{{');
    for (const element of card.body)
      if (element.type === 'TextBlock') expect(element.text).not.toContain('evil');
    expect(readCard(card).shown).toContain(`paragraph: ${text}`);
  });

  it('takes control characters and turned writing out, which would reorder what stands around them', () => {
    const { card } = expectFit(
      cardOf({ type: 'paragraph', inlines: [{ type: 'text', text: 'a\u0000b\u202ec\u0007' }] }),
    );
    expect(readCard(card).shown).toBe('a b c ');
  });

  it('makes no link of anything but the web', () => {
    const link = (url: string): Inline => ({ type: 'link', text: 'press me', url });
    const { card } = expectFit(
      cardOf(
        { type: 'paragraph', inlines: [link('javascript:alert(1)'), link('https://safe.example/')] },
        {
          type: 'actions',
          actions: [
            { type: 'open', label: 'File', url: 'file:///etc/passwd' },
            { type: 'open', label: 'Web', url: 'https://safe.example/' },
          ],
        },
      ),
    );
    expect(readCard(card).links).toEqual(['https://safe.example/', 'https://safe.example/']);
    expect(readCard(card).buttons.map((button) => button.title)).toEqual(['Web']);
  });

  it('shows every one of many buttons, no more than six in a row', () => {
    const actions = Array.from(
      { length: 14 },
      (_, index): Action => ({ type: 'open', label: `Way ${index}`, url: 'https://safe.example/' }),
    );
    const { card } = expectFit(cardOf({ type: 'actions', actions }));
    expect(readCard(card).buttons.map((button) => button.title)).toEqual(actions.map(({ label }) => label));
    for (const element of card.body) {
      if (element.type === 'ActionSet') expect(element.actions.length).toBeLessThanOrEqual(6);
    }
  });

  it('hands intents to the desk, with what a screen reader says', () => {
    const action: Action = {
      type: 'ask',
      label: 'Remind me',
      intent: { type: 'remind', seminar, offset: '15m' },
      spoken: 'Remind me of River Lights',
    };
    const { card } = renderTeams(cardOf({ type: 'actions', actions: [action] }), { origin: 'week' });
    expect(card.body[0]).toMatchObject({
      actions: [
        {
          type: 'Action.Execute',
          verb: 'ask',
          tooltip: 'Remind me of River Lights',
          data: { intent: encodeIntent(action.intent), back: 'week' },
        },
      ],
    });
  });

  it('draws a divider as a line above what comes next, and nothing at the end', () => {
    const { card } = renderTeams(
      cardOf(
        { type: 'eyebrow', text: 'a' },
        { type: 'divider' },
        { type: 'eyebrow', text: 'b' },
        { type: 'divider' },
      ),
    );
    expect(card.body.map((element) => element.separator ?? false)).toEqual([false, true]);
  });

  it('ends in a way back where there is one', () => {
    const { card } = renderTeams(cardOf({ type: 'eyebrow', text: 'a' }), { back: {} });
    expect(card.body.at(-1)).toMatchObject({ actions: [{ type: 'Action.Execute', verb: 'back', data: {} }] });
  });
});

describe('a fold', () => {
  it('unfolds the whole text in place, where it fits', () => {
    const paragraphs = ['One. '.repeat(800).trim(), 'Two. '.repeat(800).trim()];
    const { card } = expectFit(cardOf(foldOf(paragraphs)));
    for (const paragraph of paragraphs) expect(readCard(card).shown).toContain(paragraph);
    expect(readCard(card).buttons).toEqual([
      { type: 'Action.ToggleVisibility', title: 'Read the whole abstract' },
    ]);
  });

  it('among others says what it is about, unless it continues what is shown', () => {
    const about = foldOf(['Ottoline listens.'], undefined, 'About the speaker');
    const several = renderTeams(cardOf(foldOf(['Second.'], 'First.'), about)).card;
    expect(readCard(several).shown).toBe(
      ['First.', 'Read the whole abstract', 'About the speaker']
        .concat('Second.', 'About the speaker', 'Ottoline listens.')
        .join(''),
    );
    expect(readCard(renderTeams(cardOf(about)).card).shown).toBe('About the speakerOttoline listens.');
  });

  it('makes the preview way for a text that repeats it, and leaves any other preview standing', () => {
    const repeated = renderTeams(cardOf(foldOf(['First words and more.', 'Then.'], 'First words …'))).card;
    expect(repeated.body[1]).toMatchObject({ actions: [{ targetElements: ['fold-0-preview', 'fold-0'] }] });
    const other = renderTeams(cardOf(foldOf(['Then.'], 'First words.'))).card;
    expect(other.body[1]).toMatchObject({ actions: [{ targetElements: ['fold-0'] }] });
  });

  it('shares its row of buttons with the next', () => {
    const { card } = expectFit(cardOf(foldOf(['Abstract.'], 'Preview.'), foldOf(['Bio.'])));
    expect(card.body.map((element) => element.type)).toEqual([
      'Container',
      'ActionSet',
      'Container',
      'Container',
    ]);
  });

  it.each([
    ['English', 'The hum is heard along three rivers, and nobody knows why. '],
    ['Chinese', '萤火虫的嗡嗡声在三条河上都能听到，没有人知道为什么。'],
  ])('of 6,000 words in %s is shortened at a sentence, with the rest one press away', (_language, phrase) => {
    const paragraphs = Array.from({ length: 60 }, () => phrase.repeat(10).trim());
    const { card } = expectFit(cardOf({ type: 'title', text: 'Long' }, foldOf(paragraphs, paragraphs[0])));
    const { shown, buttons } = readCard(card);
    const rest = buttons.find((button) => button.title === 'Read the rest');
    expect(rest).toMatchObject({ type: 'Action.Execute', verb: 'ask' });
    expect(decodeIntent(JSON.parse(JSON.stringify(rest?.data)).intent)).toEqual({ type: 'show', seminar });
    const words = shown.slice(0, shown.indexOf('Read the rest')).replace(/ …$/, '');
    expect(words).toMatch(/[.。]$/);
    // Most of the room is used.
    expect(byteSize(card)).toBeGreaterThan(ROOM / 3);
  });

  it('that cannot hold anything asks the desk instead', () => {
    const items = Array.from({ length: 60 }, (_, index) => ({
      title: `${index} ${'x'.repeat(280)}`,
      lines: [],
    }));
    const { card } = expectFit(cardOf(foldOf(['Words. '.repeat(500)], 'Preview.'), { type: 'list', items }));
    const fold = readCard(card).buttons.find((button) => button.title === 'Read the whole abstract');
    expect(fold?.type).toBe('Action.Execute');
  });
});

it('a fold without a visible word is asked for at the desk', () => {
  const { card } = expectFit(cardOf(foldOf([' ', '\n'])));
  expect(readCard(card).buttons.map(({ type }) => type)).toEqual(['Action.Execute']);
});

describe('what is too long', () => {
  it('a title of 500 characters ends at a word', () => {
    const text = 'glow-worms and rivers '.repeat(24).trim();
    const { card } = expectFit(cardOf({ type: 'title', text }));
    const { shown } = readCard(card);
    expect(shown).toMatch(/(glow-worms|and|rivers)…$/);
    expect(text.startsWith(shown.slice(0, -1))).toBe(true);
  });

  it('twelve speakers are all named', () => {
    const names = Array.from({ length: 12 }, (_, index) => `Speaker Number ${index}`);
    const lines = names.map((text): readonly Inline[] => [{ type: 'text', text }]);
    const { card } = expectFit(cardOf({ type: 'facts', facts: [{ label: 'Who', lines }] }));
    for (const name of names) expect(readCard(card).shown).toContain(name);
  });

  it('a list says how many it left out', () => {
    const items = Array.from({ length: 400 }, (_, index) => ({
      title: `Seminar ${index} on the habits of kelp`,
      lines: [[{ type: 'text', text: 'Thursday 11:00–12:00 Brisbane, room 78-420' } as const]],
    }));
    const { shown } = readCard(expectFit(cardOf({ type: 'list', items })).card);
    const count = [...shown.matchAll(/Seminar \d+ on/g)].length;
    expect(shown).toContain(`and ${400 - count} more`);
  });
});

describe('any card at all', () => {
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.lorem({ maxCount: 80 }));
  const inline: fc.Arbitrary<Inline> = fc.oneof(
    fc.record({ type: fc.constant('text' as const), text, strong: fc.boolean(), struck: fc.boolean() }),
    fc.record({ type: fc.constant('link' as const), text, url: fc.oneof(fc.webUrl(), text) }),
    fc.record({ type: fc.constant('relative' as const), text }),
  );
  const inlines = fc.array(inline, { maxLength: 6 });
  const lines = fc.array(inlines, { maxLength: 20 });
  const action: fc.Arbitrary<Action> = fc.oneof(
    fc.record({ type: fc.constant('open' as const), label: text, url: fc.webUrl(), spoken: text }),
    fc.record({
      type: fc.constant('ask' as const),
      label: text,
      intent: fc.constant({ type: 'show', seminar } as const),
    }),
  );
  const block: fc.Arbitrary<CardBlock> = fc.oneof(
    fc.record({
      type: fc.constant('banner' as const),
      tone: fc.constantFrom('neutral' as const, 'good' as const, 'changed' as const, 'stopped' as const),
      inlines,
    }),
    fc.record({ type: fc.constant('eyebrow' as const), text }),
    fc.record({ type: fc.constant('title' as const), text, struck: fc.boolean() }),
    fc.record({
      type: fc.constant('facts' as const),
      facts: fc.array(fc.record({ label: text, lines }), { maxLength: 5 }),
    }),
    fc.record({ type: fc.constant('paragraph' as const), inlines }),
    fc.record({
      type: fc.constant('fold' as const),
      label: text,
      heading: text,
      preview: text,
      paragraphs: fc.array(fc.oneof(text, fc.lorem({ maxCount: 3000 })), { maxLength: 6 }),
      intent: fc.constant({ type: 'show', seminar } as const),
    }),
    fc.record({
      type: fc.constant('list' as const),
      items: fc.array(fc.record({ title: text, lines, action }), { maxLength: 40 }),
    }),
    fc.constant({ type: 'divider' } as const),
    fc.record({ type: fc.constant('actions' as const), actions: fc.array(action, { maxLength: 20 }) }),
  );

  it('becomes one that Teams takes', () => {
    fc.assert(
      fc.property(text, fc.array(block, { maxLength: 12 }), (summary, blocks) => {
        expectFit({ kind: 'announcement', summary, blocks });
      }),
      { numRuns: 150 },
    );
  });
});
