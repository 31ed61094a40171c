import { z } from 'zod';

/**
 * What the connector takes, written from Microsoft's pages on the Bot Framework's REST API and on Adaptive Cards 1.5, not from
 * what our renderer makes: stricter than Teams, which drops what it cannot draw without a word.
 */
const Text = z.string().min(1);
const Spacing = z.enum(['None', 'Small', 'Default', 'Medium', 'Large', 'ExtraLarge', 'Padding']);
const Size = z.enum(['Small', 'Default', 'Medium', 'Large', 'ExtraLarge']);
const Weight = z.enum(['Lighter', 'Default', 'Bolder']);
const Colour = z.enum(['Default', 'Dark', 'Light', 'Accent', 'Good', 'Warning', 'Attention']);
const element = {
  id: Text.optional(),
  isVisible: z.boolean().optional(),
  spacing: Spacing.optional(),
  separator: z.boolean().optional(),
  height: z.enum(['auto', 'stretch']).optional(),
};
const button = {
  title: Text.max(100),
  tooltip: Text.optional(),
  style: z.enum(['default', 'positive', 'destructive']).optional(),
  mode: z.enum(['primary', 'secondary']).optional(),
};

const Action = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('Action.OpenUrl'), ...button, url: z.url({ protocol: /^https?$/ }) }),
  z.strictObject({
    type: z.literal('Action.Execute'),
    ...button,
    verb: Text.optional(),
    data: z.record(z.string(), z.unknown()).optional(),
  }),
  z.strictObject({
    type: z.literal('Action.ToggleVisibility'),
    ...button,
    targetElements: z
      .array(z.union([Text, z.strictObject({ elementId: Text, isVisible: z.boolean() })]))
      .min(1),
  }),
]);

const Run = z.strictObject({
  type: z.literal('TextRun'),
  text: Text,
  size: Size.optional(),
  weight: Weight.optional(),
  color: Colour.optional(),
  isSubtle: z.boolean().optional(),
  italic: z.boolean().optional(),
  strikethrough: z.boolean().optional(),
  underline: z.boolean().optional(),
  highlight: z.boolean().optional(),
  selectAction: z
    .strictObject({
      type: z.literal('Action.OpenUrl'),
      title: Text.optional(),
      url: z.url({ protocol: /^https?$/ }),
    })
    .optional(),
});

const Element: z.ZodType = z.lazy(() =>
  z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('RichTextBlock'), ...element, inlines: z.array(Run).min(1) }),
    z.strictObject({
      type: z.literal('TextBlock'),
      ...element,
      text: Text,
      style: z.enum(['default', 'heading']).optional(),
      size: Size.optional(),
      weight: Weight.optional(),
      color: Colour.optional(),
      isSubtle: z.boolean().optional(),
      wrap: z.boolean().optional(),
    }),
    z.strictObject({ type: z.literal('ActionSet'), ...element, actions: z.array(Action).min(1).max(6) }),
    z.strictObject({
      type: z.literal('ColumnSet'),
      ...element,
      columns: z
        .array(
          z.strictObject({
            type: z.literal('Column'),
            width: z.union([z.enum(['auto', 'stretch']), z.string().regex(/^\d+px$/), z.number()]).optional(),
            verticalContentAlignment: z.enum(['Top', 'Center', 'Bottom']).optional(),
            items: z.array(Element).min(1),
          }),
        )
        .min(1),
    }),
    z.strictObject({
      type: z.literal('Container'),
      ...element,
      style: z.enum(['default', 'emphasis', 'good', 'attention', 'warning', 'accent']).optional(),
      bleed: z.boolean().optional(),
      items: z.array(Element).min(1),
    }),
  ]),
);

export const StrictCard = z.strictObject({
  $schema: z.url().optional(),
  type: z.literal('AdaptiveCard'),
  version: z.enum(['1.4', '1.5']),
  msteams: z.strictObject({ width: z.literal('Full') }).optional(),
  fallbackText: Text.optional(),
  speak: Text.optional(),
  body: z.array(Element).min(1),
});

const Account = z.object({ id: Text, name: z.string().optional(), aadObjectId: z.string().optional() });

const StrictActivity = z.object({
  type: z.literal('message'),
  from: Account,
  recipient: Account.optional(),
  conversation: z.object({ id: Text }).optional(),
  /** What the banner of the notification says. */
  summary: Text,
  text: z.string().optional(),
  attachments: z
    .array(
      z.strictObject({
        contentType: z.literal('application/vnd.microsoft.card.adaptive'),
        content: StrictCard,
      }),
    )
    .length(1),
});

export const CreateChannelPost = z.object({
  isGroup: z.literal(true),
  bot: Account,
  tenantId: Text,
  channelData: z.object({ channel: z.object({ id: Text }), tenant: z.object({ id: Text }) }),
  activity: z.record(z.string(), z.unknown()),
});
export const CreateDirectChat = z.strictObject({
  isGroup: z.literal(false),
  bot: Account,
  members: z.array(Account).length(1),
  tenantId: Text,
  channelData: z.object({ tenant: z.object({ id: Text }) }),
});

export type ActivityProblem = { readonly status: number; readonly code: string; readonly message: string };

/** Bytes that hold on all of Microsoft's pages; the connector's own word above it is MessageSizeTooBig. */
const MESSAGE_BYTES = 28 * 1024;

export function checkActivity(activity: unknown): ActivityProblem | undefined {
  const size = Buffer.byteLength(JSON.stringify(activity) ?? '');
  if (size > MESSAGE_BYTES) return { status: 413, code: 'MessageSizeTooBig', message: `${size} bytes` };
  const parsed = StrictActivity.safeParse(activity);
  if (parsed.success) return undefined;
  const [issue] = parsed.error.issues;
  const message = issue ? `${issue.path.join('.')}: ${issue.message}` : 'no activity';
  return { status: 400, code: 'BadArgument', message };
}
