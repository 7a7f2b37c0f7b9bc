import { readdirSync, readFileSync } from 'node:fs';

/** Some end by themselves when the one above them does. */
export function killAll(pids: readonly number[], signal: NodeJS.Signals = 'SIGKILL'): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  }
}

/** Every process below this one, from /proc; empty where there is none. */
export function descendants(root: number): number[] {
  const children = parents()
    .filter(([, parent]) => parent === root)
    .map(([pid]) => pid);
  return children.flatMap((pid) => [pid, ...descendants(pid)]);
}

export const isChildOf = (pid: number, parent: number): boolean =>
  parents().some(([child, of]) => child === pid && of === parent);

/** Whether it runs: one that has ended and that nobody has collected does not. */
export const exists = (pid: number): boolean => stateOf(pid).state !== 'gone';

export const parents = (): [pid: number, parent: number][] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name): [number, number] => [Number(name), stateOf(Number(name)).parent]);

function stateOf(pid: number): { state: string; parent: number } {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state = '', parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state: state === 'Z' ? 'gone' : state, parent: Number(parent) };
  } catch {
    return { state: 'gone', parent: 0 };
  }
}
