import { describe, expect, it } from 'vitest';
import { type Connection, createConnections } from '../../src/app/connections.ts';
import { createLanes } from '../../src/app/lanes.ts';
import { LaneId } from '../../src/domain/ids.ts';
import { nameOfWorkspace, type Workspace } from '../../src/domain/workspace.ts';
import type { PlatformService } from '../../src/ports/platform-service.ts';
import { createClock, createLog, createPlatform, createService } from './kit.ts';

const SLACK = LaneId.parse('slack:T0STANDIN');
const TEAMS = LaneId.parse('teams:tenant');
const SLACK_WORKSPACE: Workspace = { platform: 'slack' };
const TEAMS_WORKSPACE: Workspace = { platform: 'teams', native: 'tenant' };
const nowhere = () => ({ type: 'unresolved', reason: '', mend: '', transient: false }) as const;

function bench(connect: (life: string[]) => readonly Connection[]) {
  const clock = createClock();
  const log = createLog();
  const life: string[] = [];
  const reasons: string[] = [];
  const connections = createConnections(connect(life), { lanes: createLanes(), clock, log });
  const start = () =>
    connections.start({
      connected: async ({ chat }) => void life.push(`${chat.lane} connected`),
      failed: async (workspace, reason) => {
        life.push(`${nameOfWorkspace(workspace)} failed`);
        reasons.push(reason);
      },
    });
  return { clock, log, life, reasons, connections, start };
}

const clockless = createClock();
const slack = (life: string[], parts: Parameters<typeof createService>[2] = {}): PlatformService =>
  createService(createPlatform(SLACK, clockless, nowhere), life, parts);
const teams = (life: string[]): PlatformService =>
  createService(createPlatform(TEAMS, clockless, nowhere), life);

