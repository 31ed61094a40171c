import type { ChannelAddress } from './route.ts';

const FORMS =
  'slack:#name, slack:C0123ABCD, slack:WORKSPACE/#name, slack:U0123ABCD, teams:19:…@thread.tacv2 or preview:#name';

/** `slack:W/#name` → its parts. Throws RangeError that names the value and the forms allowed. */
export function parseAddress(text: string): ChannelAddress {
  const trimmed = text.trim();
  const colon = trimmed.indexOf(':');
  const platform = trimmed.slice(0, colon);
  const rest = trimmed.slice(colon + 1);
  if (colon < 0 || rest === '' || /\s/.test(rest))
    throw new RangeError(`"${text}" is not a channel; write ${FORMS}`);
  if (platform !== 'slack' && platform !== 'teams' && platform !== 'preview') {
    throw new RangeError(`"${text}" names no known platform; write ${FORMS}`);
  }
  const { workspace, target } = splitWorkspace(rest);
  if (target === '' || target === '#') throw new RangeError(`"${text}" names no channel; write ${FORMS}`);
  return workspace === undefined
    ? { platform, target, text: trimmed }
    : { platform, workspace, target, text: trimmed };
}

function splitWorkspace(rest: string): { workspace?: string; target: string } {
  const slash = rest.indexOf('/');
  // Teams' own ids may hold a slash-free colon form only; a `/` always separates the workspace or tenant.
  if (slash <= 0) return { target: rest };
  return { workspace: rest.slice(0, slash), target: rest.slice(slash + 1) };
}
