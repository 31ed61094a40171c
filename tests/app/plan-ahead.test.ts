import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runDry } from '../../src/app/operations/dry-run.ts';
import { planAhead } from '../../src/app/operations/plan-ahead.ts';
import { rowsOf } from '../../src/cli/plan-words.ts';
import { createClock, settingsFor } from './kit.ts';

async function planned(now: string, records: Readonly<Record<string, string>>, days = 35) {
  const settings = settingsFor(`timezone: Europe/Berlin
sources: [{ type: files, path: seminars }]
routes:
  - match: all
    to: ["preview:#x"]
    announce: never
    remind: [1d, 15m]
`);
  for (const [name, text] of Object.entries(records)) {
    const path = join(settings.path, 'seminars', name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  const dry = await runDry(settings, { clock: createClock(now) });
  onTestFinished(() => dry.installation.close());
  return planAhead(dry, days);
}

const BERLIN = 'title: Vor und nach\ntimezone: Europe/Berlin\n';

describe('the plan marks where clocks change', () => {
  it('before the first notice that comes after the change, with the hours on both sides', async () => {
    // The last Sunday in March 2027 is the 28th.
    const lines = await planned('2027-03-20T08:00:00Z', {
      'before.yaml': `${BERLIN}start: "2027-03-25 11:00"\n`,
      'after.yaml': `${BERLIN}start: "2027-04-01 11:00"\n`,
    });
    expect(
      lines.map(({ local, clocksChange }) => [
        local.toPlainDateTime().toString(),
        clocksChange !== undefined,
      ]),
    ).toEqual([
      ['2027-03-24T11:00:00', false],
      ['2027-03-25T10:45:00', false],
      ['2027-03-31T11:00:00', true],
      ['2027-04-01T10:45:00', false],
    ]);
    // The venue's clock is kept: in UTC the later ones are an hour earlier.
    expect(lines.map(({ notice }) => notice.due.toString().slice(11, 16))).toEqual([
      '10:00',
      '09:45',
      '09:00',
      '08:45',
    ]);
    const rows = lines.flatMap((line) => rowsOf(line, '#x'));
    expect(rows).toHaveLength(5);
    expect(rows[2]).toEqual([
      '-- 2027-03-28 Europe/Berlin',
      '2027-03-28T01:00Z',
      'clocks change',
      '+01:00 to +02:00',
      '',
    ]);
  });

  it('on the day itself, between two notices of one seminar', async () => {
    const lines = await planned('2027-10-20T08:00:00Z', {
      'sunday.yaml': `${BERLIN}start: "2027-10-31 11:00"\n`,
    });
    expect(lines.map(({ clocksChange }) => clocksChange?.toString())).toEqual([
      undefined,
      '2027-10-31T02:00:00+01:00[Europe/Berlin]',
    ]);
  });

  it('before a notice that is due in the very instant of the change', async () => {
    const lines = await planned('2027-03-20T08:00:00Z', {
      'dawn.yaml': `${BERLIN}start: "2027-03-28T03:15:00+02:00"\n`,
    });
    expect(lines.at(-1)?.notice.due.toString()).toBe('2027-03-28T01:00:00Z');
    expect(lines.at(-1)?.clocksChange?.toString()).toBe('2027-03-28T03:00:00+02:00[Europe/Berlin]');
  });

  it('each zone for itself; one without changes has none', async () => {
    const lines = await planned('2027-03-20T08:00:00Z', {
      'berlin.yaml': `${BERLIN}start: "2027-04-01 11:00"\n`,
      'brisbane.yaml': 'title: Immer gleich\ntimezone: Australia/Brisbane\nstart: "2027-04-01 11:00"\n',
    });
    const zones = lines.filter(({ clocksChange }) => clocksChange).map(({ local }) => local.timeZoneId);
    expect(zones).toEqual(['Europe/Berlin']);
  });

  it('none where all lies on one side', async () => {
    const lines = await planned('2027-04-05T08:00:00Z', {
      'later.yaml': `${BERLIN}start: "2027-04-20 11:00"\n`,
    });
    expect(lines).toHaveLength(2);
    expect(lines.some(({ clocksChange }) => clocksChange)).toBe(false);
  });
});
