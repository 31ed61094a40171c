import { phaseOf } from './phase.ts';
import type { JoinLinkRule } from './route.ts';
import type { Seminar } from './seminar.ts';
import type { Disclosure, Surface } from './viewer.ts';

/**
 * Rule 9: the one function that decides what of a seminar is shown where. Cards, edits, answers, buttons, pages and
 * feeds all ask it.
 *
 * - A draft is visible to organisers and operators alone.
 * - `members` seminars are never visible to guests, on public pages or in channels that a route calls public.
 * - The join link (and with it meeting id and passcode) obeys the surface's rule, is never on public pages or in a
 *   guest's answer, and goes when the seminar ends, is cancelled or postponed. `reminder` without a known release
 *   shows none. Those who look after the seminar see it until its end.
 */
export function disclosureOf(seminar: Seminar, surface: Surface, now: Temporal.Instant): Disclosure {
  const visible = isVisible(seminar, surface);
  return { visible, joinLink: visible ? joinLinkOf(seminar, surface, now) : HIDDEN };
}

const HIDDEN = { type: 'hidden' } as const;
const SHOWN = { type: 'shown' } as const;

function isVisible(seminar: Seminar, surface: Surface): boolean {
  if (isCaretaker(surface)) return true;
  if (seminar.publication === 'draft') return false;
  return seminar.audience === 'public' || isForMembers(surface);
}

function isCaretaker(surface: Surface): boolean {
  return (
    surface.type === 'answer' &&
    (surface.viewer.standing === 'organiser' || surface.viewer.standing === 'operator')
  );
}

function isForMembers(surface: Surface): boolean {
  switch (surface.type) {
    case 'channel':
      return surface.audience === 'members';
    case 'answer':
      return surface.viewer.standing !== 'guest';
    case 'public':
      return false;
  }
}

function joinLinkOf(seminar: Seminar, surface: Surface, now: Temporal.Instant): Disclosure['joinLink'] {
  const session = seminar.venue.online;
  if (!session?.url && !session?.meetingId) return HIDDEN;
  if (seminar.status !== 'scheduled' || phaseOf(seminar, now) === 'ended') return HIDDEN;
  if (isCaretaker(surface)) return SHOWN;
  switch (surface.type) {
    case 'public':
      return HIDDEN;
    case 'answer':
      return surface.viewer.standing === 'guest' ? HIDDEN : byRule(surface.joinLink, surface.releasesAt, now);
    case 'channel':
      return byRule(surface.joinLink, surface.releasesAt, now);
  }
}

function byRule(
  rule: JoinLinkRule,
  releasesAt: Temporal.Instant | undefined,
  now: Temporal.Instant,
): Disclosure['joinLink'] {
  switch (rule) {
    case 'always':
      return SHOWN;
    case 'never':
      return HIDDEN;
    case 'reminder':
      if (!releasesAt) return HIDDEN;
      return Temporal.Instant.compare(now, releasesAt) < 0 ? { type: 'held', until: releasesAt } : SHOWN;
  }
}
