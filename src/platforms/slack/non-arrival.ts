/**
 * Whether a request that failed on its way can certainly not have reached the other side: it never got as far as a
 * connection. Everything else (a reset, a time-out, a broken answer) may have come after the request was carried out.
 * The facts stand on the innermost cause: Node's `syscall` and `code`, undici's and TLS's codes.
 */
export function isCertainNonArrival(error: unknown): boolean {
  const chain = causesOf(error);
  // Several addresses were tried: all must have failed before a connection.
  const parallel = chain.find((one) => one instanceof AggregateError);
  if (parallel instanceof AggregateError) return parallel.errors.every((one) => isBeforeConnection(one));
  return chain.some(isBeforeConnection);
}

const BEFORE_CONNECTION =
  /^(ENOTFOUND|EAI_[A-Z]+|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/;
/** The certificate is looked at before anything is written. */
const CERTIFICATE = /^(CERT_|ERR_TLS_CERT|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_)/;

function isBeforeConnection(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const syscall = 'syscall' in error ? error.syscall : undefined;
  return (
    syscall === 'connect' ||
    syscall === 'getaddrinfo' ||
    BEFORE_CONNECTION.test(code) ||
    CERTIFICATE.test(code)
  );
}

function causesOf(error: unknown): readonly unknown[] {
  const chain: unknown[] = [];
  let link = error;
  // Eight: no chain is longer, and none is trusted not to be a ring.
  while (link !== undefined && link !== null && chain.length < 8) {
    chain.push(link);
    link = typeof link === 'object' && 'cause' in link ? link.cause : undefined;
  }
  return chain;
}
