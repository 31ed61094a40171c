import { html, raw } from 'hono/html';
import type { Action, Card, CardBlock, Inline, ListItem, Tone } from '../../domain/card.ts';
import { safeHref } from './html-text.ts';
import { unfold } from './unfold.ts';

type Markup = ReturnType<typeof html>;

/** Mail programs know no style sheets: each element carries its own. Widths in px, colours that survive inversion. */
const FONT = "font-family:'Segoe UI',-apple-system,Roboto,Helvetica,Arial,sans-serif";
const TEXT = 'margin:0 0 12px;font-size:15px;line-height:1.55;color:#1f2328';
const QUIET = 'font-size:13px;line-height:1.5;color:#57606a';
const LINK = 'color:#0b5cad;text-decoration:underline';
const BUTTON =
  'display:inline-block;padding:9px 16px;margin:0 8px 8px 0;border-radius:6px;font-size:14px;text-decoration:none';
const PRIMARY = `${BUTTON};background:#0b5cad;color:#ffffff;border:1px solid #0b5cad;font-weight:600`;
const PLAIN = `${BUTTON};background:#ffffff;color:#1f2328;border:1px solid #b6bec8`;
const BANNER: Readonly<Record<Tone, string>> = {
  neutral: 'background:#eef1f4;color:#1f2328;border-left:4px solid #8b949e',
  good: 'background:#e7f6ec;color:#0f4d2a;border-left:4px solid #2a8a4f',
  changed: 'background:#fff4dc;color:#5c3d00;border-left:4px solid #c98500',
  stopped: 'background:#fdeaea;color:#78161b;border-left:4px solid #c2353d',
};

/**
 * A card as HTML for pasting into a mail: one fragment, inline styles, no script, image or outside reference. Whole:
 * what is folded elsewhere is written out, what can only be pressed (`ask`) is left out.
 */
export function renderHtml(card: Card): string {
  return String(
    html`<div style="${FONT};max-width:640px;text-align:left">${card.blocks.map(renderBlock)}</div>`,
  );
}

/**
 * A card as the plain HTML that the composers of Slack and Teams keep when it is pasted: paragraphs, bold, links,
 * lists. No styles.
 */
export function renderPasteHtml(card: Card): string {
  return String(html`${card.blocks.map(renderPasteBlock)}`);
}

function renderBlock(block: CardBlock): Markup {
  switch (block.type) {
    case 'banner':
      return html`<p style="margin:0 0 14px;padding:10px 14px;font-size:15px;line-height:1.5;${BANNER[block.tone]}"><strong>${renderInlines(block.inlines)}</strong></p>`;
    case 'eyebrow':
      return html`<p style="margin:0 0 2px;${QUIET}">${block.text}</p>`;
    case 'title':
      return html`<h2 style="margin:0 0 14px;font-size:21px;line-height:1.3;font-weight:600;color:#1f2328">${struck(block.text, block.struck)}</h2>`;
    case 'facts':
      return html`<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 14px;border-collapse:collapse">${block.facts.map(
        ({ label, lines }) =>
          html`<tr><td style="padding:2px 16px 2px 0;vertical-align:top;white-space:nowrap;font-size:15px;line-height:1.5;color:#57606a">${label}</td><td style="padding:2px 0;font-size:15px;line-height:1.5;color:#1f2328">${lines.map((line, index) => html`${index > 0 ? raw('<br>') : ''}${renderInlines(line)}`)}</td></tr>`,
      )}</table>`;
    case 'paragraph':
      return html`<p style="${TEXT}">${renderInlines(block.inlines)}</p>`;
    case 'footnote':
      return html`<p style="margin:0 0 12px;${QUIET}">${renderInlines(block.inlines)}</p>`;
    case 'fold': {
      const { heading, paragraphs } = unfold(block);
      return html`${heading === undefined ? '' : html`<h3 style="margin:16px 0 6px;font-size:15px;font-weight:600;color:#1f2328">${heading}</h3>`}${paragraphs.map((text) => html`<p style="${TEXT}">${text}</p>`)}`;
    }
    case 'list':
      return html`${block.items.map(renderItem)}`;
    case 'divider':
      return html`<hr style="margin:16px 0;border:0;border-top:1px solid #d5dae0">`;
    case 'actions': {
      const links = block.actions.map(renderButton);
      return html`${links.length > 0 ? html`<p style="margin:14px 0 6px">${links}</p>` : ''}`;
    }
  }
}

