import ICAL from 'ical.js';

/** A rule that matches nothing is looked for no longer than this: days of 80 years. */
const MOST_TRIES = 30_000;

/** The rule was given up: it matches nothing, or too rarely to be a seminar's. */
export class EndlessRule extends Error {}

/**
 * ical.js looks for the next match of a rule until it finds one; for a rule that can never match ("every 30 February",
 * "every seventh day from a Tuesday, on Mondays") that is for ever. Each of its searches passes here and is counted.
 */
export class RuleSteps extends ICAL.RecurIterator {
  // Declared only: the base constructor searches already, before a field of this class would be set.
  declare tries: number | undefined;

  override next(again?: boolean): ICAL.Time {
    this.tries = 0;
    return super.next(again);
  }

  override check_contracting_rules(): boolean {
    countTry(this);
    return super.check_contracting_rules();
  }

  override increment_month(): void {
    countTry(this);
    super.increment_month();
  }

  override increment_year(years: number): void {
    countTry(this);
    super.increment_year(years);
  }
}

function countTry(steps: RuleSteps): void {
  steps.tries = (steps.tries ?? 0) + 1;
  if (steps.tries > MOST_TRIES) throw new EndlessRule();
}
