import { NoticeId, SeminarId } from '../../domain/ids.ts';
import { type CommandDefinition, commandNamed } from '../definition.ts';
import { complain, counted, say, sayJson, WrongUsage } from '../output.ts';
import { settingsOf } from '../settings-option.ts';

export function defineRetract(): CommandDefinition {
  return {
    command: commandNamed(
      'retract <what>',
      'takes back what was posted of a notice or a seminar, and never plans it again',
    ).option('--json', 'one JSON document'),
    async run([text = ''], options) {
      const { openInstallation } = await import('../../app/installation.ts');
      const { seminarsCalled } = await import('../../app/operations/find-seminar.ts');
      const { retractAllOf, retractOne } = await import('../../app/operations/act.ts');
      const notice = NoticeId.safeParse(text);
      const seminar = SeminarId.safeParse(text);
      const installation = await openInstallation(await settingsOf(options));
      try {
        const [known, ...others] = await seminarsCalled(installation, text);
        if (!notice.success && !seminar.success && (!known || others.length > 0)) {
          throw new WrongUsage(
            `"${text}" is neither a notice (ten letters and digits) nor a seminar (eight)`,
          );
        }
        const retracted =
          notice.success && !known
            ? await retractOne(installation, notice.data)
            : known && (await retractAllOf(installation, known.id));
        if (!retracted) {
          complain(`${text}: there is no such ${notice.success ? 'notice' : 'seminar'}`);
          return 1;
        }
        if (options.json) sayJson(retracted);
        else
          say(
            `${text}: ${counted(retracted.removing, 'post is', 'posts are')} taken back, ${counted(retracted.stopped, 'notice', 'notices')} will not be sent.`,
          );
        return 0;
      } finally {
        await installation.close();
      }
    },
  };
}
