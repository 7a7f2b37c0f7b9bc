import { type Opening, openUnderstanding, readUnderstanding } from '../../src/platform/encoder/open.ts';
import { openLine } from './encoder/ask.ts';
import { MODEL, remoteEncoder } from './encoder/remote.ts';
import { keeper } from './kept.ts';

interface Kept {
  readonly opening: Promise<Opening>;
  close(): Promise<void>;
}

let keptHere: Kept | undefined;

/**
 * What Lanyard ships, opened once for each worker; one process reads for all of them, and each text once (`encoder/serve.ts`). A text
 * reads the same whenever and beside whatever it is read (`tests/platform/encoder/open.test.ts`).
 */
export async function shippedUnderstanding(): Promise<Opening> {
  const found = keptHere ?? (keeper()?.get('understanding') as Kept | undefined);
  if (found) return found.opening;
  const address = process.env.LANYARD_TEST_ENCODER;
  const fresh = address === undefined ? inThisProcess() : byLine(address);
  keptHere = fresh;
  await keeper()?.make('understanding', async () => fresh);
  return fresh.opening;
}

/** Outside of jest. */
const inThisProcess = (): Kept => ({ opening: openUnderstanding(), close: async () => undefined });

function byLine(address: string): Kept {
  const line = openLine(address);
  const open = async (): Promise<Opening> => ({
    kind: 'open',
    understanding: await readUnderstanding(MODEL, () => remoteEncoder(line)),
  });
  return { opening: open(), close: line.close };
}
