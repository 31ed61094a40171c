import { lookup as dnsLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Agent, request } from 'undici';
import type { SourceCursor } from '../../ports/seminar-source.ts';
import { isOpenAddress } from './allowed-address.ts';

export interface FetchLimits {
  /** For the whole exchange, redirects included. */
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly maxRedirects: number;
}

/** Large enough for a university's whole calendar, small enough for a small machine. */
export const FETCH_LIMITS: FetchLimits = { timeoutMs: 30_000, maxBytes: 20 * 1024 * 1024, maxRedirects: 5 };

export interface FetchRequest {
  readonly url: string;
  /** Host names (without port) that may lie on this machine or in a private network. */
  readonly allowHosts: readonly string[];
  /** `etag` and `lastModified` of the last good answer. */
  readonly since?: SourceCursor | undefined;
  readonly accept: string;
  readonly signal: AbortSignal;
  readonly limits?: FetchLimits;
}

export type FetchResult =
  | { readonly type: 'unchanged' }
  | {
      readonly type: 'document';
      readonly bytes: Uint8Array;
      readonly contentType: string;
      /** What to send the next time. */
      readonly validators: SourceCursor;
    };

/** The document could not be had. The message is for people and never holds the address's query, which may be secret. */
export class FetchError extends Error {
  /** When the server asks to come back, if it does. */
  readonly retryAfterMs: number | undefined;

  constructor(message: string, options?: { retryAfterMs?: number; cause?: unknown }) {
    super(message, { cause: options?.cause });
    this.name = 'FetchError';
    this.retryAfterMs = options?.retryAfterMs;
  }
}

/**
 * GETs a document: bounded in time, size and redirects, conditional on what is known already, and never from a private
 * address that the configuration does not name. The check is made on the very address that is connected to, at each
 * redirect, so that a name that resolves differently the second time gains nothing.
 */
export async function fetchDocument(options: FetchRequest): Promise<FetchResult> {
  const limits = options.limits ?? FETCH_LIMITS;
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(limits.timeoutMs)]);
  const agent = new Agent({
    connect: { lookup: guardedLookup(options.allowHosts), timeout: 10_000 },
    pipelining: 0,
  });
  try {
    let url = checkUrl(options.url, options.allowHosts);
    for (let hops = 0; hops <= limits.maxRedirects; hops += 1) {
      const response = await request(url, {
        dispatcher: agent,
        signal,
        headers: {
          accept: options.accept,
          'user-agent': 'Lectern (seminar announcer)',
          ...conditions(options.since),
        },
      });
      const location = headerOf(response.headers.location);
      if (
        response.statusCode >= 300 &&
        response.statusCode < 400 &&
        response.statusCode !== 304 &&
        location !== undefined
      ) {
        await response.body.dump();
        url = checkUrl(new URL(location, url).href, options.allowHosts);
        continue;
      }
      if (response.statusCode === 304) {
        await response.body.dump();
        return { type: 'unchanged' };
      }
      if (response.statusCode !== 200) {
        await response.body.dump();
        const wait = Number(headerOf(response.headers['retry-after']));
        throw new FetchError(`${nameOf(url)} answered ${response.statusCode}`, {
          ...(Number.isFinite(wait) && wait > 0 ? { retryAfterMs: wait * 1000 } : {}),
        });
      }
      const etag = headerOf(response.headers.etag);
      const lastModified = headerOf(response.headers['last-modified']);
      return {
        type: 'document',
        bytes: await readBounded(response.body, limits.maxBytes, nameOf(url)),
        contentType: headerOf(response.headers['content-type']) ?? '',
        validators: {
          ...(etag === undefined ? {} : { etag }),
          ...(lastModified === undefined ? {} : { lastModified }),
        },
      };
    }
    throw new FetchError(`${nameOf(new URL(options.url))} redirects more than ${limits.maxRedirects} times`);
  } catch (error) {
    if (error instanceof FetchError) throw error;
    options.signal.throwIfAborted();
    if (signal.aborted)
      throw new FetchError(
        `${nameOf(new URL(options.url))} did not answer within ${limits.timeoutMs / 1000} s`,
      );
    throw new FetchError(`${nameOf(new URL(options.url))} cannot be reached: ${reasonOf(error)}`, {
      cause: error,
    });
  } finally {
    await agent.destroy();
  }
}

function checkUrl(text: string, allowHosts: readonly string[]): URL {
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new FetchError(`${url.protocol} is not allowed; an address begins with https:// or http://`);
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // A literal address is never looked up: it is judged here.
  if (isIP(host) !== 0 && !allowHosts.includes(host) && !isOpenAddress(host)) throw refused(host);
  return url;
}

function guardedLookup(allowHosts: readonly string[]): LookupFunction {
  return (hostname, options, callback) => {
    dnsLookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) {
        callback(error, '', 0);
        return;
      }
      const open = allowHosts.includes(hostname)
        ? addresses
        : addresses.filter(({ address }) => isOpenAddress(address));
      const [first] = open;
      if (first === undefined) callback(refused(hostname), '', 0);
      else if (options.all) callback(null, open);
      else callback(null, first.address, first.family);
    });
  };
}

function refused(host: string): FetchError {
  return new FetchError(
    `${host} lies on this machine or in a private network; name it in the source's allowHosts if it is meant`,
  );
}

async function readBounded(
  body: AsyncIterable<Uint8Array>,
  maxBytes: number,
  name: string,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > maxBytes)
      throw new FetchError(`${name} is larger than ${Math.round(maxBytes / 1024 / 1024)} MiB`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function conditions(since: SourceCursor | undefined): Record<string, string> {
  return {
    ...(since?.etag === undefined ? {} : { 'if-none-match': since.etag }),
    ...(since?.lastModified === undefined ? {} : { 'if-modified-since': since.lastModified }),
  };
}

function headerOf(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

/** Scheme, host and path: the query may hold a key. */
function nameOf(url: URL): string {
  return `${url.origin}${url.pathname}`;
}

function reasonOf(error: unknown): string {
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (inner instanceof FetchError) return inner.message;
  return inner instanceof Error ? ('code' in inner ? String(inner.code) : inner.message) : String(inner);
}
