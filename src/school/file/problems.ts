/** One thing wrong with the configuration: where it stands, what is wrong and what to write instead. */
export interface Problem {
  /** `lanyard.yml:12:5 schools[0].hours.opens` or `BOT_ID`. */
  readonly place: string;
  readonly message: string;
}

/** Every problem at once, so that nobody has to start six times to find six mistakes. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ place, message }) => `${place}: ${message}`).join('\n'));
    this.problems = problems;
  }
}
