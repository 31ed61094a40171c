import { putOnClipboard } from './clipboard.js';
import { drawTeams, localiseTimes, onThemeChange } from './drawing.js';

/** The channels on the page, kept as they are on the board. The markup comes from the server, ready. */

const panel = /** @type {HTMLElement} */ (document.querySelector('[data-panel]'));
/** A dead connection is silent: the server beats every 20 s. */
const SILENCE_MS = 50_000;
const SHOWN_THREADS = 30;
let lastId = panel.dataset.cursor ?? '';
let lastHeard = Date.now();
/** @type {EventSource} */
let stream;

/**
 * @param {string} selector
 * @param {ParentNode} [root]
 * @returns {HTMLElement | null}
 */
const find = (selector, root = panel) => root.querySelector(selector);

/** @param {string} text */
function announce(text) {
  const status = find('[data-announce]');
  if (status) status.textContent = text;
}

/** @param {string} markup */
function toElement(markup) {
  const template = document.createElement('template');
  template.innerHTML = markup;
  return /** @type {HTMLElement} */ (template.content.firstElementChild);
}

/** @param {ParentNode} root */
function finish(root) {
  localiseTimes(root);
  if (panel.dataset.drawing === 'teams')
    drawTeams(root, ask).catch((error) => tellProblem(String(error.message)));
}

/* Posts */

/** @typedef {{ channel: string, post: string, message?: string, thread?: string, html?: string }} Shown */

/** @param {Shown} shown */
function showPost(shown) {
  const channel = document.getElementById(shown.channel);
  if (!channel || shown.html === undefined) return reload();
  const fresh = toElement(shown.html);
  const old = document.getElementById(shown.post);
  if (old) {
    const answers = find('.answers', old);
    // What the reader was told below the card stays there when the card changes.
    if (answers) find('.answers', fresh)?.replaceWith(answers);
    fresh.classList.add('changed');
    old.replaceWith(fresh);
    announce(`Changed: ${fresh.getAttribute('aria-label')}`);
  } else {
    fresh.classList.add('fresh');
    place(channel, shown, fresh);
    announce(`New in ${channel.getAttribute('aria-label')}: ${fresh.getAttribute('aria-label')}`);
    if (!channel.hasAttribute('data-current'))
      find(`[href="#${channel.id}"]`)?.setAttribute('data-unread', '');
  }
  finish(fresh);
  count(channel);
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
  // The server watches no more than these: older ones would not be kept true.
  for (const old of [...(posts?.children ?? [])].slice(SHOWN_THREADS)) old.remove();
}

/** @param {Shown} shown */
function removePost(shown) {
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

/* The stream */

function connect() {
  stream?.close();
  stream = new EventSource(`/preview/events?after=${encodeURIComponent(lastId)}`);
  stream.onopen = () => setLive(true);
  stream.onerror = () => {
    setLive(false);
    // A server that refuses ends the stream for good; one that is gone is tried again by the browser itself.
    if (stream.readyState === EventSource.CLOSED) setTimeout(connect, 3000);
  };
  /**
   * @param {string} name
   * @param {(data: any) => void} handle
   */
  const on = (name, handle) =>
    stream.addEventListener(name, (event) => {
      lastHeard = Date.now();
      if (event.lastEventId) lastId = event.lastEventId;
      handle(JSON.parse(event.data));
    });
  on('posted', showPost);
  on('edited', showPost);
  on('removed', removePost);
  on('seminars', () => document.dispatchEvent(new CustomEvent('lectern:seminars')));
  on('reset', reload);
  on('beat', () => {});
}

/** @param {boolean} live */
function setLive(live) {
  lastHeard = Date.now();
  const mark = find('[data-live]');
  const text = find('[data-live-text]');
  if (!mark || !text) return;
  mark.hidden = false;
  mark.classList.toggle('interrupted', !live);
  text.textContent = live ? 'Live' : 'Reconnecting…';
}

let reloading = false;
/**
 * Too much was missed, or a channel is new: everything is shown anew. The reader stays in the same channel, unless there
 * is nothing in it and they did not choose it.
 */
async function reload() {
  if (reloading) return;
  reloading = true;
  try {
    const response = await fetch(location.pathname, { headers: { Accept: 'text/html' } });
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    const next = /** @type {HTMLElement | null} */ (page.querySelector('[data-panel]'));
    if (!next) return;
    const current = find('[data-current]')?.id;
    const stays = chosen || find('[data-current] .post') !== null;
    for (const part of ['.tabs', '.channel', '.panel > .empty']) {
      for (const old of panel.querySelectorAll(part)) old.remove();
    }
    panel.append(...next.querySelectorAll('.tabs, .channel, :scope > .empty'));
    lastId = next.dataset.cursor ?? '';
    if (stays && current && document.getElementById(current)) select(current);
    finish(panel);
  } finally {
    reloading = false;
    connect();
  }
}

/* Asking */

/**
 * @param {string} intent
 * @param {string} label
 * @param {HTMLElement} pressed
 */
function ask(intent, label, pressed) {
  const channel = pressed.closest('[data-channel]')?.getAttribute('data-channel');
  const body = { intent, asked: label, ...(channel ? { channel } : {}) };
  const earlier = pressed.closest('.answer');
  const answers =
    (earlier ?? pressed).closest('.answers') ?? pressed.closest('.post')?.querySelector('.answers');
  if (answers instanceof HTMLElement) post(body, answers, pressed, earlier);
}

/**
 * An answer stands below what was asked; what an answer led to stands below that, in place of what it led to before.
 * @param {Record<string, string>} body
 * @param {HTMLElement} answers
 * @param {HTMLElement} pressed
 * @param {Element | null} [earlier]
 */
async function post(body, answers, pressed, earlier) {
  tellProblem('');
  pressed.setAttribute('aria-busy', 'true');
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  try {
    const response = await fetch('/preview/ask', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ ...body, ...(timeZone ? { timezone: timeZone } : {}) }),
    });
    const { html, problem } = await response.json();
    if (!response.ok) throw new Error(problem);
    const answer = toElement(html);
    answer.classList.add('fresh');
    if (earlier?.parentElement === answers) {
      while (earlier.nextSibling) earlier.nextSibling.remove();
      answers.append(answer);
    } else answers.replaceChildren(answer);
    finish(answer);
    answer.scrollIntoView({ block: 'nearest' });
  } catch (error) {
    tellProblem(
      error instanceof TypeError
        ? 'The service does not answer. Is it running?'
        : String(error instanceof Error ? error.message : error),
    );
  } finally {
    pressed.removeAttribute('aria-busy');
  }
}

