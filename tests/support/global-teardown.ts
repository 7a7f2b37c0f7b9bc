import { rmSync } from 'node:fs';
import type { TestServer } from './global-setup.ts';
import { keeper } from './kept.ts';

export default async function globalTeardown(): Promise<void> {
  await keeper()?.closeAll();
  const { lanyardTestServer: test } = globalThis as { lanyardTestServer?: TestServer };
  await Promise.all([test?.server.close(), test?.encoder.close()]);
  if (test) rmSync(test.folder, { recursive: true, force: true });
}
