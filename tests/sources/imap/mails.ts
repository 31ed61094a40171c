/** A mail as a mailing list delivers it. */
export function aMail(parts: {
  readonly id: string;
  readonly subject: string;
  readonly body: string;
  readonly date?: string;
  readonly inReplyTo?: string;
}): string {
  return [
    'From: Mira Quill <mira@example.edu>',
    'To: talks@example.edu',
    `Subject: ${parts.subject}`,
    `Date: ${parts.date ?? 'Mon, 16 Nov 2026 08:00:00 +1000'}`,
    `Message-ID: <${parts.id}@example.edu>`,
    ...(parts.inReplyTo === undefined
      ? []
      : [`In-Reply-To: <${parts.inReplyTo}@example.edu>`, `References: <${parts.inReplyTo}@example.edu>`]),
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    parts.body,
  ].join('\n');
}

export const TIDES = aMail({
  id: 'tides',
  subject: 'Seminar: Tides by ear',
  body: `Title: Tides by ear
Speaker: Dr Ada Ebb (Tidal College)
Date: 3 December 2026
Time: 11:00 am - 12:00 pm
Venue: Room 78-420

Abstract: Tides are heard before they are seen.
`,
});

export const FOAM = aMail({
  id: 'foam',
  subject: 'Seminar: Foam',
  body: `Title: Foam and its ends
Speaker: Dr Bo Lun (Rockpool University)
Date: 10 December 2026
Time: 11:00 am
Venue: Room 78-420
`,
});

export const CANCELLED = aMail({
  id: 'cancelled',
  subject: 'CANCELLED: Seminar: Tides by ear',
  inReplyTo: 'tides',
  body: `Unfortunately the following seminar is cancelled.

Title: Tides by ear
Speaker: Dr Ada Ebb (Tidal College)
Date: 3 December 2026
Time: 11:00 am
`,
});

export const LUNCH = aMail({
  id: 'lunch',
  subject: 'Who has my mug?',
  body: 'It is blue, and I miss it.\n',
});
