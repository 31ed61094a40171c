import type { DeliveryState } from './notice.ts';

/**
 * How a notice moves.
 *
 *     due ──claim──▶ claimed ──begin──▶ sending ──▶ sent
 *      ▲  ◀─release──┘                     │
 *      │                                   ├──▶ unknown ──found──▶ sent
 *      ├───────────── retry ◀──────────────┤       └──absent──▶ due
 *      │                                   └──▶ failed ──retry by hand──▶ due
 *      ├──▶ sent (it stands already: an earlier store had sent it, and its post was found)
 *      ├──▶ held (guard, channel aside, operator) ──release──▶ due
 *      ├──▶ withdrawn (plan no longer wants it) ──wanted again──▶ due
 *      ├──▶ superseded (another says it) ──the other is not sent──▶ due
 *      └──▶ skipped (expired, empty, said already)
 *
 * `sending` is committed before the request leaves, so only `sending` and `unknown` can have reached anybody.
 * `edit` and `removal` alone may go from `sent` to `due` again: they converge rather than speak.
 */
const STEPS: Readonly<Record<DeliveryState, readonly DeliveryState[]>> = {
  due: ['claimed', 'sent', 'held', 'withdrawn', 'superseded', 'skipped', 'failed'],
  held: ['due', 'sent', 'withdrawn', 'skipped', 'superseded'],
  claimed: ['due', 'sending', 'sent', 'held', 'withdrawn', 'superseded', 'skipped', 'failed'],
  sending: ['sent', 'unknown', 'due', 'held', 'failed', 'skipped'],
  unknown: ['sent', 'due', 'failed', 'skipped', 'held'],
  sent: [],
  withdrawn: ['due', 'held', 'skipped'],
  superseded: ['due'],
  skipped: ['due'],
  failed: ['due', 'skipped'],
};

/** Whether a notice of this state may step there. `converges`: it is an edit or a removal. */
export function mayStep(from: DeliveryState, to: DeliveryState, converges: boolean): boolean {
  if (from === to) return from === 'due' || from === 'held';
  if (converges && from === 'sent' && to === 'due') return true;
  return STEPS[from].includes(to);
}

/** States that mean: a time-bearing notice of this epoch has left the plan's hands (rule 1). */
export const LEFT_DUE: readonly DeliveryState[] = [
  'sending',
  'unknown',
  'sent',
  'superseded',
  'skipped',
  'failed',
];

export const DELIVERY_STATES: readonly DeliveryState[] = [
  'due',
  'held',
  'claimed',
  'sending',
  'unknown',
  'sent',
  'withdrawn',
  'superseded',
  'skipped',
  'failed',
];
