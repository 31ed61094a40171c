import { SourceId } from '../../domain/ids.ts';
import type { SeminarSource } from '../../ports/seminar-source.ts';
import { latestOf, type ProseReading } from '../prose/read-prose.ts';
import type { SourceSetting } from '../source-setting.ts';
import { readIntake } from './intake-documents.ts';

interface IntakeDocument {
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** What was read of a document, held for the source's next reading. */
interface Receipt {
  readonly reading: ProseReading;
  /** It is in the store, or was given up: the source need not tell it again. */
  release(): void;
}

export interface IntakeSource extends SeminarSource {
  /** Undefined where too many documents wait for the store already. */
  receive(document: IntakeDocument): Promise<Receipt | undefined>;
}

/** The store takes a document in milliseconds; so many waiting mean that it does not. */
const MOST_WAITING = 50;

/**
 * Documents that are sent in, as a source: told to the store like a mailbox's mails, so that matching and review are the
 * same. A document is told again and again until it is released; telling twice changes nothing.
 */
export function createIntakeSource(setting: Omit<SourceSetting, 'folder'>): IntakeSource {
  const waiting = new Set<ProseReading>();
  let reading = 0;
  return {
    id: SourceId.parse('intake'),
    review: true,
    async receive(document) {
      if (waiting.size + reading >= MOST_WAITING) return undefined;
      reading += 1;
      try {
        const read = await readIntake({ ...document, received: setting.clock.now() }, setting);
        waiting.add(read);
        return { reading: read, release: () => void waiting.delete(read) };
      } finally {
        reading -= 1;
      }
    },
    async read() {
      const all = [...waiting];
      return {
        type: 'records',
        complete: false,
        records: latestOf(all.flatMap(({ records }) => records)),
        problems: all.flatMap(({ problems }) => problems),
        closedDays: all.flatMap(({ closedDays }) => closedDays),
      };
    },
  };
}
