import type { Block, MessageProps } from 'slack-blocks-to-jsx';
import { escapeHtml, safeHref } from './html-text.ts';
import { type DrawnButton, prepareBlocks } from './slack-blocks.ts';
import { liftVeils } from './slack-veil.ts';

/** Block Kit JSON → the HTML of the message's body, as Slack would draw it. */
export type DrawSlack = (blocks: readonly unknown[]) => string;

/**
 * Loads the drawing library and React (some 300 ms, 60 MB), so on a thread of its own (see `slack-drawer.ts`).
 * Times become `<time>` elements that the page's script writes in the reader's zone; buttons carry what they do.
 */
export async function loadSlackDrawing(): Promise<DrawSlack> {
  const [{ Message }, { createElement }, { renderToStaticMarkup }] = await Promise.all([
    import('slack-blocks-to-jsx'),
    import('react'),
    import('react-dom/server'),
  ]);
  const hooks: MessageProps['hooks'] = {
    date: ({ timestamp, format, fallback }) =>
      createElement(
        'time',
        { dateTime: dateTimeOf(timestamp), 'data-slack-format': format },
        fallback === '' ? dateTimeOf(timestamp) : fallback,
      ),
    link: ({ href, children, className }) =>
      createElement('a', { href, className, target: '_blank', rel: 'noopener noreferrer' }, children),
  };
  return (blocks) => {
    const prepared = prepareBlocks(blocks);
    const markup = renderToStaticMarkup(
      createElement(Message, {
        blocks: prepared.blocks.filter(isBlock),
        hooks,
        name: '',
        logo: '',
        withoutWrapper: true,
        theme: 'light',
      }),
    );
    return finishMarkup(liftVeils(markup), prepared.buttons);
  };
}

/** The library checks nothing itself: what it does not know it leaves out. */
function isBlock(node: unknown): node is Block {
  return typeof node === 'object' && node !== null && 'type' in node && typeof node.type === 'string';
}

function dateTimeOf(timestamp: string): string {
  return Temporal.Instant.fromEpochMilliseconds(Number(timestamp) * 1000).toString();
}

/**
 * The wrapper's id would stand in the page once a message, and style attributes are refused by the page's policy: both
 * go. Only addresses that a page may link to are left.
 */
function finishMarkup(markup: string, buttons: readonly DrawnButton[]): string {
  const plain = markup
    .replace('<div id="slack_blocks_to_jsx" data-theme="light"', '<div')
    .replace(/ style="[^"]*"/g, '')
    .replace(/ href="([^"]*)"/g, (attribute, href: string) =>
      /^(?:https?:|mailto:)/i.test(href) ? attribute : '',
    );
  return plain.replace(
    /<button type="button" id="drawn-button-(\d+)"([^>]*)>(.*?)<\/button>/gs,
    (_, index: string, attributes: string, label: string) =>
      drawButton(buttons[Number(index)] ?? {}, attributes, label),
  );
}

function drawButton(button: DrawnButton, attributes: string, label: string): string {
  const href = button.url === undefined ? undefined : safeHref(button.url);
  if (href !== undefined) {
    return `<a href="${escapeHtml(href)}" target="_blank" rel="noopener noreferrer"${attributes}>${label}</a>`;
  }
  const value = escapeHtml(button.value ?? '');
  return `<button type="button" data-intent="${value}"${attributes}>${label}</button>`;
}
