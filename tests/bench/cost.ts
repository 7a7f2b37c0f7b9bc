import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts processor time in these, whatever the machine. */
const TICK_MS = 10;

interface Times {
  readonly parent: number;
  /** The process's own, in ms. */
  readonly own: number;
  /** Of its children that have ended, in ms. */
  readonly ended: number;
}

/** Processor time in ms, of one process with its threads; of one with all that it started, too. */
export function processorTime(pid: number, kind: 'own' | 'with-children'): number {
  const times = read(pid);
  if (!times) return 0;
  if (kind === 'own') return times.own;
  return withChildren(pid).reduce((sum, one) => sum + (read(one)?.own ?? 0), times.ended);
}

/** A process and those that it started and that run. */
export const withChildren = (pid: number): readonly number[] => [
  pid,
  ...readdirSync('/proc')
    .map(Number)
    .filter((one) => Number.isInteger(one) && one !== pid && read(one)?.parent === pid),
];

/** Of the children of this process that have ended. */
export const endedChildrenTime = (): number => read(process.pid)?.ended ?? 0;

/** Source: proc_pid_stat(5); fields are counted from behind the name, which may hold anything. */
function read(pid: number): Times | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ms = (at: number) => Number(fields[at]) * TICK_MS;
    return { parent: Number(fields[1]), own: ms(11) + ms(12), ended: ms(13) + ms(14) };
  } catch {
    // It has ended in the meantime.
    return undefined;
  }
}
