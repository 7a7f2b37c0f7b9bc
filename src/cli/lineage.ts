import { readFileSync } from 'node:fs';

const LOOK_MS = 500;
/** `npm start` is npm, sometimes a shell, and us. */
const LONGEST_LINE = 3;

interface Line {
  /** From our parent up to npm; without npm there is none. */
  readonly launchers: readonly number[];
  /** Who started npm, or us without it: a terminal's shell, or a program. */
  readonly starter: number | undefined;
}

/**
 * Looks after who started this process, as a killed npm passes nothing on and a process that has lost its parent is not told.
 * @param launcherGone npm, or a shell of its, has ended: what it started ends too
 * @param starterGone the program that ran npm has ended, which a shell may do that leaves us to run
 */
export function watchLineage(launcherGone: () => void, starterGone: () => void): void {
  const line = lineage();
  let hasTold = false;
  setInterval(() => {
    const now = lineage();
    if (now.launchers.join() !== line.launchers.join()) launcherGone();
    else if (now.starter !== line.starter && !hasTold) {
      hasTold = true;
      starterGone();
    }
  }, LOOK_MS).unref();
}

function lineage(): Line {
  const above: number[] = [];
  for (
    let pid: number | undefined = process.ppid;
    pid !== undefined && above.length <= LONGEST_LINE;
    pid = parentOf(pid)
  )
    above.push(pid);
  const npm = above.findIndex(isNpm);
  return { launchers: above.slice(0, npm + 1), starter: above[npm + 1] };
}

/** Undefined where the system does not tell, as anywhere but on Linux, and for the first process. */
function parentOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) || undefined;
  } catch {
    return undefined;
  }
}

/** By its name: npm calls itself by its command, `npm start`. */
function isNpm(pid: number): boolean {
  try {
    return /^(?:npm |\S*node\S*\0\S*npm)/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
  } catch {
    return false;
  }
}
