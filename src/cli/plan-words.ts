import type { PlannedLine } from '../app/operations/plan-ahead.ts';
import type { Seminar } from '../domain/seminar.ts';

/** One line of the plan, after one that says that the clocks change where they do. */
export function rowsOf(line: PlannedLine, channel: string): string[][] {
  const { notice, seminar, local, overdue, clocksChange } = line;
  const what = notice.detail.offset === undefined ? notice.kind : `${notice.kind} ${notice.detail.offset}`;
  const row = [
    `${local.toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ')} ${local.timeZoneId}`,
    notice.due.toString({ smallestUnit: 'minute' }),
    what,
    channel,
    [
      overdue ? '(overdue: goes at once)' : '',
      notice.state === 'held' ? '(held)' : '',
      seminar ? nameOf(seminar) : '',
    ]
      .filter((part) => part !== '')
      .join(' '),
  ];
  return clocksChange ? [clockRow(clocksChange), row] : [row];
}

/** A seminar without a title is known by who speaks. */
function nameOf(seminar: Seminar): string {
  return seminar.title ?? seminar.speakers.map((speaker) => speaker.name).join(', ');
}

function clockRow(change: Temporal.ZonedDateTime): string[] {
  const before = change.subtract({ nanoseconds: 1 });
  return [
    `-- ${change.toPlainDate().toString()} ${change.timeZoneId}`,
    change.toInstant().toString({ smallestUnit: 'minute' }),
    'clocks change',
    `${before.offset} to ${change.offset}`,
    '',
  ];
}
