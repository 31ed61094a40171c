import { describe, expect, it } from 'vitest';
import { createDuty, DUTY_MS, type Duty } from '../../src/app/duty.ts';
import { DutyId } from '../../src/domain/ids.ts';
import type { Lanes } from '../../src/ports/store/lanes.ts';
import { createClock, createLog, openMemory } from './kit.ts';

const CARE = DutyId.parse('duty:care');

interface Candidate {
  readonly duty: Duty;
  /** `taken` and `lost`, in turn. */
  readonly life: readonly string[];
  /** From now on the store does not answer. */
  cutOff(): void;
  /** Nothing of it runs any more, nothing is given up. */
  die(): void;
  /** So often what is done on taking it fails. */
  failNext(times: number): void;
}

async function bench() {
  const clock = createClock();
  const store = await openMemory(clock);
  const create = (name: string, isGone: (holder: string) => boolean = () => false): Candidate => {
    const life: string[] = [];
    let reachable = true;
    let failures = 0;
    let living = true;
    const ask = <T>(work: () => Promise<T>): Promise<T> => {
      if (!living) return new Promise(() => {});
      return reachable ? work() : Promise.reject(new Error('out of reach'));
    };
    const lanes: Lanes = {
      acquire: (...all) => ask(() => store.lanes.acquire(...all)),
      renew: (...all) => ask(() => store.lanes.renew(...all)),
      remaining: (...all) => ask(() => store.lanes.remaining(...all)),
      release: (...all) => ask(() => store.lanes.release(...all)),
      holder: (...all) => ask(() => store.lanes.holder(...all)),
      evict: (...all) => ask(() => store.lanes.evict(...all)),
    };
    const duty = createDuty({
      duty: CARE,
      lanes,
      holder: { name, isGone },
      clock,
      log: createLog(),
      taken: async () => {
        life.push('taken');
        if (failures-- > 0) throw new Error('the store is busy');
      },
      lost: () => void life.push('lost'),
    });
    return {
      duty,
      life,
      cutOff: () => {
        reachable = false;
      },
      die: () => {
        living = false;
      },
      failNext: (times: number) => {
        failures = times;
      },
    };
  };
  return { clock, create };
}

describe('a duty', () => {
  it('is one process’s for as long as that lives', async () => {
    const { clock, create } = await bench();
    const [one, two] = [create('one'), create('two')];
    await one.duty.start();
    await two.duty.start();
    await clock.advance({ minutes: 5 });
    expect([one.life, two.life]).toEqual([['taken'], []]);
    expect([one.duty.isMine(), two.duty.isMine()]).toEqual([true, false]);
  });

  it('that could not be begun is begun again with the next beat', async () => {
    const { clock, create } = await bench();
    const { duty, life, failNext } = create('one');
    failNext(2);
    await duty.start();
    await clock.advance({ seconds: 3 });
    expect(life).toEqual(['taken', 'taken']);
    await clock.advance({ minutes: 1 });
    expect(life).toEqual(['taken', 'taken', 'taken']);
  });

  it('is the next one’s within one beat when it is given up', async () => {
    const { clock, create } = await bench();
    const [one, two] = [create('one'), create('two')];
    await one.duty.start();
    await two.duty.start();
    await one.duty.stop();
    expect(one.duty.isMine()).toBe(false);
    await clock.advance({ seconds: 3 });
    expect(two.life).toEqual(['taken']);
    await clock.advance({ minutes: 1 });
    expect(one.life).toEqual(['taken']);
  });

  it('is the next one’s within seconds when its holder dies, and at once where that can be told', async () => {
    for (const [isGone, seconds] of [
      [() => false, DUTY_MS / 1_000 + 3],
      [(holder: string) => holder === 'one', 3],
    ] as const) {
      const { clock, create } = await bench();
      const [one, two] = [create('one'), create('two', isGone)];
      await one.duty.start();
      await two.duty.start();
      one.die();
      await clock.advance({ seconds: seconds - 3 });
      if (seconds > 3) expect(two.life).toEqual([]);
      await clock.advance({ seconds: 3 });
      expect(two.life).toEqual(['taken']);
    }
  });

  it('is not trusted by a holder whom the store does not answer, well before another has it', async () => {
    const { clock, create } = await bench();
    const [one, two] = [create('one'), create('two')];
    await one.duty.start();
    await two.duty.start();
    one.cutOff();
    await clock.advance({ milliseconds: DUTY_MS - 1_000 });
    expect([one.duty.isMine(), two.duty.isMine()]).toEqual([false, false]);
    await clock.advance({ seconds: 5 });
    expect([one.life, two.life]).toEqual([['taken', 'lost'], ['taken']]);
  });

  it('is known to be lost by a holder that was frozen, before it does anything', async () => {
    const { clock, create } = await bench();
    const one = create('one');
    await one.duty.start();
    expect(one.duty.isMine()).toBe(true);
    clock.jumpTo(clock.now().add({ milliseconds: DUTY_MS }));
    expect(one.duty.isMine()).toBe(false);
  });

  it('is not believed in after the clock was put back', async () => {
    const { clock, create } = await bench();
    const one = create('one');
    await one.duty.start();
    clock.jumpTo(clock.now().subtract({ hours: 1 }));
    expect(one.duty.isMine()).toBe(false);
  });
});
