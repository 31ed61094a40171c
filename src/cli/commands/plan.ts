import type { PlannedLine } from '../../app/operations/plan-ahead.ts';
import { type CommandDefinition, commandNamed, countOption } from '../definition.ts';
import { columns, say, sayJson } from '../output.ts';
import { rowsOf } from '../plan-words.ts';
import { settingsOf } from '../settings-option.ts';

/** The planner looks this far ahead. */
const MOST_DAYS = 35;

export function definePlan(): CommandDefinition {
  return {
    command: commandNamed(
      'plan',
      'shows every notice of the next days: when, where, what. Nothing is sent or kept',
    )
      .option('--days <N>', `how far ahead, 1 to ${MOST_DAYS} (default: 14)`)
      .option('--json', 'one JSON document'),
    async run(_args, options) {
      const { runDry } = await import('../../app/operations/dry-run.ts');
      const { planAhead } = await import('../../app/operations/plan-ahead.ts');
      const days = countOption(options, 'days', 14, MOST_DAYS);
      const dry = await runDry(await settingsOf(options));
      try {
        const lines = await planAhead(dry, days);
        const names = new Map(
          (await dry.installation.store.read.directory.channels()).map(({ id, name }) => [id, name]),
        );
        const channelOf = (line: PlannedLine): string =>
          names.get(line.notice.channel) ?? line.notice.channel;
        if (options.json) sayJson(lines.map((line) => jsonOf(line, channelOf(line))));
        else if (lines.length === 0) say(`Nothing is due in the next ${days} days.`);
        else say(columns(lines.flatMap((line) => rowsOf(line, channelOf(line)))));
        return 0;
      } finally {
        await dry.installation.close();
      }
    },
  };
}

function jsonOf({ notice, seminar, local, clocksChange }: PlannedLine, channel: string): unknown {
  return {
    notice: notice.id,
    kind: notice.kind,
    ...(notice.detail.offset === undefined ? {} : { offset: notice.detail.offset }),
    state: notice.state,
    due: notice.due.toString(),
    local: local.toString(),
    expires: notice.expires.toString(),
    channel: { id: notice.channel, name: channel },
    ...(seminar ? { seminar: { id: seminar.id, title: seminar.title ?? null } } : {}),
    ...(clocksChange ? { clocksChange: clocksChange.toString() } : {}),
  };
}
