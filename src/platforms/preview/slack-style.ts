/**
 * The drawing library's style sheet for our pages. Its wrapper is a class too (a page holds many messages), which keeps
 * the weight of the id, or the library's own reset would win; its dark rules follow the reader's system instead of an
 * attribute.
 */
export function adaptSlackStyle(css: string): string {
  return css
    .replaceAll('#slack_blocks_to_jsx', ':is(#slack_blocks_to_jsx,.slack-drawing)')
    .replace(/([^{}]+)\{([^{}]*)\}/g, (rule, selectors: string, body: string) =>
      selectors.includes('[data-theme=dark]') ? darkRule(selectors, body) : rule,
    );
}

function darkRule(selectors: string, body: string): string {
  const plain = selectors.replace(/:where\(\[data-theme=dark\],\s*\[data-theme=dark\] \*\)/g, '');
  return `@media (prefers-color-scheme:dark){${plain}{${body}}}`;
}
