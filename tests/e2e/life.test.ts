import { describe, expect, it, onTestFinished } from 'vitest';
import { LaneId } from '../../src/domain/ids.ts';
import type { Log } from '../../src/ports/log.ts';
import { openStore } from '../../src/store/open-store.ts';
import { LecternProcess } from '../support/lectern-process.ts';
import { SlackServer } from '../support/slack-server/slack-server.ts';
import { TeamsServer } from '../support/teams-server/teams-server.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';
import { untilTrue } from '../support/until-true.ts';

const quiet: Log = { debug() {}, info() {}, warn() {}, error() {}, with: () => quiet };
const clock = { now: () => Temporal.Now.instant(), at: () => () => {} };

const TITLE = 'Tides That Keep Their Appointments';
/** Far enough ahead for a slow machine to start in, near enough to be waited for. */
const LEAD_SECONDS = 30;

interface House {
  readonly slack: SlackServer;
  readonly teams: TeamsServer;
  readonly teamsChannel: string;
  readonly slackChannel: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly databaseUrl: string;
  writeRecord(fields: string): void;
}

async function buildHouse(): Promise<House> {
  const slack = await SlackServer.start({ rates: 'report' });
  onTestFinished(() => slack.close());
  const teams = await TeamsServer.start();
  onTestFinished(() => teams.stop());
  const folder = createTemporaryFolder();
  const team = teams.world.teams[0]?.id ?? '';
  const config = folder.write(
    'lectern.yaml',
    `mode: live
timezone: Australia/Brisbane
audience: public
sources: [{ type: files, path: seminars }]
routes:
  - match: all
    to: ["slack:#tides", "teams:${team}", "preview:#tides"]
    announce: immediately
    remind: [12s]
    startingNow: true
`,
  );
  const databaseUrl = `sqlite:${folder.path}/lectern.db`;
  return {
    slack,
    teams,
    teamsChannel: team,
    slackChannel: slack.workspace.addChannel('tides').id,
    databaseUrl,
    variables: {
      LECTERN_CONFIG: config,
      DATABASE_URL: databaseUrl,
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.apiUrl,
      TEAMS_LOCAL: '1',
    },
    writeRecord(fields) {
      folder.write(
        'seminars/tides.yaml',
        `title: ${TITLE}\nspeakers: Ada Ebb\nvenue: { room: "78-420" }\n${fields}\n`,
      );
    },
  };
}

async function run(house: House): Promise<LecternProcess> {
  const lectern = await LecternProcess.start(house.variables);
  onTestFinished(async () => {
    await lectern.stop('SIGKILL');
  });
  return lectern;
}

/** What stands in each place, by the first words of what is read aloud. */
async function postsOf(house: House): Promise<Record<'slack' | 'teams' | 'preview', string[]>> {
  const store = await openStore(house.databaseUrl, { clock, log: quiet });
  try {
    const channel = (await store.read.directory.channels(LaneId.parse('preview:local'))).find(
      ({ name }) => name === '#tides',
    );
    const board = channel ? await store.read.board.messages(channel.id, 100) : [];
    return {
      slack: house.slack.messagesIn(house.slackChannel).map((message) => String(message.text)),
      teams: house.teams.shelf.standing(house.teamsChannel).map(({ activity }) => String(activity.summary)),
      preview: board.map(({ card }) => card.summary),
    };
  } finally {
    await store.close();
  }
}

const counts = (posts: Awaited<ReturnType<typeof postsOf>>): number[] => [
  posts.slack.length,
  posts.teams.length,
  posts.preview.length,
];

describe('a seminar lives its whole life on three platforms', { timeout: 300_000 }, () => {
  it('announcement, reminder and "starting now" arrive once each, and nothing again after a restart', async () => {
    const house = await buildHouse();
    const start = Temporal.Now.instant().add({ seconds: LEAD_SECONDS });
    house.writeRecord(`start: "${start.toString({ smallestUnit: 'second' })}"\nduration: 1h`);
    const lectern = await run(house);
    const client = house.teams.clientFor(`${lectern.url}/api/messages`);
    house.teams.shelf.install(house.teamsChannel);
    await untilTrue(async () => (await client.installed(house.teamsChannel, '29:person-ada')).status === 200);

    await untilTrue(async () => counts(await postsOf(house)).every((count) => count === 3));
    const posts = await postsOf(house);
    for (const [announcement, reminder, startingNow] of Object.values(posts)) {
      expect(announcement).toContain(TITLE);
      expect(reminder).toContain(TITLE);
      expect(startingNow).toContain(TITLE);
      expect(new Set([announcement, reminder, startingNow]).size).toBe(3);
    }
    // Every post of ours carries a key of its own, and no other word, as metadata.
    const keys = house.slack.writes
      .filter(({ method }) => method === 'chat.postMessage')
      .map(({ key }) => key);
    expect(new Set(keys).size).toBe(3);
    expect(keys.every((key) => /^[\w-]{22}$/.test(key))).toBe(true);

    expect(await lectern.stop()).toBe(0);
    const again = await run(house);
    await untilTrue(async () => (await fetch(`${again.url}/readyz`)).status === 200);
    // The restarted service has swept every lane once it is ready; what it were to send would have left by the stop.
    expect(await again.stop()).toBe(0);
    expect(counts(await postsOf(house))).toEqual([3, 3, 3]);
    expect(house.slack.rates.violations).toEqual([]);
    expect(house.teams.violations()).toEqual([]);
  });

  it('a cancelled seminar says so on its card and reminds nobody', async () => {
    const house = await buildHouse();
    const start = Temporal.Now.instant().add({ hours: 30 });
    const when = `start: "${start.toString({ smallestUnit: 'second' })}"\nduration: 1h`;
    house.writeRecord(when);
    const lectern = await run(house);
    await untilTrue(async () => (await postsOf(house)).slack.length === 1);
    house.writeRecord(`${when}\nstatus: cancelled\nstatusReason: the speaker is unwell`);
    await untilTrue(async () => (await postsOf(house)).slack[0]?.includes('Cancelled') === true);
    const store = await openStore(house.databaseUrl, { clock, log: quiet });
    try {
      const reminders = await store.read.outbox.find({ kinds: ['reminder', 'startingNow'] });
      expect(reminders.length).toBeGreaterThan(0);
      expect(reminders.every(({ state }) => state === 'withdrawn')).toBe(true);
    } finally {
      await store.close();
    }
    expect(await lectern.stop()).toBe(0);
  });

  it('a post that was on its way when the process was killed is found again, not said again', async () => {
    const house = await buildHouse();
    house.writeRecord(
      `start: "${Temporal.Now.instant().add({ hours: 30 }).toString({ smallestUnit: 'second' })}"\nduration: 1h`,
    );
    // Slack keeps the message and never answers: the process dies between the write and the record.
    house.slack.faults.next({ type: 'hang', stored: true }, 'chat.postMessage');
    const lectern = await run(house);
    await untilTrue(() => Promise.resolve(house.slack.messagesIn(house.slackChannel).length === 1));
    await lectern.stop('SIGKILL');
    const again = await run(house);
    await untilTrue(
      async () => {
        const store = await openStore(house.databaseUrl, { clock, log: quiet });
        try {
          const found = await store.read.outbox.find({ kinds: ['announcement'], states: ['sent'] });
          return found.some(({ lane }) => lane.startsWith('slack:'));
        } finally {
          await store.close();
        }
      },
      { within: 180_000 },
    );
    expect(await again.stop()).toBe(0);
    expect(house.slack.messagesIn(house.slackChannel)).toHaveLength(1);
  });
});
