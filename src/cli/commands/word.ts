import type { Installation } from '../../app/installation.ts';
import type { ReviewOutcome } from '../../app/operations/review.ts';
import { SeminarId } from '../../domain/ids.ts';
import { type CommandDefinition, commandNamed, type Options, textOption } from '../definition.ts';
import { complain, say, sayJson, WrongUsage } from '../output.ts';
import { settingsOf } from '../settings-option.ts';

/** An organiser's word about what waits. */
export function definePublish(): CommandDefinition {
  const { command, run } = defineWord(
    'publish <seminar> [start...]',
    'publishes what waits: a new seminar, a change, a day off',
    async (installation, [id, ...words], options) => {
      const { publish } = await import('../../app/operations/review.ts');
      // Behind the id it is as people type it in chat.
      const typed = words.length === 0 ? textOption(options, 'start') : words.join(' ');
      return publish(installation, id, typed);
    },
  );
  command.option(
    '--start <TIME>',
    'its start where that is missing, such as "2027-03-04 11:00", in its zone',
  );
  return { command, run };
}

export function defineDismiss(): CommandDefinition {
  return defineWord(
    'dismiss <seminar>',
    'lets what waits go; what is published stays',
    async (installation, [id]) => {
      const { dismiss } = await import('../../app/operations/review.ts');
      return dismiss(installation, id);
    },
  );
}

export function defineMerge(): CommandDefinition {
  return defineWord(
    'merge <seminar> [other]',
    'what waits is the same talk as the one that it resembles',
    async (installation, [id, other]) => {
      const { merge } = await import('../../app/operations/review.ts');
      return merge(installation, id, other === undefined ? undefined : seminarNamed(other));
    },
  );
}

export function defineApart(): CommandDefinition {
  return defineWord('apart <seminar>', 'what waits is another talk', async (installation, [id]) => {
    const { apart } = await import('../../app/operations/review.ts');
    return apart(installation, id);
  });
}

function defineWord(
  usage: string,
  description: string,
  act: (
    installation: Installation,
    args: readonly [string, ...string[]],
    options: Options,
  ) => Promise<ReviewOutcome>,
): CommandDefinition {
  return {
    command: commandNamed(usage, description).option('--json', 'one JSON document'),
    async run([id = '', ...others], options) {
      const { openInstallation } = await import('../../app/installation.ts');
      const { describeOutcome } = await import('../../app/operations/review.ts');
      const installation = await openInstallation(await settingsOf(options));
      try {
        const outcome = await act(installation, [id, ...others], options);
        const isDone = outcome.type !== 'refused';
        const text = describeOutcome(outcome, installation);
        if (options.json) sayJson({ id, outcome: isDone ? outcome.type : outcome.why, done: isDone, text });
        else if (isDone) say(text);
        else complain(text);
        return isDone ? 0 : 1;
      } finally {
        await installation.close();
      }
    },
  };
}

function seminarNamed(text: string): SeminarId {
  const parsed = SeminarId.safeParse(text.toLowerCase());
  if (parsed.success) return parsed.data;
  throw new WrongUsage(
    `"${text}" is no seminar's id: eight letters or digits, as \`lectern list\` shows them`,
  );
}
