/** Bytes to text: a byte order mark or valid UTF-8 decides; anything else is what Windows writes in Western Europe. */
export function decodeBytes(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** The charset that an HTML page names in its head, for bytes that are not UTF-8. */
export function decodeHtmlBytes(bytes: Uint8Array): string {
  const text = decodeBytes(bytes);
  const named = /<meta[^>]{0,200}charset=["']?([\w-]{3,20})/i.exec(text.slice(0, 3000))?.[1];
  if (named === undefined || /^utf-?8$/i.test(named) || isUtf8(bytes)) return text;
  try {
    return new TextDecoder(named).decode(bytes);
  } catch {
    return text;
  }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
