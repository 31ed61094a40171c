import { z } from 'zod';
import { SeriesId } from '../../domain/ids.ts';
import { every, RemoteFields, SourceAddress } from '../entry-fields.ts';

/** `{ type: indico, url: "https://indico.example.org", category: 42 }`; a token for what is not public. */
export const IndicoEntry = z.strictObject({
  type: z.literal('indico'),
  /** Of the site; a path is part of it where Indico does not stand at the root. */
  url: SourceAddress,
  category: z.union([z.int().min(0), z.string().regex(/^\d+$/, 'a number')]).transform(String),
  /** An API token with the scope "Classic API (read only)", as `${VARIABLE}`. */
  token: z.string().min(1).exactOptional(),
  /** Meetings are told contribution by contribution. */
  contributions: z.boolean().default(false),
  series: SeriesId.exactOptional(),
  every: every('15m'),
  ...RemoteFields,
});
export type IndicoEntry = z.infer<typeof IndicoEntry>;