/** @param {string} text */
function tellProblem(text) {
  const problem = find('[data-problem]');
  if (!problem) return;
  problem.textContent = text;
  problem.hidden = text === '';
}

/* Copying */

/** @param {HTMLElement} button */
async function copy(button) {
  const kind = button.dataset.copy ?? '';
  const post = button.closest('.post');
  const channel = button.closest('[data-channel]')?.getAttribute('data-channel') ?? '';
  const kept = post?.querySelector(':scope > .post-body > .copies-data');
  const fetchCopy = async () => {
    if (kept) return JSON.parse(kept.textContent ?? '{}')[kind];
    const query = new URLSearchParams({
      channel,
      message: post?.getAttribute('data-message') ?? '',
      as: kind,
    });
    const response = await fetch(`/preview/copy?${query}`);
    if (!response.ok) throw new Error('The card is not there any more.');
    return response.json();
  };
  const label = button.textContent;
  try {
    await putOnClipboard(fetchCopy, !['blockKit', 'adaptiveCard'].includes(kind));
    button.textContent = 'Copied';
    announce('Copied.');
  } catch (error) {
    button.textContent = 'Not copied';
    announce(`Not copied. ${error instanceof Error ? error.message : ''}`);
  }
  setTimeout(() => {
    button.textContent = label;
  }, 1800);
}

/* Channels and the switch */

let chosen = false;
/** @param {string} id */
function select(id) {
  for (const channel of panel.querySelectorAll('.channel'))
    channel.toggleAttribute('data-current', channel.id === id);
  for (const tab of panel.querySelectorAll('[data-tab]')) {
    const current = tab.getAttribute('href') === `#${id}`;
    if (current) {
      tab.setAttribute('aria-current', 'true');
      tab.removeAttribute('data-unread');
    } else tab.removeAttribute('aria-current');
  }
}

/** @param {string} drawing */
function switchDrawing(drawing) {
  panel.dataset.drawing = drawing;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in browsers still in use
  document.cookie = `drawing=${drawing}; path=/; max-age=31536000; samesite=strict`;
  finish(panel);
}

panel.addEventListener('click', (event) => {
  const target = event.target instanceof Element ? event.target : null;
  const pressed = /** @type {HTMLElement | null} */ (
    target?.closest('[data-intent], [data-copy], [data-dismiss], [data-words], [data-tab]')
  );
  if (!pressed) return;
  if (pressed.dataset.intent) ask(pressed.dataset.intent, (pressed.textContent ?? '').trim(), pressed);
  else if (pressed.dataset.copy) copy(pressed);
  else if (pressed.dataset.words) submit(pressed.dataset.words, pressed);
  else if (pressed.hasAttribute('data-dismiss')) dismiss(pressed);
  else if (pressed.dataset.tab) {
    event.preventDefault();
    const id = (pressed.getAttribute('href') ?? '').slice(1);
    select(id);
    chosen = true;
    // For the next time that the page is loaded; without jumping there now.
    history.replaceState(null, '', `#${id}`);
  }
});

/** @param {HTMLElement} pressed */
function dismiss(pressed) {
  const answer = pressed.closest('.answer');
  const owner = answer?.parentElement?.closest('.post, form');
  answer?.remove();
  /** @type {HTMLElement | null | undefined} */ (owner?.querySelector('input, button'))?.focus();
}

/**
 * @param {string} words
 * @param {HTMLElement} pressed
 */
function submit(words, pressed) {
  const answers = find('[data-answers]');
  const channel = find('[data-current]')?.dataset.channel;
  if (answers) post({ words, ...(channel ? { channel } : {}) }, answers, pressed);
}

find('[data-ask]')?.addEventListener('submit', (event) => {
  event.preventDefault();
  const input = /** @type {HTMLInputElement} */ (find('#ask-words'));
  submit(input.value.trim() || input.placeholder, input);
  input.select();
});

panel.addEventListener('change', (event) => {
  if (event.target instanceof HTMLInputElement && event.target.name === 'drawing')
    switchDrawing(event.target.value);
});

const wanted = location.hash.slice(1);
if (wanted && find(`.channel[id="${CSS.escape(wanted)}"]`)) {
  select(wanted);
  chosen = true;
}
panel.dataset.ready = '';
onThemeChange(() => finish(panel));
finish(panel);
connect();
setInterval(() => {
  if (Date.now() - lastHeard > SILENCE_MS) {
    setLive(false);
    connect();
  }
}, 5000);
