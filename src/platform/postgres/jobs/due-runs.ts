import { sql } from 'kysely';
import type { Db } from '../database.ts';

/**
 * One look for all queues at what has become due without anyone being told: a run that was put off, or whose notice was lost. Some
 * fifteen queues that each looked for themselves as often would keep a small database busy with nothing.
 * @param wake a worker, by its id
 */
export function createDueRuns(db: Db, wake: (worker: string) => void) {
  const workersOf = new Map<string, string[]>();
  return {
    add(queue: string, worker: string): void {
      workersOf.set(queue, [...(workersOf.get(queue) ?? []), worker]);
    },

    /** Wakes the workers of each queue that has such a run. */
    async wakeWorkers(): Promise<void> {
      const { rows } = await sql<{ name: string }>`select distinct name from pgboss.job
        where state in ('created', 'retry') and start_after <= now()`.execute(db);
      for (const { name } of rows) for (const worker of workersOf.get(name) ?? []) wake(worker);
    },
  };
}
