/**
 * How a thing is said: that it happened, or that it might, or what the rule would be.
 * `event` speaks for a report, `general` for a question; `reach` says how far: the clause, the rest of the sentence, or all of it.
 */
export interface FrameRule {
  readonly id: string;
  readonly event?: number;
  readonly general?: number;
  readonly reach: 'clause' | 'sentence' | 'message';
  readonly patterns: readonly string[];
}
