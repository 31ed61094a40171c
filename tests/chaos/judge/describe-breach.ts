import type { Notice } from '../../../src/domain/notice.ts';
import type { Talk, Told } from '../play.ts';
import type { Sighting } from '../watcher.ts';
import type { Breach, Case } from './verdict.ts';

/** A breach, with the whole history of the notices it is about; where it names none, of its seminar in that channel. */
export function describeBreach(breach: Breach, facts: Case): string {
  const { type, text, seminar, channel } = breach;
  const talk = facts.talks.find(({ plan }) => plan.id === seminar);
  return [
    `${type}: ${text} · seminar ${seminar ?? '–'} · ${channel ?? '–'}`,
    ...(talk ? [`  record: ${describeTalk(talk)}`] : []),
    ...(seminar ? facts.sightings(seminar).map(describeSighting) : []),
    ...guiltyOf(breach, facts)
      .toSorted((a, b) => Temporal.Instant.compare(a.due, b.due))
      .flatMap((notice) => describeNotice(notice, facts)),
  ].join('\n');
}

function guiltyOf({ notices, seminar, channel }: Breach, facts: Case): readonly Notice[] {
  return notices.length > 0
    ? notices.flatMap((id) => facts.notices.get(id) ?? [])
    : [...facts.notices.values()].filter((one) => one.seminar === seminar && one.channel === channel);
}

function describeTalk({ told, removed, retractedAt }: Talk): string {
  const editions = told.map(describeTold).join(' → ');
  const end = removed ? ' → removed' : '';
  return retractedAt ? `${editions}${end} · taken back at ${clockOf(retractedAt)}` : `${editions}${end}`;
}

function describeTold({ title, room, start, status }: Told): string {
  return `${title} ${room} ${clockOf(start)} ${status}`;
}

function describeSighting({ seenAt, seminar: { revision, epoch } }: Sighting): string {
  const at = Temporal.Instant.fromEpochMilliseconds(Math.round(seenAt));
  return `  revision ${revision}, epoch ${epoch}: seen by ${clockOf(at)}`;
}

function describeNotice(notice: Notice, { history }: Case): readonly string[] {
  const { id, kind, detail, due, expires, state, attempts } = notice;
  const epoch = 'epoch' in notice.key ? ` epoch ${notice.key.epoch}` : '';
  const life = `due ${clockOf(due)}, until ${clockOf(expires)}`;
  return [
    `  ${id} ${kind} ${detail.offset ?? ''}${epoch}, ${life}: ${state}, ${attempts} attempts`,
    ...(history.get(id) ?? []).map((line) => `    ${clockOf(line.at)} ${line.state}: ${line.reason ?? ''}`),
  ];
}

/** UTC, to the millisecond. */
function clockOf(instant: Temporal.Instant): string {
  return instant.toString({ fractionalSecondDigits: 3 }).slice(11, 23);
}
