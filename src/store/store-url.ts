/** Where the store is, as `DATABASE_URL` says it. */
export type StoreUrl =
  | { readonly type: 'sqlite'; readonly path: string }
  | { readonly type: 'memory' }
  | { readonly type: 'postgres'; readonly url: string };

/**
 * Reads `sqlite:PATH`, `sqlite::memory:`, `postgres://…` or `postgresql://…`.
 * Throws RangeError naming the value (without a password in it) and what is allowed.
 */
export function parseStoreUrl(text: string): StoreUrl {
  if (/^postgres(ql)?:\/\//.test(text)) {
    if (!URL.canParse(text)) throw describeProblem(text);
    return { type: 'postgres', url: text };
  }
  if (text === 'sqlite::memory:') return { type: 'memory' };
  // `sqlite:///data/x.db` is written by habit; it means the path behind the empty host.
  const path = /^sqlite:(?:\/\/(?=\/))?(.+)$/s.exec(text)?.[1];
  if (path === undefined || path.startsWith('//') || path.startsWith(':')) throw describeProblem(text);
  return { type: 'sqlite', path };
}

function describeProblem(text: string): RangeError {
  return new RangeError(
    `"${hideCredentials(text)}" is no address of a store; allowed are sqlite:PATH, sqlite::memory: and postgres://USER:PASSWORD@HOST/DATABASE`,
  );
}

function hideCredentials(text: string): string {
  return text.replace(/\/\/.*@/s, '//…@').replace(/\?.*/s, '?…');
}
