import type { Examination } from '../../app/operations/doctor/doctor.ts';
import { type CommandDefinition, commandNamed } from '../definition.ts';
import { say, sayJson } from '../output.ts';
import { settingsOf } from '../settings-option.ts';

const WORDS: Readonly<Record<Examination['state'], string>> = {
  ok: 'ok',
  look: 'look at',
  problem: 'problem',
};

export function defineDoctor(): CommandDefinition {
  return {
    command: commandNamed('doctor', 'checks the installation and says how to mend what is wrong').option(
      '--json',
      'one JSON document',
    ),
    async run(_args, options) {
      const { examineInstallation } = await import('../../app/operations/doctor/doctor.ts');
      const examinations = await examineInstallation(await settingsOf(options));
      const isWell = examinations.every(({ state }) => state !== 'problem');
      if (options.json) sayJson({ ok: isWell, examinations });
      else for (const examination of examinations) say(describe(examination));
      return isWell ? 0 : 1;
    },
  };
}

function describe({ topic, state, text, mend }: Examination): string {
  const line = `${WORDS[state].padEnd(8)} ${topic}: ${text}`;
  return mend === undefined ? line : `${line}\n         → ${mend}`;
}
