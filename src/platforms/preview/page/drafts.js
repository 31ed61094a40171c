import { finish } from './asking.js';
import { find } from './elements.js';

/** What waits for a word, kept as it is in the store. */

/** A sync writes many records one after the other. */
const REST_MS = 400;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let waiting;

export function refreshDrafts() {
  clearTimeout(waiting);
  waiting = setTimeout(refresh, REST_MS);
}

/** A draft that somebody is at work on, and an answer that was given below one, stay as they are. */
async function refresh() {
  const section = find('[data-drafts]');
  if (!section) return;
  const response = await fetch(location.pathname, { headers: { Accept: 'text/html' } });
  if (!response.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const fresh = /** @type {HTMLElement | null} */ (page.querySelector('[data-drafts]'));
  const [posts, freshPosts] = [find('.posts', section), fresh && find('.posts', fresh)];
  if (!fresh || !posts || !freshPosts) return;
  for (const post of [...freshPosts.children]) {
    const old = document.getElementById(post.id);
    if (old && (old.contains(document.activeElement) || old.querySelector('.answer'))) post.replaceWith(old);
  }
  // Said and done: it is not there any more, but its answer can still be read.
  const answered = [...posts.children].filter((post) => post.querySelector('.answer'));
  posts.replaceChildren(...answered, ...freshPosts.children);
  const [count, freshCount] = [find('.tab-count', section), find('.tab-count', fresh)];
  if (count && freshCount) count.textContent = freshCount.textContent;
  section.hidden = posts.children.length === 0;
  finish(section);
}
