import { SourceId } from '../../domain/ids.ts';
import type { SeminarFields } from '../../domain/seminar.ts';
import type { Clock } from '../../ports/clock.ts';
import type { SeminarSource } from '../../ports/seminar-source.ts';
import { actsOf } from './script.ts';

/**
 * A source whose records change by a script, so that a newcomer sees a seminar's whole life in five minutes.
 * Everything behind it is the real thing: sync, planner, outbox, dispatcher, cards.
 */
export function createDemoSource(clock: Clock, timezone: string): SeminarSource {
  const begin = clock.now();
  const acts = actsOf(begin, timezone);

  /** The latest act of each record that has happened. */
  const recordsAt = (now: Temporal.Instant): { uid: string; fields: SeminarFields }[] => {
    const latest = new Map<string, SeminarFields>();
    for (const act of acts) {
      if (act.afterSeconds > now.since(begin).total('seconds')) continue;
      latest.set(act.uid, { ...latest.get(act.uid), ...act.says });
    }
    return [...latest].map(([uid, fields]) => ({ uid, fields }));
  };

  return {
    id: SourceId.parse('demo'),
    review: false,
    async read() {
      const records = recordsAt(clock.now()).map(({ uid, fields }) => ({
        uid,
        fields,
        place: `demo/${uid}`,
        prose: false,
      }));
      return { type: 'records', records, problems: [], complete: true };
    },
    watch(changed) {
      const cancels = acts
        .filter((act) => act.afterSeconds > 0)
        .map((act) => clock.at(begin.add({ milliseconds: act.afterSeconds * 1000 + 50 }), changed));
      return () => {
        for (const cancel of cancels) cancel();
      };
    },
  };
}
