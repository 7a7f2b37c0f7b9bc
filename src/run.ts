import { beginAhead } from './ahead.ts';
import type { App } from './app.ts';
import { Fault } from './kernel/calls/fault.ts';
import { type Config, readConfig } from './platform/environment/config.ts';
import { ConfigError } from './school/file/problems.ts';

/** A slow turn is given 25 s and the database of a try-out 10; what hangs longer than that is cut off. */
const LONGEST_STOP_MS = 38_000;

async function main(): Promise<void> {
  try {
    const config = readConfig(process.env);
    const ending = askedToEnd();
    const { app, port } = await start(config);
    if (config.port !== 0 && port !== config.port)
      process.stderr.write(`Port ${config.port} is taken; using ${port}.\n`);
    const { remarks } = app;
    process.stdout.write(
      `${JSON.stringify({ lanyard: `http://127.0.0.1:${port}`, ...(remarks.length > 0 && { remarks }) })}\n`,
    );
    await ending;
    await app.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  } catch (error) {
    explain(error);
    process.exit(1);
  }
}

/** A start that fails half-way must not leave the database of this folder running. */
async function start(config: Config): Promise<{ readonly app: App; readonly port: number }> {
  // Beside what follows, which keeps this thread busy for a second.
  const ahead = beginAhead(config.database);
  let app: App | undefined;
  try {
    await ahead.underWay;
    // Only now: settings that are wrong are told without reading the SDKs.
    const { createApp } = await import('./app.ts');
    app = await createApp(config, {}, ahead);
    return { app, port: await app.start() };
  } catch (error) {
    await app?.stop().catch(() => undefined);
    await ahead.letGo();
    throw error;
  }
}

/** The bot SDK writes whole errors to the console, and nobody can promise what is in them. We log what matters ourselves. */
function quietenSdks(): void {
  for (const method of ['log', 'info', 'warn', 'error'] as const) console[method] = () => undefined;
  // Azure's exporter tells Microsoft how it is used, unless this stands in the environment; it has no other switch.
  process.env.APPLICATION_INSIGHTS_NO_STATSBEAT = 'true';
}

/** What a person who starts Lanyard can act on; anything else is a bug and keeps its stack. */
function explain(error: unknown): void {
  if (error instanceof ConfigError) {
    process.stderr.write(
      `Lanyard cannot start: ${error.problems.length === 1 ? 'one thing is' : `${error.problems.length} things are`} wrong with its configuration.\n`,
    );
    for (const { place, message } of error.problems) process.stderr.write(`  ${place}: ${message}\n`);
  } else if (error instanceof Fault) process.stderr.write(`Lanyard cannot start: ${error.message}\n`);
  else process.stderr.write(`Lanyard cannot start: ${error instanceof Error ? error.stack : String(error)}\n`);
}

/**
 * Resolves at the first signal, or when the process that started this one and holds a channel to it (`npm start`) is gone.
 * It is heard from the beginning: cut short, a start would leave the database of this folder running.
 */
function askedToEnd(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const end = () => {
    setTimeout(() => process.exit(1), LONGEST_STOP_MS).unref();
    resolve();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  if (process.connected) {
    process.once('disconnect', end);
    // The reader of them may be gone first, and a stop must come to its end all the same.
    for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined);
  }
  return promise;
}

quietenSdks();
await main();
