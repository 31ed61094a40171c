import type { StoreReader } from '../ports/store.ts';
import type { Handle } from './flavour.ts';
import type { SearchIndex } from './search-index.ts';
import * as board from './tables/board.ts';
import * as claims from './tables/claims.ts';
import * as directory from './tables/directory.ts';
import * as lanes from './tables/known-lanes.ts';
import * as waits from './tables/lane-waits.ts';
import { getBegun, getHistory } from './tables/ledger.ts';
import * as outbox from './tables/outbox-read.ts';
import * as pauses from './tables/pauses.ts';
import * as people from './tables/people.ts';
import * as posts from './tables/posts.ts';
import * as marks from './tables/reading-marks.ts';
import * as readings from './tables/readings.ts';
import * as retractions from './tables/retractions.ts';
import * as reviews from './tables/reviews.ts';
import * as seminars from './tables/seminars.ts';
import * as sources from './tables/source-states.ts';

/** Every question that the store answers, over one handle. */
export function createReader(handle: Handle, index: SearchIndex): StoreReader {
  return {
    seminars: {
      get: (id) => seminars.getSeminar(handle, id),
      many: (ids) => seminars.getSeminars(handle, ids),
      find: (query) => seminars.findSeminars(handle, index, query),
      claim: (source, uid) => claims.getClaim(handle, source, uid),
      claimsOfMany: (ids) => claims.getClaimsOfMany(handle, ids),
      claimsOf: (seminar) => claims.getClaimsOf(handle, seminar),
      claimStates: (source) => claims.getClaimStates(handle, source),
      readingMark: (source) => marks.getReadingMark(handle, source),
      patchesOf: (ids) => claims.getPatches(handle, ids),
      patchOf: (seminar) => claims.getPatch(handle, seminar),
      owesSearch: () => seminars.owesSearch(handle),
      retractionsOf: (ids) => retractions.getRetractions(handle, ids),
    },
    outbox: {
      get: (id) => outbox.getNotice(handle, id),
      many: (ids) => outbox.getNotices(handle, ids),
      ofSeminars: (ids) => outbox.getNoticesOfMany(handle, ids),
      ofSeminar: (seminar) => outbox.getNoticesOf(handle, seminar),
      find: (query) => outbox.findNotices(handle, query),
      nextDue: (lane) => outbox.findNextDue(handle, lane),
      history: (query) => getHistory(handle, query),
      begun: (lane, since) => getBegun(handle, lane, since),
      count: () => outbox.countNotices(handle),
    },
    posts: {
      get: (id) => posts.getPost(handle, id),
      many: (ids) => posts.getManyPosts(handle, ids),
      ofSeminar: (seminar) => posts.getPostsOf(handle, [seminar]),
      ofSeminars: (ids) => posts.getPostsOf(handle, ids),
      byMessage: (channel, message) => posts.getPostByMessage(handle, channel, message),
      behind: (startsFrom, limit) => posts.getPostsBehind(handle, startsFrom, limit),
      saidOfMany: (ids) => posts.getSaidOfMany(handle, ids),
      said: (seminar, channel) => posts.getSaid(handle, seminar, channel),
      saidAt: (places) => posts.getSaidAt(handle, places),
    },
    directory: {
      channel: (id) => directory.getChannel(handle, id),
      many: (ids) => directory.getManyChannels(handle, ids),
      channels: (lane) => directory.getChannels(handle, lane),
      resolved: (address) => directory.getResolved(handle, address),
      activatedAt: (target, channel) => directory.getActivatedAt(handle, target, channel),
      lastSlot: (digest, channel) => directory.getLastSlot(handle, digest, channel),
      pauses: () => pauses.getPauses(handle),
    },
    laneBook: {
      lane: (id) => lanes.getLane(handle, id),
      hasFound: (lane) => lanes.hasFound(handle, lane),
      found: (lane, keys) => lanes.getFound(handle, lane, keys),
      waits: (lane) => waits.getWaits(handle, lane),
    },
    people: {
      remindersOfMany: (ids) => people.getRemindersOfMany(handle, ids),
      remindersOf: (seminar) => people.getRemindersOf(handle, seminar),
      remindersFor: (person) => people.getRemindersFor(handle, person),
    },
    sources: {
      state: (source) => sources.getSourceState(handle, source),
      states: () => sources.getSourceStates(handle),
    },
    board: {
      channels: () => board.getBoardChannels(handle),
      messages: (channel, limit) => board.getBoardMessages(handle, channel, limit),
      message: (channel, message) => board.getBoardMessage(handle, channel, message),
      byKey: (channel, key) => board.getBoardMessagesByKey(handle, channel, key),
    },
    readings: {
      get: (source, uid) => readings.getReading(handle, source, uid),
      ofUids: (source, uids) => readings.getReadingsOfUids(handle, source, uids),
      ofSeminars: (ids) => readings.getReadingsOf(handle, ids),
      named: (names) => readings.getReadingsNamed(handle, names),
      text: (hash) => readings.getText(handle, hash),
    },
    reviews: {
      many: (ids) => reviews.getReviews(handle, ids),
      get: (id) => reviews.getReview(handle, id),
      open: () => reviews.getOpenReviews(handle),
      closedDays: () => reviews.getClosedDays(handle),
      acts: (query) => reviews.getActs(handle, query),
    },
  };
}
