/**
 * The address at which a sheet is had as CSV. People paste what their browser shows: Google's edit, view and "published
 * to the web" pages have a CSV beside them. Any other address is taken as it is.
 */
export function csvAddressOf(address: string): string {
  const url = new URL(address);
  if (url.hostname !== 'docs.google.com') return address;
  const gid = /[#?&]gid=(\d+)/.exec(address)?.[1];
  const published = /^(\/spreadsheets\/d\/e\/[\w-]+)\/pub(?:html)?$/.exec(url.pathname)?.[1];
  if (published !== undefined) {
    const sheet = gid === undefined ? '' : `&gid=${gid}&single=true`;
    return `https://docs.google.com${published}/pub?output=csv${sheet}`;
  }
  const edited = /^(\/spreadsheets\/d\/[\w-]{20,})(?:\/(?:edit|view|preview|htmlview)?)?$/.exec(
    url.pathname,
  )?.[1];
  if (edited === undefined) return address;
  return `https://docs.google.com${edited}/export?format=csv${gid === undefined ? '' : `&gid=${gid}`}`;
}
