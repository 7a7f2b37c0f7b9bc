/** A thing that may be wrong, in the language of pattern.ts. */
export interface HarmRule {
  /** Stable, readable, free of message text: it is what the log and the tests see. */
  readonly id: string;
  /** 3: alarming whenever it is about a real person; 2: worrying once it has happened; 1: only with more beside it. */
  readonly weight: 1 | 2 | 3;
  readonly patterns: readonly string[];
}
