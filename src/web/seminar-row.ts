import { html } from 'hono/html';
import { isSameDay, writeClock, writeDay } from '../domain/cards/dates.ts';
import type { Look } from '../domain/cards/look.ts';
import { missingText, seriesName, titleOf } from '../domain/cards/naming.ts';
import { speakerNames } from '../domain/cards/people.ts';
import { placeText } from '../domain/cards/place.ts';
import { lineOf } from '../domain/cards/plain.ts';
import { whenText } from '../domain/cards/timing.ts';
import { nameZone } from '../domain/cards/zone-name.ts';
import { endOf, phaseOf } from '../domain/phase.ts';
import type { Seminar } from '../domain/seminar.ts';
import type { Markup } from './layout.ts';

/** One seminar of the list: its day as a tile, then what, when, who, where. */
export function renderRow(seminar: Seminar, look: Look): Markup {
  const stopped = seminar.status !== 'scheduled';
  const title = titleOf(seminar, look);
  const where = placeText(seminar, look);
  const who = speakerNames(seminar, look);
  const missing = missingText(
    { seminar, phase: phaseOf(seminar, look.now), joinLink: { type: 'hidden' } },
    look,
  );
  return html`<li class="row${stopped ? ' stopped' : ''}" data-turns="${turnsOf(seminar)}">
${renderTile(seminar, look)}
<div class="row-body">
${renderMarks(seminar, look)}
<h3><a href="/seminars/${seminar.id}">${stopped ? html`<s>${title}</s>` : title}</a></h3>
<p class="row-when">${renderWhen(seminar, look)}</p>
${who === undefined || who === title ? '' : html`<p>${who}</p>`}
${where === undefined || stopped ? '' : html`<p>${where}</p>`}
${missing === undefined ? '' : html`<p class="quiet">${missing}</p>`}
</div>
</li>`;
}

/** When this row will look different: as the seminar begins, and as it ends. */
function turnsOf(seminar: Seminar): string {
  return [seminar.start, endOf(seminar)].filter((at) => at !== undefined).join(' ');
}

/** Kind or series, and what must not be overlooked. `tellsStatus`: false where a banner above says it with the reason. */
export function renderMarks(seminar: Seminar, look: Look, tellsStatus = true): Markup {
  const { words } = look;
  const statusWords = { scheduled: undefined, cancelled: words.cancelled, postponed: words.postponed };
  const status = tellsStatus ? statusWords[seminar.status] : undefined;
  const underWay = seminar.status === 'scheduled' && phaseOf(seminar, look.now) === 'underWay';
  const eyebrow = [seriesName(seminar, look), lineOf(seminar.kind)].filter((part) => part !== undefined);
  return html`<p class="marks">${status === undefined ? '' : html`<span class="mark-stopped">${status}</span> `}${underWay ? html`<span class="mark-now">Now</span> ` : ''}${seminar.audience === 'members' ? html`<span class="mark-members" title="Not on public pages or feeds">Members only</span> ` : ''}<span class="eyebrow">${eyebrow.join(' · ')}</span></p>`;
}

function renderTile(seminar: Seminar, look: Look): Markup {
  if (!seminar.start)
    return html`<div class="tile tile-open" aria-hidden="true"><span class="tile-day">?</span></div>`;
  const local = seminar.start.toZonedDateTimeISO(seminar.timezone);
  const part = (options: Intl.DateTimeFormatOptions): string =>
    local.toPlainDate().toLocaleString(look.locale, options);
  return html`<div class="tile" aria-hidden="true"><span class="tile-month">${part({ month: 'short' })}</span><span class="tile-day">${part({ day: 'numeric' })}</span><span class="tile-weekday">${part({ weekday: 'short' })}</span></div>`;
}

/** The tile is hidden from screen readers, so the day is said here for them. */
function renderWhen(seminar: Seminar, look: Look): Markup {
  const { start, end, timezone } = seminar;
  if (!start) return html`${whenText(seminar, look) ?? 'Date to follow'}`;
  if (end && !isSameDay(start, end, timezone)) return html`${whenText(seminar, look)}`;
  const clock = [start, ...(end ? [end] : [])].map((at) => writeClock(at, timezone, look.locale)).join('–');
  const text = html`<span class="visually-hidden">${writeDay(start, timezone, look.locale)}, </span>${clock} ${nameZone(timezone)}`;
  return seminar.status === 'scheduled' ? renderTime(start, timezone, text) : html`<s>${text}</s>`;
}

/** The page's script adds the reader's own time where it differs from the venue's. */
export function renderTime(start: Temporal.Instant, timezone: string, text: Markup | string): Markup {
  return html`<time datetime="${start.toString()}" data-zone="${timezone}">${text}</time>`;
}
