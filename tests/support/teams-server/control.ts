import { z } from 'zod';
import { isWrite } from './journal.ts';
import { answerJson, type TeamsServer } from './teams-server.ts';

const Fault = z.discriminatedUnion('type', [
  z.object({ type: z.literal('resetBefore') }),
  z.object({ type: z.literal('resetAfter') }),
  z.object({ type: z.literal('hang'), stored: z.boolean() }),
  z.object({ type: z.literal('halfAnswer') }),
  z.object({ type: z.literal('slow'), ms: z.number() }),
  z.object({
    type: z.literal('status'),
    status: z.number(),
    code: z.string().exactOptional(),
    stored: z.boolean().exactOptional(),
    retryAfter: z.string().exactOptional(),
  }),
]);

/** What another process may ask of the stand-in: `POST /control` with one of these as JSON. */
const Order = z.discriminatedUnion('do', [
  z.object({ do: z.literal('arrange'), faults: z.array(Fault) }),
  z.object({
    do: z.literal('chance'),
    seed: z.number(),
    rates: z.array(z.object({ share: z.number(), fault: Fault })),
  }),
  z.object({ do: z.literal('install'), id: z.string(), person: z.string() }),
  z.object({ do: z.literal('uninstall'), id: z.string(), person: z.string() }),
  z.object({ do: z.literal('say'), person: z.string(), text: z.string() }),
  z.object({
    do: z.literal('mention'),
    conversation: z.string(),
    root: z.string().exactOptional(),
    person: z.string(),
    text: z.string(),
  }),
  z.object({
    do: z.literal('press'),
    conversation: z.string(),
    person: z.string(),
    message: z.string(),
    verb: z.string(),
    data: z.unknown(),
  }),
  z.object({ do: z.literal('deleteByPerson'), message: z.string() }),
  z.object({ do: z.literal('goAway'), ms: z.number() }),
  z.object({ do: z.literal('activities') }),
  z.object({ do: z.literal('journal') }),
]);
type Order = z.infer<typeof Order>;

/** `bot`: where the client side sends what people do. */
export function openControl(server: TeamsServer, bot: string): void {
  server.extra = async (request, response, body) => {
    if (request.url !== '/control') return false;
    const order = Order.safeParse(JSON.parse(body));
    if (!order.success) answerJson(response, 400, { problem: z.prettifyError(order.error) });
    else answerJson(response, 200, (await carryOut(order.data, server, bot)) ?? {});
    return true;
  };
}

async function carryOut(order: Order, server: TeamsServer, bot: string): Promise<unknown> {
  const client = server.clientFor(bot);
  switch (order.do) {
    case 'arrange':
      return server.arrange(...order.faults);
    case 'chance':
      return server.faults.chance(order);
    case 'install':
      server.shelf.install(order.id);
      return client.installed(order.id, order.person);
    case 'uninstall':
      server.shelf.uninstall(order.id);
      return client.installed(order.id, order.person, 'remove');
    case 'say':
      return client.say(order.person, order.text);
    case 'mention':
      return client.mention(order, order.person, order.text);
    case 'press':
      return client.press(order, order.person, order.message, order.verb, order.data);
    case 'deleteByPerson':
      return server.shelf.delete(order.message, 'person');
    case 'goAway':
      // Answered first: this very connection goes too.
      setTimeout(
        () => void server.goAway().then(() => setTimeout(() => void server.restore(), order.ms)),
        10,
      );
      return undefined;
    case 'activities':
      return { all: server.shelf.all(), standing: server.shelf.standing() };
    case 'journal':
      return {
        journal: server.journal(),
        writes: server.journal().filter(isWrite),
        violations: server.violations(),
      };
  }
}
