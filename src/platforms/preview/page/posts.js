import { finish } from './asking.js';
import { announce, find, toElement } from './elements.js';

/**
 * Messages as the stream tells of them.
 *
 * @typedef {{ channel: string, post: string, message?: string, thread?: string, html?: string }} Shown
 */

/** The server watches no more than these in a channel: older ones would not be kept true. */
const SHOWN_THREADS = 30;

/**
 * False where the page has no such channel yet.
 * @param {Shown} shown
 */
export function showPost(shown) {
  const channel = document.getElementById(shown.channel);
  if (!channel || shown.html === undefined) return false;
  const fresh = toElement(shown.html);
  const old = document.getElementById(shown.post);
  if (old) replacePost(old, fresh);
  else {
    fresh.classList.add('fresh');
    place(channel, shown, fresh);
    announce(`New in ${channel.getAttribute('aria-label')}: ${fresh.getAttribute('aria-label')}`);
    if (!channel.hasAttribute('data-current'))
      find(`[href="#${channel.id}"]`)?.setAttribute('data-unread', '');
  }
  finish(fresh);
  count(channel);
  return true;
}

/**
 * What the reader was told below the card stays there when the card changes, and so does the focus.
 * @param {HTMLElement} old
 * @param {HTMLElement} fresh
 */
function replacePost(old, fresh) {
  const answers = find('.answers', old);
  if (answers) find('.answers', fresh)?.replaceWith(answers);
  const words = find('form[data-note]', old);
  if (words) find('.answers', fresh)?.before(words);
  const pressable = 'a[href], button';
  const focused = [...old.querySelectorAll(pressable)].findIndex((one) => one.matches(':focus'));
  fresh.classList.add('changed');
  old.replaceWith(fresh);
  const next = [...fresh.querySelectorAll(pressable)][focused];
  if (next instanceof HTMLElement) next.focus({ preventScroll: true });
  announce(`Changed: ${fresh.getAttribute('aria-label')}`);
}

/**
 * Newest first; replies stand below what they reply to.
 * @param {HTMLElement} channel
 * @param {Shown} shown
 * @param {HTMLElement} post
 */
function place(channel, shown, post) {
  const root = shown.thread && find(`[data-root="${CSS.escape(shown.thread)}"] [data-replies]`, channel);
  if (root) {
    root.append(post);
    return;
  }
  const thread = document.createElement('div');
  thread.className = 'thread';
  thread.dataset.root = shown.message ?? '';
  const replies = document.createElement('div');
  replies.className = 'replies';
  replies.dataset.replies = '';
  thread.append(post, replies);
  const posts = find('[data-posts]', channel);
  posts?.prepend(thread);
  for (const old of [...(posts?.children ?? [])].slice(SHOWN_THREADS)) old.remove();
}

/** @param {Shown} shown */
export function removePost(shown) {
  const post = document.getElementById(shown.post);
  const thread = post?.closest('.thread');
  if (!post) return;
  post.remove();
  if (thread && !thread.querySelector('.post')) thread.remove();
  announce(`Removed: ${post.getAttribute('aria-label')}`);
  const channel = document.getElementById(shown.channel);
  if (channel) count(channel);
}

/** @param {HTMLElement} channel */
function count(channel) {
  const shown = find(`[href="#${channel.id}"] [data-count]`);
  if (shown) shown.textContent = String(channel.querySelectorAll('[data-posts] .post:not(.answer)').length);
}
