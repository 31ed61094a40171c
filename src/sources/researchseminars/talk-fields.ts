import { isKnownZone } from '../../domain/instant.ts';
import { isToBeAnnounced } from '../../domain/merge.ts';
import { type OnlineSession, type SeminarFields, type Speaker, WebUrl } from '../../domain/seminar.ts';
import { classifyLink } from '../announcement/online/classify-link.ts';
import { readTitleStatus } from '../event-words/title-status.ts';
import type { Talk } from './talk-schema.ts';

/** The site divides lists of people by it (`SPEAKER_DELIMITER`). */
const BAR = '|';

/** Whether the site itself shows the talk. */
export function isShown({ deleted, hidden, display }: Talk): boolean {
  return deleted !== true && hidden !== true && display !== false;
}

/** A talk in our words. An end before the start is not said. */
export function fieldsOfTalk(talk: Talk, timezone: string): SeminarFields {
  const { title, status } = readTitleStatus(talk.title ?? '');
  const speakers = speakersOf(talk);
  const { start_time: start, end_time: end } = talk;
  const online = onlineOf(talk);
  const slides = WebUrl.safeParse(talk.slides_link);
  const recording = WebUrl.safeParse(talk.video_link);
  const tags = (talk.topics ?? []).filter((topic) => topic.trim() !== '');
  return {
    timezone: talk.timezone !== undefined && isKnownZone(talk.timezone) ? talk.timezone : timezone,
    ...(isToBeAnnounced(title) ? {} : { title }),
    ...(speakers.length > 0 ? { speakers } : {}),
    ...(talk.abstract === undefined || isToBeAnnounced(talk.abstract) ? {} : { abstract: talk.abstract }),
    ...(start ? { start } : {}),
    ...(start && end && Temporal.Instant.compare(end, start) > 0 ? { end } : {}),
    ...(talk.room === undefined && !online
      ? {}
      : {
          venue: { ...(talk.room === undefined ? {} : { room: talk.room }), ...(online ? { online } : {}) },
        }),
    ...(status ? { status } : {}),
    ...(tags.length > 0 ? { tags } : {}),
    ...(slides.success ? { slides: slides.data } : {}),
    ...(recording.success ? { recording: recording.data } : {}),
    ...(talk.comments === undefined ? {} : { note: talk.comments }),
  };
}

function speakersOf(talk: Talk): readonly Speaker[] {
  const affiliations = partsOf(talk.speaker_affiliation);
  const pages = partsOf(talk.speaker_homepage);
  return partsOf(talk.speaker).flatMap((name, index) => {
    if (isToBeAnnounced(name)) return [];
    const affiliation = affiliations[index];
    const url = WebUrl.safeParse(pages[index]);
    return [{ name, ...(affiliation ? { affiliation } : {}), ...(url.success ? { url: url.data } : {}) }];
  });
}

function partsOf(list: string | undefined): readonly string[] {
  return list === undefined ? [] : list.split(BAR).map((part) => part.trim());
}

/** A link that the site gives to some only is not passed on. */
function onlineOf(talk: Talk): OnlineSession | undefined {
  if (talk.online === false) return undefined;
  const isOpen = (talk.access_control ?? 0) === 0;
  const url = WebUrl.safeParse((isOpen ? talk.live_link : undefined) ?? talk.stream_link);
  if (!url.success) return undefined;
  const { provider, meetingId } = classifyLink(url.data);
  return {
    ...(provider === undefined ? {} : { provider }),
    url: url.data,
    ...(meetingId === undefined ? {} : { meetingId }),
  };
}
