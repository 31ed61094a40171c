import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

export interface HttpReply {
  readonly status?: number;
  readonly type: string;
  readonly body: string | Buffer;
  /** `Cache-Control`. Default: kept, but asked for again each time. */
  readonly cache?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Nothing is loaded, framed or sent anywhere but here; scripts and styles are files of ours, never inline. */
const CONTENT_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

export const SAFE_HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': CONTENT_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** Answers with an ETag of the body's hash, or 304 where the client holds it already. HEAD gets no body. */
export function sendReply(request: IncomingMessage, response: ServerResponse, reply: HttpReply): void {
  const body = typeof reply.body === 'string' ? Buffer.from(reply.body) : reply.body;
  const status = reply.status ?? 200;
  const headers: Record<string, string> = {
    ...SAFE_HEADERS,
    'Content-Type': reply.type,
    'Cache-Control': reply.cache ?? 'private, no-cache',
    ...reply.headers,
  };
  if (status === 200) {
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
    headers.ETag = etag;
    if (holds(request, etag)) {
      response.writeHead(304, headers).end();
      return;
    }
  }
  headers['Content-Length'] = String(body.length);
  response.writeHead(status, headers).end(request.method === 'HEAD' ? undefined : body);
}

export function sendText(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  text: string,
): void {
  sendReply(request, response, {
    status,
    type: 'text/plain; charset=utf-8',
    body: `${text}\n`,
    cache: 'no-store',
  });
}

export function sendJson(
  request: IncomingMessage,
  response: ServerResponse,
  value: unknown,
  extra: Partial<HttpReply> = {},
): void {
  sendReply(request, response, {
    type: 'application/json; charset=utf-8',
    body: JSON.stringify(value),
    ...extra,
  });
}

/** By RFC 9110, 13.1.2: a list, compared weakly. */
function holds(request: IncomingMessage, etag: string): boolean {
  const held = request.headers['if-none-match'];
  if (held === undefined) return false;
  return held.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === etag);
}

/** The body, or undefined as soon as it is longer than `limit` bytes. Rejects where the client breaks off. */
export async function readBytes(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > limit) return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > limit) return undefined;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/** The body as text, likewise. */
export async function readBody(request: IncomingMessage, limit: number): Promise<string | undefined> {
  return (await readBytes(request, limit))?.toString('utf8');
}

/** Path and query of a request; the host is of no consequence. */
export function urlOf(request: IncomingMessage): URL {
  return new URL(request.url ?? '/', 'http://localhost');
}
