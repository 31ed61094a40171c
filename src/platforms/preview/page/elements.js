/** The panel, and how it is spoken to. */

export const panel = /** @type {HTMLElement} */ (document.querySelector('[data-panel]'));

/**
 * @param {string} selector
 * @param {ParentNode} [root]
 * @returns {HTMLElement | null}
 */
export const find = (selector, root = panel) => root.querySelector(selector);

/**
 * Markup of the server, which has escaped what it holds.
 * @param {string} markup
 */
export function toElement(markup) {
  const template = document.createElement('template');
  template.innerHTML = markup;
  return /** @type {HTMLElement} */ (template.content.firstElementChild);
}

/**
 * For screen readers.
 * @param {string} text
 */
export function announce(text) {
  const status = find('[data-announce]');
  if (status) status.textContent = text;
}

/**
 * For everybody, at the box. Empty: no problem any more.
 * @param {string} text
 */
export function tellProblem(text) {
  const problem = find('[data-problem]');
  if (!problem) return;
  problem.textContent = text;
  problem.hidden = text === '';
}
