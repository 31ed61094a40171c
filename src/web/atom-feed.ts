import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import type { Look } from '../domain/cards/look.ts';
import { titleOf } from '../domain/cards/naming.ts';
import { speakersWithAffiliation } from '../domain/cards/people.ts';
import { placeText } from '../domain/cards/place.ts';
import { paragraphsOf } from '../domain/cards/plain.ts';
import { whenText } from '../domain/cards/timing.ts';
import type { Policy } from '../domain/policy.ts';
import type { Seminar } from '../domain/seminar.ts';
import { addressOf } from './audience.ts';

/** The feed of what is coming up (RFC 4287), what changed last first. */
export function writeAtom(name: string, seminars: readonly Seminar[], look: Look, policy: Policy): string {
  const sorted = seminars.toSorted((a, b) => Temporal.Instant.compare(b.changedAt, a.changedAt));
  const updated = sorted[0]?.changedAt ?? Temporal.Instant.fromEpochMilliseconds(0);
  const feed = html`${raw('<?xml version="1.0" encoding="utf-8"?>')}
<feed xmlns="http://www.w3.org/2005/Atom">
<id>${urnOf('feed')}</id>
<title>${xml(name)}</title>
<updated>${updated.toString()}</updated>
<author><name>Lectern</name></author>
<link rel="self" type="application/atom+xml" href="${addressOf('/feed.xml', policy)}"/>
<link rel="alternate" type="text/html" href="${addressOf('/', policy)}"/>
${sorted.map((seminar) => writeEntry(seminar, look, policy))}</feed>
`;
  return String(feed);
}

function writeEntry(seminar: Seminar, look: Look, policy: Policy): unknown {
  const status = {
    scheduled: '',
    cancelled: `${look.words.cancelled}: `,
    postponed: `${look.words.postponed}: `,
  };
  const lines = [
    whenText(seminar, look),
    placeText(seminar, look),
    speakersWithAffiliation(seminar, look),
    paragraphsOf(seminar.abstract)[0],
  ].filter((line) => line !== undefined);
  return html`<entry>
<id>${urnOf(seminar.id)}</id>
<title>${xml(status[seminar.status] + titleOf(seminar, look))}</title>
<updated>${seminar.changedAt.toString()}</updated>
<link rel="alternate" type="text/html" href="${addressOf(`/seminars/${seminar.id}`, policy)}"/>
<link rel="related" type="text/calendar" href="${addressOf(`/seminars/${seminar.id}.ics`, policy)}"/>
<summary>${xml(lines.join('\n'))}</summary>
</entry>
`;
}

/** Permanent whatever the service's address is: readers tell entries apart by it. */
function urnOf(text: string): string {
  const hex = createHash('sha256').update(`lectern/${text}`).digest('hex');
  // Version 8 of RFC 9562: a UUID made in a way of one's own.
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Characters that XML 1.0 has no way to write. */
function xml(text: string): string {
  return text.toWellFormed().replace(/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/gu, '');
}
