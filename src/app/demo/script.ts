import { SeriesId } from '../../domain/ids.ts';
import type { SeminarFields } from '../../domain/seminar.ts';

/** At that many seconds after the start of the demo, a record says this (over what it said before). */
export interface Act {
  readonly afterSeconds: number;
  readonly uid: string;
  readonly says: SeminarFields;
}

const series = SeriesId.parse('tidal-computing');
const kind = 'Research Seminar';
const zoom = { provider: 'Zoom', url: 'https://example.zoom.us/j/91234567890', passcode: 'mangrove' };
const wharf = { room: '78-420', building: 'Wharf Building', online: zoom };

/**
 * 0:00 four announcements · 0:40 a room change · 1:00 a reminder · 1:30 a postponement · 2:00 a cancellation ·
 * 3:00 "starting now" · 4:00 it has ended · 4:20 a title is reworded.
 */
export function actsOf(begin: Temporal.Instant, timezone: string): readonly Act[] {
  const inSeconds = (seconds: number): Temporal.Instant => begin.add({ seconds });
  const onDay = (days: number, hour: number): Temporal.Instant =>
    begin
      .toZonedDateTimeISO(timezone)
      .toPlainDate()
      .add({ days })
      .toZonedDateTime({ timeZone: timezone, plainTime: Temporal.PlainTime.from({ hour }) })
      .toInstant();
  const lasting = (start: Temporal.Instant, minutes: number) => ({
    start,
    end: start.add({ minutes }),
    timezone,
  });
  return [
    {
      afterSeconds: 0,
      uid: 'moon-clock',
      says: {
        series,
        kind,
        title: 'The Moon as a Clock Signal: Synchronising Networks That Cannot Hear Each Other',
        speakers: [
          {
            name: 'Theodora Ebb',
            affiliation: 'Institute for Slow Computing',
            bio: 'Theodora Ebb builds networks for places without electricity. Before that she repaired church clocks.',
          },
        ],
        abstract:
          'Machines that sleep for days need to wake together. We show how a tide gauge, a light sensor and a little patience replace a radio.\n\nThree deployments, one of them on a lighthouse, kept forty devices within nine minutes of each other for a year. The talk ends with what a storm does to the argument.',
        ...lasting(inSeconds(180), 1),
        venue: wharf,
      },
    },
    {
      afterSeconds: 0,
      uid: 'drift-nets',
      says: {
        series,
        kind: 'Confirmation Seminar',
        title: 'Drift Nets: Learning to Forecast Tides from Sensors that Lie',
        speakers: [{ name: 'Wilhelmina Sandpiper', affiliation: 'University of Low Water' }],
        abstract:
          'Cheap tide sensors are everywhere, and nearly all of them are wrong. This research asks whether a model can learn from readings that it does not believe.',
        ...lasting(onDay(1, 11), 60),
        venue: wharf,
      },
    },
    {
      afterSeconds: 0,
      uid: 'currents',
      says: {
        series,
        kind,
        title: 'Currents Against Currents',
        speakers: [{ name: 'Isolde Marram', affiliation: 'Dune Laboratory' }],
        abstract: 'What happens to a flow solver when the flow disagrees with it.',
        ...lasting(onDay(2, 15), 60),
        venue: wharf,
      },
    },
    {
      afterSeconds: 0,
      uid: 'open-title',
      says: {
        series,
        kind,
        speakers: [{ name: 'Leopold Shoal', affiliation: 'Northern Mudflats College' }],
        ...lasting(onDay(3, 14), 60),
        venue: wharf,
      },
    },
    {
      afterSeconds: 40,
      uid: 'drift-nets',
      says: { venue: { room: '49-200', building: 'Sluice House', online: zoom } },
    },
    {
      afterSeconds: 90,
      uid: 'open-title',
      says: { status: 'postponed', statusReason: 'the ferry does not run in this wind' },
    },
    {
      afterSeconds: 120,
      uid: 'currents',
      says: { status: 'cancelled', statusReason: 'the speaker is unwell' },
    },
    {
      afterSeconds: 260,
      uid: 'drift-nets',
      says: { title: 'Drift Nets: Forecasting Tides from Sensors That Lie, Fail and Foul' },
    },
  ];
}
