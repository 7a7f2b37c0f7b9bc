export interface CoalescingRunner {
  wake(): void;
  /** Resolves when nothing runs. */
  idle(): Promise<void>;
}

/** Runs `work` soon after it was asked for, one run at a time; asked while it runs, it runs once more, however often. */
export function createCoalescingRunner(work: () => Promise<void>, onError: (error: unknown) => void): CoalescingRunner {
  let running: Promise<void> | undefined;
  let isAsked = false;
  const run = async (): Promise<void> => {
    while (isAsked) {
      isAsked = false;
      try {
        await work();
      } catch (error) {
        onError(error);
      }
    }
    running = undefined;
  };
  return {
    wake() {
      isAsked = true;
      running ??= Promise.resolve().then(run);
    },
    async idle() {
      await running;
    },
  };
}
