import ipaddr from 'ipaddr.js';

/**
 * Whether an address is one of the open internet. Loopback, link-local (cloud metadata among them), private, shared,
 * multicast, reserved and the like are not; IPv4 inside IPv6 (mapped, NAT64, 6to4) is judged as IPv4.
 */
export function isOpenAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed instanceof ipaddr.IPv6) {
    if (parsed.isIPv4MappedAddress()) return parsed.toIPv4Address().range() === 'unicast';
    const embedded = embeddedIPv4(parsed);
    if (embedded !== undefined) return embedded.range() === 'unicast';
  }
  return parsed.range() === 'unicast';
}

/** NAT64 (`64:ff9b::/96`) and 6to4 (`2002::/16`) carry an IPv4 address that is reached in the end. */
function embeddedIPv4(address: ipaddr.IPv6): ipaddr.IPv4 | undefined {
  const bytes = address.toByteArray();
  if (address.range() === 'rfc6052') return new ipaddr.IPv4(bytes.slice(12));
  if (address.range() === '6to4') return new ipaddr.IPv4(bytes.slice(2, 6));
  return undefined;
}
