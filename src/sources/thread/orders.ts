import type { DocumentKind } from './readers.ts';

/** What the thread is asked for. It reads one document at a time, and says nothing that it was not asked for. */
export type ThreadOrder =
  | {
      readonly type: 'read';
      readonly kind: DocumentKind;
      readonly document: unknown;
      readonly texts: readonly string[];
    }
  /** The next part of what was read. Without it nothing comes: what arrives is unpacked on the event loop. */
  | { readonly type: 'more' };

export type ThreadAnswer =
  | {
      readonly type: 'part';
      /** Of each list of the reading the items that come next. */
      readonly lists: Readonly<Record<string, readonly unknown[]>>;
      readonly texts: readonly string[];
      readonly isLast: boolean;
    }
  /** DocumentError: a word about the document. */
  | { readonly type: 'refused'; readonly problem: string }
  /** Any other error of the reader. */
  | { readonly type: 'failed'; readonly problem: string };
