/** Told to HR and the DSL: a new edition of the statutory guidance is expected, or is expected to be in force. */
export interface GuidancePrompt {
  /** Every school of theirs for which it is due. */
  readonly school: string;
  /** What it is called, without a year. */
  readonly guidance: string;
  /** See `Guidance`. */
  readonly inForceOn: string;
  readonly year: string;
  readonly phase: 'expected' | 'in-force';
}
