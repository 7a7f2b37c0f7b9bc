import pg from 'pg';

/** How many calls to the database are under way in this process: statements, and connections being made. */
export const inFlight = (): number => counted().calls;

const KEPT = Symbol.for('lanyard.calls-in-flight');

/** The driver is loaded once per worker, and these helpers once per test file: it is only told once to count. */
function counted(): { calls: number } {
  const kept = globalThis as { [KEPT]?: { calls: number } };
  kept[KEPT] ??= counting();
  return kept[KEPT];
}

function counting(): { calls: number } {
  const count = { calls: 0 };
  const driver = pg.Client.prototype as unknown as Record<string, (...given: unknown[]) => unknown>;
  for (const name of ['connect', 'query']) {
    const call = driver[name];
    if (!call) throw new Error(`the driver has no ${name}`);
    driver[name] = function (this: pg.Client, ...given: unknown[]) {
      count.calls += 1;
      const end = () => {
        count.calls -= 1;
      };
      const last = given.at(-1);
      if (typeof last === 'function') {
        const heard = (...answer: unknown[]) => {
          end();
          last(...answer);
        };
        return call.apply(this, [...given.slice(0, -1), heard]);
      }
      const answer = call.apply(this, given);
      if (answer instanceof Promise) answer.then(end, end);
      else end();
      return answer;
    };
  }
  return count;
}

inFlight();
