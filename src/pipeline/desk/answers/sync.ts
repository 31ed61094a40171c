import { findRefusalToAny } from '../acting.ts';
import type { Answer, Asking } from '../asking.ts';
import { say } from '../review-desk.ts';

/** Reads the records anew, and says what came of it. */
export async function answerSync(asking: Asking): Promise<Answer> {
  const { act } = asking.look.words;
  const refusal = await findRefusalToAny(asking);
  if (refusal) return refusal;
  if (!asking.sync) return say(act.cannotSync);
  const reports = await asking.sync();
  const sum = (count: (report: (typeof reports)[number]) => number): number =>
    reports.reduce((total, report) => total + count(report), 0);
  const sentences = [
    act.synced(
      sum(({ added }) => added.length),
      sum(({ changed }) => changed.length),
      sum(({ gone }) => gone.length),
    ),
    ...reports.flatMap(({ source, failure, problems }) => [
      ...(failure === undefined ? [] : [act.syncFailed(source, failure)]),
      ...(problems.length > 0 ? [act.syncProblems(source, problems.length)] : []),
    ]),
  ];
  return say(sentences.join(' '));
}
