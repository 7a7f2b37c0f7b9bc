/**
 * What may be logged about an event: ids, codes, counts and durations. There is deliberately no place for text that a
 * person wrote, because questions and concerns must never reach a log.
 */
export type LogFacts = Readonly<Record<string, string | number | boolean | undefined>>;

/** From the least important to the most. */
export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface Log {
  debug(event: string, facts?: LogFacts): void;
  info(event: string, facts?: LogFacts): void;
  warn(event: string, facts?: LogFacts): void;
  /** A bug or a fault nobody foresaw: in a healthy app there are none. `error` gives its class, code and stack only. */
  error(event: string, facts?: LogFacts, error?: unknown): void;
}
