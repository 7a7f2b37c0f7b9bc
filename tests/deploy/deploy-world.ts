import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from '@jest/globals';
import { zipSync } from 'fflate';
import { createService } from '../../src/cli/deploy/azure/service.ts';
import { type DeployOptions, deploy } from '../../src/cli/deploy/deploy.ts';
import { openEnvFile } from '../../src/cli/deploy/env-writer.ts';
import type { Run } from '../../src/cli/deploy/run.ts';
import type { Archivist } from '../../src/cli/deploy/steps/program.ts';
import { readTrust } from '../../src/platform/environment/config.ts';
import { type Cloud, createCloud } from '../support/azure/cloud.ts';
import { type Misfortune, SUBSCRIPTION, TENANT } from '../support/azure/state.ts';
import { ownPoliciesIn } from '../support/own-policies.ts';

const FILLED: Record<string, string> = {
  DEVELOPER_NAME: 'Oakmill',
  WEBSITE_URL: 'https://oakmill.example',
  PRIVACY_URL: 'https://oakmill.example/privacy',
  TERMS_URL: 'https://oakmill.example/terms',
  AZURE_SUBSCRIPTION_ID: SUBSCRIPTION,
  AZURE_RESOURCE_GROUP_NAME: 'lanyard',
  RESOURCE_SUFFIX: 'oakmill',
  ALERT_EMAIL: 'it@oakmill.example',
};

/** A fresh clone whose administrator has run `lanyard setup`. */
function checkout(): string {
  const root = mkdtempSync(join(tmpdir(), 'lanyard-deploy-'));
  cpSync('env', join(root, 'env'), { recursive: true });
  ownPoliciesIn(root);
  cpSync('appPackage', join(root, 'appPackage'), { recursive: true, filter: (path) => !path.endsWith('build') });
  mkdirSync(join(root, 'infra'));
  cpSync('infra/azure.parameters.json', join(root, 'infra/azure.parameters.json'));
  cpSync('infra/azure.json', join(root, 'infra/azure.json'));
  writeFileSync(
    join(root, 'lanyard.yml'),
    readFileSync('lanyard.yml', 'utf8').replace(/tenantId: \S+/, `tenantId: ${TENANT}`),
  );
  openEnvFile(root, 'prod', {}).write(FILLED);
  return root;
}

/** A clone, a subscription of its own, and the command between them. */
export interface DeployWorld {
  readonly cloud: Cloud;
  readonly root: string;
  readonly said: string[];
  readonly packed: { hash: string };
  run(options?: Partial<DeployOptions>, more?: Partial<Run>): Promise<boolean>;
}

const archive = Buffer.from(zipSync({ 'dist/index.js': new Uint8Array([1]) }));

export async function deployWorld(
  work: (world: DeployWorld) => Promise<void>,
  ...misfortunes: Misfortune[]
): Promise<void> {
  const cloud = await createCloud(...misfortunes);
  const root = checkout();
  const said: string[] = [];
  const packed = { hash: 'one' };
  const archivist: Archivist = {
    describe: async () => ({ version: '0.1.0', hash: packed.hash }),
    async write() {
      const file = join(root, 'release.zip');
      writeFileSync(file, archive);
      return { file, bytes: archive.length, files: 1 };
    },
    // Microsoft's own check of the manifest takes half a second; tests/deploy/package.test.ts is about it.
    async pack({ env }) {
      const file = join(root, `appPackage/build/appPackage.${env}.zip`);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, archive);
      return { kind: 'made', file };
    },
  };
  const trust = readTrust(join(root, 'lanyard.yml'), []);
  if (!trust) throw new Error('the sample cannot be read');
  let ids = 0;
  const pause = async () => undefined;
  const serviceAt = (url: string) => createService({ url, token: async () => cloud.token, pause });
  try {
    await work({
      cloud,
      root,
      said,
      packed,
      run: (options = {}, more = {}) =>
        deploy(
          {
            name: 'prod',
            root,
            env: openEnvFile(root, 'prod', {}),
            trust,
            session: { token: async () => cloud.token, tenant: async () => TENANT },
            arm: serviceAt(cloud.arm.url),
            graph: serviceAt(`${cloud.graph.url}/v1.0`),
            kudu: () => serviceAt(cloud.kudu.url),
            look: async () => ({ status: cloud.state.isReady ? 200 : 503, text: '' }),
            with: [],
            say: (line) => said.push(line),
            pause,
            uuid: () => `0b5a0c1e-2f9d-4a6e-9c1d-${String(++ids).padStart(12, '0')}`,
            ...more,
          },
          archivist,
          { isDry: false, isCheck: false, only: undefined, ...options },
        ),
    });
    expect(cloud.complaints()).toEqual([]);
  } finally {
    await cloud.close();
  }
}
