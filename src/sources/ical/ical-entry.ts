import { z } from 'zod';
import { SeriesId } from '../../domain/ids.ts';
import { every, RemoteFields, SourceAddress } from '../entry-fields.ts';

/** `{ type: ical, url: "https://…", series: data-science, every: 15m }`; `webcal:` addresses too. */
export const IcalEntry = z.strictObject({
  type: z.literal('ical'),
  url: z.preprocess(
    (url) => (typeof url === 'string' ? url.replace(/^webcals?:\/\//i, 'https://') : url),
    SourceAddress,
  ),
  series: SeriesId.exactOptional(),
  dateOrder: z.enum(['day-first', 'month-first']).exactOptional(),
  every: every('15m'),
  ...RemoteFields,
});
export type IcalEntry = z.infer<typeof IcalEntry>;
