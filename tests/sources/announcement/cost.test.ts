import { describe, expect, it } from 'vitest';
import { readAnnouncement } from '../../../src/sources/announcement/read-announcement.ts';

/** Texts made to be slow: for each, doubling the length must not much more than double the work. */
const HARD: Readonly<Record<string, (size: number) => string>> = {
  'one word': (size) => 'a'.repeat(size),
  capitals: (size) => 'Aa '.repeat(size / 3),
  colons: (size) => 'Title: '.repeat(size / 7),
  'labels on lines': (size) => 'Speaker: Ann Roe\n'.repeat(size / 17),
  digits: (size) => '1'.repeat(size),
  'digits and dots': (size) => '1.'.repeat(size / 2),
  times: (size) => '11-12 '.repeat(size / 6),
  dates: (size) => '12 March '.repeat(size / 9),
  'dates on lines': (size) => '12 March - Ann Roe: Tea\n'.repeat(size / 24),
  'open brackets': (size) => '('.repeat(size),
  quotes: (size) => '"a '.repeat(size / 3),
  spaces: (size) => ' '.repeat(size),
  'short lines': (size) => 'Tea now\n'.repeat(size / 8),
  'blank lines': (size) => '\n'.repeat(size),
  links: (size) => 'https://zoom.us/j/123456789 '.repeat(size / 28),
  'one link': (size) => `https://zoom.us/j/1${'a/'.repeat(size / 2)}`,
  stars: (size) => '*a'.repeat(size / 2),
  quoted: (size) => '> > > a\n'.repeat(size / 8),
  names: (size) => 'Dr Ann Roe, '.repeat(size / 12),
  dashes: (size) => '- '.repeat(size / 2),
  passcodes: (size) => 'passcode '.repeat(size / 9),
  chinese: (size) => '下午3点题目：'.repeat(size / 8),
  headers: (size) => 'From: a\nTo: b\nSubject: c\n\n'.repeat(size / 27),
};

/** CPU time of this process, in milliseconds: what else the machine does costs nothing here. */
async function costOf(text: string): Promise<number> {
  const bytes = new TextEncoder().encode(text);
  const started = process.cpuUsage();
  await readAnnouncement({
    bytes,
    name: 'a.txt',
    received: Temporal.Instant.from('2026-09-01T00:00:00Z'),
    timezone: 'UTC',
    dateOrder: 'day-first',
  });
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000;
}

describe.each(Object.entries(HARD))('%s', (_name, make) => {
  it('costs in proportion to its length', async () => {
    await costOf(make(10_000));
    const small = await costOf(make(25_000));
    const large = Math.min(await costOf(make(100_000)), await costOf(make(100_000)));
    // Four times the text: quadratic work would be sixteen times as much. A floor keeps noise out.
    expect(large / Math.max(small, 25)).toBeLessThan(10);
  });
});
