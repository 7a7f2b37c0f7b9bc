import { once } from 'node:events';
import { createServer } from 'node:http';
import { Session } from 'node:inspector/promises';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/platform/environment/config.ts';

/**
 * The product as `src/index.ts` starts it, counting which of its files run. Its own address answers a GET with those of them that ran since
 * the last GET: an array of paths from `src`. Source of the counts: V8's precise coverage, as Node's inspector has it.
 */
const SRC = fileURLToPath(new URL('../../src/', import.meta.url));
const session = new Session();
session.connect();
await session.post('Profiler.enable');
await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });

const app = await createApp(readConfig(process.env));
const counts = createServer(async (_request, response) => {
  const { result } = await session.post('Profiler.takePreciseCoverage');
  const ran = result
    .filter(({ functions }) => functions.some(({ ranges }) => ranges.some(({ count }) => count > 0)))
    .flatMap(({ url }) => (url.startsWith('file:') ? [fileURLToPath(url)] : []))
    .filter((file) => file.startsWith(SRC));
  response.end(JSON.stringify([...new Set(ran)].map((file) => file.slice(SRC.length))));
});
counts.listen(Number(process.env.COUNTS_PORT), '127.0.0.1');
await once(counts, 'listening');
const { port: countsPort } = counts.address() as AddressInfo;
const port = await app.start();
process.stdout.write(`${JSON.stringify({ lanyard: `http://127.0.0.1:${port}`, counts: countsPort })}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void app.stop().then(() => process.exit(0)));
