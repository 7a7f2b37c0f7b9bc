import { jest } from '@jest/globals';
import { type App, createApp, type Outside } from '../../src/app.ts';
import { unpaced } from '../../src/cli/doctor/doctor.ts';
import type { Log } from '../../src/kernel/log.ts';
import type { Config } from '../../src/platform/environment/config.ts';
import { readConfig } from '../../src/platform/environment/config.ts';
import { createSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { BOT_ID, createSampleSchool, TENANT_ID } from '../../src/sandbox/tenant/sample-school.ts';
import { testDatabase } from './database.ts';
import { environmentAt } from './environment.ts';
import { shippedUnderstanding } from './shipped.ts';

export interface Running {
  readonly sandbox: Sandbox;
  readonly app: App;
  readonly config: Config;
  /** Address of the bot's own HTTP server. */
  readonly url: string;
  /** Address of the test's own database. */
  readonly databaseUrl: string;
  /** Every line logged, for tests of what must never be in one. */
  readonly logged: string[];
  /** Stops the bot and starts another on the same database, as after a restart. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** A Saturday in the holidays would make half of the tests about opening hours: a Monday morning in term. */
export const MONDAY_MORNING = new Date('2026-11-23T09:30:00Z');

/** For tests of what Lanyard does without its encoder; all others have the one that ships. */
export const WITHOUT = {
  kind: 'without',
  reason: 'missing',
  what: 'No encoder in this test',
  todo: 'Nothing',
} as const;

/** The whole product on a database of its own, served over HTTP and pointed at a sandbox of its own. */
export async function running(
  options: {
    at?: Date;
    replace?: Partial<Outside>;
    env?: Record<string, string>;
    /** Hosts of another Connector beside the sandbox's. */
    connectorHosts?: readonly string[];
    /** Follows the sandbox's clock over HTTP, as in a try-out: moving it wakes all work that may be due. */
    followsClock?: boolean;
    /** Microsoft 365 takes so many calls a second and no more, as it really does: eight to one chat in two seconds. */
    limits?: boolean;
    /** What Microsoft 365 is like before the product first starts. */
    before?: (sandbox: Sandbox) => void;
  } = {},
): Promise<Running> {
  // The SDK writes whole errors to the console; the product silences it in index.ts.
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
  const understanding = options.replace?.understanding ?? (await shippedUnderstanding());
  const database = await testDatabase();
  const sandbox = await createSandbox({ school: createSampleSchool(), botId: BOT_ID, tenantId: TENANT_ID });
  sandbox.clock.set(options.at ?? MONDAY_MORNING);
  // Nobody types as fast as a test, and each refusal is a second's wait.
  sandbox.limits.setOn(options.limits ?? false);
  const config = readConfig({
    ...environmentAt(sandbox, database.url),
    CONNECTOR_HOSTS: [new URL(sandbox.url).host, ...(options.connectorHosts ?? [])].join(','),
    ...(options.followsClock && { CLOCK_URL: `${sandbox.url}/clock` }),
    ...options.env,
  });
  const logged: string[] = [];
  const log = recordingLog(logged);

  const begin = async () => {
    let ignoreMoves: () => void = () => undefined;
    const sandboxClock: Partial<Outside> = {
      clock: () => sandbox.clock.now(),
      onClockMoved: (look) => {
        ignoreMoves = sandbox.clock.onMove(look);
      },
    };
    const app = await createApp(config, {
      ...(!options.followsClock && sandboxClock),
      // Where nothing is refused for coming too fast nobody has to wait a turn: five installs a second are ten for a school.
      ...(!options.limits && { pace: unpaced }),
      log,
      understanding,
      ...options.replace,
    });
    const port = await app.start();
    sandbox.setBotEndpoint(`http://127.0.0.1:${port}/api/messages`);
    const stop = async () => {
      ignoreMoves();
      await app.stop();
    };
    return { app, url: `http://127.0.0.1:${port}`, stop };
  };
  options.before?.(sandbox);
  let current = await begin();
  return {
    sandbox,
    config,
    databaseUrl: database.url,
    logged,
    get app() {
      return current.app;
    },
    get url() {
      return current.url;
    },
    async restart() {
      await current.stop();
      current = await begin();
    },
    async close() {
      await current.stop();
      await sandbox.close();
      await database.close();
    },
  };
}

function recordingLog(lines: string[]): Log {
  const at =
    (level: string) =>
    (event: string, facts: object = {}, error?: unknown) => {
      lines.push(JSON.stringify({ level, event, ...facts, error: error instanceof Error ? error.stack : undefined }));
    };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