function renderItem(item: ListItem): Markup {
  return html`<div style="margin:0 0 14px;padding:0 0 0 12px;border-left:3px solid #d5dae0"><p style="margin:0;font-size:15px;line-height:1.5;font-weight:600;color:#1f2328">${struck(item.title, item.struck)}</p>${item.lines.map((line) => html`<p style="margin:0;font-size:14px;line-height:1.5;color:#57606a">${renderInlines(line)}</p>`)}${item.action?.type === 'open' ? html`<p style="margin:4px 0 0;font-size:14px">${link(item.action.url, item.action.label, LINK)}</p>` : ''}</div>`;
}

function renderButton(action: Action): Markup | '' {
  if (action.type !== 'open') return '';
  return link(action.url, action.label, action.primary ? PRIMARY : PLAIN);
}

function renderPasteBlock(block: CardBlock): Markup {
  switch (block.type) {
    case 'banner':
      return html`<p><b>${renderInlines(block.inlines)}</b></p>`;
    case 'eyebrow':
      return html`<p>${block.text}</p>`;
    case 'title':
      return html`<p><b>${struck(block.text, block.struck)}</b></p>`;
    case 'facts':
      return html`<p>${block.facts.map(
        ({ label, lines }, index) =>
          html`${index > 0 ? raw('<br>') : ''}<b>${label}:</b> ${lines.map((line, at) => html`${at > 0 ? raw('<br>') : ''}${renderInlines(line)}`)}`,
      )}</p>`;
    case 'paragraph':
    case 'footnote':
      return html`<p>${renderInlines(block.inlines)}</p>`;
    case 'fold': {
      const { heading, paragraphs } = unfold(block);
      return html`${heading === undefined ? '' : html`<p><b>${heading}</b></p>`}${paragraphs.map((text) => html`<p>${text}</p>`)}`;
    }
    case 'list':
      return html`<ul>${block.items.map(
        (item) =>
          html`<li><b>${struck(item.title, item.struck)}</b>${item.lines.map((line) => html`<br>${renderInlines(line)}`)}${item.action?.type === 'open' ? html`<br>${link(item.action.url, item.action.label)}` : ''}</li>`,
      )}</ul>`;
    case 'divider':
      return html``;
    case 'actions': {
      const links = block.actions.filter((action) => action.type === 'open');
      return html`${links.map((action) => html`<p>${link(action.url, action.label)}</p>`)}`;
    }
  }
}

function renderInlines(inlines: readonly Inline[]): Markup[] {
  return inlines.map(renderInline);
}

function renderInline(inline: Inline): Markup {
  switch (inline.type) {
    case 'text': {
      const text = struck(inline.text, inline.struck);
      return inline.strong ? html`<strong>${text}</strong>` : text;
    }
    case 'link': {
      const linked = link(inline.url, inline.text, LINK);
      return inline.strong ? html`<strong>${linked}</strong>` : linked;
    }
    case 'time':
    case 'relative':
      return html`${inline.text}`;
  }
}

/** Whatever a page must not link to is left as text. */
function link(url: string, text: string, style?: string): Markup {
  const href = safeHref(url);
  if (href === undefined) return html`${text}`;
  return style === undefined
    ? html`<a href="${href}">${text}</a>`
    : html`<a href="${href}" style="${style}">${text}</a>`;
}

function struck(text: string, isStruck: boolean | undefined): Markup {
  return isStruck ? html`<s>${text}</s>` : html`${text}`;
}
