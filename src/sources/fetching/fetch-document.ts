import { request } from 'undici';
import type { SourceCursor } from '../../ports/seminar-source.ts';
import { FetchError } from './fetch-error.ts';
import { checkUrl, createGuardedAgent } from './guarded-connection.ts';

export { FetchError } from './fetch-error.ts';

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
  /** `Authorization`; sent to the origin of `url` alone, never to where it redirects. */
  readonly authorization?: string | undefined;
  /** What messages call the document. Absent: its address without the query. */
  readonly label?: string | undefined;
  /** A form to POST instead of a GET; a POST follows no redirect. */
  readonly form?: Readonly<Record<string, string>> | undefined;
  readonly signal: AbortSignal;
  readonly limits?: FetchLimits;
}

export type FetchResult =
  | { readonly type: 'unchanged' }
  | {
      readonly type: 'document';
      readonly bytes: Uint8Array<ArrayBuffer>;
      readonly contentType: string;
      /** What to send the next time. */
      readonly validators: SourceCursor;
    };

/**
 * GETs a document: bounded in time, size and redirects, conditional on what is known already, and never from a private
 * address that the configuration does not name. The check is made on the very address that is connected to, at each
 * redirect, so that a name that resolves differently the second time gains nothing.
 */
export async function fetchDocument(options: FetchRequest): Promise<FetchResult> {
  const limits = options.limits ?? FETCH_LIMITS;
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(limits.timeoutMs)]);
  const agent = createGuardedAgent(options.allowHosts);
  const nameOf = (url: URL): string => options.label ?? `${url.origin}${url.pathname}`;
  try {
    let url = checkUrl(options.url, options.allowHosts);
    const { origin } = url;
    for (let hops = 0; hops <= limits.maxRedirects; hops += 1) {
      const response = await request(url, {
        dispatcher: agent,
        signal,
        headers: {
          accept: options.accept,
          'user-agent': 'Lectern (seminar announcer)',
          ...conditions(options.since),
          ...(options.authorization !== undefined && url.origin === origin
            ? { authorization: options.authorization }
            : {}),
          ...(options.form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
        },
        ...(options.form
          ? { method: 'POST', body: new URLSearchParams(Object.entries(options.form)).toString() }
          : {}),
      });
      const location = headerOf(response.headers.location);
      if (
        response.statusCode >= 300 &&
        response.statusCode < 400 &&
        response.statusCode !== 304 &&
        location !== undefined &&
        !options.form
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
        const retryAfterMs = waitOf(
          headerOf(response.headers['retry-after']),
          headerOf(response.headers.date),
        );
        throw new FetchError(`${nameOf(url)} answered ${response.statusCode}`, {
          status: response.statusCode,
          ...(retryAfterMs > 0 ? { retryAfterMs } : {}),
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

/** In milliseconds. An instant counts from the server's own clock. Zero: nothing that can be understood. */
function waitOf(retryAfter: string | undefined, date: string | undefined): number {
  const seconds = Number(retryAfter);
  const ms = Number.isFinite(seconds)
    ? seconds * 1000
    : Date.parse(retryAfter ?? '') - Date.parse(date ?? '');
  return Number.isFinite(ms) ? Math.max(0, ms) : 0;
}

async function readBounded(
  body: AsyncIterable<Uint8Array>,
  maxBytes: number,
  name: string,
): Promise<Uint8Array<ArrayBuffer>> {
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

function reasonOf(error: unknown): string {
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (inner instanceof FetchError) return inner.message;
  return inner instanceof Error ? ('code' in inner ? String(inner.code) : inner.message) : String(inner);
}
