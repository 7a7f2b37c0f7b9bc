import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, jest } from '@jest/globals';
import { type Examined, examine } from '../../../src/cli/doctor/doctor.ts';
import { type Config, readConfig } from '../../../src/platform/environment/config.ts';
import { createCredential } from '../../../src/platform/graph/credentials.ts';
import { createSandbox, type Sandbox } from '../../../src/sandbox/sandbox.ts';
import {
  BOT_ID,
  createSampleSchool,
  GROUPS,
  MANIFEST_ID,
  PEOPLE,
  TENANT_ID,
} from '../../../src/sandbox/tenant/sample-school.ts';
import { openRecordKey } from '../../../src/wiring/record-key.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';

export interface Patient {
  readonly sandbox: Sandbox;
  readonly examined: Examined;
}

export interface Surgery {
  readonly database: TestDatabase;
  /** Where something answers as Lanyard does. */
  readonly publicUrl: string;
  environment(sandbox: Sandbox): Record<string, string>;
  /**
   * A healthy tenant: the sample's one pupil in a staff group is taken out first.
   * @param isWhole every school with its policies, within the published limits of Graph; otherwise one school without any: reading
   * files takes most of the time
   */
  healthy(work: (patient: Patient) => Promise<void>, isWhole?: boolean): Promise<void>;
  close(): Promise<void>;
}

/** What a doctor is tried on: tenants of the sandbox, each on the same database. */
export async function openSurgery(): Promise<Surgery> {
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
  const lanyard = createServer((_request, response) => response.end('{"status":"alive"}')).listen(0, '127.0.0.1');
  const [database] = await Promise.all([testDatabase(), once(lanyard, 'listening')]);
  const publicUrl = `http://127.0.0.1:${(lanyard.address() as AddressInfo).port}`;
  const environment = (sandbox: Sandbox): Record<string, string> => ({
    BOT_ID,
    BOT_TENANT_ID: TENANT_ID,
    BOT_TYPE: 'UserAssignedMSI',
    TEAMS_APP_ID: MANIFEST_ID,
    DATABASE_URL: database.url,
    GRAPH_URL: sandbox.graphUrl,
    CONNECTOR_OPENID_URL: sandbox.openIdMetadataUrl,
    PUBLIC_URL: publicUrl,
    RECORD_KEY: Buffer.from(Array.from({ length: 32 }, (_, at) => at * 5 + 3)).toString('base64'),
  });
  return {
    database,
    publicUrl,
    environment,
    async healthy(work, isWhole = false) {
      const sandbox = await createSandbox({
        school: createSampleSchool(),
        botId: BOT_ID,
        tenantId: TENANT_ID,
        limits: isWhole,
      });
      sandbox.tenant.leaveGroup(PEOPLE.pupilInStaffGroup, GROUPS.teachingAssistants);
      process.env.IDENTITY_ENDPOINT = sandbox.identity.endpoint;
      process.env.IDENTITY_HEADER = sandbox.identity.header;
      const config = readConfig(environment(sandbox));
      const credential = createCredential(config.bot);
      const examined: Examined = {
        config: isWhole ? config : withOneSchool(config),
        credential,
        appCredential: credential,
        clock: () => new Date(),
        db: database.db,
        recordKey: () => openRecordKey(config.recordKey, credential),
      };
      try {
        await work({ sandbox, examined });
      } finally {
        await sandbox.close();
      }
    },
    async close() {
      lanyard.close();
      await database.close();
    },
  };
}

const withOneSchool = (config: Config): Config => ({
  ...config,
  trust: {
    ...config.trust,
    schools: config.trust.schools.slice(0, 1).map((school) => ({ ...school, policies: { files: [] } })),
  },
});

/** What is wrong or worth a look, each with what to do about it. */
export async function findings(examined: Examined): Promise<string[]> {
  const lines: string[] = [];
  for await (const { level, what, todo } of examine(examined)) {
    if (level === 'fine') continue;
    expect(todo?.length).toBeGreaterThan(10);
    lines.push(what);
  }
  return lines;
}
