import { type SeriesId, splitChannelId } from '../../domain/ids.ts';
import type { Proposal } from '../../domain/review.ts';
import type { ChannelAddress } from '../../domain/route.ts';
import { organiserAddresses } from '../review/organisers.ts';
import type { Asking } from './asking.ts';

/**
 * Whether the asker looks after the seminars of a series (without one: after everything): an organiser of it, an
 * operator, an administrator, or whoever sits at this machine, where the preview's page is the only one that asks.
 * Somebody is who they are by their platform's word, or by asking in a channel that is theirs. Guests never are.
 */
export async function looksAfter(asking: Asking, series: SeriesId | undefined): Promise<boolean> {
  const { actor, policy, admins } = asking;
  if (actor.standing === 'guest') return false;
  if (splitChannelId(actor.person).platform === 'preview') return true;
  if (series !== undefined && (await isOrganiser(asking, series))) return true;
  return (await isAmong(policy.operators, asking)) || admins.has(actor);
}

/** Whether they look after anything at all. */
export async function looksAfterAny(asking: Asking): Promise<boolean> {
  if (await looksAfter(asking, undefined)) return true;
  return asking.actor.standing !== 'guest' && isOrganiser(asking);
}

/** Whom to ask instead, in so many words; undefined where nobody is named. */
export async function nameCaretakers(
  asking: Asking,
  series: SeriesId | undefined,
): Promise<string | undefined> {
  const { actor, policy, admins, store, look } = asking;
  const { lane } = splitChannelId(actor.person);
  const mails = policy.series
    .filter(({ id }) => id === series)
    .flatMap(({ organisers }) => organisers.filter((text) => text.includes('@') && !/^\w+:/.test(text)));
  const names = new Set([...mails, ...admins.names(actor)]);
  const addresses = series === undefined ? [] : organiserAddresses(policy, series);
  for (const address of [...addresses, ...policy.operators]) {
    if (!asking.names.isIn(address, lane)) continue;
    const channel = await store.read.directory.resolved(address.text);
    const known = channel && (await store.read.directory.channel(channel));
    if (known) names.add(known.name);
  }
  if (names.size === 0) return undefined;
  const { language } = look.words;
  const region = look.locale.startsWith(language) ? look.locale : language;
  return new Intl.ListFormat(region, { type: 'disjunction' }).format([...names].slice(0, 3));
}

export function seriesOfReview({ review }: Pick<Proposal, 'review'>): SeriesId | undefined {
  return review.type === 'seminar' ? (review.proposed.series ?? undefined) : undefined;
}

/** Of a series, or of any. Those who are given by their mail are known where their platform tells it. */
async function isOrganiser(asking: Asking, series?: SeriesId): Promise<boolean> {
  const { actor, policy } = asking;
  const mails = new Set(actor.emails?.map((mail) => mail.toLowerCase()));
  const isNamed = policy.series
    .filter(({ id }) => series === undefined || id === series)
    .some(({ organisers }) => organisers.some((text) => mails.has(text.toLowerCase())));
  return isNamed || isAmong(organiserAddresses(policy, series), asking);
}

/** Who has the same id in another workspace, and whoever asks in a channel of another, is somebody else. */
async function isAmong(
  addresses: readonly ChannelAddress[],
  { actor, store, names }: Asking,
): Promise<boolean> {
  const { lane, native } = splitChannelId(actor.person);
  for (const address of addresses) {
    if (!names.isIn(address, lane)) continue;
    if (address.target === native) return true;
    if (actor.channel && (await store.read.directory.resolved(address.text)) === actor.channel) return true;
  }
  return false;
}
