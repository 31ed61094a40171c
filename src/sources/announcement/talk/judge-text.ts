import type { Decoded } from '../decode/decoded.ts';
import type { ReadRecord } from '../reading.ts';
import type { Layout } from '../structure/blocks.ts';
import { hasWord, isWord } from '../vocabulary/words.ts';
import { hasField } from './scope.ts';

export type Judgement =
  | { readonly type: 'records'; readonly records: readonly ReadRecord[] }
  | { readonly type: 'notASeminar'; readonly reason: string };

/**
 * Whether the text announces a talk at all. A record needs somebody who speaks or a title, and a text that speaks of
 * a talk; calls, trainings and administration hold dates, names and links too, and are none.
 */
export function judgeText(source: Decoded, layout: Layout, records: readonly ReadRecord[]): Judgement {
  const { text } = source;
  const head = headOf(source);
  const labelled = hasField(layout, 'speaker') && hasField(layout, 'title');
  const talk = hasWord('talkNoun', text.slice(0, 20_000));
  const kept = records.filter((record) => holdsTalk(record));
  const call = callIn(text, layout);
  if (call !== undefined)
    return { type: 'notASeminar', reason: `It speaks of "${call}", and of no single talk.` };
  if (!talk && !labelled)
    return { type: 'notASeminar', reason: 'It names neither a talk, a seminar nor a lecture.' };
  if (kept.length === 0) return { type: 'notASeminar', reason: 'It names neither a speaker nor a title.' };
  if (
    hasWord('training', head) &&
    !hasWord('talkNoun', head.replace(/information session/gi, '')) &&
    !hasField(layout, 'abstract')
  ) {
    return { type: 'notASeminar', reason: 'Its heading speaks of a training, a meeting or a conference.' };
  }
  return { type: 'records', records: kept };
}

function holdsTalk(record: ReadRecord): boolean {
  const { fields } = record;
  if ((fields.speakers?.length ?? 0) > 0) return true;
  if (fields.title !== undefined)
    return (
      fields.start !== undefined ||
      fields.date !== undefined ||
      fields.abstract !== undefined ||
      record.status !== 'scheduled' ||
      fields.kind !== undefined
    );
  return (
    (record.seriesName !== undefined || fields.kind !== undefined) &&
    (fields.start !== undefined || record.status !== 'scheduled')
  );
}

/** Subject and first lines: what a text is about stands there. */
function headOf(source: Decoded): string {
  return source.text
    .split('\n', 14)
    .filter((line) => line.trim() !== '')
    .slice(0, 3)
    .join('\n')
    .slice(0, 500);
}

/** A call in the heading, or as a line or label of its own with no labelled speaker beside it. */
function callIn(text: string, layout: Layout): string | undefined {
  const speaker = hasField(layout, 'speaker') && hasField(layout, 'title');
  const lines = text
    .slice(0, 8000)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  for (const [index, line] of lines.entries()) {
    if (line.length > 160 || !hasWord('noSeminar', line)) continue;
    const plain = line.replace(/[^\p{L}\p{N}\s-]/gu, '').trim();
    if (index < 4 || isWord('noSeminar', plain) || !speaker) return plain.slice(0, 60);
  }
  return undefined;
}
