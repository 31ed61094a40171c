import type { SlackIdentity } from './identity.ts';

/** For which workspace a delivery says that it is. Worth something only once the delivery itself is believed. */
export interface Claim {
  /**
   * Several, where people of several workspaces share a channel: that of the event, and those for which the app is
   * authorised to hear of it.
   */
  readonly teams: readonly string[];
  readonly enterprise?: string;
}

/** As Slack writes it in commands (`team_id`), buttons and forms (`team.id`) and events (`authorizations`). */
export function claimOf(body: unknown): Claim {
  if (typeof body !== 'object' || body === null) return { teams: [] };
  const authorised = fieldOf(body, 'authorizations');
  const teams = [
    fieldOf(body, 'team_id'),
    fieldOf(body, 'context_team_id'),
    fieldOf(fieldOf(body, 'team'), 'id'),
    ...(Array.isArray(authorised) ? authorised.map((one) => fieldOf(one, 'team_id')) : []),
  ].filter((team) => typeof team === 'string' && team !== '');
  const enterprise = fieldOf(body, 'enterprise_id') ?? fieldOf(fieldOf(body, 'enterprise'), 'id');
  return {
    teams: [...new Set(teams.map(String))],
    ...(typeof enterprise === 'string' && enterprise !== '' ? { enterprise } : {}),
  };
}

/** The same, of a body as it came over HTTP. */
export function claimOfRequest(body: Buffer, contentType: string): Claim {
  const text = body.toString();
  if (!contentType.startsWith('application/x-www-form-urlencoded')) return claimOf(parseJson(text));
  const form = new URLSearchParams(text);
  const payload = form.get('payload');
  return claimOf(payload === null ? Object.fromEntries(form) : parseJson(payload));
}

type Place = Pick<SlackIdentity, 'teamId' | 'enterpriseId'>;

/** `exactly`: for this workspace. `perhaps`: for none in particular, or for another of its organisation. */
export function compareClaim({ teams, enterprise }: Claim, place: Place): 'exactly' | 'perhaps' | 'no' {
  if (teams.includes(place.teamId)) return 'exactly';
  if (teams.length === 0 && enterprise === undefined) return 'perhaps';
  return enterprise !== undefined && enterprise === place.enterpriseId ? 'perhaps' : 'no';
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
