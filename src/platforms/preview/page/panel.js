import { ask, dismiss, finish, publish, say, submit } from './asking.js';
import { copyCard } from './clipboard.js';
import { refreshDrafts } from './drafts.js';
import { onThemeChange } from './drawing.js';
import { find, panel } from './elements.js';
import { closeMenu, moveInMenu, offerWords, toggleMenu } from './more.js';
import { removePost, showPost } from './posts.js';

/** The channels on the page, kept as they are on the board. The markup comes from the server, ready. */

/** A dead connection is silent: the server beats every 20 s. */
const SILENCE_MS = 50_000;
let lastId = panel.dataset.cursor ?? '';
let lastHeard = Date.now();
/** @type {EventSource} */
let stream;

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
  on('posted', showOrReload);
  on('edited', showOrReload);
  on('removed', removePost);
  on('seminars', () => {
    document.dispatchEvent(new CustomEvent('lectern:seminars'));
    refreshDrafts();
  });
  on('states', showStates);
  on('reset', reload);
  on('beat', () => {});
}

/** @param {import('./posts.js').Shown} shown */
function showOrReload(shown) {
  if (!showPost(shown)) reload();
}

/** @param {Record<string, string>} states by the channels' elements */
function showStates(states) {
  for (const [id, html] of Object.entries(states)) {
    const place = document.getElementById(id)?.querySelector('[data-state]');
    if (!place) continue;
    const had = place.contains(document.activeElement);
    place.innerHTML = html;
    finish(place);
    if (had) /** @type {HTMLElement | null} */ (place.querySelector('button'))?.focus();
  }
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
    target?.closest(
      '[data-intent], [data-copy], [data-dismiss], [data-words], [data-tab], [data-more], [data-say]',
    )
  );
  if (!pressed?.hasAttribute('data-more')) closeMenu();
  if (!pressed) return;
  if (pressed.hasAttribute('data-more')) toggleMenu(pressed);
  else if (pressed.dataset.say) offerWords(pressed, pressed.dataset.say);
  else if (pressed.dataset.intent) ask(pressed.dataset.intent, (pressed.textContent ?? '').trim(), pressed);
  else if (pressed.dataset.copy) copyCard(pressed);
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

find('[data-ask]')?.addEventListener('submit', (event) => {
  event.preventDefault();
  const input = /** @type {HTMLInputElement} */ (find('#ask-words'));
  submit(input.value.trim() || input.placeholder, input);
  input.select();
});

panel.addEventListener('submit', (event) => {
  const form = event.target instanceof HTMLFormElement ? event.target : null;
  if (!form?.dataset.publish && !form?.dataset.note) return;
  event.preventDefault();
  if (form.dataset.publish) publish(form);
  else say(form);
});

panel.addEventListener('keydown', moveInMenu);
document.addEventListener('click', (event) => {
  if (event.target instanceof Node && !panel.contains(event.target)) closeMenu();
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
