import { shorten } from '../../../domain/cards/shorten.ts';
import { LIMITS } from './limits.ts';

/**
 * Text → Slack's `text`. Three characters are all that Slack asks to be escaped (docs.slack.dev/messaging/formatting-
 * message-text); raw, `<!channel>` would notify everybody. Marks for bold and the like are switched off by sending
 * `mrkdwn: false` beside it.
 */
function escapeText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** The summary, shortened until its escaped form fits. */
export function renderText(summary: string): string {
  let limit: number = LIMITS.text;
  let text = escapeText(shorten(summary, limit));
  while (text.length > LIMITS.text) {
    limit = Math.floor((limit * LIMITS.text) / text.length);
    text = escapeText(shorten(summary, limit));
  }
  return text;
}
