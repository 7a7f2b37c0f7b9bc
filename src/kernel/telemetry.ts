/** What is measured: each is a span in a trace, and a duration in milliseconds that is counted by its facts. */
export type Measured =
  /** One activity from Teams, from its arrival to its answer. */
  | 'turn'
  /** What a capability does for a button, a dialog, a command or a search. */
  | 'handler'
  | 'answer'
  /** One question to the school's language model; its outcome is its result, or why it was not used. */
  | 'model'
  | 'job'
  | 'graph'
  | 'connector';

/** Levels that are looked up whenever figures are sent. Units are in the names. */
export const LEVELS = [
  'concern.undelivered',
  'concern.oldest_undelivered_seconds',
  'concern.oldest_unread_seconds',
  'campaign.outstanding',
  'jobs.oldest_waiting_seconds',
] as const;
export type Level = (typeof LEVELS)[number];

/** Codes, counts and durations, as in the log. Strings that could be someone's words are left out when they are sent. */
type TelemetryFacts = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Telemetry {
  /**
   * Does the work as a span of the trace under way. `outcome` names what happened to it; what is thrown is named by its
   * code or class alone, and thrown on.
   */
  during<T>(name: Measured, facts: TelemetryFacts, work: () => Promise<T>, outcome?: (done: T) => string): Promise<T>;
  /** Trace and span under way, for the log; undefined outside one, and where nothing is sent. */
  trace(): string | undefined;
  /** Sends what is left. */
  stop(): Promise<void>;
}

export const noTelemetry: Telemetry = {
  during: (_name, _facts, work) => work(),
  trace: () => undefined,
  stop: async () => undefined,
};

/** Letters, digits and the signs of codes, and no more of them than a code has: no sentence, name or address gets through. */
const CODE = /^[A-Za-z0-9._:-]{1,60}$/;

/** The facts that may leave: numbers, flags and codes. */
export function sendable(facts: TelemetryFacts): Record<string, string | number | boolean> {
  const kept: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(facts)) {
    if (value === undefined || (typeof value === 'string' && !CODE.test(value))) continue;
    kept[name] = value;
  }
  return kept;
}
