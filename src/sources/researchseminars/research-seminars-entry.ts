import { z } from 'zod';
import { SeriesId } from '../../domain/ids.ts';
import { every, RemoteFields, SourceAddress } from '../entry-fields.ts';

/** `{ type: researchseminars, series: NTWeb }`: the series as the site names it in its addresses. */
export const ResearchSeminarsEntry = z.strictObject({
  type: z.literal('researchseminars'),
  series: z.string().regex(/^[A-Za-z0-9_-]{3,32}$/, 'the name in the series’ address, such as NTWeb'),
  /** The configured series that its talks belong to. */
  as: SeriesId.exactOptional(),
  /** Of the site; another installation of the same software speaks the same. */
  url: SourceAddress.default('https://researchseminars.org'),
  every: every('1h'),
  ...RemoteFields,
});
export type ResearchSeminarsEntry = z.infer<typeof ResearchSeminarsEntry>;
