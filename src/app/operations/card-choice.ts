/** Which card of a seminar, and in whose form. */
export const CARD_KINDS = ['announcement', 'reminder', 'startingNow', 'followUp', 'show'] as const;
export type CardKind = (typeof CARD_KINDS)[number];
export const CARD_FORMS = ['slack', 'teams', 'mail', 'text', 'html'] as const;
export type CardForm = (typeof CARD_FORMS)[number];
