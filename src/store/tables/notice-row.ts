import { decodeNoticeKey, encodeNoticeKey, type Notice, type PlannedNotice } from '../../domain/notice.ts';
import { URGENCY } from '../../domain/urgency.ts';
import type { JsonRow } from '../flavour.ts';
import { fromMillis, toMillis } from '../instants.ts';
import { decodeJson, encodeJson } from '../json.ts';
import type { NoticeTable } from '../tables.ts';

export function readNotice(row: NoticeTable): Notice {
  return {
    id: row.id,
    key: decodeNoticeKey(row.key),
    kind: row.kind,
    lane: row.lane,
    channel: row.channel,
    due: fromMillis(row.due),
    expires: fromMillis(row.expires),
    state: row.state,
    attempts: row.attempts,
    detail: decodeJson<Notice['detail']>(row.detail),
    ...(row.seminar === null ? {} : { seminar: row.seminar }),
    ...(row.not_before === null ? {} : { notBefore: fromMillis(row.not_before) }),
    ...(row.token === null ? {} : { token: row.token }),
    ...(row.reason === null ? {} : { reason: row.reason }),
    ...(row.superseded_by === null ? {} : { supersededBy: row.superseded_by }),
  };
}

/** What a plan inserts, in the order of `PLANNED_COLUMNS`. */
export const PLANNED_COLUMNS = {
  id: 'text',
  key: 'text',
  kind: 'text',
  urgency: 'integer',
  lane: 'text',
  channel: 'text',
  seminar: 'text',
  due: 'integer',
  expires: 'integer',
  detail: 'text',
} as const;

export function writePlanned(notice: PlannedNotice): JsonRow {
  return [
    notice.id,
    encodeNoticeKey(notice.key),
    notice.kind,
    URGENCY[notice.kind],
    notice.lane,
    notice.channel,
    notice.seminar ?? null,
    toMillis(notice.due),
    toMillis(notice.expires),
    encodeJson(notice.detail),
  ];
}
