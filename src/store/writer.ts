import type { StoreWriter } from '../ports/store.ts';
import type { WriteHandle } from './flavour.ts';
import { createReader } from './reader.ts';
import type { PendingSearch, SearchIndex } from './search-index.ts';
import * as board from './tables/board.ts';
import * as claims from './tables/claims.ts';
import * as directory from './tables/directory.ts';
import * as lanes from './tables/known-lanes.ts';
import { putWait } from './tables/lane-waits.ts';
import { claimNotices } from './tables/outbox-claim.ts';
import { planNotices } from './tables/outbox-plan.ts';
import { stepNotices } from './tables/outbox-step.ts';
import * as pauses from './tables/pauses.ts';
import * as people from './tables/people.ts';
import * as posts from './tables/posts.ts';
import * as marks from './tables/reading-marks.ts';
import * as readings from './tables/readings.ts';
import * as retractions from './tables/retractions.ts';
import * as reviews from './tables/reviews.ts';
import { putSeminars, settleSearch } from './tables/seminars.ts';
import { putSourceState } from './tables/source-states.ts';

/**
 * Everything that may be written, over one transaction's handle; it reads what it has written. What is put to `search`
 * is indexed before it is searched, and before the commit.
 */
export function createWriter(handle: WriteHandle, index: SearchIndex, search: PendingSearch): StoreWriter {
  const reader = createReader(handle, index);
  return {
    seminars: {
      ...reader.seminars,
      find: async (query) => {
        await search.settle(handle);
        return reader.seminars.find(query);
      },
      put: (seminar) => putSeminars(handle, search, [seminar]),
      putAll: (all) => putSeminars(handle, search, all),
      settleSearch: (limit) => settleSearch(handle, index, limit),
      putClaim: (claim) => claims.putClaims(handle, [claim]),
      putClaims: (all, run) => claims.putClaims(handle, all, run),
      putPlaces: (source, places, run) => claims.putPlaces(handle, source, places, run),
      markGone: (source, uids, at, run) => claims.markGone(handle, source, uids, at, run),
      beginReading: (source, run) => marks.beginReading(handle, source, run),
      endReading: (source, run, mark) => marks.endReading(handle, source, run, mark),
      putPatch: (seminar, patch) => claims.putPatch(handle, seminar, patch),
      putRetraction: (retraction) => retractions.putRetraction(handle, retraction),
      dropRetractions: (seminar) => retractions.dropRetractions(handle, seminar),
    },
    outbox: {
      ...reader.outbox,
      plan: (notices, at) => planNotices(handle, notices, at),
      claim: (query) => claimNotices(handle, query),
      step: (steps) => stepNotices(handle, steps),
    },
    posts: {
      ...reader.posts,
      put: (post) => posts.putPosts(handle, [post]),
      putAll: (all) => posts.putPosts(handle, all),
      drop: (id) => posts.dropPosts(handle, [id]),
      dropAll: (ids) => posts.dropPosts(handle, ids),
      putSaid: (seminar, channel, said) => posts.putSaid(handle, [{ seminar, channel, said }]),
      putAllSaid: (sayings) => posts.putSaid(handle, sayings),
    },
    directory: {
      ...reader.directory,
      putChannel: (channel) => directory.putChannel(handle, channel),
      dropChannel: (id) => directory.dropChannel(handle, id),
      putResolved: (address, channel) => directory.putResolved(handle, address, channel),
      putActivated: (target, channel, at) => directory.putActivated(handle, target, channel, at),
      putLastSlot: (digest, channel, slot) => directory.putLastSlot(handle, digest, channel, slot),
      putPause: (pause) => pauses.putPause(handle, pause),
      dropPause: (scope) => pauses.dropPause(handle, scope),
    },
    laneBook: {
      ...reader.laneBook,
      putLane: (lane) => lanes.putLane(handle, lane),
      putFound: (found) => lanes.putFound(handle, found),
      dropFound: (lane, keys) => lanes.dropFound(handle, lane, keys),
      putWait: (wait, now) => putWait(handle, wait, now),
    },
    people: {
      ...reader.people,
      putReminder: (reminder) => people.putReminder(handle, reminder),
      dropReminder: (person, seminar) => people.dropReminder(handle, person, seminar),
      forget: (person) => people.forgetPerson(handle, person),
    },
    sources: { ...reader.sources, putState: (state) => putSourceState(handle, state) },
    board: {
      ...reader.board,
      add: (message) => board.addBoardMessage(handle, message),
      edit: (channel, message, card, at) => board.editBoardMessage(handle, channel, message, card, at),
      remove: (channel, message) => board.removeBoardMessage(handle, channel, message),
    },
    readings: {
      ...reader.readings,
      put: (reading) => readings.putReading(handle, reading),
      putText: (hash, text, received) => readings.putText(handle, hash, text, received),
      purgeTexts: (before) => readings.purgeTexts(handle, before),
    },
    reviews: {
      ...reader.reviews,
      put: (review) => reviews.putReview(handle, review),
      record: (act) => reviews.recordAct(handle, act),
      forgetName: (by) => reviews.forgetName(handle, by),
    },
  };
}
