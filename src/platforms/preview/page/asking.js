import { drawTeams, localiseTimes } from './drawing.js';
import { find, panel, tellProblem, toElement } from './elements.js';

/** The box, the buttons on cards, and the answers, which only this reader sees. */

/**
 * Draws what came from the server as markup: times in the reader's zone, cards as in Teams where that is wanted.
 * @param {ParentNode} root
 */
export function finish(root) {
  localiseTimes(root);
  if (panel.dataset.drawing === 'teams')
    drawTeams(root, ask).catch((error) => tellProblem(String(error.message)));
}

/**
 * @param {string} intent
 * @param {string} label
 * @param {HTMLElement} pressed
 */
export function ask(intent, label, pressed) {
  const channel = pressed.closest('[data-channel]')?.getAttribute('data-channel');
  const body = { intent, asked: label, ...(channel ? { channel } : {}) };
  const earlier = pressed.closest('.answer');
  const answers =
    (earlier ?? pressed).closest('.answers') ??
    pressed.closest('.post, .channel-head')?.querySelector('.answers');
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

/**
 * Publishes what waits with the start that was filled in, by the clock of its own zone.
 * @param {HTMLFormElement} form
 */
export function publish(form) {
  const input = /** @type {HTMLInputElement | null} */ (form.querySelector('input[name="start"]'));
  const start = input?.value.slice(0, 16).replace('T', ' ');
  const button = find('button[type="submit"]', form);
  if (!start || !button) return;
  ask(JSON.stringify({ type: 'publish', review: form.dataset.publish, start }), `Publish, ${start}`, button);
}

/**
 * Says one thing wherever a seminar was announced.
 * @param {HTMLFormElement} form
 */
export function say(form) {
  const input = /** @type {HTMLInputElement | null} */ (form.querySelector('input[name="text"]'));
  const text = input?.value.trim();
  const post = form.closest('.post');
  if (!text || !(post instanceof HTMLElement)) return;
  ask(JSON.stringify({ type: 'note', seminar: form.dataset.note, text }), `Say: ${text}`, post);
  form.remove();
}

/** @param {HTMLElement} pressed */
export function dismiss(pressed) {
  const answer = pressed.closest('.answer');
  const owner = answer?.parentElement?.closest('.post, .channel-head, form');
  answer?.remove();
  /** @type {HTMLElement | null | undefined} */ (
    owner?.querySelector('input, button') ?? find('#channels')
  )?.focus();
}

/**
 * @param {string} words
 * @param {HTMLElement} pressed
 */
export function submit(words, pressed) {
  const answers = find('[data-answers]');
  const channel = find('[data-current]')?.dataset.channel;
  if (answers) post({ words, ...(channel ? { channel } : {}) }, answers, pressed);
}
