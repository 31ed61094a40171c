import type { Span } from '../reading.ts';
import type { Layout } from '../structure/blocks.ts';
import { findWord } from '../vocabulary/words.ts';
import { blocksOf } from './scope.ts';

const RULES = ['fortnightly', 'weekly', 'monthly'] as const;
/** "weekly seminar" describes the series; "every Tuesday" with a time is when this one takes place. */
const DESCRIBES =
  /^(?:weekly|monthly|fortnightly|biweekly|hebdomadaire|semanal|wöchentlich|mensuel|mensual|monatlich|quincenal|bimensuel|每周|每月)$/iu;

/** A rule of repetition that stands where the date is: in a label for it, or as "every Tuesday" in a line. */
export function readRecurrence(
  text: string,
  layouts: readonly Layout[],
): { rule: string; span: Span } | undefined {
  for (const layout of layouts) {
    const labelled = ['when', 'date', 'time'] as const;
    const spans: Span[] = labelled.flatMap((field) =>
      blocksOf(layout, field).flatMap((block) => block.parts),
    );
    for (const span of [...spans, ...layout.free]) {
      const value = text.slice(span.start, Math.min(span.end, span.start + 400));
      for (const rule of RULES) {
        const word = findWord(rule, value);
        if (!word) continue;
        if (!spans.includes(span) && DESCRIBES.test(value.slice(word.start, word.end))) continue;
        return { rule, span: { start: span.start + word.start, end: span.start + word.end } };
      }
    }
  }
  return undefined;
}
