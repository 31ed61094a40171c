import type { Notice } from '../../../src/domain/notice.ts';
import type { Breach, Case } from './verdict.ts';

/** A breach, with the whole history of the notices it is about; where it names none, of its seminar in that channel. */
export function describeBreach(breach: Breach, facts: Case): string {
  const { type, text, seminar, channel } = breach;
  const guilty =
    breach.notices.length > 0
      ? breach.notices.flatMap((id) => facts.notices.get(id) ?? [])
      : [...facts.notices.values()].filter(
          (notice) => notice.seminar === seminar && notice.channel === channel,
        );
  const talk = facts.talks.find(({ plan }) => plan.id === seminar);
  return [
    `${type}: ${text} · seminar ${seminar ?? '–'} · ${channel ?? '–'}`,
    ...(talk
      ? [
          `  record: ${talk.told.map(({ title, room, start, status }) => `${title} ${room} ${clockOf(start)} ${status}`).join(' → ')}${talk.removed ? ' → removed' : ''}${talk.retractedAt ? ` · taken back at ${clockOf(talk.retractedAt)}` : ''}`,
        ]
      : []),
    ...(seminar ? facts.sightings(seminar) : []).map(
      ({ seenAt, seminar: { revision, epoch } }) =>
        `  revision ${revision}, epoch ${epoch}: seen by ${clockOf(Temporal.Instant.fromEpochMilliseconds(Math.round(seenAt)))}`,
    ),
    ...guilty
      .toSorted((a, b) => Temporal.Instant.compare(a.due, b.due))
      .flatMap((notice) => describeNotice(notice, facts)),
  ].join('\n');
}

function describeNotice(notice: Notice, { history }: Case): readonly string[] {
  const { id, kind, detail, due, expires, state, attempts } = notice;
  const epoch = 'epoch' in notice.key ? ` epoch ${notice.key.epoch}` : '';
  return [
    `  ${id} ${kind} ${detail.offset ?? ''}${epoch}, due ${clockOf(due)}, until ${clockOf(expires)}: ${state}, ${attempts} attempts`,
    ...(history.get(id) ?? []).map((line) => `    ${clockOf(line.at)} ${line.state}: ${line.reason ?? ''}`),
  ];
}

/** UTC, to the millisecond. */
function clockOf(instant: Temporal.Instant): string {
  return instant.toString({ fractionalSecondDigits: 3 }).slice(11, 23);
}
