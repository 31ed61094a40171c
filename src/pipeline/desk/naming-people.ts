import type { Asking } from './asking.ts';

/** A person's id as the ledger keeps it: "slack:T024BE7LH/U024BE7LH". */
const PERSON = /\b[a-z]+:[^\s/()“”]+\/[^\s()“”]+/g;

/** Who did something, as the asker reads it: ids mean nothing to anybody, and are what the command line is for. */
export function namePeople(text: string, { actor, look }: Asking): string {
  const { act } = look.words;
  return text.replace(PERSON, (id) => (id === actor.person ? act.you : act.anotherOrganiser));
}
