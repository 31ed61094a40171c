import type { IncomingMessage } from 'node:http';

/**
 * Whether a request comes from a person at this very machine: then pages show everything and take commands.
 * All must hold: the server is bound to loopback; the peer is loopback; no proxy stands between (it would make anybody
 * look local); and `Host` is a loopback name, or else a page of another site, whose name was pointed at 127.0.0.1
 * (DNS rebinding), would be served as if it were ours.
 */
export function isLocalRequest(request: IncomingMessage, boundToLoopback: boolean): boolean {
  return (
    boundToLoopback &&
    isLoopbackAddress(request.socket.remoteAddress ?? '') &&
    isLoopbackHost(request.headers.host ?? '') &&
    !cameThroughProxy(request)
  );
}

/** `127.0.0.0/8` and `::1`, also as IPv4 mapped into IPv6. */
export function isLoopbackAddress(address: string): boolean {
  return address === '::1' || /^(?:::ffff:)?127(?:\.\d{1,3}){3}$/i.test(address);
}

/** A `Host` header (with or without a port) that can only name this machine. */
export function isLoopbackHost(host: string): boolean {
  const name = host.replace(/:\d{1,5}$/, '').toLowerCase();
  if (name === 'localhost' || name.endsWith('.localhost')) return true;
  return isLoopbackAddress(name.replace(/^\[(.*)\]$/, '$1'));
}

function cameThroughProxy(request: IncomingMessage): boolean {
  return Object.keys(request.headers).some(
    (name) =>
      name === 'forwarded' || name === 'via' || name === 'x-real-ip' || name.startsWith('x-forwarded-'),
  );
}

/**
 * Whether a POST may act: not sent by a page of another site (CSRF). Browsers tell by `Sec-Fetch-Site` and `Origin`;
 * what sends neither is no browser and carries nobody's rights. The JSON type keeps plain forms out, and makes browsers
 * ask first (CORS), which nobody here answers.
 */
export function mayAct(request: IncomingMessage): boolean {
  const { host, origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return false;
  if (origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`) return false;
  return /^application\/json\b/i.test(request.headers['content-type'] ?? '');
}
