/** Something wrong in the configuration or the environment: the place, what was found, what is allowed. */
export interface SettingsProblem {
  /** `config/lectern.yaml:12` or the name of a variable. */
  readonly place: string;
  readonly field?: string;
  readonly value?: string;
  readonly problem: string;
}

/** All that is wrong at once, so that it can be mended at once. */
export class SettingsError extends Error {
  readonly problems: readonly SettingsProblem[];

  constructor(problems: readonly SettingsProblem[]) {
    super(problems.map(describeProblem).join('\n'));
    this.name = 'SettingsError';
    this.problems = problems;
  }
}

/** `config/lectern.yaml:12: routes.0.remind.1: "15 minutes": …` */
function describeProblem(problem: SettingsProblem): string {
  const found = problem.value === undefined ? '' : ` "${problem.value}":`;
  const field = problem.field === undefined || problem.field === '' ? '' : ` ${problem.field}:`;
  return `${problem.place}:${field}${found} ${problem.problem}`;
}
