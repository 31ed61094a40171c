import { announce } from './elements.js';

/**
 * Puts a card onto the clipboard: as formatted text for editors that take it, as plain text for the others.
 *
 * @typedef {{ html?: string, text: string }} Copy
 */

/**
 * Copies the card that the button belongs to.
 * @param {HTMLElement} button
 */
export async function copyCard(button) {
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

/**
 * Browsers let a page write only while they hold a press of a button for fresh, so the copy is handed over as a promise
 * before it is fetched.
 * @param {() => Promise<Copy>} fetchCopy
 * @param {boolean} rich
 */
async function putOnClipboard(fetchCopy, rich) {
  if (!navigator.clipboard?.write) {
    copyByEvent(await fetchCopy());
    return;
  }
  const copy = fetchCopy();
  const blob = (/** @type {string} */ type, /** @type {(copy: Copy) => string} */ pick) =>
    copy.then((ready) => new Blob([pick(ready)], { type }));
  await navigator.clipboard.write([
    new ClipboardItem({
      'text/plain': blob('text/plain', ({ text }) => text),
      ...(rich ? { 'text/html': blob('text/html', ({ html, text }) => html ?? text) } : {}),
    }),
  ]);
}

/**
 * Off https and loopback there is no clipboard API; the older way still works.
 * @param {Copy} copy
 */
function copyByEvent(copy) {
  document.addEventListener(
    'copy',
    (event) => {
      event.preventDefault();
      event.clipboardData?.setData('text/plain', copy.text);
      if (copy.html !== undefined) event.clipboardData?.setData('text/html', copy.html);
    },
    { once: true },
  );
  if (!document.execCommand('copy')) throw new Error('The browser did not allow it.');
}
