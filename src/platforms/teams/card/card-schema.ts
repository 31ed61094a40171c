import { z } from 'zod';
import { CARD_LIMITS, CARD_VERSION } from '../limits.ts';
import { isPlain } from './literal.ts';

/**
 * The elements of Adaptive Cards 1.5 that we use, and nothing else: what is not here is not sent. Microsoft ships no
 * schema in a package, and Teams drops a card that is not valid without a word to the sender.
 */
const Filled = z.string().min(1);
const Spacing = z.enum(['None', 'Small', 'Default', 'Medium', 'Large']);
const Colour = z.enum(['Default', 'Accent', 'Good', 'Attention']);
const Size = z.enum(['Small', 'Default', 'Medium', 'Large']);
const WebAddress = z.url({ protocol: /^https?$/ });

const placed = {
  id: Filled.exactOptional(),
  isVisible: z.boolean().exactOptional(),
  spacing: Spacing.exactOptional(),
  separator: z.boolean().exactOptional(),
};
const labelled = {
  title: Filled.max(CARD_LIMITS.actionTitle),
  tooltip: Filled.exactOptional(),
  style: z.literal('positive').exactOptional(),
};

const OpenUrl = z
  .strictObject({ type: z.literal('Action.OpenUrl'), ...labelled, url: WebAddress })
  .readonly();

/** What a button of ours carries back. */
export const AskData = z.strictObject({ intent: Filled, back: Filled.exactOptional() }).readonly();
export type AskData = z.infer<typeof AskData>;
export const BackData = z.strictObject({ intent: Filled.exactOptional() }).readonly();

const Execute = z
  .strictObject({
    type: z.literal('Action.Execute'),
    ...labelled,
    verb: z.enum(['ask', 'back']),
    data: z.union([AskData, BackData]),
  })
  .readonly();
const ToggleVisibility = z
  .strictObject({
    type: z.literal('Action.ToggleVisibility'),
    ...labelled,
    targetElements: z.array(Filled).min(1).readonly(),
  })
  .readonly();
const CardAction = z.discriminatedUnion('type', [OpenUrl, Execute, ToggleVisibility]);
export type CardAction = z.infer<typeof CardAction>;

const TextRun = z
  .strictObject({
    type: z.literal('TextRun'),
    text: z.string().min(1),
    weight: z.literal('Bolder').exactOptional(),
    size: Size.exactOptional(),
    color: Colour.exactOptional(),
    isSubtle: z.literal(true).exactOptional(),
    strikethrough: z.literal(true).exactOptional(),
    underline: z.literal(true).exactOptional(),
    selectAction: z
      .strictObject({
        type: z.literal('Action.OpenUrl'),
        title: Filled.exactOptional(),
        url: WebAddress,
      })
      .readonly()
      .exactOptional(),
  })
  .readonly();
export type TextRun = z.infer<typeof TextRun>;

const RichTextBlock = z
  .strictObject({
    type: z.literal('RichTextBlock'),
    ...placed,
    inlines: z.array(TextRun).min(1).readonly(),
  })
  .readonly();

/** The one element of ours that reads Markdown: only for texts that have none in them. */
const HeadingBlock = z
  .strictObject({
    type: z.literal('TextBlock'),
    ...placed,
    text: Filled.refine(isPlain, 'a heading holds nothing that Markdown would read'),
    style: z.literal('heading'),
    size: Size.exactOptional(),
    weight: z.literal('Bolder').exactOptional(),
    wrap: z.literal(true),
  })
  .readonly();

const ActionSet = z
  .strictObject({
    type: z.literal('ActionSet'),
    ...placed,
    actions: z.array(CardAction).min(1).max(CARD_LIMITS.actionsPerSet).readonly(),
  })
  .readonly();

/** Three levels are enough, and a schema without a circle says so: card, container, columns. */
const Leaf = z.discriminatedUnion('type', [RichTextBlock, HeadingBlock, ActionSet]);
export type Leaf = z.infer<typeof Leaf>;

const Column = z
  .strictObject({
    type: z.literal('Column'),
    width: z.union([z.literal(['auto', 'stretch']), z.string().regex(/^\d+px$/)]),
    verticalContentAlignment: z.enum(['Top', 'Center']).exactOptional(),
    items: z.array(Leaf).min(1).readonly(),
  })
  .readonly();

const ColumnSet = z
  .strictObject({ type: z.literal('ColumnSet'), ...placed, columns: z.array(Column).min(1).readonly() })
  .readonly();
export type ColumnSet = z.infer<typeof ColumnSet>;

const Container = z
  .strictObject({
    type: z.literal('Container'),
    ...placed,
    style: z.enum(['emphasis', 'good', 'warning', 'attention']).exactOptional(),
    bleed: z.boolean().exactOptional(),
    items: z
      .array(z.union([Leaf, ColumnSet]))
      .min(1)
      .readonly(),
  })
  .readonly();

const CardElement = z.discriminatedUnion('type', [
  RichTextBlock,
  HeadingBlock,
  ActionSet,
  ColumnSet,
  Container,
]);
export type CardElement = z.infer<typeof CardElement>;

export const AdaptiveCard = z
  .strictObject({
    $schema: z.literal('http://adaptivecards.io/schemas/adaptive-card.json'),
    type: z.literal('AdaptiveCard'),
    version: z.literal(CARD_VERSION),
    msteams: z.strictObject({ width: z.literal('Full') }).readonly(),
    fallbackText: Filled,
    speak: Filled,
    body: z.array(CardElement).min(1).readonly(),
  })
  .readonly();
export type AdaptiveCard = z.infer<typeof AdaptiveCard>;
