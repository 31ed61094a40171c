import type { Card } from '../../src/domain/card.ts';
import { SeminarId } from '../../src/domain/ids.ts';

const seminar = SeminarId.parse('k3m9x2pq');
const start = Temporal.Instant.from('2031-03-05T01:00:00Z');

/** One of every element, as an announcement has them. */
export const announcementCard: Card = {
  kind: 'announcement',
  summary:
    'River Lights: tracing glow-worms by sound. Ottoline Fernsby (Tidewater College). Wednesday 5 March 2031, 11:00–12:00 Brisbane. Room 78-420. https://zoom.example/j/111',
  blocks: [
    { type: 'banner', tone: 'neutral', inlines: [{ type: 'text', text: 'Rehearsal of #data-science' }] },
    { type: 'eyebrow', text: 'Data Science Seminar · Confirmation' },
    { type: 'title', text: 'River Lights: tracing glow-worms by sound' },
    {
      type: 'facts',
      facts: [
        { label: 'Speaker', lines: [[{ type: 'text', text: 'Ottoline Fernsby, Tidewater College' }]] },
        {
          label: 'When',
          lines: [
            [
              {
                type: 'time',
                start,
                end: start.add({ hours: 1 }),
                timezone: 'Australia/Brisbane',
                text: 'Wednesday 5 March 2031, 11:00–12:00 Brisbane',
              },
              { type: 'text', text: ' · ' },
              { type: 'relative', text: 'in 3 days' },
            ],
          ],
        },
        {
          label: 'Where',
          lines: [
            [
              { type: 'text', text: 'Room 78-420, ' },
              { type: 'link', text: 'Building 78', url: 'https://maps.example/78' },
            ],
          ],
        },
      ],
    },
    {
      type: 'paragraph',
      inlines: [
        { type: 'text', text: 'Bring a torch. ', strong: true },
        { type: 'text', text: 'Bring a net.', struck: true },
      ],
    },
    {
      type: 'fold',
      label: 'Read the abstract',
      heading: 'Abstract',
      preview: 'Glow-worms hum, it turns out.',
      paragraphs: ['Glow-worms hum, it turns out.', 'Nobody had listened before.'],
      intent: { type: 'show', seminar },
    },
    { type: 'divider' },
    { type: 'footnote', inlines: [{ type: 'text', text: 'Join link appears here at 10:45' }] },
    {
      type: 'actions',
      actions: [
        { type: 'open', label: 'Join on Zoom', url: 'https://zoom.example/j/111', primary: true },
        {
          type: 'ask',
          label: 'Remind me',
          intent: { type: 'remind', seminar },
          spoken: 'Remind me of River Lights',
        },
      ],
    },
  ],
};

/** What the announcement becomes when the room changes: no word of the old room is left. */
export const movedCard: Card = {
  kind: 'announcement',
  summary: 'River Lights: tracing glow-worms by sound. Now in the Kelp Theatre.',
  blocks: [
    { type: 'banner', tone: 'changed', inlines: [{ type: 'text', text: 'New room: the Kelp Theatre' }] },
    { type: 'title', text: 'River Lights: tracing glow-worms by sound' },
  ],
};

export const replyCard: Card = {
  kind: 'change',
  summary: 'New room for River Lights: the Kelp Theatre.',
  blocks: [
    { type: 'paragraph', inlines: [{ type: 'text', text: 'New room: the Kelp Theatre, not Room 78-420.' }] },
  ],
};

/** Text that would notify, link or shout on one platform or another. */
export const hostileTexts: readonly string[] = [
  '<!channel> <!here> <!everyone> <@U024BE7LH> <#C024BE7LR> <!subteam^S123>',
  '@channel @here @everyone',
  '<https://evil.example/a|Join on Zoom>',
  '[Join on Zoom](https://evil.example/b)',
  '![x](https://evil.example/c.png)',
  '<at>Everyone</at> &lt;at&gt;',
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  '*bold* _italic_ ~struck~ `code` **bold** # heading',
  '> quoted',
  '&amp; &lt;b&gt; a|b "c" \'d\'',
  '{{DATE(2031-03-05T01:00:00Z, SHORT)}}',
  '<!date^0^{date}|x>',
];

export function hostileCard(text: string): Card {
  return {
    kind: 'announcement',
    summary: `Summary: ${text}`,
    blocks: [
      { type: 'banner', tone: 'stopped', inlines: [{ type: 'text', text: `banner: ${text}` }] },
      { type: 'eyebrow', text: `eyebrow: ${text}` },
      { type: 'title', text: `title: ${text}` },
      { type: 'title', text: `struck: ${text}`, struck: true },
      {
        type: 'facts',
        facts: [
          {
            label: 'Speaker',
            lines: [
              [
                { type: 'text', text: `fact: ${text}`, strong: true },
                { type: 'link', text: `label: ${text}`, url: 'https://safe.example/' },
              ],
            ],
          },
        ],
      },
      { type: 'paragraph', inlines: [{ type: 'text', text: `paragraph: ${text}` }] },
      {
        type: 'fold',
        label: 'Read more',
        heading: `heading: ${text}`,
        preview: `preview: ${text}`,
        paragraphs: [`preview: ${text}`],
        intent: { type: 'show', seminar },
      },
      {
        type: 'list',
        items: [{ title: `item: ${text}`, lines: [[{ type: 'text', text: `line: ${text}` }]] }],
      },
      { type: 'footnote', inlines: [{ type: 'text', text: `footnote: ${text}` }] },
    ],
  };
}
