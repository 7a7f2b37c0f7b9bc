import { existsSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** What the databases of a run have in them at any one time is a tenth of this. */
const ROOM_BYTES = 2 ** 31;

/** Where files lie in memory, if there is room: a database is three hundred of them, made and removed for each test. */
export function roomy(): string {
  const memory = '/dev/shm';
  if (!existsSync(memory)) return tmpdir();
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize >= ROOM_BYTES ? memory : tmpdir();
}
