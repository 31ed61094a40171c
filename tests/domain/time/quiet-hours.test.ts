import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quietUntil } from '../../../src/domain/time/quiet-hours.ts';

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
const quiet = (from: string, to: string) => ({
  from: Temporal.PlainTime.from(from),
  to: Temporal.PlainTime.from(to),
});

describe('quietUntil', () => {
  const night = quiet('20:00', '07:30');
  it.each([
    ['in the evening it ends next morning', '2026-12-03T21:00+10:00', '2026-12-04T07:30+10:00'],
    ['after midnight it ends the same morning', '2026-12-04T03:00+10:00', '2026-12-04T07:30+10:00'],
    ['its first minute is quiet', '2026-12-03T20:00+10:00', '2026-12-04T07:30+10:00'],
  ])('%s', (_, instant, end) => {
    expect(quietUntil(at(instant), night, 'Australia/Brisbane')?.equals(at(end))).toBe(true);
  });
  it.each(['2026-12-03T07:30+10:00', '2026-12-03T19:59:59+10:00', '2026-12-03T12:00+10:00'])(
    'it is not quiet at %s',
    (instant) => expect(quietUntil(at(instant), night, 'Australia/Brisbane')).toBeUndefined(),
  );
  it('can lie within a day, or not be at all', () => {
    const lunch = quietUntil(at('2026-12-03T12:30+10:00'), quiet('12:00', '13:00'), 'Australia/Brisbane');
    expect(lunch?.equals(at('2026-12-03T13:00+10:00'))).toBe(true);
    expect(quietUntil(at('2026-12-03T12:30+10:00'), quiet('12:00', '12:00'), 'UTC')).toBeUndefined();
  });
  it('ends as the clock jumps over its end', () => {
    const end = quietUntil(at('2027-03-28T01:10+01:00'), quiet('20:00', '02:30'), 'Europe/Berlin');
    expect(end?.equals(at('2027-03-28T03:00+02:00'))).toBe(true);
  });
  it('ends at the second reading of a repeated end when the first has gone', () => {
    const end = quietUntil(at('2026-10-25T02:15+01:00'), quiet('20:00', '02:30'), 'Europe/Berlin');
    expect(end?.equals(at('2026-10-25T02:30+01:00'))).toBe(true);
  });

  it('is over exactly at the instant given, and not a second before', () => {
    const time = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 15, 30, 45))
      .map(([h, m]) => new Temporal.PlainTime(h, m));
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2027, 11) }),
        fc.constantFrom('Europe/Berlin', 'Australia/Lord_Howe', 'America/New_York', 'Asia/Kolkata'),
        time,
        time,
        (ms, zone, from, to) => {
          const hours = { from, to };
          const instant = Temporal.Instant.fromEpochMilliseconds(ms);
          const end = quietUntil(instant, hours, zone);
          if (!end) return;
          expect(Temporal.Instant.compare(end, instant)).toBe(1);
          expect(quietUntil(end.subtract({ milliseconds: 1 }), hours, zone)?.equals(end)).toBe(true);
          // A repeated hour may fall into quiet again right at the end; otherwise it is over.
          const again = quietUntil(end, hours, zone);
          if (again) expect(end.toZonedDateTimeISO(zone).hoursInDay).not.toBe(24);
        },
      ),
      { numRuns: 3000 },
    );
  });
});
