import { lookup as dnsLookup } from 'node:dns';
import { lookup as resolveName } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { Agent } from 'undici';
import { isOpenAddress } from './allowed-address.ts';
import { FetchError } from './fetch-error.ts';

/** Connects to open addresses and to the hosts named only. The check is made on the very address that is connected to. */
export function createGuardedAgent(allowHosts: readonly string[]): Agent {
  return new Agent({ connect: { lookup: guardedLookup(allowHosts), timeout: 10_000 }, pipelining: 0 });
}

/** Throws FetchError for an address that must not be asked. */
export function checkUrl(text: string, allowHosts: readonly string[]): URL {
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new FetchError(`${url.protocol} is not allowed; an address begins with https:// or http://`);
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // A literal address is never looked up: it is judged here.
  if (isIP(host) !== 0 && !allowHosts.includes(host) && !isOpenAddress(host)) throw refused(host);
  return url;
}

/** The address of a host that may be connected to, for protocols that are not HTTP. Throws FetchError. */
export async function resolveOpenHost(host: string, allowHosts: readonly string[]): Promise<string> {
  const found = await resolveName(host, { all: true }).catch((error: unknown) => {
    throw new FetchError(`${host} is not known to the name service`, { cause: error });
  });
  const open = allowHosts.includes(host) ? found : found.filter(({ address }) => isOpenAddress(address));
  const [first] = open;
  if (first === undefined) throw refused(host);
  return first.address;
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
