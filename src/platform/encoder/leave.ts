/** Places in the memory that both threads see. */
const UNDER_WAY = 0;
const IS_OVER = 1;
/** Longer than the encoder takes to open, or to read one text. */
const LONGEST_MS = 5_000;

/** What two threads need to agree on when one of them may be ended. */
export const leaveMemory = (): SharedArrayBuffer => new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT);

/**
 * A runtime that is ended in the middle of its work takes the whole process with it, as a crash. So the thread works in steps, and the
 * process that ends waits for the step that is under way.
 */
export function createLeave(memory: SharedArrayBuffer) {
  const places = new Int32Array(memory);
  return {
    /** Of the thread that may be ended: one step, or for ever nothing once the other is about to go. */
    async step<T>(work: () => Promise<T>): Promise<T> {
      Atomics.add(places, UNDER_WAY, 1);
      const isOver = Atomics.load(places, IS_OVER) === 1;
      try {
        if (!isOver) return await work();
      } finally {
        Atomics.sub(places, UNDER_WAY, 1);
        Atomics.notify(places, UNDER_WAY);
      }
      return new Promise<T>(() => undefined);
    },
    /** Of the other: no step begins any more, and this thread stands still until the one under way is done. */
    end(): void {
      Atomics.store(places, IS_OVER, 1);
      const late = performance.now() + LONGEST_MS;
      for (let steps = Atomics.load(places, UNDER_WAY); steps > 0; steps = Atomics.load(places, UNDER_WAY))
        if (performance.now() > late || Atomics.wait(places, UNDER_WAY, steps, LONGEST_MS) === 'timed-out') return;
    },
  };
}
