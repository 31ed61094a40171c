import { joinText } from './joining.ts';
import type { Look, Shown } from './look.ts';
import { missingText, shortReason, titleOf } from './naming.ts';
import { speakersWithAffiliation } from './people.ts';
import { placeText } from './place.ts';
import { whenText } from './timing.ts';

const TITLE_ALOUD = 500;

/**
 * All the essentials as one plain text: it is what screen readers read and notifications show, instead of the blocks.
 * No relative time: that would be wrong as soon as it stands.
 */
export function summarise(shown: Shown, look: Look, lead?: string): string {
  const { seminar } = shown;
  return sentences([
    lead ?? statusLead(shown, look),
    titleOf(seminar, look, TITLE_ALOUD),
    // Without a title it is called by its speakers; their affiliations are still news.
    speakersWithAffiliation(seminar, look),
    whenText(seminar, look),
    placeText(seminar, look),
    joinText(shown, look),
    missingText(shown, look),
  ]);
}

function statusLead({ seminar, phase }: Shown, { words }: Look): string | undefined {
  const why = shortReason(seminar);
  if (seminar.status === 'cancelled') return words.cancelledBanner(why);
  if (seminar.status === 'postponed') return words.postponedBanner(why);
  return phase === 'ended' ? words.endedBanner : undefined;
}

/** Joins what there is; each part ends like a sentence, so that it is read with pauses. A link stays the last thing. */
export function sentences(parts: readonly (string | undefined)[]): string {
  return parts
    .flatMap((part) => (part ? [part] : []))
    .map((part) => (/[.!?:…。]$/.test(part) || endsInLink(part) ? part : `${part}.`))
    .join(' ');
}

/** A full stop behind an address would become part of it where addresses are made into links. */
function endsInLink(part: string): boolean {
  return /https?:\/\/\S+$/.test(part);
}
