import { hostConfig } from './teams-host.js';

/** Cards as Teams draws them, and times as the reader's clock shows them. */

const locale = document.documentElement.lang || 'en';
/** As the server writes clocks: of 24 hours, which nobody misreads, except in the USA. */
const hourCycle = new Intl.Locale(locale).maximize().region === 'US' ? 'h12' : 'h23';
const darkness = matchMedia('(prefers-color-scheme: dark)');
const LIBRARY = new URL('./adaptivecards.js', import.meta.url).href;
/** @type {Promise<any> | undefined} */
let library;

/**
 * Teams would read Markdown in text blocks; our cards have none there, so text is shown as it stands.
 * @param {string} text
 * @param {{ outputHtml: string, didProcess: boolean }} result
 */
function showAsItStands(text, result) {
  const plain = document.createElement('p');
  plain.textContent = text;
  result.outputHtml = plain.outerHTML;
  result.didProcess = true;
}

/** The library is large: it is fetched when the first card is to be drawn as in Teams. */
function loadLibrary() {
  library ??= new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = LIBRARY;
    script.onload = () => {
      const adaptive = Reflect.get(window, 'AdaptiveCards');
      adaptive.AdaptiveCard.onProcessMarkdown = showAsItStands;
      resolve(adaptive);
    };
    script.onerror = () => {
      library = undefined;
      reject(new Error('The drawing library could not be loaded.'));
    };
    document.head.append(script);
  });
  return library;
}

/**
 * Draws every card within `root` that is not drawn yet.
 * @param {ParentNode} root
 * @param {(intent: string, label: string, pressed: HTMLElement) => void} ask
 */
export async function drawTeams(root, ask) {
  const places = [...root.querySelectorAll('.as-teams:not([data-drawn])')];
  if (places.length === 0) return;
  const adaptive = await loadLibrary();
  for (const place of places) {
    const source = place.querySelector('script[type="application/json"]');
    if (!source || place.hasAttribute('data-drawn')) continue;
    place.setAttribute('data-drawn', '');
    const card = new adaptive.AdaptiveCard();
    card.hostConfig = new adaptive.HostConfig(hostConfig(darkness.matches));
    /** @param {any} action */
    card.onExecuteAction = (action) => {
      const type = action.getJsonTypeName();
      if (type === 'Action.OpenUrl') {
        if (/^https?:\/\//i.test(action.url)) window.open(action.url, '_blank', 'noopener,noreferrer');
        return;
      }
      const intent = action.data?.intent;
      const pressed = place.contains(document.activeElement) ? document.activeElement : place;
      if (typeof intent === 'string' && pressed instanceof HTMLElement) ask(intent, action.title, pressed);
    };
    card.parse(JSON.parse(source.textContent ?? '{}'));
    const drawn = card.render();
    // Tab stops on the card itself are of no use: there is nothing to press on it.
    drawn?.removeAttribute('tabindex');
    if (drawn) place.append(drawn);
  }
}

/**
 * The colours are written into the elements, so a change of the system's theme needs new ones.
 * @param {() => void} redraw
 */
export function onThemeChange(redraw) {
  darkness.addEventListener('change', () => {
    for (const place of document.querySelectorAll('.as-teams[data-drawn]')) {
      place.removeAttribute('data-drawn');
      for (const drawn of place.querySelectorAll('.ac-adaptiveCard')) drawn.remove();
    }
    redraw();
  });
}

/** @type {Record<string, Intl.DateTimeFormatOptions>} */
const SLACK_TOKENS = {
  date_num: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date: { year: 'numeric', month: 'long', day: 'numeric' },
  date_pretty: { year: 'numeric', month: 'long', day: 'numeric' },
  date_short: { year: 'numeric', month: 'short', day: 'numeric' },
  date_short_pretty: { year: 'numeric', month: 'short', day: 'numeric' },
  date_long: { year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' },
  date_long_pretty: { year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' },
  day_divider_pretty: { weekday: 'long', month: 'long', day: 'numeric' },
  time: { hour: 'numeric', minute: '2-digit', hourCycle },
  time_secs: { hour: 'numeric', minute: '2-digit', second: '2-digit', hourCycle },
};

/**
 * Writes times in the reader's own zone, as Slack does with the dates of a message.
 * @param {ParentNode} root
 */
export function localiseTimes(root) {
  for (const time of root.querySelectorAll('time[data-slack-format]')) {
    const at = new Date(time.getAttribute('datetime') ?? '');
    const format = time.getAttribute('data-slack-format') ?? '';
    if (Number.isNaN(at.getTime())) continue;
    time.textContent = format.replace(/\{(\w+)\}/g, (token, name) => {
      const options = SLACK_TOKENS[name];
      return options ? new Intl.DateTimeFormat(locale, options).format(at) : token;
    });
    time.removeAttribute('data-slack-format');
  }
  for (const time of root.querySelectorAll('time[data-clock]')) {
    const at = new Date(time.getAttribute('datetime') ?? '');
    const today = at.toDateString() === new Date().toDateString();
    time.textContent = new Intl.DateTimeFormat(locale, {
      ...(today ? {} : { day: 'numeric', month: 'short' }),
      hour: 'numeric',
      minute: '2-digit',
      hourCycle,
    }).format(at);
    if (time instanceof HTMLElement) {
      time.title = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'long' }).format(at);
    }
    time.removeAttribute('data-clock');
  }
}
