import type { CardContext } from '../../domain/cards/subject.ts';
import { disclosureOf } from '../../domain/disclosure.ts';
import type { ChannelId, SeriesId } from '../../domain/ids.ts';
import type { Notice } from '../../domain/notice.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Target } from '../../domain/route.ts';
import type { Seminar } from '../../domain/seminar.ts';
import type { Series } from '../../domain/series.ts';
import type { Surface } from '../../domain/viewer.ts';
import type { ChatPlatform } from '../../ports/chat-platform.ts';
import type { KnownChannel } from '../../ports/store/directory.ts';
import type { PersonalReminder } from '../../ports/store/people.ts';
import { answerSurface } from '../targets/answer-surface.ts';
import { rehearsalChannel } from '../targets/rehearsal.ts';
import { releaseOf } from '../targets/release.ts';
import type { Facts } from './facts.ts';

/** What every decision of one turn of a lane looks at. */
export interface Scene {
  readonly now: Temporal.Instant;
  readonly facts: Facts;
  readonly policy: Policy;
  readonly platform: ChatPlatform;
  /** Whether something may be sent to a channel that is set aside, to see if it was mended meanwhile. */
  readonly mayProbe: (channel: KnownChannel) => boolean;
}

/** Where something of a seminar is shown, and by which rules. */
export interface Place {
  readonly surface: Surface;
  /** Absent for personal reminders, and for what a person sent by hand to a channel that no route leads to. */
  readonly target?: Target;
}

/**
 * Where the notice's words are to appear. Undefined: nobody routes the seminar there any more. A person's own reminder
 * needs no route; nor does what was asked for by hand.
 */
export async function placeOf(
  notice: Pick<Notice, 'key' | 'kind' | 'channel' | 'due'>,
  seminar: Seminar,
  { facts, policy }: Pick<Scene, 'facts' | 'policy'>,
): Promise<Place | undefined> {
  const target = facts.target(seminar, notice.channel);
  if (target) return { target, surface: routedSurface(seminar, target, policy) };
  if (isByHand(notice)) return { surface: byHandSurface(notice) };
  const own = (await facts.personalReminders(seminar.id)).find(
    ({ channel, person }) => channel === notice.channel || rehearsalChannel(person) === notice.channel,
  );
  return own && { surface: personalSurface(seminar, own, facts, policy) };
}

/** As `placeOf`, for a post that stands: where no route leads there any more, it shows no link. */
export async function standingPlaceOf(
  notice: Pick<Notice, 'key' | 'kind' | 'channel' | 'due'>,
  seminar: Seminar,
  scene: Pick<Scene, 'facts' | 'policy'>,
): Promise<Place> {
  const { channel } = notice;
  const place = await placeOf(notice, seminar, scene);
  return place ?? { surface: { type: 'channel', channel, audience: 'members', joinLink: 'never' } };
}

export function isByHand(notice: Pick<Notice, 'key'>): boolean {
  return notice.key.kind === 'manual' || notice.key.kind === 'note';
}

export function contextFor(scene: Scene, surface: Surface, rehearses: string | undefined): CardContext {
  const { policy } = scene;
  return {
    now: scene.now,
    locale: policy.locale,
    timezone: policy.timezone,
    surface,
    command: policy.command,
    seriesOf: ({ series }) => (series === undefined ? undefined : seriesById(policy).get(series)),
    ...(policy.publicUrl === undefined ? {} : { publicUrl: policy.publicUrl }),
    ...(rehearses === undefined ? {} : { rehearses }),
  };
}

export function isVisible(seminar: Seminar, surface: Surface, now: Temporal.Instant): boolean {
  return disclosureOf(seminar, surface, now).visible;
}

function routedSurface(seminar: Seminar, target: Target, policy: Policy): Surface {
  const releasesAt = releaseOf(seminar, target, policy);
  return {
    type: 'channel',
    channel: target.channel,
    audience: target.audience,
    joinLink: target.joinLink,
    ...(releasesAt ? { releasesAt } : {}),
  };
}

/** What they would be shown if they asked (rule 9). */
function personalSurface(
  seminar: Seminar,
  { person, standing = 'member' }: PersonalReminder,
  facts: Facts,
  policy: Policy,
): Surface {
  return answerSurface(seminar, { person, standing }, facts.targetsFor(seminar), policy);
}

/** Somebody chose the channel on purpose; a reminder by hand releases the link as any reminder does. */
function byHandSurface(notice: {
  readonly kind: Notice['kind'];
  readonly channel: ChannelId;
  readonly due: Temporal.Instant;
}): Surface {
  const releases = notice.kind === 'reminder' || notice.kind === 'startingNow';
  return {
    type: 'channel',
    channel: notice.channel,
    audience: 'members',
    joinLink: 'reminder',
    ...(releases ? { releasesAt: notice.due } : {}),
  };
}

/** A card asks several times, and a policy may have thousands. */
const indexes = new WeakMap<Policy['series'], ReadonlyMap<SeriesId, Series>>();

function seriesById({ series }: Policy): ReadonlyMap<SeriesId, Series> {
  const known = indexes.get(series);
  if (known) return known;
  const fresh = new Map(series.map((one) => [one.id, one]));
  indexes.set(series, fresh);
  return fresh;
}
