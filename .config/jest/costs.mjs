import { appendFileSync, readFileSync } from 'node:fs';

/**
 * `LANYARD_COSTS=FILE npm test`: what each test file costs, one line of JSON each: seconds of processor time of the worker itself
 * (`own`) and of the processes it started and saw end (`children`), and of the clock (`wall`). How long a file takes says little on a
 * machine that is shared. PostgreSQL is a process of the whole run and in none of them. Linux only.
 */
export function startCounting(file) {
  const into = process.env.LANYARD_COSTS;
  if (!into) return () => undefined;
  const before = spent();
  return () => {
    const after = spent();
    const costs = Object.fromEntries(
      Object.entries(after).map(([name, seconds]) => [name, Number((seconds - before[name]).toFixed(2))]),
    );
    appendFileSync(into, `${JSON.stringify({ file, ...costs })}\n`);
  };
}

const TICKS_A_SECOND = 100;

function spent() {
  const stat = readFileSync('/proc/self/stat', 'utf8');
  // The fields from the third on: the second is the name, in brackets, and may hold anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [user = 0, system = 0, ofChildren = 0, systemOfChildren = 0] = fields.slice(11, 15).map(Number);
  return {
    own: (user + system) / TICKS_A_SECOND,
    children: (ofChildren + systemOfChildren) / TICKS_A_SECOND,
    wall: performance.now() / 1_000,
  };
}
