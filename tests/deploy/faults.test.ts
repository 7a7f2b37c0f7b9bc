import { execFileSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { azSession } from '../../src/cli/deploy/azure/session.ts';
import { leftByHand } from '../../src/cli/deploy/by-hand.ts';
import { openEnvFile } from '../../src/cli/deploy/env-writer.ts';
import type { Run } from '../../src/cli/deploy/run.ts';
import { TENANT } from '../support/azure/state.ts';
import { type DeployWorld, deployWorld } from './deploy-world.ts';

/**
 * The twelve faults that would stop a first try, each met as Azure, Entra, Teams or the web app has it. Where a mend is in the
 * template, the same is done without it: what the stand-ins refuse then is what they refuse.
 */

interface Module {
  readonly resources: Record<string, Record<string, unknown> & { properties: Record<string, never> & Nested }>;
}
interface Nested {
  readonly template: Module;
}

/** The clone's template, edited before it is sent. */
function editTemplate(root: string, edit: (template: Module, moduleOf: (name: string) => Module['resources']) => void) {
  const file = join(root, 'infra/azure.json');
  const template = JSON.parse(readFileSync(file, 'utf8')) as Module;
  edit(template, (name) => {
    const found = template.resources[name]?.properties.template.resources;
    if (!found) throw new Error(`the template has no module ${name}`);
    return found;
  });
  writeFileSync(file, JSON.stringify(template));
}

const failure = (said: readonly string[]): string =>
  said.slice(said.findIndex((line) => line.startsWith('✗'))).join('\n');
/** Something that the school decides, so that the template is sent again. */
const otherMail = ({ root }: DeployWorld): void =>
  openEnvFile(root, 'prod', {}).write({ ALERT_EMAIL: 'helpdesk@oakmill.example' });

describe('1: a server that has just been made takes no administrator', () => {
  test('it comes last and is tried again; a second provisioning leaves it alone, though the server is busy again', () =>
    deployWorld(async (world) => {
      expect(await world.run()).toBe(true);
      otherMail(world);
      expect(await world.run()).toBe(true);
      expect(world.cloud.state.deployments).toBe(2);
      expect(
        world.cloud.state.resources.ofType('microsoft.dbforpostgresql/flexibleservers/administrators'),
      ).toHaveLength(1);
    }));

  test('made straight after the server it stops, and the cure is said', () =>
    deployWorld(async ({ root, run, said }) => {
      editTemplate(root, ({ resources }, moduleOf) => {
        Object.assign(resources.administrator ?? {}, { dependsOn: ['database', 'identity'] });
        delete moduleOf('administrator').administrator?.['@options'];
      });
      expect(await run()).toBe(false);
      expect(failure(said)).toMatch(/not accessible[\s\S]*→ /);
    }));
});

describe('2: Teams takes no managed identity as the app that calls Graph', () => {
  test.each(['UserAssignedMSI', 'SingleTenant'])(
    'as %s: the registration calls Graph, the identity vouches for it',
    (type) =>
      deployWorld(async ({ cloud, root, run }) => {
        openEnvFile(root, 'prod', {}).write({ BOT_TYPE: type });
        expect(await run()).toBe(true);
        const [app] = cloud.state.applications;
        const { BOT_ID, GRAPH_APP_ID } = cloud.state.resources.settingsOf('app-oakmill');
        expect(GRAPH_APP_ID).toBe(app?.appId);
        expect(BOT_ID === GRAPH_APP_ID).toBe(type === 'SingleTenant');
        expect(cloud.state.vouching).toHaveLength(1);
      }),
  );
});

describe('3: a database that Azure makes belongs to a role of Azure’s', () => {
  test('Azure makes none', () =>
    deployWorld(async ({ cloud, run }) => {
      expect(await run()).toBe(true);
      expect(cloud.state.resources.ofType('microsoft.dbforpostgresql/flexibleservers/databases')).toEqual([]);
    }));

  test('in one that it made Lanyard could not begin, and what it says is shown', () =>
    deployWorld(async ({ root, run, said }) => {
      editTemplate(root, (_, moduleOf) => {
        Object.assign(moduleOf('database'), {
          made: {
            type: 'Microsoft.DBforPostgreSQL/flexibleServers/databases',
            apiVersion: '2025-08-01',
            name: "[format('psql-{0}/lanyard', parameters('suffix'))]",
            properties: { charset: 'UTF8' },
            dependsOn: ['server'],
          },
        });
      });
      expect(await run()).toBe(false);
      expect(failure(said)).toContain('permission denied for database lanyard');
    }));
});

test('4 and 12: the list by hand names the page that is open, and says when a consent of one’s own is taken back', () =>
  deployWorld(async ({ root, said, run }) => {
    await run();
    const list = said.slice(said.indexOf('Things that only you can do, once, in this order:')).join('\n');
    expect(list).toMatch(/Manage apps → .* → Users and groups/);
    expect(list).toMatch(/Custom apps: let users install/);
    expect(list).not.toMatch(/setup polic/i);
    const library = { driveId: 'b!x' };
    const env = openEnvFile(root, 'prod', {});
    const trust = { schools: [{ name: 'Oakfield', dslDestination: { kind: 'people' }, policies: { library } }] };
    const steps = leftByHand({ name: 'prod', root, env, trust } as unknown as Run, '');
    expect(JSON.stringify(steps)).toContain(
      'Afterwards take the consent back: Entra → Enterprise applications → Graph Explorer',
    );
  }));

/** An Azure CLI that knows what is published and refuses the rest, as the real one does. */
function az(): { readonly path: string; calls(): string[] } {
  const folder = mkdtempSync(join(tmpdir(), 'lanyard-az-'));
  const log = join(folder, 'calls');
  const token = JSON.stringify({ accessToken: 'of-the-administrator', expires_on: 4_000_000_000, tenant: TENANT });
  writeFileSync(
    join(folder, 'az'),
    `#!/bin/sh
echo "$*" >> ${log}
case "$1 $2" in "account get-access-token") ;; *) echo "'$*' is misspelled or not recognized by the system." >&2; exit 2;; esac
shift 2
while [ $# -gt 0 ]; do
  case "$1" in --resource|--output|--subscription) shift 2;; *) echo "unrecognized arguments: $*" >&2; exit 2;; esac
done
echo '${token}'
`,
    { mode: 0o755 },
  );
  return { path: folder, calls: () => readFileSync(log, 'utf8').trim().split('\n') };
}

describe('5, 6 and 11: of the Azure CLI nothing is asked but a token', () => {
  test('no device code, no shell with a password, no command whose arguments change', () =>
    deployWorld(async ({ run }) => {
      const cli = az();
      const session = azSession(
        undefined,
        () => new Date('2026-11-23T00:00:00Z'),
        async (file, args) =>
          execFileSync(file, args, {
            encoding: 'utf8',
            env: { PATH: `${cli.path}${delimiter}${process.env.PATH ?? ''}` },
          }),
      );
      expect(await run({}, { session })).toBe(true);
      expect(await session.token('https://graph.microsoft.com')).toBe('of-the-administrator');
      expect(await session.tenant()).toBe(TENANT);
      for (const call of cli.calls())
        expect(call).toMatch(/^account get-access-token --resource https:\/\/\S+ --output json$/);
    }));

  test('what the guides tell an administrator to type is as short: no `db create`, no `webapp ssh`', () => {
    const commands = [...globSync('docs/*.md'), 'README.md', ...globSync('src/cli/**/*.ts'), ...globSync('env/.env*')]
      .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/`?\baz ((?:[a-z-]+ ?){1,3})/g)])
      .map((match) => (match[1] ?? '').trim().split(' ').slice(0, 2).join(' '));
    const known = /^(?:login|logout|upgrade|rest|account get-access-token|provider register|bicep install)\b/;
    expect(commands.length).toBeGreaterThan(5);
    expect(commands.filter((command) => !known.test(command))).toEqual([]);
  });
});

describe('7: a disk that grew by itself cannot shrink', () => {
  test('the next provisioning asks for what it has become', () =>
    deployWorld(async (world) => {
      const { cloud, run } = world;
      await run();
      cloud.state.resources.grow('psql-oakmill', 64);
      otherMail(world);
      expect(await run()).toBe(true);
      const [server] = cloud.state.resources.ofType('microsoft.dbforpostgresql/flexibleservers');
      expect(server?.properties.storage).toEqual({ storageSizeGB: 64, autoGrow: 'Enabled' });
    }));

  test('asked for its first size Azure refuses', () =>
    deployWorld(async (world) => {
      const { cloud, root, run, said } = world;
      editTemplate(root, (_, moduleOf) => {
        const server = moduleOf('database').server;
        Object.assign(server?.properties ?? {}, {
          storage: { storageSizeGB: "[parameters('size').storageGB]", autoGrow: 'Enabled' },
        });
      });
      await run();
      cloud.state.resources.grow('psql-oakmill', 64);
      otherMail(world);
      expect(await run()).toBe(false);
      expect(failure(said)).toContain('cannot be reduced');
    }));
});

describe('8: settings that a template does not name are erased', () => {
  const own = { LOG_LEVEL: 'debug', MODEL_URL: 'https://models.oakmill.example/v1', TEAMS_APP_CATALOG_ID: 'x' };

  test('what the school has set stays; what the template sets, it sets again', () =>
    deployWorld(async (world) => {
      const { cloud, run } = world;
      await run();
      const settings = () => cloud.state.resources.settingsOf('app-oakmill');
      const before = { ...settings() };
      Object.assign(settings(), own, { NODE_ENV: 'development' });
      otherMail(world);
      expect(await run()).toBe(true);
      expect(settings()).toEqual({ ...before, ...own });
    }));

  test('without that they would be gone', () =>
    deployWorld(async (world) => {
      const { cloud, root, run } = world;
      editTemplate(root, (_, moduleOf) => {
        const inner = moduleOf('web').settings?.properties.template.resources.settings;
        Object.assign(inner ?? {}, { properties: "[parameters('ours')]" });
      });
      await run();
      Object.assign(cloud.state.resources.settingsOf('app-oakmill'), own);
      otherMail(world);
      await run();
      expect(cloud.state.resources.settingsOf('app-oakmill')).not.toHaveProperty('LOG_LEVEL');
    }));
});

test('9: a first try that Azure ends half-way has made no vault, and the next goes on from there', () =>
  deployWorld(async ({ cloud, run, said }) => {
    expect(await run()).toBe(false);
    expect(failure(said)).toMatch(/restricted from provisioning[\s\S]*→ /);
    expect(cloud.state.resources.ofType('microsoft.keyvault/vaults')).toEqual([]);
    cloud.bad.delete('database-refused');
    expect(await run()).toBe(true);
    expect(cloud.state.resources.ofType('microsoft.keyvault/vaults')).toHaveLength(1);
  }, 'database-refused'));

test('10: built in Azure it takes longer than the door in front waits; as it is sent, nothing is built there', () =>
  deployWorld(async ({ cloud, root, run, said }) => {
    const file = join(root, 'infra/azure.json');
    const whole = readFileSync(file, 'utf8');
    const built = whole.replace(
      "'SCM_DO_BUILD_DURING_DEPLOYMENT', 'false'",
      "'SCM_DO_BUILD_DURING_DEPLOYMENT', 'true'",
    );
    expect(built).not.toBe(whole);
    writeFileSync(file, built);
    expect(await run()).toBe(false);
    expect(failure(said)).toContain('The build took too long');
    writeFileSync(file, whole);
    expect(await run()).toBe(true);
    expect(cloud.state.isReady).toBe(true);
  }));

test('12: with one instance and no slot it is said that nobody is answered for a minute; with more it is not', () =>
  deployWorld(async ({ root, run, said, packed }) => {
    await run();
    const sends = () => said.filter((line) => /pack version/.test(line)).at(-1);
    expect(sends()).not.toContain('away');
    packed.hash = 'two';
    await run();
    expect(sends()).toContain('it is offline for about a minute');
    openEnvFile(root, 'prod', {}).write({ SIZE: 'medium' });
    packed.hash = 'three';
    await run();
    expect(sends()).not.toContain('away');
  }));

test('after each of them a second run changes nothing', () =>
  deployWorld(async (world) => {
    const { cloud, run, said } = world;
    await run();
    cloud.state.resources.grow('psql-oakmill', 64);
    Object.assign(cloud.state.resources.settingsOf('app-oakmill'), { LOG_LEVEL: 'debug' });
    otherMail(world);
    await run();
    cloud.writes();
    said.length = 0;
    expect(await run()).toBe(true);
    expect(said).toContain('Everything is as it should be; nothing was changed.');
    expect(cloud.writes().filter((call) => !call.includes('/errands/'))).toEqual([]);
  }));
