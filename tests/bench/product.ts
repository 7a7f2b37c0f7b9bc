import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/platform/environment/config.ts';

/**
 * The product as `src/index.ts` starts it, for the one figure that needs a part left out: how many cards a process sends
 * when no published limit holds it back.
 */
const app = await createApp(readConfig(process.env), {
  pace: { run: (_bucket, _perSecond, call) => call(), pause: async () => undefined },
});
const port = await app.start();
process.stdout.write(`${JSON.stringify({ lanyard: `http://127.0.0.1:${port}` })}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void app.stop().then(() => process.exit(0)));
