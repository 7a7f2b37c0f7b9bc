/**
 * Runs `work` soon after it was asked for, one run at a time; asked while it runs, it runs once more. For promptness only:
 * what is due is in the database, and a regular sweep finds it when this process is gone.
 */
export function createPump(
  work: () => Promise<void>,
  onError: (error: unknown) => void,
): { wake(): void; idle(): Promise<void> } {
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
