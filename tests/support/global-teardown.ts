import type { LocalServer } from '../../src/store/embedded.ts';

export default async function globalTeardown(): Promise<void> {
  await (globalThis as { lanyardTestServer?: LocalServer }).lanyardTestServer?.close();
}
