import type { Action, Card } from '../../../src/domain/card.ts';
import { composeCard } from '../../../src/domain/cards/compose.ts';
import { parseCommand } from '../../../src/domain/command.ts';
import { channelIdOf, personIdOf, SeriesId, SourceId } from '../../../src/domain/ids.ts';
import { mergedOf } from '../../../src/domain/merge.ts';
import type { Policy } from '../../../src/domain/policy.ts';
import type { Seminar } from '../../../src/domain/seminar.ts';
import { createDesk, type DeskParts } from '../../../src/pipeline/desk/desk.ts';
import type { Actor } from '../../../src/ports/desk.ts';
import { textOf } from '../../domain/cards/sample-seminar.ts';
import { aSeminar } from '../../domain/sample-seminar.ts';
import { CHANNEL, LANE, openWorld, type World, type WorldOptions } from '../dispatch/world.ts';
import { quietLog } from '../plan/kit.ts';

export const TIDES = SeriesId.parse('tides');
const SOURCE = SourceId.parse('files:seminars');

const person = (native: string, over: Partial<Actor> = {}): Actor => ({
  person: personIdOf(LANE, native),
  standing: 'member',
  channel: CHANNEL,
  direct: channelIdOf(LANE, `D-${native}`),
  ...over,
});
export const OPERATOR = person('U-OPS');
/** Of the series "tides". */
export const ORGANISER = person('U-TIDES');
export const BY_MAIL = person('U-MAIL', { emails: ['Mira@Example.edu'] });
/** Of the series "foam" only. */
export const OTHER_ORGANISER = person('U-FOAM');
export const ADMIN = person('U-ADMIN');
export const MEMBER = person('U-READER');
/** Named as an operator, but a guest of the workspace. */
export const GUEST = person('U-OPS', { standing: 'guest' });

export interface ActRig extends World {
  ask(text: string, actor?: Actor): Promise<Card>;
  read(text: string, actor?: Actor): Promise<string>;
  /** Presses the button of that label. */
  press(card: Card, label: string, actor?: Actor): Promise<Card>;
  /** Puts a record into the store, as a source says it. */
  keep(seminar: Seminar): Promise<void>;
}

/** Desk, store, dispatcher and a chat server; the seminar "k3m9x2pq" of the series "tides" is announced. */
export async function openActRig(
  options: WorldOptions = {},
  parts: Partial<DeskParts> = {},
): Promise<ActRig> {
  const world = await openWorld({ ...options, policy: { ...POLICY, ...options.policy } });
  await world.store.transaction((tx) =>
    tx.directory.putChannel({ id: CHANNEL, lane: LANE, name: '#tides', kind: 'channel', members: 230 }),
  );
  const desk = createDesk({
    store: world.store,
    policy: world.policy,
    routes: () => world.context.routes,
    clock: world.clock,
    log: quietLog,
    replan: async () => undefined,
    sources: [SOURCE],
    composeCard,
    admins: {
      has: async ({ person }) => person === ADMIN.person,
      names: () => ['@seminar-admins'],
    },
    ...parts,
  });
  const hand = async (wish: Parameters<typeof desk.handle>[0], actor: Actor): Promise<Card> => {
    const { card } = await desk.handle(wish, actor);
    await world.clock.rest();
    return card;
  };
  const ask: ActRig['ask'] = (text, actor = OPERATOR) => hand(parseCommand(text), actor);
  const rig: ActRig = {
    ...world,
    ask,
    read: async (text, actor) => textOf(await ask(text, actor)),
    press: (card, label, actor = OPERATOR) => {
      const pressed = asksOf(card).find((action) => action.label === label);
      if (!pressed) throw new Error(`no button "${label}" among ${labelsIn(card).join(', ')}`);
      return hand(pressed.intent, actor);
    },
    keep: async (seminar) => {
      await world.store.transaction((tx) =>
        tx.seminars.putClaim({
          source: SOURCE,
          uid: seminar.id,
          seminar: seminar.id,
          fields: mergedOf(seminar),
          hash: seminar.id,
          place: 'seminars/foam.yaml',
        }),
      );
      await world.save(seminar);
    },
  };
  return rig;
}

/** On 27 November its announcement stands, and its reminders lie ahead. */
export async function openAnnounced(options: WorldOptions = {}): Promise<ActRig> {
  const rig = await openActRig(options);
  await rig.start();
  await rig.keep(aSeminar({ series: TIDES }));
  await rig.clock.advanceTo('2026-11-27T12:00:00+10:00');
  return rig;
}

export function labelsIn(card: Card): readonly string[] {
  return asksOf(card).map(({ label }) => label);
}

function asksOf(card: Card): readonly Extract<Action, { type: 'ask' }>[] {
  const actions = card.blocks.flatMap((block) => {
    if (block.type === 'actions') return block.actions;
    return block.type === 'list' ? block.items.flatMap(({ action }) => (action ? [action] : [])) : [];
  });
  return actions.filter((action) => action.type === 'ask');
}

const POLICY: Partial<Policy> = {
  operators: [{ platform: 'slack', target: 'U-OPS', text: 'slack:U-OPS' }],
  series: [
    { id: TIDES, name: 'Tides Seminar', organisers: ['mira@example.edu', 'slack:U-TIDES'] },
    { id: SeriesId.parse('foam'), name: 'Foam Seminar', organisers: ['slack:U-FOAM'] },
  ],
};
