import { writeClock } from '../../../src/domain/cards/dates.ts';
import { hashCard } from '../../../src/domain/cards/hash.ts';
import { LaneId, MessageId, splitChannelId } from '../../../src/domain/ids.ts';
import { Facts } from '../../../src/pipeline/dispatch/facts.ts';
import { drawStanding } from '../../../src/pipeline/dispatch/prepare/draw-standing.ts';
import type { ChatPlatform } from '../../../src/ports/chat-platform.ts';
import type { Talk, Told } from '../play.ts';
import { TIMEZONE } from '../stage.ts';
import { shows } from '../watcher.ts';
import { isBeyondFencing } from './beyond-fencing.ts';
import type { Exhibit } from './evidence.ts';
import type { Breach, Case } from './verdict.ts';

/** Between the commit of a change and the last request that was let go before it. */
const IN_FLIGHT_MS = 5_000;

export interface Staleness {
  readonly breaches: readonly Breach[];
  /** Said too late by a process that had been frozen (rule 11). */
  readonly beyondFencing: number;
}

/** What stands must be what holds; what was said last must hold; and nothing may be said that does not hold any more. */
export async function findStale(facts: Case): Promise<Staleness> {
  const byTalk = Map.groupBy(facts.exhibits, ({ seminar }) => seminar);
  const beyond = new Set([...findBeyondReach(facts), ...findTakenBack(facts)]);
  const late = new Set<Exhibit>();
  const unlessFrozen = (exhibit: Exhibit, found: readonly Breach[]): readonly Breach[] => {
    if (found.length === 0 || !isBeyondFencing(exhibit, facts)) return found;
    late.add(exhibit);
    return [];
  };
  const breaches = facts.talks.flatMap((talk) => {
    const exhibits = (byTalk.get(talk.plan.id) ?? []).filter((exhibit) => !beyond.has(exhibit));
    if (talk.retractedAt) {
      return exhibits.flatMap((exhibit) => [
        ...checkLeftover(exhibit),
        ...unlessFrozen(exhibit, checkUntimely(talk, exhibit)),
      ]);
    }
    const byChannel = Map.groupBy(exhibits, ({ channel }) => channel);
    return [
      ...exhibits.flatMap((exhibit) => checkStanding(toldIn(talk, facts), exhibit)),
      ...(talk.removed ? [] : [...byChannel.values()].flatMap((said) => checkLastSaid(talk, said))),
      ...exhibits.flatMap((exhibit) => unlessFrozen(exhibit, checkTimely(exhibit, facts))),
    ];
  });
  return { breaches: [...breaches, ...(await compareCards(facts))], beyondFencing: late.size };
}

/** Copies on Teams whose answer never came: nobody knows their id, and there is no way to look for them. */
export function findBeyondReach({ exhibits, posts }: Case): readonly Exhibit[] {
  const known = new Set([...posts.values()].map(({ message }) => message));
  return exhibits.filter(({ message }) => message !== undefined && !known.has(MessageId.parse(message)));
}

/** Copies that belong to no notice, and were deleted when they were found. */
function findTakenBack({ exhibits, posts, notices }: Case): readonly Exhibit[] {
  const copies = [...posts.values()].filter(({ id, removed }) => removed !== undefined && !notices.has(id));
  const messages = new Set(copies.map(({ message }) => message));
  return exhibits.filter(
    ({ message, standing }) =>
      message !== undefined && standing === undefined && messages.has(MessageId.parse(message)),
  );
}

/** Of a record that was removed, what was last read of it: the last edition may have gone before anybody saw it. */
function toldIn({ plan, told, removed }: Talk, { seminars }: Case): readonly Told[] {
  const seminar = seminars.get(plan.id);
  if (!removed || !seminar) return told;
  const read = told.findLastIndex((edition) => shows(seminar, edition));
  return told.slice(0, read + 1);
}

/** Read from the message as its readers see it, against the record as its organiser wrote it. */
function checkStanding(told: readonly Told[], exhibit: Exhibit): readonly Breach[] {
  const { standing, kind } = exhibit;
  const last = told.at(-1);
  if (standing === undefined) return [breach('lost', exhibit, 'a message of ours is gone')];
  if (!last) return [];
  const missing = wordsOf(last).filter((word) => !standing.includes(word));
  // A change message says what was before as well.
  const old = kind === 'change' ? [] : outdatedWords(told, last).filter((word) => standing.includes(word));
  const isOff = standing.includes('Cancelled');
  return [
    ...missing.map((word) => breach('stale', exhibit, `a ${kind} card lacks "${word}"`)),
    ...old.map((word) => breach('stale', exhibit, `a ${kind} card still says "${word}"`)),
    ...(kind !== 'change' && isOff !== (last.status === 'cancelled')
      ? [breach('stale', exhibit, isOff ? 'it says "Cancelled"' : 'it does not say "Cancelled"')]
      : []),
  ];
}

