import type { IncomingMessage, ServerResponse } from 'node:http';
import { titleOf } from '../domain/cards/naming.ts';
import { SeminarId } from '../domain/ids.ts';
import type { Seminar } from '../domain/seminar.ts';
import type { SeminarQuery } from '../ports/store/seminars.ts';
import { sendJson, sendReply, sendText, urlOf } from '../support/http-reply.ts';
import { isLocalRequest } from '../support/local-request.ts';
import { writeAtom } from './atom-feed.ts';
import { isShown, lookFor } from './audience.ts';
import { writeCalendar } from './calendar-feed.ts';
import { ApiQuery, queryOf, toJson } from './seminar-json.ts';
import type { WebOptions } from './web-options.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export interface FeedRoutes {
  readonly calendar: Handler;
  /** `/series/ID/calendar.ics` */
  readonly seriesCalendar: Handler;
  /** `/seminars/ID.ics` */
  readonly seminarCalendar: Handler;
  readonly atom: Handler;
  readonly json: Handler;
}

/** A calendar keeps what it has only while the feed repeats it: the recent past stays in. */
const PAST_DAYS = 90;
const MOST_EVENTS = 2000;
const MOST_ENTRIES = 100;
/** Feed readers and calendars ask often; what changed may take this long to show. */
const FOR_FIVE_MINUTES = 'public, max-age=300';

export function createFeedRoutes({ read, policy, clock, loopback }: WebOptions): FeedRoutes {
  /** What anybody may see, whatever a query asks for. */
  async function findPublic(query: SeminarQuery): Promise<readonly Seminar[]> {
    const look = lookFor(policy, clock.now(), false);
    const found = await read.seminars.find({ ...query, audience: 'public', publication: 'published' });
    return found.filter((seminar) => isShown(seminar, look));
  }

  function sendCalendar(
    request: IncomingMessage,
    response: ServerResponse,
    file: {
      readonly name: string;
      readonly title: string;
      readonly seminars: readonly Seminar[];
      readonly local?: boolean;
    },
  ): void {
    const look = lookFor(policy, clock.now(), file.local ?? false);
    sendReply(request, response, {
      type: 'text/calendar; charset=utf-8',
      body: writeCalendar(file.title, file.seminars, look),
      cache: file.local ? 'private, no-cache' : FOR_FIVE_MINUTES,
      headers: { 'Content-Disposition': `inline; filename="${file.name}.ics"` },
    });
  }

  const sinceRecently = (): SeminarQuery => ({
    startsFrom: clock.now().subtract({ hours: 24 * PAST_DAYS }),
    limit: MOST_EVENTS,
  });

  return {
    async calendar(request, response) {
      const seminars = await findPublic(sinceRecently());
      sendCalendar(request, response, { name: 'seminars', title: 'Seminars', seminars });
    },

    async seriesCalendar(request, response) {
      const [, id] = /^\/series\/([^/]+)\/calendar\.ics$/.exec(urlOf(request).pathname) ?? [];
      const series = policy.series.find((one) => one.id === id);
      if (!series) return sendText(request, response, 404, 'There is no such series.');
      const seminars = await findPublic({ ...sinceRecently(), series: series.id });
      sendCalendar(request, response, { name: series.id, title: series.name, seminars });
    },

    async seminarCalendar(request, response) {
      const id = SeminarId.safeParse(/^\/seminars\/([^/]+)\.ics$/.exec(urlOf(request).pathname)?.[1]);
      const seminar = id.success ? await read.seminars.get(id.data) : undefined;
      const local = isLocalRequest(request, loopback);
      const look = lookFor(policy, clock.now(), local);
      if (!seminar?.start || !isShown(seminar, look)) {
        return sendText(request, response, 404, 'There is no such seminar.');
      }
      sendCalendar(request, response, {
        name: seminar.id,
        title: titleOf(seminar, look),
        seminars: [seminar],
        local,
      });
    },

    async atom(request, response) {
      const look = lookFor(policy, clock.now(), false);
      const seminars = await findPublic({ endsAfter: look.now, limit: MOST_ENTRIES });
      sendReply(request, response, {
        type: 'application/atom+xml; charset=utf-8',
        body: writeAtom('Upcoming seminars', seminars, look, policy),
        cache: FOR_FIVE_MINUTES,
      });
    },

    async json(request, response) {
      const query = ApiQuery.safeParse(Object.fromEntries(urlOf(request).searchParams));
      if (!query.success) {
        const problems = query.error.issues.map(({ path, message }) => [...path, message].join(': '));
        return sendJson(request, response, { problems }, { status: 400, cache: 'no-store' });
      }
      const seminars = await findPublic(queryOf(query.data, clock.now()));
      sendJson(
        request,
        response,
        { seminars: seminars.map((seminar) => toJson(seminar, policy)) },
        { cache: FOR_FIVE_MINUTES },
      );
    },
  };
}
