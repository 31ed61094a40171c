/** SHA-256 in base64url, made off the event loop: twenty megabytes take as many milliseconds. */
export async function hashBytes(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('base64url');
}
