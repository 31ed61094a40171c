import { html, raw } from 'hono/html';
import type { Look } from '../domain/cards/look.ts';
import { missingText, titleOf } from '../domain/cards/naming.ts';
import type { Seminar } from '../domain/seminar.ts';
import type { PanelView } from '../ports/page-panel.ts';
import type { Markup } from './layout.ts';
import { renderRow } from './seminar-row.ts';

export interface HomeContent {
  readonly seminars: readonly Seminar[];
  /** Records that nothing is announced of yet; only for the person at this machine. The panel shows them whole. */
  readonly drafts: readonly Seminar[];
  readonly look: Look;
  readonly local: boolean;
  readonly panel?: PanelView;
}

/** Shown at once; the others one press away, so that on a phone the channels are not a long way down. */
const SHOWN_AT_ONCE = 5;

export function renderHome({ seminars, drafts, look, local, panel }: HomeContent): Markup {
  const first = seminars.slice(0, SHOWN_AT_ONCE);
  const others = seminars.slice(SHOWN_AT_ONCE);
  return html`<div class="${panel ? 'home with-panel' : 'home'}">
<section class="upcoming" id="upcoming" tabindex="-1" aria-labelledby="upcoming-heading">
<h1 id="upcoming-heading">Upcoming seminars</h1>
${seminars.length === 0 ? renderEmpty(local) : html`<ol class="rows">${first.map((seminar) => renderRow(seminar, look))}</ol>`}
${others.length > 0 ? html`<details class="more"><summary>Show ${others.length} more</summary><ol class="rows">${others.map((seminar) => renderRow(seminar, look))}</ol></details>` : ''}
${drafts.length > 0 && !panel ? renderDrafts(drafts, look) : ''}
</section>
${panel ? raw(panel.html) : ''}
</div>`;
}

function renderEmpty(local: boolean): Markup {
  if (!local) return html`<p class="empty">No public seminar is scheduled at the moment.</p>`;
  return html`<div class="empty"><p><strong>No seminar is scheduled.</strong></p>
<p>Add a file to <code>config/seminars</code>: an announcement as you would mail it, or a <code>.yaml</code> record with a title and a start. It appears here by itself.</p>
<p><code>npx lectern check</code> tells what a file lacks.</p></div>`;
}

function renderDrafts(drafts: readonly Seminar[], look: Look): Markup {
  return html`<section class="drafts" aria-labelledby="drafts-heading"><h2 id="drafts-heading">Drafts</h2>
<p class="quiet">Not announced yet.</p>
<ul>${drafts.map((seminar) => html`<li>${titleOf(seminar, look)} <span class="quiet">${missingText({ seminar, phase: 'undated', joinLink: { type: 'hidden' } }, look) ?? ''}</span></li>`)}</ul></section>`;
}
