import type { Notice } from '../../../domain/notice.ts';
import type { Decision } from '../decision.ts';
import type { Scene } from '../scene.ts';
import { prepareChange } from './change.ts';
import { prepareDigest } from './digest.ts';
import { prepareEdit } from './edit.ts';
import { prepareNote } from './note.ts';
import { prepareRemoval } from './removal.ts';
import { prepareSpoken } from './spoken.ts';

/**
 * Between claim and sending: what is to become of the notice, by the record, the routes and the channel as they are
 * now. Reads only.
 */
export function prepare(notice: Notice, scene: Scene): Promise<Decision> {
  switch (notice.kind) {
    case 'announcement':
    case 'reminder':
    case 'startingNow':
    case 'followUp':
      return prepareSpoken(notice, notice.kind, scene);
    case 'change':
      return prepareChange(notice, scene);
    case 'note':
      return prepareNote(notice, scene);
    case 'digest':
      return prepareDigest(notice, scene);
    case 'edit':
      return prepareEdit(notice, scene);
    case 'removal':
      return prepareRemoval(notice, scene);
  }
}
