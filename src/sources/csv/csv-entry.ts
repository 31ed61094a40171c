import { z } from 'zod';
import { SeriesId } from '../../domain/ids.ts';
import { every, RemoteFields, SourceAddress } from '../entry-fields.ts';
import { CsvColumns } from './csv-columns.ts';

/** `{ type: csv, url: "https://…", columns: { title: Talk, speaker: Who, start: When } }`, or `path` for a local file. */
export const CsvEntry = z
  .strictObject({
    type: z.literal('csv'),
    url: SourceAddress.exactOptional(),
    path: z.string().min(1).exactOptional(),
    columns: CsvColumns.default({}),
    /** Of rows that name none. */
    series: SeriesId.exactOptional(),
    dateOrder: z.enum(['day-first', 'month-first']).exactOptional(),
    every: every('15m'),
    ...RemoteFields,
  })
  .refine((entry) => (entry.url === undefined) !== (entry.path === undefined), {
    path: ['url'],
    error: 'give either `url` or `path`',
  });
export type CsvEntry = z.infer<typeof CsvEntry>;
