/** Slack opens http and https only, and refuses a whole message for the sake of one other address. */
export function isWebAddress(address: string, limit: number): boolean {
  if (address.length > limit) return false;
  const protocol = URL.parse(address)?.protocol;
  return protocol === 'https:' || protocol === 'http:';
}
