import { z } from 'zod';
import type { Clock } from '../../../ports/clock.ts';
import type { Actor } from '../../../ports/desk.ts';
import type { Log } from '../../../ports/log.ts';
import { TIMING } from '../limits.ts';
import type { Tenant } from '../outgoing/tenant.ts';
import type { Connector } from '../wire/connector.ts';
import type { Activity } from './activity-schema.ts';
import { tenantOf } from './place.ts';

/** Whether they belong to the tenant, and by which addresses it knows them. */
type Standing = Pick<Actor, 'standing' | 'emails'>;

/** Whether somebody belongs to the tenant or is a guest of it, who sees public seminars only. */
export interface Standings {
  of(activity: Activity): Promise<Standing>;
}

/** Local: there are no guests at this machine. */
export const EVERYBODY_BELONGS: Standings = { of: () => Promise.resolve({ standing: 'member' }) };
const GUEST: Standing = { standing: 'guest' };

const Member = z.object({
  userRole: z.string().nullish(),
  tenantId: z.string().nullish(),
  userPrincipalName: z.string().nullish(),
  email: z.string().nullish(),
});

/** People whose standing is remembered at once; far more than ask in an hour. */
const REMEMBERED = 5_000;

export interface StandingsOptions {
  readonly tenant: Tenant;
  readonly connector: Connector;
  readonly tenantId: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** Teams says who is a guest only when asked. Where it does not answer, one is taken for a guest, and asked about again. */
export function createStandings(options: StandingsOptions): Standings {
  const { clock, log } = options;
  const known = new Map<string, { readonly standing: Standing; readonly until: Temporal.Instant }>();
  return {
    of: async (activity) => {
      const { from } = activity;
      if (!from) return GUEST;
      const now = clock.now();
      const held = known.get(from.id);
      if (held && Temporal.Instant.compare(now, held.until) < 0) return held.standing;
      const standing = await askStanding(activity, from.id, options);
      if (standing === undefined) {
        log.warn('Teams did not say whether somebody is a guest; taken for one');
        return GUEST;
      }
      if (known.size >= REMEMBERED) known.clear();
      known.set(from.id, { standing, until: now.add({ milliseconds: TIMING.standingMs }) });
      return standing;
    },
  };
}

async function askStanding(
  activity: Activity,
  person: string,
  { connector, tenant, tenantId }: StandingsOptions,
): Promise<Standing | undefined> {
  if (tenantOf(activity) !== tenantId) return GUEST;
  const { channelId, serviceUrl, recipient: bot, conversation } = activity;
  const answer = await connector.call({
    method: 'GET',
    serviceUrl: tenant.serviceUrlFor({
      channelId,
      serviceUrl,
      bot,
      conversation: { conversationType: 'personal' },
    }),
    path: ['v3', 'conversations', conversation.id, 'members', person],
  });
  if (answer.type !== 'answered' || answer.error) return undefined;
  const member = Member.safeParse(answer.body).data;
  if (!member) return undefined;
  const foreign = member.tenantId != null && member.tenantId !== tenantId;
  // `#EXT#` marks the names of people who were invited from elsewhere.
  const invited = member.userPrincipalName?.includes('#EXT#') ?? false;
  const role = member.userRole?.toLowerCase();
  if (foreign || invited || (role !== undefined && role !== 'user')) return GUEST;
  const emails = [member.email, member.userPrincipalName].flatMap((text) => (text ? [text] : []));
  return { standing: 'member', ...(emails.length > 0 ? { emails } : {}) };
}
