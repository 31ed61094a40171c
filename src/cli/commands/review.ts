import type { Waiting } from '../../app/operations/review.ts';
import type { SeminarFields, Venue } from '../../domain/seminar.ts';
import { type CommandDefinition, commandNamed } from '../definition.ts';
import { say, sayJson } from '../output.ts';
import { settingsOf } from '../settings-option.ts';

export function defineReview(): CommandDefinition {
  return {
    command: commandNamed('review [id]', "what waits for an organiser's word, as it would be")
      .option('--text', 'the whole text that it was read from')
      .option('--json', 'one JSON document'),
    async run([id], options) {
      const { openInstallation } = await import('../../app/installation.ts');
      const { findWaiting, listWaiting, textOf } = await import('../../app/operations/review.ts');
      const installation = await openInstallation(await settingsOf(options));
      try {
        const waiting =
          id === undefined ? await listWaiting(installation) : [await findWaiting(installation, id)];
        if (options.json) sayJson(waiting.map(jsonOf));
        else if (options.text) {
          for (const { proposal, name } of waiting) {
            const text = await textOf(installation, proposal);
            say(text ?? `${name}: the text is not kept, or there is none.`);
          }
        } else if (waiting.length === 0) say('Nothing waits for a word.');
        else for (const one of waiting) say(describe(one));
        return 0;
      } finally {
        await installation.close();
      }
    },
  };
}

function describe({ proposal, name, text }: Waiting): string {
  const { id, state } = proposal.review;
  const mark = state === 'open' ? '' : ` (${state})`;
  const body = text
    .split('\n')
    .map((line) => (line === '' ? '' : `    ${line}`))
    .join('\n');
  return `${id}  ${name}${mark}\n${body}\n`;
}

/** Without the passcode, and the passage that it was read from. */
function jsonOf({ proposal, name }: Waiting): unknown {
  const { review, readings, resembles, saidBefore } = proposal;
  const sources = readings.map(
    ({ source, uid, place, received, relation, state, missing, doubts, evidence }) => ({
      source,
      uid,
      place,
      received,
      relation,
      state,
      missing,
      doubts,
      evidence: evidence.filter(({ field }) => field !== 'passcode'),
    }),
  );
  const common = { id: review.id, name, state: review.state, openedAt: review.openedAt };
  if (review.type === 'closed') {
    const { days, source, place, evidence } = review;
    return { ...common, kind: 'closed', ...days, source, place, evidence };
  }
  const { seminar, kind, changes, proposed } = review;
  return {
    ...common,
    kind,
    seminar,
    changes,
    resembles: resembles.map(({ id, title }) => ({ id, title })),
    proposed: { ...proposed, venue: withoutPasscode(proposed.venue) },
    ...(saidBefore ? { saidBefore: openly(saidBefore) } : {}),
    sources,
  };
}

function openly({ venue, ...fields }: SeminarFields): SeminarFields {
  return { ...fields, ...(venue ? { venue: withoutPasscode(venue) } : {}) };
}

function withoutPasscode({ online, ...place }: Venue): Venue {
  if (!online) return place;
  const { passcode: _passcode, ...session } = online;
  return { ...place, online: session };
}
