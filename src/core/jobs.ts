/**
 * Durable work. The truth about what is to be done lives in the slice's own rows; a job only wakes the worker that looks
 * at them, so a lost, repeated or late job is harmless.
 */
export interface Jobs {
  /** Register what a name does. A handler that throws is run again with growing pauses. One run per key at a time. */
  handle(name: string, work: (key: string) => Promise<void>): void;
  /** Ask for a run soon, on any instance. Asking twice before it starts is one run. */
  wake(name: string, key?: string): Promise<void>;
  /** Ask for a run every `everyMs` of the product's clock, once across all instances. */
  every(name: string, everyMs: number): void;
}