describe('connections', () => {
  it('connects each, says how each is, and stops each', async () => {
    const { connections, life, start } = bench((notes) => [
      { workspace: SLACK_WORKSPACE, connect: async () => slack(notes) },
      { workspace: TEAMS_WORKSPACE, connect: async () => teams(notes) },
    ]);
    expect(connections.health()).toEqual({});
    await start();
    expect(life.toSorted()).toEqual([
      'slack started',
      'slack:T0STANDIN connected',
      'teams started',
      'teams:tenant connected',
    ]);
    expect(connections.health()).toEqual({
      [SLACK]: { ready: true, detail: 'connected' },
      [TEAMS]: { ready: true, detail: 'connected' },
    });
    await connections.stop();
    expect(life.slice(4).toSorted()).toEqual(['slack stopped', 'teams stopped']);
  });

  it('one that fails first is tried again, sooner at first, and comes later; the others do not wait', async () => {
    let tries = 0;
    const { clock, log, connections, life, reasons, start } = bench((notes) => [
      {
        workspace: SLACK_WORKSPACE,
        connect: async () => {
          tries += 1;
          if (tries < 4) throw new Error(`Slack does not answer (${tries})`);
          return slack(notes);
        },
      },
      { workspace: TEAMS_WORKSPACE, connect: async () => teams(notes) },
    ]);
    await start();
    expect(life).toContain('teams:tenant connected');
    expect(life).toContain('slack failed');
    expect(reasons).toEqual(['Slack does not answer (1)']);
    expect(connections.health()).toMatchObject({
      slack: { ready: false, detail: 'Slack does not answer (1)' },
      [TEAMS]: { ready: true },
    });
    await clock.advance({ milliseconds: 1_999 });
    expect(tries).toBe(1);
    await clock.advance({ milliseconds: 1 });
    expect(tries).toBe(2);
    await clock.advance({ seconds: 5 });
    expect(tries).toBe(3);
    expect(connections.health()).toMatchObject({ slack: { detail: 'Slack does not answer (3)' } });
    await clock.advance({ seconds: 15 });
    expect(life.at(-1)).toBe('slack:T0STANDIN connected');
    expect(Object.keys(connections.health()).toSorted()).toEqual([SLACK, TEAMS]);
    const complaints = log.lines.filter(({ level }) => level === 'error');
    expect(complaints.map(({ fields }) => fields.reason)).toEqual([
      'Slack does not answer (1)',
      'Slack does not answer (2)',
      'Slack does not answer (3)',
    ]);
    expect(clock.armed).toBe(0);
    await connections.stop();
  });

  it('one that hangs is given up after a minute, and what it brings later is stopped', async () => {
    let bring: (service: PlatformService) => void = () => {};
    let tries = 0;
    const { clock, connections, life, start } = bench((notes) => [
      {
        workspace: SLACK_WORKSPACE,
        connect: () => {
          tries += 1;
          if (tries > 1) return Promise.resolve(slack(notes));
          return new Promise((resolve) => {
            bring = resolve;
          });
        },
      },
      { workspace: TEAMS_WORKSPACE, connect: async () => teams(notes) },
    ]);
    const starting = start();
    await clock.rest();
    expect(life).toEqual(['teams started', 'teams:tenant connected']);
    expect(connections.health()).toMatchObject({ slack: { ready: false, detail: 'connecting' } });
    await clock.advance({ seconds: 60 });
    await starting;
    expect(life).toContain('slack failed');
    expect(connections.health()).toMatchObject({ slack: { detail: 'did not answer within 60 seconds' } });
    bring(slack(life));
    await clock.rest();
    expect(life.at(-1)).toBe('slack stopped');
    expect(life).not.toContain('slack:T0STANDIN connected');
    await clock.advance({ seconds: 2 });
    expect(life.at(-1)).toBe('slack:T0STANDIN connected');
    await connections.stop();
  });

  it('a service that does not start is stopped before it is tried again', async () => {
    let tries = 0;
    const { clock, life, connections, start } = bench((notes) => [
      {
        workspace: SLACK_WORKSPACE,
        connect: async () => {
          tries += 1;
          const refuse = async (): Promise<void> => {
            throw new Error('invalid_auth');
          };
          return tries === 1 ? slack(notes, { start: refuse }) : slack(notes);
        },
      },
    ]);
    await start();
    expect(life).toEqual(['slack stopped', 'slack failed']);
    await clock.advance({ seconds: 2 });
    expect(life.slice(2)).toEqual(['slack started', 'slack:T0STANDIN connected']);
    await connections.stop();
  });

  it('stopping waits for no platform that hangs, and starts no further try', async () => {
    let tries = 0;
    const { clock, life, connections, start } = bench(() => [
      {
        workspace: SLACK_WORKSPACE,
        connect: () => {
          tries += 1;
          return tries === 1 ? Promise.reject(new Error('no')) : new Promise<PlatformService>(() => {});
        },
      },
    ]);
    await start();
    await clock.advance({ seconds: 2 });
    expect(tries).toBe(2);
    await connections.stop();
    expect(clock.armed).toBe(0);
    await clock.advance({ hours: 1 });
    expect(tries).toBe(2);
    expect(life).toEqual(['slack failed']);
  });

  it('two names of one workspace: the second is refused, and never begins to receive', async () => {
    const twin: Workspace = { platform: 'slack', name: 'twin' };
    const { clock, log, life, connections, start } = bench((notes) => [
      { workspace: SLACK_WORKSPACE, connect: async () => slack(notes) },
      { workspace: twin, connect: async () => slack(notes) },
    ]);
    await start();
    expect(life.toSorted()).toEqual([
      'slack started',
      'slack stopped',
      'slack:T0STANDIN connected',
      'slack:twin failed',
    ]);
    expect(connections.health()).toMatchObject({
      [SLACK]: { ready: true },
      'slack:twin': {
        ready: false,
        workspace: 'twin',
        detail: expect.stringContaining('which slack has already'),
      },
    });
    // Tried again, in case its credentials are mended.
    await clock.advance({ seconds: 2 });
    expect(life.filter((note) => note === 'slack:twin failed')).toHaveLength(2);
    expect(log.lines.filter(({ level }) => level === 'error')).toHaveLength(2);
    await connections.stop();
  });

  it('what goes wrong after a platform has come takes nothing down', async () => {
    const clock = createClock();
    const log = createLog();
    const connections = createConnections([{ workspace: SLACK_WORKSPACE, connect: async () => slack([]) }], {
      lanes: createLanes(),
      clock,
      log,
    });
    await connections.start({
      connected: async () => {
        throw new Error('the store is busy');
      },
      failed: async () => {},
    });
    expect(connections.health()).toEqual({ [SLACK]: { ready: true, detail: 'connected' } });
    expect(log.lines.some(({ level }) => level === 'error')).toBe(true);
    await connections.stop();
  });
});
