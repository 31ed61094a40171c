/**
 * Puts a card onto the clipboard: as formatted text for editors that take it, as plain text for the others.
 *
 * @typedef {{ html?: string, text: string }} Copy
 */

/**
 * Browsers let a page write only while they hold a press of a button for fresh, so the copy is handed over as a promise
 * before it is fetched.
 * @param {() => Promise<Copy>} fetchCopy
 * @param {boolean} rich
 */
export async function putOnClipboard(fetchCopy, rich) {
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
