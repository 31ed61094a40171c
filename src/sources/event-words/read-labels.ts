import type { SeminarFields } from '../../domain/seminar.ts';
import { gatherBlocks } from '../announcement/structure/blocks.ts';
import { cutItems } from '../announcement/structure/items.ts';
import { splitLines } from '../announcement/structure/lines.ts';
import { readTalk } from '../announcement/talk/read-talk.ts';
import type { LabelField } from '../announcement/vocabulary/vocabulary.ts';
import { scanDates } from '../announcement/when/scan-dates.ts';
import { scanTimes } from '../announcement/when/scan-times.ts';

/** A description longer than this is read as far as this. */
const LONGEST = 20_000;
const NOTHING = { blocks: [], free: [] };

type LabelledFields = Pick<
  SeminarFields,
  'title' | 'speakers' | 'abstract' | 'chair' | 'host' | 'kind' | 'panel' | 'about'
>;

export interface LabelReading {
  readonly fields: LabelledFields;
  /** Whether anything at all stands behind a label: the rest of such a text is no abstract. */
  readonly hasLabels: boolean;
}

/** Which label must be there for a field to count: what the reader concludes without one is not asked for here. */
const NEEDED: Readonly<Record<keyof LabelledFields, LabelField>> = {
  title: 'title',
  speakers: 'speaker',
  abstract: 'abstract',
  chair: 'chair',
  host: 'host',
  kind: 'kind',
  panel: 'panel',
  about: 'about',
};

/** What a description says behind labels ("Speaker: …", "Abstract: …"), in any language that the reader knows. */
export function readLabels(
  description: string,
  setting: {
    readonly timezone: string;
    readonly dateOrder: 'day-first' | 'month-first';
    readonly today: Temporal.PlainDate;
  },
): LabelReading {
  const text = description.replace(/\r\n?/g, '\n').slice(0, LONGEST);
  const source = { text, regions: [{ start: 0, end: text.length, role: 'body' as const }], notes: [] };
  const own = gatherBlocks(text, cutItems(text, splitLines(source)));
  const labels = new Set(own.blocks.flatMap((block) => block.fields));
  const wanted = Object.entries(NEEDED).filter(([, label]) => labels.has(label));
  if (wanted.length === 0) return { fields: {}, hasLabels: false };
  const tokens = { dates: scanDates(text), times: scanTimes(text) };
  const { fields } = readTalk({ source, own, shared: NOTHING, quoted: NOTHING }, tokens, setting);
  const said = wanted.flatMap(([field]) => {
    const value = fields[field as keyof LabelledFields];
    return value === undefined ? [] : [[field, value] as const];
  });
  return { fields: Object.fromEntries(said), hasLabels: true };
}
