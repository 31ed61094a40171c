import { describe, expect, it, onTestFinished } from 'vitest';
import { createOperatorNotes } from '../../src/app/operator-notes.ts';
import { startService } from '../../src/app/service.ts';
import { type ChannelId, channelIdOf, LaneId } from '../../src/domain/ids.ts';
import { openStore } from '../../src/store/open-store.ts';
import { untilTrue } from '../support/until-true.ts';
import { createClock, createLog, openMemory, settingsFor } from './kit.ts';

const SLACK = LaneId.parse('slack:T0STANDIN');
const ADA = channelIdOf(SLACK, 'D0ADA');
const ROOM = channelIdOf(SLACK, 'C0OPS');

async function bench(channels: readonly ChannelId[] = [ADA, ROOM]) {
  const clock = createClock();
  const store = await openMemory(clock);
  const log = createLog();
  const create = () => createOperatorNotes({ store, clock, log, channels: () => channels });
  const owed = async (): Promise<string[]> =>
    (await store.read.outbox.find({})).map(({ channel, detail }) => `${channel} ${detail.text}`).toSorted();
  return { clock, store, log, create, notes: create(), owed };
}

describe('operator notes', () => {
  it('are owed to every operator through the outbox, now and for a day', async () => {
    const { notes, store, clock, owed } = await bench();
    await notes.tell('Slack refuses the token.');
    expect(await owed()).toEqual(
      [`${ROOM} Slack refuses the token.`, `${ADA} Slack refuses the token.`].toSorted(),
    );
    const [note] = await store.read.outbox.find({});
    expect(note).toMatchObject({ kind: 'note', state: 'due', lane: SLACK });
    expect(note?.seminar).toBeUndefined();
    expect(note?.due.toString()).toBe(clock.now().toString());
    expect(note?.expires.since(clock.now()).total('hours')).toBe(24);
  });

  it('the same sentence is not said again within an hour; another is; later it is', async () => {
    const { notes, clock, owed } = await bench([ROOM]);
    await notes.tell('One.');
    await clock.advance({ minutes: 59 });
    await notes.tell('One.');
    await notes.tell('Two.');
    expect(await owed()).toHaveLength(2);
    await clock.advance({ minutes: 1 });
    await notes.tell('One.');
    expect(await owed()).toHaveLength(3);
  });

  it('several processes that find the same say it once, also about the full hour', async () => {
    const { notes, create, owed, clock } = await bench([ROOM]);
    await clock.advance({ minutes: 59, seconds: 59 });
    await notes.tell('One.');
    await clock.advance({ seconds: 2 });
    await create().tell('One.');
    await create().tell('One.');
    expect(await owed()).toHaveLength(1);
    await clock.advance({ minutes: 60 });
    await create().tell('One.');
    expect(await owed()).toHaveLength(2);
  });

  it('a service that is started again within the hour does not repeat itself either', async () => {
    const { notes, create, owed, clock } = await bench([ROOM]);
    await notes.tell('One.');
    await clock.advance({ minutes: 5 });
    await create().tell('One.');
    expect(await owed()).toHaveLength(1);
  });

  it('without operators the log alone has it', async () => {
    const { notes, log, owed } = await bench([]);
    await notes.tell('One.');
    expect(await owed()).toEqual([]);
    expect(log.lines).toMatchObject([
      { level: 'warn', message: 'operators are told', fields: { text: 'One.' } },
    ]);
  });

  it('what the store does not take is not counted as said', async () => {
    const { store, clock, log, notes } = await bench([ROOM]);
    await store.close();
    await expect(notes.tell('One.')).rejects.toThrow();
    const again = createOperatorNotes({ store: await openMemory(clock), clock, log, channels: () => [ROOM] });
    await expect(again.tell('One.')).resolves.toBeUndefined();
    await expect(notes.tell('One.')).rejects.toThrow();
  });

  it('what was said before it was known where they are is told then, once', async () => {
    const clock = createClock();
    const store = await openMemory(clock);
    let channels: readonly ChannelId[] = [];
    const notes = createOperatorNotes({ store, clock, log: createLog(), channels: () => channels });
    const texts = async () => (await store.read.outbox.find({})).map(({ detail }) => detail.text).toSorted();
    await notes.tell('One.');
    await notes.catchUp();
    expect(await texts()).toEqual([]);
    channels = [ROOM];
    await notes.tell('Two.');
    await notes.catchUp();
    await notes.catchUp();
    expect(await texts()).toEqual(['One.', 'Two.']);
  });

  it('reach the operators of a running service: an address that leads nowhere is told, once', async () => {
    const settings = settingsFor(
      `mode: live
timezone: Australia/Brisbane
operators: ["preview:#operators"]
routes: [{ match: all, to: ["slack:#tides", "slack:#ebb"] }]
`,
      { PORT: '0', LOG_LEVEL: 'silent' },
    );
    const room = channelIdOf(LaneId.parse('preview:local'), '#operators');
    const said = async (): Promise<string[]> => {
      const store = await openStore(settings.databaseUrl, { clock: createClock(), log: createLog() });
      try {
        return (await store.read.board.messages(room, 10)).map(({ card }) => card.summary);
      } finally {
        await store.close();
      }
    };
    const run = async () => {
      const service = await startService(settings);
      onTestFinished(() => service.stop());
      return service;
    };
    const service = await run();
    await untilTrue(async () => (await said()).length > 0);
    await service.stop();
    expect(await said()).toEqual([
      expect.stringMatching(/slack:#tides, slack:#ebb: slack has no credentials\. Give them/),
    ]);
    const again = await run();
    await untilTrue(async () => (await fetch(`${again.url}/readyz`)).ok);
    await again.stop();
    expect(await said()).toHaveLength(1);
  });
});
