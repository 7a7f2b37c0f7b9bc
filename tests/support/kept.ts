/** What is dear to make and fit for every test file of a worker: `.config/jest/native-runner.mjs`. */
export interface Keeper {
  get(name: string): unknown;
  make<T extends { close(): Promise<void> }>(name: string, create: () => Promise<T>): Promise<T>;
  closeAll(): Promise<unknown>;
}

/** Absent outside of jest: what something is made by closes it there. */
export const keeper = (): Keeper | undefined =>
  (globalThis as { [key: symbol]: Keeper | undefined })[Symbol.for('lanyard.kept')];
