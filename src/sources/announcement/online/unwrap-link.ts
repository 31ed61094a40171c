/** Mail gateways rewrite links. Each rule gives the address inside, or nothing where it is none of its kind. */
const WRAPPERS: readonly ((url: URL) => string | undefined)[] = [
  (url) =>
    /(?:^|\.)safelinks\.protection\.outlook\.com$/.test(url.hostname)
      ? (url.searchParams.get('url') ?? undefined)
      : undefined,
  (url) =>
    /(?:^|\.)google\.[a-z.]+$/.test(url.hostname) && url.pathname === '/url'
      ? (url.searchParams.get('q') ?? url.searchParams.get('url') ?? undefined)
      : undefined,
  (url) =>
    /(?:^|\.)urldefense\.(?:proofpoint\.)?com$/.test(url.hostname) ? unwrapUrlDefense(url) : undefined,
  (url) =>
    /(?:^|\.)linkprotect\.cudasvc\.com$/.test(url.hostname)
      ? (url.searchParams.get('a') ?? undefined)
      : undefined,
  (url) =>
    /(?:^|\.)(?:slack-redir\.net|l\.facebook\.com|lm\.facebook\.com|exit\.sc)$/.test(url.hostname)
      ? (url.searchParams.get('url') ?? url.searchParams.get('u') ?? undefined)
      : undefined,
  (url) =>
    /(?:^|\.)(?:deref-[a-z]+\.[a-z]+|statics\.teams\.cdn\.office\.net|sophos\.com)$/.test(url.hostname)
      ? (url.searchParams.get('redirectUrl') ?? url.searchParams.get('url') ?? undefined)
      : undefined,
  (url) =>
    /(?:^|\.)(?:protect2?\.fireeye\.com|protection\.sophos\.com|secure-web\.cisco\.com|clicktime\.symantec\.com)$/.test(
      url.hostname,
    )
      ? lastAddress(url)
      : undefined,
  (url) =>
    /(?:^|\.)linkedin\.com$/.test(url.hostname) && /^\/(?:redir|safety)/.test(url.pathname)
      ? (url.searchParams.get('url') ?? undefined)
      : undefined,
];

/** Links are wrapped by every gateway that they pass; more than a few is a loop. */
const MOST_LAYERS = 4;

/** The address that a rewritten ("safe") link stands for; any other comes back as it is, entities decoded. */
export function unwrapLink(address: string): string {
  let current = address.replace(/&amp;/gi, '&');
  for (let layer = 0; layer < MOST_LAYERS; layer += 1) {
    const url = parseUrl(current);
    const inner = url
      ? WRAPPERS.map((unwrap) => unwrap(url)).find((found) => found !== undefined)
      : undefined;
    if (inner === undefined || !/^https?:\/\//i.test(inner)) return current;
    current = inner.replace(/&amp;/gi, '&');
  }
  return current;
}

export function parseUrl(address: string): URL | undefined {
  return URL.canParse(address) ? new URL(address) : undefined;
}

/** Version 2 writes %XX as -XX and / as _; version 3 puts the address between double underscores. */
function unwrapUrlDefense(url: URL): string | undefined {
  const second = url.searchParams.get('u');
  if (second !== null) return decode(second.replace(/-/g, '%').replace(/_/g, '/'));
  const inner = /__(https?:\/{1,2}.+?)__(?:;([^!]*)!|;|$)/.exec(url.href.replace(/\/v3\/__/, '/v3/__'));
  if (!inner?.[1]) return undefined;
  const replaced = [
    ...Buffer.from((inner[2] ?? '').replace(/-/g, '+').replace(/_/g, '/'), 'base64').toString('latin1'),
  ];
  const whole = inner[1].replace(/^(https?):\/(?!\/)/, '$1://');
  // A single star stands for one replaced character; runs are coded by length and are left alone.
  if (/\*\*/.test(whole)) return undefined;
  return whole.replace(/\*/g, () => replaced.shift() ?? '*');
}

function lastAddress(url: URL): string | undefined {
  const encoded = /https?%3A%2F%2F[^&\s]+$/i.exec(url.href)?.[0];
  return url.searchParams.get('u') ?? (encoded === undefined ? undefined : decode(encoded));
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
