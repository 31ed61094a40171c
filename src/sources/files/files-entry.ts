import { z } from 'zod';

/** `{ type: files, path: seminars }`: a folder, relative to the configuration file. */
export const FilesEntry = z.strictObject({
  type: z.literal('files'),
  path: z.string().min(1),
  review: z.boolean().default(true),
});
