import { html } from 'hono/html';
import type { WaitingCard } from '../../ports/waiting-list.ts';
import type { Markup, PostView } from './post-view.ts';

/** What waits for a word, each as it would be, one press away from being published. */
export function renderDrafts(waiting: readonly WaitingCard[], view: PostView): Markup {
  return html`<section class="waiting" data-drafts aria-labelledby="drafts-heading"${waiting.length === 0 ? html` hidden` : ''}>
<h3 id="drafts-heading">Drafts <span class="tab-count">${waiting.length}</span></h3>
<p class="panel-note">These wait for your word. Nobody has been told of them.</p>
<div class="posts">${waiting.map((draft) => view.draft(draft.card, `draft-${draft.review}`, renderStart(draft)))}</div>
</section>`;
}

/** Where nothing but the start is missing, it can be given here. */
function renderStart({ review, name, startIn }: WaitingCard): Markup {
  if (startIn === undefined) return html``;
  const field = `start-${review}`;
  return html`<form class="give-start" data-publish="${review}">
<label for="${field}">When does it start? <span class="quiet">(${startIn})</span></label>
<div class="ask-line">
<input id="${field}" name="start" type="datetime-local" required>
<button type="submit" aria-label="Publish “${name}”">Publish</button>
</div>
</form>`;
}
