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
    checkTls(new URL(text).searchParams.get('sslmode'));
    return { type: 'postgres', url: text };
  }
  if (text === 'sqlite::memory:') return { type: 'memory' };
  // `sqlite:///data/x.db` is written by habit; it means the path behind the empty host.
  const path = /^sqlite:(?:\/\/(?=\/))?(.+)$/s.exec(text)?.[1];
  if (path === undefined || path.startsWith('//') || path.startsWith(':')) throw describeProblem(text);
  return { type: 'sqlite', path };
}

/** As libpq names them; the driver would take any other word for none at all, and connect in the open. */
const TLS_MODES: readonly string[] = [
  'disable',
  'prefer',
  'require',
  'verify-ca',
  'verify-full',
  'no-verify',
];

function checkTls(mode: string | null): void {
  if (mode === null || TLS_MODES.includes(mode)) return;
  throw new RangeError(`"${mode}" is no sslmode of a store's address; allowed are ${TLS_MODES.join(', ')}`);
}

function describeProblem(text: string): RangeError {
  return new RangeError(
    `"${hideCredentials(text)}" is no address of a store; allowed are sqlite:PATH, sqlite::memory: and postgres://USER:PASSWORD@HOST/DATABASE`,
  );
}

function hideCredentials(text: string): string {
  return text.replace(/\/\/.*@/s, '//…@').replace(/\?.*/s, '?…');
}