/** Whoever reads only what is new must know what holds. */
function checkLastSaid({ told }: Talk, said: readonly Exhibit[]): readonly Breach[] {
  const last = told.at(-1);
  const newest = said.toSorted((a, b) => a.at - b.at).at(-1);
  if (!last || !newest) return [];
  const missing = wordsOf(last).filter((word) => !newest.posted.includes(word));
  const isOff = /Cancelled/.test(newest.posted);
  return [
    ...missing.map((word) => breach('stale', newest, `nobody was told of "${word}"`)),
    ...(last.status === 'cancelled' && !isOff
      ? [breach('stale', newest, 'nobody was told that it is off')]
      : []),
  ];
}

function checkLeftover(exhibit: Exhibit): readonly Breach[] {
  return exhibit.standing === undefined
    ? []
    : [breach('stale', exhibit, 'it was taken back and still stands')];
}

function checkUntimely({ retractedAt }: Talk, exhibit: Exhibit): readonly Breach[] {
  const at = retractedAt?.epochMilliseconds ?? 0;
  return exhibit.at > at + IN_FLIGHT_MS
    ? [breach('stale', exhibit, 'it was posted after it had been taken back')]
    : [];
}

/** A reminder of what had been cancelled or moved away in the store when the request left. */
function checkTimely(exhibit: Exhibit, { sightings }: Case): readonly Breach[] {
  const { seminar, kind, at, posted } = exhibit;
  if (!seminar || (kind !== 'reminder' && kind !== 'startingNow')) return [];
  const all = sightings(seminar);
  const then = all.findLast(({ seenAt }) => seenAt + IN_FLIGHT_MS < at)?.seminar;
  // What came into the store since may have been what it was drawn from.
  const since = all.filter(({ seenAt }) => seenAt + IN_FLIGHT_MS >= at && seenAt - IN_FLIGHT_MS <= at);
  const held = [...(then ? [then] : []), ...since.map((sighting) => sighting.seminar)];
  if (held.length === 0) return [];
  const isTrue = held.some(
    ({ status, start }) =>
      status === 'scheduled' && start !== undefined && posted.includes(writeClock(start, TIMEZONE, 'en-AU')),
  );
  return isTrue ? [] : [breach('stale', exhibit, `a ${kind} of what did not hold any more`)];
}

/** The whole card, by the hash of what the service should show now. */
async function compareCards({
  store,
  routes,
  policy,
  posts,
  notices,
  talks,
}: Case): Promise<readonly Breach[]> {
  const now = Temporal.Now.instant();
  const facts = new Facts(store.read, routes, now);
  const retracted = new Set(talks.filter(({ retractedAt }) => retractedAt).map(({ plan }) => plan.id));
  const breaches: Breach[] = [];
  for (const post of posts.values()) {
    const owner = notices.get(post.id);
    if (!owner || post.message === undefined || post.removed) continue;
    if (post.seminars.some((id) => retracted.has(id))) continue;
    if (splitChannelId(post.channel).platform === 'preview') continue;
    const scene = { now, facts, policy, platform: UNUSED, mayProbe: () => false };
    const drawn = await drawStanding(post, owner, scene);
    if (!drawn || hashCard(drawn.card) === post.shown) continue;
    breaches.push({
      type: 'stale',
      text: `the card of a ${post.kind} is not what it should be`,
      channel: post.channel,
      notices: [post.id],
      ...(owner.seminar ? { seminar: owner.seminar } : {}),
    });
  }
  return breaches;
}

/** Cards are drawn without asking any platform. */
const UNUSED: ChatPlatform = {
  platform: 'slack',
  lane: LaneId.parse('slack:unused'),
  capabilities: { find: true, update: true, remove: true, reply: true },
  limits: { channel: [], lane: [], edits: [], inFlight: 1 },
  timeoutMs: 1,
  resolve: () => Promise.resolve({ type: 'unresolved', reason: '', mend: '', transient: false }),
  post: () => Promise.resolve({ type: 'giveUp', reason: '' }),
  update: () => Promise.resolve({ type: 'giveUp', reason: '' }),
  remove: () => Promise.resolve({ type: 'giveUp', reason: '' }),
  find: () => Promise.resolve({ type: 'giveUp', reason: '' }),
};

function wordsOf({ title, room, start }: Told): readonly string[] {
  return [title, room, writeClock(start, TIMEZONE, 'en-AU')];
}

function outdatedWords(told: readonly Told[], last: Told): readonly string[] {
  const present = new Set(wordsOf(last));
  return [...new Set(told.flatMap(({ title, room }) => [title, room]))].filter((word) => !present.has(word));
}

function breach(type: Breach['type'], { seminar, channel, key, message }: Exhibit, text: string): Breach {
  const id = key ?? message ?? '';
  return { type, text: `${text} (${id})`, channel, notices: [], ...(seminar ? { seminar } : {}) };
}
