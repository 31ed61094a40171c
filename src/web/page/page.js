/** The reader's own time beside the venue's, and a list that keeps up with the records. */

const locale = document.documentElement.lang || 'en';
/** As the server writes clocks: of 24 hours, which nobody misreads, except in the USA. */
const hourCycle = new Intl.Locale(locale).maximize().region === 'US' ? 'h12' : 'h23';

const HOUR = 3_600_000;

/**
 * @param {Date} at
 * @param {Intl.DateTimeFormatOptions} options
 */
const write = (at, options) => new Intl.DateTimeFormat(locale, options).format(at);

/** @param {ParentNode} root */
function addOwnTimes(root) {
  for (const time of root.querySelectorAll('time[data-zone]')) {
    const at = new Date(time.getAttribute('datetime') ?? '');
    const zone = time.getAttribute('data-zone') ?? undefined;
    time.removeAttribute('data-zone');
    /** @type {Intl.DateTimeFormatOptions} */
    const day = { weekday: 'short', day: 'numeric', month: 'short' };
    /** @type {Intl.DateTimeFormatOptions} */
    const clock = { hour: 'numeric', minute: '2-digit', hourCycle };
    const there = write(at, { ...day, ...clock, timeZone: zone });
    if (there === write(at, { ...day, ...clock })) continue;
    const sameDay = write(at, { ...day, timeZone: zone }) === write(at, day);
    const own = document.createElement('span');
    own.className = 'yours';
    own.textContent = ` (${write(at, sameDay ? clock : { ...day, ...clock })} your time)`;
    time.append(own);
  }
}

let refreshing = false;
async function refreshList() {
  const list = document.getElementById('upcoming');
  if (!list || refreshing) return;
  refreshing = true;
  try {
    const response = await fetch(location.pathname, { headers: { Accept: 'text/html' } });
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    const fresh = page.getElementById('upcoming');
    // What the reader has opened or is about to press stays as it is until the next change.
    if (!fresh || !response.ok || list.contains(document.activeElement)) return;
    const open = list.querySelector('details')?.open ?? false;
    list.replaceChildren(...fresh.childNodes);
    const details = list.querySelector('details');
    if (details) details.open = open;
    addOwnTimes(list);
  } finally {
    refreshing = false;
    awaitTurn();
  }
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let turning;
/** The list changes by itself when a seminar begins or ends; longer time-outs than an hour are asked for again then. */
function awaitTurn() {
  clearTimeout(turning);
  const now = Date.now();
  const ahead = [...document.querySelectorAll('[data-turns]')]
    .flatMap((row) => (row.getAttribute('data-turns') ?? '').split(' '))
    .map((instant) => Date.parse(instant) - now)
    .filter((wait) => wait > 0);
  if (ahead.length === 0) return;
  const wait = Math.min(...ahead);
  // A little later than the clock says: the server's may be behind this one.
  turning = setTimeout(wait > HOUR ? awaitTurn : refreshList, Math.min(wait + 1000, HOUR));
}

addOwnTimes(document);
awaitTurn();
/** @type {ReturnType<typeof setTimeout> | undefined} */
let waiting;
document.addEventListener('lectern:seminars', () => {
  // A sync writes many records one after the other.
  clearTimeout(waiting);
  waiting = setTimeout(refreshList, 400);
});
