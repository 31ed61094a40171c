import { defineCheck } from './commands/check.ts';
import { defineDemo } from './commands/demo.ts';
import { defineDoctor } from './commands/doctor.ts';
import { defineForget } from './commands/forget.ts';
import { definePause, defineResume } from './commands/hold.ts';
import { defineImport } from './commands/import.ts';
import { defineList } from './commands/list.ts';
import { defineLog } from './commands/log.ts';
import { defineManifest } from './commands/manifest.ts';
import { defineMigrate } from './commands/migrate.ts';
import { defineNote } from './commands/note.ts';
import { defineParse } from './commands/parse.ts';
import { definePlan } from './commands/plan.ts';
import { definePreview } from './commands/preview.ts';
import { defineRetract } from './commands/retract.ts';
import { defineReview } from './commands/review.ts';
import { defineSend } from './commands/send.ts';
import { defineRelease, defineRetry, defineSkip } from './commands/settle.ts';
import { defineStart } from './commands/start.ts';
import { defineSync } from './commands/sync.ts';
import { defineApart, defineDismiss, defineMerge, definePublish } from './commands/word.ts';
import type { CommandDefinition } from './definition.ts';

/** Every command, in the order in which help shows them: one line each. */
export const COMMANDS: readonly (() => CommandDefinition)[] = [
  defineStart,
  defineDemo,
  defineCheck,
  defineParse,
  definePlan,
  defineList,
  definePreview,
  defineImport,
  defineSync,
  defineReview,
  definePublish,
  defineDismiss,
  defineMerge,
  defineApart,
  defineSend,
  defineLog,
  defineRetry,
  defineSkip,
  defineRelease,
  defineRetract,
  definePause,
  defineResume,
  defineNote,
  defineForget,
  defineDoctor,
  defineManifest,
  defineMigrate,
];
