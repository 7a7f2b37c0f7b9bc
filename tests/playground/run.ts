import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/platform/environment/config.ts';
import { startLocalServer } from '../../src/platform/postgres/embedded/embedded.ts';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { BOT_ID, createSampleSchool, PEOPLE, TENANT_ID } from '../../src/sandbox/tenant/sample-school.ts';
import { environmentAt } from '../support/environment.ts';
import { findPlayground, startPlayground } from './playground.ts';
import { startRelay } from './relay.ts';

/** It wants six; the first is who types. */
const PEOPLE_THERE = [
  { id: PEOPLE.priyaNair, name: 'Priya Nair' },
  { id: PEOPLE.lewisGrant, name: 'Lewis Grant' },
  { id: PEOPLE.frankDoyle, name: 'Frank Doyle' },
  { id: PEOPLE.ruthEllery, name: 'Ruth Ellery' },
  { id: PEOPLE.miriamHale, name: 'Miriam Hale' },
  { id: PEOPLE.sunitaRao, name: 'Sunita Rao' },
];

/** `npm run playground`: the product behind Microsoft 365 Agents Playground, to be looked at in a browser until Ctrl+C. */
const command = findPlayground();
if (command === undefined) throw new Error('Microsoft 365 Agents Playground is not here: npm ci brings it');
const folder = mkdtempSync(join(tmpdir(), 'lanyard-playground-'));
chmodSync(folder, 0o711);
const asked = new Promise((done) => process.once('SIGINT', done).once('SIGTERM', done));
const server = await startLocalServer(folder);
const relay = await startRelay();
const playground = await startPlayground(command, {
  endpoint: relay.url,
  tenantId: TENANT_ID,
  botId: BOT_ID,
  people: PEOPLE_THERE,
});
const sandbox = await createSandbox({ school: createSampleSchool(), botId: BOT_ID, tenantId: TENANT_ID });
const hosts = `${new URL(sandbox.url).host},${playground.host}`;
const app = await createApp(
  readConfig({
    ...environmentAt(sandbox, server.url),
    CONNECTOR_HOSTS: hosts,
    DATA_FOLDER: folder,
    LOG_LEVEL: 'error',
  }),
);
const port = await app.start();
sandbox.setBotEndpoint(`http://127.0.0.1:${port}/api/messages`);
relay.signFor(sandbox);
process.stdout.write(`Ready. Open  http://${playground.host}  and type to Lanyard as Priya Nair. Stop with Ctrl+C.\n`);
await asked;
await app.stop();
await playground.close();
await Promise.all([relay.close(), sandbox.close(), server.close()]);
rmSync(folder, { recursive: true, force: true });
process.exit(0);
