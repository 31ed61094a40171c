import type { Card } from '../../../src/domain/card.ts';
import { composeCard } from '../../../src/domain/cards/compose.ts';
import { parseCommand } from '../../../src/domain/command.ts';
import { channelIdOf, LaneId, personIdOf, SeminarId } from '../../../src/domain/ids.ts';
import type { Intent } from '../../../src/domain/intent.ts';
import type { Policy } from '../../../src/domain/policy.ts';
import type { Seminar } from '../../../src/domain/seminar.ts';
import { createDesk, type DeskParts } from '../../../src/pipeline/desk/desk.ts';
import { replan } from '../../../src/pipeline/plan/replan.ts';
import type { Actor } from '../../../src/ports/desk.ts';
import { textOf } from '../../domain/cards/sample-seminar.ts';
import { aSeminar } from '../../domain/sample-seminar.ts';
import { aPolicy, aRoute, openRig, quietLog, type Rig } from '../plan/kit.ts';

const LANE = LaneId.parse('preview:local');

/** A member of the workspace in Brisbane, asking in direct messages. */
export const MEMBER: Actor = {
  person: personIdOf(LANE, 'mira'),
  standing: 'member',
  direct: channelIdOf(LANE, '@mira'),
};
export const GUEST: Actor = { ...MEMBER, person: personIdOf(LANE, 'guest'), standing: 'guest' };

/** Monday 30 November 2026, 08:00 in Brisbane. */
const MONDAY = '2026-11-30T08:00:00+10:00';

export interface DeskRig extends Rig {
  /** What is typed → what is read. */
  ask(text: string, actor?: Actor): Promise<string>;
  answer(text: string, actor?: Actor): Promise<Card>;
  /** What a button does. */
  act(intent: Intent, actor?: Actor): Promise<Card>;
  put(...seminars: readonly Seminar[]): Promise<void>;
}

export async function openDeskRig(
  over: Partial<Policy> = {},
  parts: Partial<DeskParts> = {},
): Promise<DeskRig> {
  const policy = aPolicy(over);
  const rig = await openRig(policy, MONDAY);
  const desk = createDesk({
    store: rig.store,
    policy,
    routes: () => rig.context.routes,
    clock: rig.clock,
    log: quietLog,
    composeCard,
    replan: async (tx, ids) => {
      const seminars = await tx.seminars.many(ids);
      await replan(
        tx,
        seminars.map((seminar) => ({ seminar })),
        rig.context,
        rig.clock.now(),
      );
    },
    ...parts,
  });
  const answer = async (text: string, actor: Actor = MEMBER): Promise<Card> =>
    (await desk.handle(parseCommand(text), actor)).card;
  return {
    ...rig,
    answer,
    act: async (intent, actor = MEMBER) => (await desk.handle(intent, actor)).card,
    ask: async (text, actor) => textOf(await answer(text, actor)),
    put: async (...seminars) => {
      for (const seminar of seminars) await rig.save(seminar);
    },
  };
}

/** On 3 December at 11:00 Brisbane, moved by some hours. */
export function talk(id: string, title: string, hours = 0, over: Partial<Seminar> = {}): Seminar {
  const start = Temporal.Instant.from('2026-12-03T11:00:00+10:00').add({ hours });
  return aSeminar({ id: SeminarId.parse(id), title, start, end: start.add({ hours: 1 }), ...over });
}

/** A route without reminders of its own, so that what is owed is personal. */
export const SILENT = aRoute({ announce: 'never', remind: [] });
