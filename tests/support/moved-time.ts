import { setTimeout as pause, setImmediate } from 'node:timers/promises';
import { inFlight } from './in-flight.ts';

interface Sleeper {
  left: number;
  wake(): void;
}

/**
 * Waiting takes no time: the clock is moved instead, once everyone waits and the database has nothing under way. So how often anyone
 * looks in a minute of it does not hang on how fast this machine is.
 * @param move moves the clock by so many milliseconds
 */
export function movedTime(move: (ms: number) => void) {
  let sleepers: Sleeper[] = [];
  let isMoving = false;

  async function moving(): Promise<void> {
    isMoving = true;
    while (sleepers.length > 0) {
      // Anyone who has just been woken, or answered, goes on first.
      await setImmediate();
      while (inFlight() > 0) {
        await pause(1);
        await setImmediate();
      }
      const step = Math.min(...sleepers.map(({ left }) => left));
      move(step);
      const before = sleepers;
      for (const sleeper of before) sleeper.left -= step;
      sleepers = before.filter(({ left }) => left > 0);
      for (const { left, wake } of before) if (left <= 0) wake();
    }
    isMoving = false;
  }

  return {
    wait: (ms: number) =>
      new Promise<void>((wake) => {
        sleepers.push({ left: ms, wake });
        if (!isMoving) void moving();
      }),
  };
}
