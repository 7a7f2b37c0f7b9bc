/** The service counts the calls that arrive within a second; a little more for the difference between two clocks. */
const WINDOW_MS = 1_001;
/** One very slow answer must not hold up the others: that call arrived long before its answer. */
const LATEST_MS = 300;
/** How many windowfuls of calls are remembered: in the last one alone even the quickest may have been slow. */
const KEPT_WINDOWS = 12;

/** One call to a service, by this process's clock in ms. */
export interface Call {
  readonly leftAt: number;
  /** Absent until it is answered. */
  endedAt: number | undefined;
}

export interface CallWindow {
  /** A call leaves now; who made it writes down when it ended. */
  leaves(at: number): Call;
  /** When the service's window has room again, as far as the calls of this process tell; 0 while it has. */
  opensAt(): number;
}

/** The last calls to a service that allows so many a second. */
export function callWindow(perSecond: number): CallWindow {
  const calls: Call[] = [];
  const took = ({ leftAt, endedAt }: Call): number => (endedAt ?? Number.POSITIVE_INFINITY) - leftAt;
  return {
    leaves(at) {
      const call: Call = { leftAt: at, endedAt: undefined };
      calls.push(call);
      if (calls.length > KEPT_WINDOWS * perSecond) calls.splice(0, perSecond);
      return call;
    },

    opensAt() {
      const before = calls.at(-perSecond);
      if (!before) return 0;
      const quickest = calls.reduce((least, call) => Math.min(least, took(call)), LATEST_MS);
      return before.leftAt + Math.min(LATEST_MS, took(before) - quickest) + WINDOW_MS;
    },
  };
}
