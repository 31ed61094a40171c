import { find, panel, tellProblem, toElement } from './elements.js';

/** What can be done about a message: a menu that is filled when it is opened, as things stand then. */

/** @param {HTMLElement} button */
export async function toggleMenu(button) {
  const isOpen = button.getAttribute('aria-expanded') === 'true';
  closeMenu();
  if (isOpen) return;
  const menu = find('[data-menu]', button.parentElement ?? panel);
  const post = button.closest('.post');
  if (!menu || !post) return;
  button.setAttribute('aria-expanded', 'true');
  const query = new URLSearchParams({
    channel: button.closest('[data-channel]')?.getAttribute('data-channel') ?? '',
    message: post.getAttribute('data-message') ?? '',
  });
  try {
    const response = await fetch(`/preview/more?${query}`);
    const { html, problem } = await response.json();
    if (!response.ok) throw new Error(problem);
    // Closed again meanwhile.
    if (button.getAttribute('aria-expanded') !== 'true') return;
    menu.replaceChildren(toElement(html));
    menu.hidden = false;
    menu.classList.toggle('above', menu.getBoundingClientRect().bottom > innerHeight);
    find('button', menu)?.focus({ preventScroll: true });
  } catch (error) {
    button.setAttribute('aria-expanded', 'false');
    tellProblem(error instanceof Error ? error.message : String(error));
  }
}

/** Whoever had the focus in it has it on its button again. */
export function closeMenu() {
  for (const button of panel.querySelectorAll('[data-more][aria-expanded="true"]')) {
    const menu = find('[data-menu]', button.parentElement ?? panel);
    button.setAttribute('aria-expanded', 'false');
    if (!menu) continue;
    if (menu.contains(document.activeElement) && button instanceof HTMLElement) button.focus();
    menu.hidden = true;
    menu.classList.remove('above');
  }
}

/** @param {KeyboardEvent} event */
export function moveInMenu(event) {
  const target = event.target instanceof Element ? event.target : null;
  if (event.key === 'Escape') {
    closeMenu();
    target?.closest('form[data-note]')?.remove();
    return;
  }
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  const menu = target?.closest('[data-menu]');
  if (step === 0 || !menu) return;
  event.preventDefault();
  const items = [...menu.querySelectorAll('button')];
  const at = items.indexOf(/** @type {HTMLButtonElement} */ (target));
  items[(at + step + items.length) % items.length]?.focus();
}

/**
 * A line to type into, below the card.
 * @param {HTMLElement} pressed
 * @param {string} seminar
 */
export function offerWords(pressed, seminar) {
  const post = pressed.closest('.post');
  const answers = post && find('.answers', post);
  if (!post || !answers) return;
  find('form[data-note]', post)?.remove();
  const form = document.createElement('form');
  form.className = 'say';
  form.dataset.note = seminar;
  const id = `say-${post.id}`;
  const label = Object.assign(document.createElement('label'), {
    htmlFor: id,
    textContent: 'Say something where this seminar was announced',
  });
  const line = Object.assign(document.createElement('div'), { className: 'ask-line' });
  const input = Object.assign(document.createElement('input'), {
    id,
    name: 'text',
    type: 'text',
    required: true,
    maxLength: 500,
    autocomplete: 'off',
    placeholder: 'Starting ten minutes late',
  });
  const button = Object.assign(document.createElement('button'), { type: 'submit', textContent: 'Say it' });
  line.append(input, button);
  form.append(label, line);
  answers.before(form);
  input.focus();
}
