import { describe, expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import { quietLog } from '../pipeline/plan/kit.ts';
import { findPostgresObstacle, type PostgresServer, startPostgres } from '../support/postgres.ts';
import { untilTrue } from '../support/until-true.ts';
import { buildReplicaHouse, command, enterTeam, findCaretaker } from './replica-house.ts';

const obstacle = await findPostgresObstacle();
const title = obstacle ? `three replicas (skipped: ${obstacle})` : 'three replicas';
/** Leases run out, unknown outcomes ripen: minutes of patience, not of speed. */
const PATIENCE = { timeout: 240_000 };

describe.skipIf(obstacle)(title, PATIENCE, () => {
  /** Three replicas may use half of the connections that a server gives. */
  async function openServer(): Promise<PostgresServer> {
    const server = await startPostgres();
    onTestFinished(() => server.stop());
    return server;
  }

  it('started at once on an empty database do everything once, and whoever takes care hands it on', async () => {
    const house = await buildReplicaHouse(await openServer());
    house.writeRecord('tides', RECORD('Tides', 'room: "78-420"'));
    const replicas = await Promise.all(['a', 'b', 'c'].map((name) => house.start(name)));
    const brought = replicas.map((replica) => replica.logged('store brought up to date'));
    expect(brought.toSorted()).toEqual([0, 0, 1]);
    const caretaker = await findCaretaker(replicas);
    const others = replicas.filter((replica) => replica !== caretaker);
    // Teams tells one that does not plan; the one that does learns it from the database.
    const [told] = others;
    if (!told) throw new Error('nobody else is there');
    await enterTeam(house, told);
    await untilTrue(async () => house.copiesOf('Tides').every((copies) => copies === 1));

    expect(others.map((replica) => replica.logged('source read'))).toEqual([0, 0]);
    expect(await caretaker.lectern.stop('SIGTERM')).toBe(0);
    const successor = await findCaretaker(others);
    house.writeRecord('tides', RECORD('Tides', 'room: "50-T203"'));
    const showsNewRoom = (): boolean =>
      house.rooms.every((room) => house.slack.messagesIn(room).some(({ text }) => text.includes('50-T203')));
    await untilTrue(async () => showsNewRoom());
    expect(successor.logged('source read')).toBeGreaterThan(0);
    for (const room of house.rooms) {
      expect(house.slack.messagesIn(room).filter(({ threadTs }) => threadTs === undefined)).toHaveLength(1);
    }
    await Promise.all(others.map(({ lectern }) => lectern.stop('SIGTERM')));
  });

  it('one that is killed, and one that is frozen, are followed within seconds; nothing is lost, said twice or too fast', async () => {
    const house = await buildReplicaHouse(await openServer(), { rooms: 4 });
    const titles: string[] = [];
    const posts = () => house.slack.journal.filter(({ method }) => method === 'chat.postMessage');
    const senderOf = (from: number) => posts().at(from)?.via;
    /** However slow the machine is, somebody always has something left to post. */
    const whileBusy = (ask: () => boolean) =>
      untilTrue(async () => {
        while (titles.length * house.rooms.length < posts().length + 32) {
          const code = String.fromCodePoint(65 + Math.floor(titles.length / 26), 65 + (titles.length % 26));
          titles.push(`Wave${code} of the sea`);
          house.writeRecord(`wave${code}`, RECORD(`Wave${code} of the sea`, 'room: "78-420"'));
        }
        return ask();
      });
    const findSender = async () => {
      const seen = posts().length;
      await whileBusy(() => posts().length > seen + 2);
      return replicas.find(({ name }) => name === senderOf(-1));
    };
    const replicas = await Promise.all(['a', 'b', 'c'].map((name) => house.start(name)));
    const [first] = replicas;
    if (!first) throw new Error('nobody is there');
    await enterTeam(house, first);

    const frozen = await findSender();
    frozen?.signal('SIGSTOP');
    const others = replicas.filter((replica) => replica !== frozen);
    await whileBusy(() => senderOf(-1) !== frozen?.name);
    const killed = await findSender();
    await killed?.lectern.stop('SIGKILL');
    const awake = others.filter((replica) => replica !== killed);
    await whileBusy(() => awake.some(({ name }) => name === senderOf(-1)));
    frozen?.signal('SIGCONT');

    await untilTrue(async () => titles.every((title) => isEverywhere(house.copiesOf(title))), {
      within: 180_000,
      every: 500,
    });
    for (const title of titles) expect(house.copiesOf(title).slice(0, -1)).toEqual([1, 1, 1, 1]);
    expect(house.slack.rates.violations.filter(({ method }) => method === 'chat.postMessage')).toEqual([]);
  });

  it('what is asked of one holds for all, and what is delivered to two is answered once', async () => {
    const settings = 'admins: { slack: [U0ADA] }\n';
    const house = await buildReplicaHouse(await openServer(), { rooms: 2, settings });
    const { slack } = house;
    slack.workspace.addUser('ada', { id: 'U0ADA' });
    const [a, b, c] = await Promise.all(['a', 'b', 'c'].map((name) => house.start(name)));
    if (!a || !b || !c) throw new Error('there are three');
    await enterTeam(house, a);
    await command(house, b, { user: 'U0ADA', text: 'pause' });
    await slack.answered(1);

    house.writeRecord('tides', RECORD('Tides', 'room: "78-420"'));
    const store = await openStore(house.variables.DATABASE_URL ?? '', { clock, log: quietLog });
    onTestFinished(() => store.close());
    const waits = async (): Promise<boolean> => {
      const owed = await store.read.outbox.find({ kinds: ['announcement'] });
      return (
        owed.length === 3 && owed.every(({ state, reason }) => state === 'due' && reason?.includes('aused'))
      );
    };
    await untilTrue(waits);
    expect(house.copiesOf('Tides')).toEqual([0, 0, 0]);
    await command(house, c, { user: 'U0ADA', text: 'resume' });
    await untilTrue(async () => isEverywhere(house.copiesOf('Tides')));
    expect(house.copiesOf('Tides')).toEqual([1, 1, 1]);

    const answers = slack.responses.length;
    await command(house, a, { user: 'U0ADA', text: 'next', trigger: 'trigger.same' });
    await slack.answered(answers + 1);
    await command(house, b, { user: 'U0ADA', text: 'next', trigger: 'trigger.same' });
    await command(house, b, { user: 'U0ADA', text: 'next', trigger: 'trigger.other' });
    await slack.answered(answers + 2);
    await Promise.all([a, b, c].map(({ lectern }) => lectern.stop('SIGTERM')));
    expect(slack.responses).toHaveLength(answers + 2);
  });
});

const clock = { now: () => Temporal.Now.instant(), at: () => () => {} };

const RECORD = (title: string, venue: string): string =>
  `title: ${title}\nspeakers: Ada Ebb\nstart: 2030-05-07T14:00\nvenue: { ${venue} }`;

function isEverywhere(copies: readonly number[]): boolean {
  return copies.every((count) => count > 0);
}
