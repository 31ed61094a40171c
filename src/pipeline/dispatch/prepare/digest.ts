import { composeCard } from '../../../domain/cards/compose.ts';
import { hashCard } from '../../../domain/cards/hash.ts';
import type { Notice } from '../../../domain/notice.ts';
import type { Policy } from '../../../domain/policy.ts';
import { retractionOn } from '../../../domain/retraction.ts';
import type { Digest } from '../../../domain/route.ts';
import type { Seminar } from '../../../domain/seminar.ts';
import type { Surface } from '../../../domain/viewer.ts';
import { prepareMatch } from '../../targets/matching.ts';
import type { Decision, Verdict } from '../decision.ts';
import { WORDS } from '../ledger-words.ts';
import { contextFor, isVisible, type Scene } from '../scene.ts';
import { skip, supersede, withdraw } from '../verdicts.ts';
import { checkChannel, checkExpiry, checkPaused, checkQuiet, checkTakenBack } from './gates.ts';

/** What is coming up: decided now, and kept with the post (rule 6). Of several missed slots the latest is sent. */
export async function prepareDigest(notice: Notice, scene: Scene): Promise<Decision> {
  const { now, policy } = scene;
  const digest = digestOf(notice, policy);
  const window = windowOf(notice);
  if (!digest || !window) return withdraw(notice, now, WORDS.digestGone);
  const gate =
    (await checkTakenBack(notice, scene)) ??
    // Before its expiry, which is the next slot: the ledger names what took its place.
    (await checkNewerSlot(notice, scene)) ??
    checkExpiry(notice, scene) ??
    checkQuiet(notice, undefined, scene) ??
    (await checkPaused(notice, undefined, scene)) ??
    (await checkChannel(notice, scene));
  if (gate) return gate;
  const surface = digestSurface(notice, digest);
  const seminars = await listable(await membersOf(digest, window, surface, scene), notice, scene);
  const closed = closedWithin(window, policy);
  if (seminars.length === 0 && closed.length === 0) return skip(notice, now, WORDS.emptyDigest);
  const context = contextFor(scene, surface, notice.detail.rehearses);
  const card = composeCard({ kind: 'digest', seminars, ...window, closed }, context);
  return {
    type: 'post',
    notice,
    card,
    seminars: seminars.map(({ id }) => id),
    shown: hashCard(card),
    besides: [],
  };
}

export interface DigestWindow {
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
}

export function windowOf({ detail }: Notice): DigestWindow | undefined {
  if (detail.from === undefined || detail.to === undefined) return undefined;
  return { from: Temporal.Instant.from(detail.from), to: Temporal.Instant.from(detail.to) };
}

export function digestOf({ key }: Notice, policy: Policy): Digest | undefined {
  return key.kind === 'digest' ? policy.digests.find(({ id }) => id === key.digest) : undefined;
}

/** Digests never show a link (rule 9). */
export function digestSurface({ channel }: Pick<Notice, 'channel'>, digest: Digest | undefined): Surface {
  return { type: 'channel', channel, audience: digest?.audience ?? 'members', joinLink: 'never' };
}

/** Days off that touch the window, by name, read in the configuration's zone. */
export function closedWithin({ from, to }: DigestWindow, policy: Policy): readonly string[] {
  const first = from.toZonedDateTimeISO(policy.timezone).toPlainDate();
  const last = to.subtract({ seconds: 1 }).toZonedDateTimeISO(policy.timezone).toPlainDate();
  const touching = policy.closed.filter(
    (days) =>
      Temporal.PlainDate.compare(days.from, last) <= 0 && Temporal.PlainDate.compare(first, days.to) <= 0,
  );
  return [...new Set(touching.map(({ name }) => name))];
}

async function membersOf(
  digest: Digest,
  { from, to }: DigestWindow,
  surface: Surface,
  { facts, now }: Scene,
): Promise<readonly Seminar[]> {
  const found = await facts.read.seminars.find({
    startsFrom: from,
    startsBefore: to,
    publication: 'published',
  });
  const matches = prepareMatch(digest.match);
  return found.filter(
    (seminar) => seminar.status === 'scheduled' && matches(seminar) && isVisible(seminar, surface, now),
  );
}

/** Without those that were taken back here for good. */
export async function listable(
  seminars: readonly Seminar[],
  { channel }: Pick<Notice, 'channel'>,
  { facts }: Pick<Scene, 'facts'>,
): Promise<readonly Seminar[]> {
  const retracted = await facts.read.seminars.retractionsOf(seminars.map(({ id }) => id));
  return seminars.filter(({ id }) => retractionOn(retracted, id, channel) === undefined);
}

async function checkNewerSlot(notice: Notice, { facts, now }: Scene): Promise<Verdict | undefined> {
  const { key } = notice;
  if (key.kind !== 'digest') return undefined;
  const others = await facts.read.outbox.find({
    channel: notice.channel,
    kinds: ['digest'],
    states: ['due', 'claimed', 'sending', 'unknown', 'sent'],
    dueFrom: notice.due,
  });
  const newer = others.find(
    (other) =>
      other.key.kind === 'digest' &&
      other.key.digest === key.digest &&
      Temporal.Instant.compare(other.key.slot, key.slot) > 0 &&
      Temporal.Instant.compare(other.due, now) <= 0,
  );
  return newer && supersede(notice, now, newer.id, WORDS.newerDigest);
}
