import type { ChannelAddress } from './route.ts';

const FORMS =
  'slack:#name, slack:C0123ABCD, slack:WORKSPACE/#name, slack:U0123ABCD, teams:19:…@thread.tacv2, teams:TENANT/19:… or preview:#name';

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
  const { workspace, target } = platform === 'teams' ? splitTenant(rest) : splitWorkspace(rest);
  if (target === '' || target === '#') throw new RangeError(`"${text}" names no channel; write ${FORMS}`);
  return workspace === undefined
    ? { platform, target, text: trimmed }
    : { platform, workspace, target, text: trimmed };
}

/** An organiser who can be written to in a chat; undefined for one who is given by a mail address. Never throws. */
export function chatAddressOf(text: string): ChannelAddress | undefined {
  if (!/^(?:slack|teams|preview):/.test(text)) return undefined;
  try {
    return parseAddress(text);
  } catch {
    // `check` of the configuration says so; nobody can be told there.
    return undefined;
  }
}

/** The link that Teams gives for a channel has slashes of its own, and says in which tenant it is. */
function splitTenant(rest: string): { workspace?: string; target: string } {
  if (!rest.startsWith('https://')) return splitWorkspace(rest);
  const tenant = /[?&]tenantId=([\w.-]+)/.exec(rest)?.[1];
  return tenant === undefined ? { target: rest } : { workspace: tenant, target: rest };
}

function splitWorkspace(rest: string): { workspace?: string; target: string } {
  const slash = rest.indexOf('/');
  // Teams' own ids may hold a slash-free colon form only; a `/` always separates the workspace or tenant.
  if (slash <= 0) return { target: rest };
  return { workspace: rest.slice(0, slash), target: rest.slice(slash + 1) };
}
