/**
 * Durable work. The truth about what is to be done lives in the slice's own rows; a job only wakes the worker that looks
 * at them, so a lost, repeated or late job is harmless.
 */
export interface Jobs {
  /** Registers what a name does. A handler that throws is run again with growing pauses. One run per key at a time. */
  handle(name: string, work: (key: string) => Promise<void>): void;
  /** Asks for a run soon, on any instance. Asking twice before it starts is one run. */
  wake(name: string, key?: string): Promise<void>;
  /**
   * Asks for a run about every `everyMs` of this machine's time, on each instance; asked for before it starts, it is one
   * run. Anyone who moves the product's clock wakes them.
   */
  every(name: string, everyMs: number): void;
}
