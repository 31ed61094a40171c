import { splitChannelId } from '../../../src/domain/ids.ts';
import { type NoticeKind, opaqueKeyOf } from '../../../src/domain/notice.ts';
import type { LedgerEntry } from '../../../src/ports/store/outbox.ts';
import { isBeyondFencing } from './beyond-fencing.ts';
import type { Exhibit } from './evidence.ts';
import type { Breach, Case } from './verdict.ts';

export interface Doubles {
  readonly breaches: readonly Breach[];
  /** Teams: second copies of news that the policy prefers to silence. */
  readonly allowed: number;
  /** Slack: keys shown twice because a process was frozen (rule 11), of which one copy was taken back. */
  readonly beyondFencing: number;
}

/** Slack: no key is ever shown twice, but for what no fencing can prevent. Teams: no more copies than attempts of which nobody can know whether they arrived. */
export function findDoubles(facts: Case): Doubles {
  const teams = countTeams(facts);
  const slack = findSlackDoubles(facts);
  return {
    breaches: [...slack.breaches, ...teams.breaches],
    allowed: teams.allowed,
    beyondFencing: slack.beyondFencing,
  };
}

function findSlackDoubles(facts: Case): Pick<Doubles, 'breaches' | 'beyondFencing'> {
  const { exhibits, notices, store } = facts;
  const owners = new Map([...notices.keys()].map((id) => [opaqueKeyOf(id, store.installation), id]));
  const slack = exhibits.filter(({ platform }) => platform === 'slack');
  const byKey = Map.groupBy(slack, ({ key, channel }) => `${channel} ${key ?? ''}`);
  let beyondFencing = 0;
  const breaches = [...byKey.values()].flatMap((copies): Breach[] => {
    const [first] = copies;
    const owner = owners.get(first?.key ?? '');
    if (first && owner === undefined) {
      return [{ type: 'doubled', text: 'a message that no notice owns', ...where(first), notices: [] }];
    }
    if (!first || copies.length < 2) return [];
    const standing = first.copies ?? 0;
    if (copies.filter((copy) => !isBeyondFencing(copy, facts)).length <= 1 && standing <= 1) {
      beyondFencing += 1;
      return [];
    }
    const text = `${copies.length} copies were shown, ${standing} of which stand`;
    return [{ type: 'doubled', text, ...where(first), notices: owner === undefined ? [] : [owner] }];
  });
  return { breaches, beyondFencing };
}

/** Activities carry no key, so they are counted by what they are: seminar, channel and kind. */
function countTeams({ exhibits, notices, history }: Case): Pick<Doubles, 'breaches' | 'allowed'> {
  const breaches: Breach[] = [];
  let allowed = 0;
  const shown = Map.groupBy(
    exhibits.filter(({ platform }) => platform === 'teams'),
    (exhibit) => `${exhibit.seminar ?? ''} ${exhibit.channel} ${exhibit.kind}`,
  );
  const owed = Map.groupBy(
    [...notices.values()].filter((notice) => splitChannelId(notice.channel).platform === 'teams'),
    (notice) => `${notice.seminar ?? ''} ${notice.channel} ${notice.kind}`,
  );
  for (const [group, copies] of shown) {
    const [first] = copies;
    const owners = owed.get(group) ?? [];
    const most = owners.reduce(
      (sum, notice) => sum + mostCopiesOf(notice.kind, history.get(notice.id) ?? []),
      0,
    );
    const wanted = owners.filter((notice) => wasBegun(history.get(notice.id) ?? [])).length;
    allowed += Math.max(0, Math.min(copies.length, most) - wanted);
    if (!first || copies.length <= most) continue;
    breaches.push({
      type: 'doubled',
      text: `${copies.length} copies (${first.kind}) were shown, at most ${most} may be`,
      ...where(first),
      notices: owners.map(({ id }) => id),
    });
  }
  return { breaches, allowed };
}

/** By the ledger: an attempt arrived, or it may have; one that certainly did not counts for nothing. */
function mostCopiesOf(kind: NoticeKind, lines: readonly LedgerEntry[]): number {
  let copies = 0;
  lines.forEach(({ state }, index) => {
    if (state !== 'sending') return;
    const outcome = lines[index + 1]?.state;
    if (outcome === 'sent' || outcome === 'unknown') copies += 1;
  });
  return kind === 'reminder' || kind === 'startingNow' ? Math.min(1, copies) : copies;
}

function wasBegun(lines: readonly LedgerEntry[]): boolean {
  return lines.some(({ state }) => state === 'sending');
}

function where({ seminar, channel }: Exhibit): Pick<Breach, 'seminar' | 'channel'> {
  return seminar === undefined ? { channel } : { seminar, channel };
}
