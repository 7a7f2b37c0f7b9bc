import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { BOT_ID, MANIFEST_ID, TENANT_ID } from '../../src/sandbox/tenant/sample-school.ts';

/** What the product is started with to meet this sandbox, with a database of the caller's: what tests and the gate have in common. */
export function environmentAt(sandbox: Sandbox, databaseUrl: string): Record<string, string> {
  // The identity library reads these from the process, as it does on App Service.
  process.env.IDENTITY_ENDPOINT = sandbox.identity.endpoint;
  process.env.IDENTITY_HEADER = sandbox.identity.header;
  return {
    BOT_ID,
    BOT_TENANT_ID: TENANT_ID,
    BOT_TYPE: 'UserAssignedMSI',
    TEAMS_APP_ID: MANIFEST_ID,
    PORT: '0',
    DATABASE_URL: databaseUrl,
    GRAPH_URL: sandbox.graphUrl,
    CONNECTOR_URL: sandbox.connectorUrl,
    CONNECTOR_HOSTS: new URL(sandbox.url).host,
    CONNECTOR_OPENID_URL: sandbox.openIdMetadataUrl,
    RECORD_KEY: Buffer.from(Array.from({ length: 32 }, (_, at) => at * 7 + 1)).toString('base64'),
  };
}
