import { onTestFinished } from 'vitest';
import { readableDigest, SeminarId } from '../../../src/domain/ids.ts';
import type { Notice } from '../../../src/domain/notice.ts';
import { openRig, type Rig } from './kit.ts';

/** Closed with the test. */
export async function rigOf(...args: Parameters<typeof openRig>): Promise<Rig> {
  const rig = await openRig(...args);
  onTestFinished(() => rig.store.close());
  return rig;
}

/** What is still to come, with when by Brisbane's clock. */
export const open = (notices: readonly Notice[]): string[] =>
  notices
    .filter(({ state }) => state === 'due' || state === 'held')
    .map(({ kind, due, detail, state }) => {
      const local = due
        .toZonedDateTimeISO('Australia/Brisbane')
        .toPlainDateTime()
        .toString({ smallestUnit: 'minute' });
      return [kind, detail.offset, local, state === 'held' ? state : ''].filter(Boolean).join(' ');
    });

export const idOf = (n: number): SeminarId => SeminarId.parse(readableDigest(`talk ${n}`, 8));
