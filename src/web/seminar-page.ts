import { html } from 'hono/html';
import type { Look } from '../domain/cards/look.ts';
import { hostName, missingText, seriesName, shortReason, titleOf } from '../domain/cards/naming.ts';
import { placeText } from '../domain/cards/place.ts';
import { lineOf, paragraphsOf } from '../domain/cards/plain.ts';
import { providerOf } from '../domain/cards/provider.ts';
import { whenText } from '../domain/cards/timing.ts';
import { phaseOf } from '../domain/phase.ts';
import type { Seminar, Speaker } from '../domain/seminar.ts';
import type { Markup } from './layout.ts';
import { renderMarks, renderTime } from './seminar-row.ts';

/** One seminar in full, as everybody who may see it at all may see it: never with its join link. */
export function renderSeminar(seminar: Seminar, look: Look): Markup {
  const phase = phaseOf(seminar, look.now);
  const stopped = seminar.status !== 'scheduled';
  const title = lineOf(seminar.title) ?? titleOf(seminar, look);
  const missing = missingText({ seminar, phase, joinLink: { type: 'hidden' } }, look);
  return html`<article class="seminar">
<p class="back"><a href="/">Upcoming seminars</a></p>
${stopped || phase === 'ended' ? renderStatus(seminar, look) : ''}
${renderMarks(seminar, look, false)}
<h1>${stopped ? html`<s>${title}</s>` : title}</h1>
<dl class="facts">${renderFacts(seminar, look)}</dl>
${missing === undefined ? '' : html`<p class="quiet">${missing}</p>`}
${renderLinks(seminar, look, seminar.start !== undefined && !stopped && phase !== 'ended')}
${renderText(look.words.abstract, paragraphsOf(seminar.abstract))}
${renderBios(seminar.speakers, look)}
${renderText(undefined, paragraphsOf(seminar.note))}
${renderText(look.words.aboutSeries(seriesName(seminar, look)), aboutOf(seminar, look))}
</article>`;
}

function renderStatus(seminar: Seminar, { words }: Look): Markup {
  const reason = shortReason(seminar);
  const text = {
    scheduled: words.endedBanner,
    cancelled: words.cancelledBanner(reason),
    postponed: words.postponedBanner(reason),
  }[seminar.status];
  return html`<p class="banner banner-${seminar.status}">${text}</p>`;
}

function renderFacts(seminar: Seminar, look: Look): readonly (Markup | '')[] {
  const { words } = look;
  const { venue, start } = seminar;
  const stopped = seminar.status !== 'scheduled';
  const when = whenText(seminar, look);
  const place = placeText(seminar, look);
  const provider = providerOf(venue.online);
  const hybrid = venue.online !== undefined && (venue.room ?? venue.building) !== undefined;
  const lines = (label: string, ...values: readonly (Markup | string | undefined)[]): Markup | '' => {
    const shown = values.filter((value) => value !== undefined);
    return shown.length === 0 ? '' : html`<dt>${label}</dt>${shown.map((value) => html`<dd>${value}</dd>`)}`;
  };
  return [
    lines(words.who, ...seminar.speakers.map(renderSpeaker)),
    lines(
      words.when,
      when && (start && !stopped ? renderTime(start, seminar.timezone, when) : html`<s>${when}</s>`),
    ),
    lines(
      words.where,
      place && (venue.map ? html`<a href="${venue.map}" rel="noopener noreferrer">${place}</a>` : place),
      hybrid ? words.online(provider) : undefined,
    ),
    lines(words.host, hostName(seminar, look)),
    lines(words.chair, lineOf(seminar.chair)),
    lines(words.panel, ...(seminar.panel ?? [])),
  ];
}

function renderLinks(seminar: Seminar, { words }: Look, ahead: boolean): Markup | '' {
  const { id, slides, recording } = seminar;
  const links = [
    ...(ahead ? [html`<a class="button" href="/seminars/${id}.ics">${words.addToCalendar}</a>`] : []),
    ...(slides ? [html`<a href="${slides}" rel="noopener noreferrer">${words.slides}</a>`] : []),
    ...(recording ? [html`<a href="${recording}" rel="noopener noreferrer">${words.recording}</a>`] : []),
    ...(seminar.recorded && !recording ? [html`<span class="quiet">${words.recorded}</span>`] : []),
  ];
  return links.length === 0 ? '' : html`<p class="buttons">${links}</p>`;
}

function renderSpeaker({ name, affiliation, url }: Speaker): Markup {
  const named = url ? html`<a href="${url}" rel="noopener noreferrer">${name}</a>` : html`${name}`;
  const who = html`<strong>${named}</strong>`;
  return affiliation === undefined ? who : html`${who}, ${affiliation}`;
}

function renderBios(speakers: readonly Speaker[], { words }: Look): Markup | '' {
  const withBio = speakers.filter(({ bio }) => paragraphsOf(bio).length > 0);
  if (withBio.length === 0) return '';
  return html`<section class="prose"><h2>${words.aboutSpeakers(withBio.length)}</h2>${withBio.map(
    ({ name, bio }) =>
      html`${withBio.length > 1 ? html`<h3>${name}</h3>` : ''}${paragraphsOf(bio).map((text) => html`<p>${text}</p>`)}`,
  )}</section>`;
}

function aboutOf(seminar: Seminar, look: Look): readonly string[] {
  return paragraphsOf(seminar.about ?? look.seriesOf(seminar)?.about);
}

function renderText(heading: string | undefined, paragraphs: readonly string[]): Markup | '' {
  if (paragraphs.length === 0) return '';
  return html`<section class="prose">${heading === undefined ? '' : html`<h2>${heading}</h2>`}${paragraphs.map((text) => html`<p>${text}</p>`)}</section>`;
}
