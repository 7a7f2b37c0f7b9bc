import type { NumberBook } from '../concern/ports.ts';
import { nameOf } from '../core/calls/fault.ts';
import type { Log } from '../core/log.ts';
import { createLiveNumbers, fileNumber } from '../core/school/live-numbers.ts';
import type { Trust } from '../core/school/school.ts';
import { sqlNumberStore } from '../store/concern/number-store.ts';
import type { Db } from '../store/database/database.ts';

/** A number that was corrected on another instance counts here within this. */
const READ_EVERY_MS = 20_000;

interface LiveNumbers {
  /** With the numbers of now. */
  readonly trust: Trust;
  readonly book: NumberBook;
  /** Reads the numbers, and again every so often until `stop`. A database that does not answer leaves them as they are. */
  start(): Promise<void>;
  stop(): void;
}

/** The numbers of lanyard.yml, with what was corrected in Teams. */
export function wireNumbers(configured: Trust, db: Db, log: Log): LiveNumbers {
  const live = createLiveNumbers(configured);
  const store = sqlNumberStore(db);
  let timer: NodeJS.Timeout | undefined;
  const read = async () => live.apply(await store.changes());
  const patiently = () => read().catch((error: unknown) => log.warn('numbers.unread', { reason: nameOf(error) }));
  return {
    trust: live.trust,
    book: {
      changes: store.changes,
      async correct(change) {
        const fileSaid = fileNumber(configured, change.of);
        if (fileSaid === undefined) return;
        await store.add({ ...change, fileSaid });
        log.info('numbers.corrected', { of: change.of.kind });
        await read();
      },
    },
    async start() {
      await patiently();
      timer = setInterval(patiently, READ_EVERY_MS);
      timer.unref();
    },
    stop: () => clearInterval(timer),
  };
}
