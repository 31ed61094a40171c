import { isToBeAnnounced } from '../../domain/merge.ts';
import type { OnlineSession, SeminarStatus, Speaker, Venue } from '../../domain/seminar.ts';
import { isWord } from '../announcement/vocabulary/words.ts';
import { findSession } from '../event-words/online-session.ts';
import { readPlace } from '../event-words/read-place.ts';
import { readSpeakers } from '../event-words/read-speakers.ts';
import { readTitleStatus } from '../event-words/title-status.ts';
import type { DateOrder } from './cell-times.ts';
import type { CsvField } from './csv-columns.ts';
import { type Cells, RowError, readRowTimes } from './row-times.ts';

/** Cells that are taken as they are. */
const PLAIN = {
  uid: 'id',
  kind: 'kind',
  host: 'host',
  abstract: 'abstract',
  reason: 'statusReason',
  chair: 'chair',
  slides: 'slides',
  recording: 'recording',
  note: 'note',
  about: 'about',
} as const satisfies Partial<Record<CsvField, string>>;

export interface RowSetting {
  readonly timezone: string;
  readonly dateOrder: DateOrder;
  readonly series: readonly { readonly id: string; readonly name: string }[];
}

/** A row in the form of a record file, for its schema to judge. Throws RowError. */
export function entryOfRow(cells: Cells, setting: RowSetting): Readonly<Record<string, unknown>> {
  const said = Object.entries(PLAIN).flatMap(([field, key]) => {
    const text = cells(field as keyof typeof PLAIN);
    return text === '' ? [] : [[key, text] as const];
  });
  const { title, status } = readTitleStatus(cells('title'));
  const speakers = speakersOf(cells);
  const venue = venueOf(cells);
  const stated = statusOf(cells('status')) ?? status;
  const tags = listOf(cells('tags'));
  const panel = listOf(cells('panel'));
  const series = seriesOf(cells('series'), setting);
  return {
    ...Object.fromEntries(said),
    ...readRowTimes(cells, setting),
    ...(series === undefined ? {} : { series }),
    ...(title === '' || isToBeAnnounced(title) ? {} : { title }),
    ...(speakers.length === 0 ? {} : { speakers }),
    ...(Object.keys(venue).length === 0 ? {} : { venue }),
    ...(stated ? { status: stated } : {}),
    ...(tags.length === 0 ? {} : { tags }),
    ...(panel.length === 0 ? {} : { panel }),
    ...(cells('audience') === '' ? {} : { audience: cells('audience').toLowerCase() }),
    ...(cells('recorded') === '' ? {} : { recorded: yesOrNo(cells('recorded')) }),
  };
}

function speakersOf(cells: Cells): readonly Partial<Speaker>[] {
  const text = cells('speaker');
  if (text === '' || isToBeAnnounced(text)) return [];
  const read = readSpeakers(text);
  const names: readonly Partial<Speaker>[] = read ?? text.split(/\s*[;\n]\s*/).map((name) => ({ name }));
  const affiliations = listOf(cells('affiliation'), /\s*[;\n]\s*/);
  const [only] = names;
  const single = names.length === 1 && only;
  return names.map((speaker, index) => {
    const affiliation = single
      ? cells('affiliation')
      : affiliations.length === names.length
        ? affiliations[index]
        : '';
    return {
      ...speaker,
      ...(affiliation ? { affiliation } : {}),
      ...(single && cells('bio') !== '' ? { bio: cells('bio') } : {}),
      ...(single && cells('speakerUrl') !== '' ? { url: cells('speakerUrl') } : {}),
    };
  });
}

function venueOf(cells: Cells): Venue {
  const place = readPlace(cells('venue'));
  const room = cells('room') || place.room;
  const building = cells('building') || place.building;
  const online = onlineOf(cells);
  return {
    ...(room ? { room } : {}),
    ...(building ? { building } : {}),
    ...(cells('map') === '' ? {} : { map: cells('map') }),
    ...(online ? { online } : {}),
  };
}

/** A cell of its own is believed as it stands; a text with a link in it is read. */
function onlineOf(cells: Cells): OnlineSession | undefined {
  const link = cells('link');
  const found = findSession([link, cells('venue')]);
  const url = found?.url ?? (/^https?:\/\/\S+$/.test(link) ? link : undefined);
  const meetingId = cells('meetingId') || found?.meetingId;
  const passcode = cells('passcode') || found?.passcode;
  if (url === undefined && !meetingId) return undefined;
  return {
    ...(found?.provider === undefined ? {} : { provider: found.provider }),
    ...(url === undefined ? {} : { url }),
    ...(meetingId ? { meetingId } : {}),
    ...(passcode ? { passcode } : {}),
  };
}

/** A state that is none of these ("tentative", "invited") leaves the row out: what is not agreed is not announced. */
function statusOf(cell: string): SeminarStatus | undefined {
  if (cell === '') return undefined;
  if (/^(?:scheduled|confirmed|ok|yes|planned|published|bestätigt|confirmé|confirmado)$/i.test(cell))
    return 'scheduled';
  if (isWord('cancelled', cell)) return 'cancelled';
  if (isWord('postponed', cell)) return 'postponed';
  throw new RowError('status', cell, 'allowed: scheduled, confirmed, cancelled, postponed');
}

/** The id of a configured series, or its name. Anything else is left for the schema to refuse. */
function seriesOf(cell: string, { series }: RowSetting): string | undefined {
  if (cell === '') return undefined;
  const known = series.find(({ id, name }) => [id, name.toLowerCase()].includes(cell.toLowerCase()));
  if (known) return known.id;
  const all = series.map(({ id }) => id).join(', ');
  throw new RowError(
    'series',
    cell,
    `there is no such series; ${all === '' ? 'none is configured' : `there are ${all}`}`,
  );
}

function yesOrNo(cell: string): boolean {
  if (/^(?:yes|y|true|x|1|ja|oui|sí|si)$/i.test(cell)) return true;
  if (/^(?:no|n|false|0|nein|non)$/i.test(cell)) return false;
  throw new RowError('recorded', cell, 'allowed: yes, no');
}

function listOf(cell: string, separator = /\s*[;,\n]\s*/): readonly string[] {
  return cell.split(separator).filter((part) => part !== '');
}
