import { createApp } from '../../src/app.ts';
import { HEADINGS } from '../../src/ask/answer/headings.ts';
import { unpaced } from '../../src/cli/doctor/doctor.ts';
import { readConfig } from '../../src/platform/environment/config.ts';
import { createSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { BOT_ID, createSampleSchool, PEOPLE, TENANT_ID } from '../../src/sandbox/tenant/sample-school.ts';
import { environmentAt } from '../support/environment.ts';

/** A morning in term. */
const MORNING = new Date('2026-11-25T09:30:00Z');

/**
 * Works with the product as it ships, over HTTP, once it has read the policies by meaning.
 * @param configFile of another school than the sample
 */
export async function withProduct<T>(
  databaseUrl: string,
  folder: string,
  work: (sandbox: Sandbox) => Promise<T>,
  configFile = 'lanyard.yml',
): Promise<T> {
  const sandbox = await createSandbox({ school: createSampleSchool(), botId: BOT_ID, tenantId: TENANT_ID });
  sandbox.clock.set(MORNING);
  sandbox.limits.setOn(false);
  const environment = { ...environmentAt(sandbox, databaseUrl), LANYARD_CONFIG: configFile };
  const config = readConfig({ ...environment, DATA_FOLDER: folder, LOG_LEVEL: 'error' });
  const app = await createApp(config, { clock: () => sandbox.clock.now(), pace: unpaced });
  const port = await app.start();
  sandbox.setBotEndpoint(`http://127.0.0.1:${port}/api/messages`);
  try {
    await passagesRead(sandbox);
    return await work(sandbox);
  } finally {
    await app.stop();
    await sandbox.close();
  }
}

/** Answers come by words, and none is sure, until the encoder has read the policies. */
async function passagesRead(sandbox: Sandbox): Promise<void> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const had = sandbox.messages(PEOPLE.garethBevan).length;
    await sandbox.say(PEOPLE.garethBevan, 'is vaping ok in the car park');
    const shown = shownSince(sandbox, PEOPLE.garethBevan, had);
    if (shown.includes(HEADINGS.says) || shown.includes(HEADINGS.looks)) return;
    await new Promise((resolve) => setTimeout(resolve, 300));
    sandbox.clock.set(new Date(sandbox.clock.now().getTime() + 3_000));
  }
  throw new Error('the policies were not read');
}
const MOST_TRIES = 200;

/** What a person was shown since. */
export const shownSince = (sandbox: Sandbox, who: string, had: number): string =>
  sandbox
    .messages(who)
    .slice(had)
    .map(({ text, cards }) => JSON.stringify([text, cards]))
    .join('\n');
