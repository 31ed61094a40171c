import { describe, expect, it } from 'vitest';
import { findPostgresObstacle } from '../support/postgres.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';
import type { Exhibit } from './judge/evidence.ts';
import { judge } from './judge/judge.ts';
import type { Case } from './judge/verdict.ts';
import { drawPlot, paceOf } from './plot.ts';
import { runChaos } from './run-chaos.ts';

const NONE = { lost: 0, doubled: 0, stale: 0, unsettled: 0, unread: 0 };

/** Of the exhibits, the first that fits is replaced by others. */
function tamper(facts: Case, fits: (exhibit: Exhibit) => boolean, by: (one: Exhibit) => Exhibit[]): Case {
  const at = facts.exhibits.findIndex(fits);
  const found = facts.exhibits[at];
  if (!found) throw new Error('there is no such message');
  return { ...facts, exhibits: facts.exhibits.toSpliced(at, 1, ...by(found)) };
}

/** On Slack, of a seminar that is judged by what it owes. */
function owedOnSlack({ talks }: Case): (exhibit: Exhibit) => boolean {
  const quiet = talks.filter(
    ({ told, removed, retractedAt }) => !removed && !retractedAt && told.at(-1)?.status === 'scheduled',
  );
  const ids = new Set(quiet.map(({ plan }) => plan.id));
  return ({ platform, seminar, kind }) =>
    platform === 'slack' && kind === 'startingNow' && seminar !== undefined && ids.has(seminar);
}

describe('the real process among failing platforms, killed again and again', { timeout: 600_000 }, () => {
  it('loses nothing, doubles nothing, leaves nothing untrue; and the judge would see it', async () => {
    const { path: folder } = createTemporaryFolder();
    const options = {
      seed: 7,
      minutes: 0.25,
      seminars: 9,
      channels: 6,
      replicas: 1,
      store: 'sqlite',
      folder,
    } as const;
    const report = await runChaos(
      options,
      () => {},
      async (facts, stage) => {
        const owed = owedOnSlack(facts);
        const lost = await judge(
          tamper(facts, owed, () => []),
          stage,
        );
        expect(lost.breaches.lost).toBeGreaterThan(0);
        const doubled = await judge(
          tamper(facts, owed, (one) => [one, one]),
          stage,
        );
        expect(doubled.breaches.doubled).toBe(1);
        const untrue = tamper(facts, owed, (one) => [{ ...one, standing: 'Something else.' }]);
        expect((await judge(untrue, stage)).breaches.stale).toBeGreaterThan(0);
        const untold = tamper(facts, owed, (one) => [{ ...one, posted: 'Something else.' }]);
        expect((await judge(untold, stage)).breaches.stale).toBeGreaterThan(0);
        const [first, ...others] = facts.notices.values();
        if (!first) throw new Error('nothing was owed');
        const notices = new Map(
          [{ ...first, state: 'unknown' as const }, ...others].map((one) => [one.id, one]),
        );
        expect((await judge({ ...facts, notices }, stage)).breaches.unsettled).toBe(1);
        const seminars = new Map([...facts.seminars].map(([id, one]) => [id, { ...one, title: 'Another' }]));
        expect((await judge({ ...facts, seminars }, stage)).breaches.unread).toBeGreaterThan(0);
        return judge(facts, stage);
      },
    );
    expect(report.findings.details).toEqual([]);
    expect(report.findings.breaches).toEqual(NONE);
    expect(report.failures).toEqual([]);
    expect(report.exitCode).toBe(0);
    expect(report.kills).toBeGreaterThan(0);
    expect(report.findings.arrived).toBeGreaterThan(0);
  });
});

const obstacle = await findPostgresObstacle();

describe.skipIf(obstacle !== undefined)('three replicas on PostgreSQL', { timeout: 600_000 }, () => {
  it('are killed, frozen and cut off, and nothing is lost, doubled or left untrue', async () => {
    const { path: folder } = createTemporaryFolder();
    const report = await runChaos(
      { seed: 5, minutes: 0.1, seminars: 6, channels: 4, replicas: 3, store: 'postgres', folder },
      () => {},
    );
    expect(report.findings.details).toEqual([]);
    expect(report.findings.breaches).toEqual(NONE);
    expect(report.failures).toEqual([]);
    expect(report.exitCode).toBe(0);
    const befell = Object.keys(report.mishaps).join();
    for (const word of ['Killed', 'Frozen', 'Cut off']) expect(befell).toContain(word);
    expect(report.findings.arrived).toBeGreaterThan(0);
  });
});

describe('the plot', () => {
  const draw = (seed: number) =>
    drawPlot({
      seed,
      seminars: 200,
      lastsMs: 600_000,
      pace: paceOf(10),
      seriesOf: { far: ['far-0', 'far-1'], near: ['near-0'] },
    });

  it('is the same for the same seed, and another for another', () => {
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });

  it('has every sort of deed', () => {
    const types = new Set(draw(1).flatMap(({ deeds }) => deeds.map(({ type }) => type)));
    const all = ['room', 'title', 'move', 'moveBack', 'cancel', 'restore', 'remove', 'retract'];
    expect([...types].toSorted()).toEqual(all.toSorted());
  });
});
