import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openEnvFile } from '../../src/cli/deploy/env-writer.ts';
import { namesOf } from '../../src/cli/deploy/run.ts';
import { PROVIDERS } from '../../src/cli/deploy/steps/foundation.ts';
import { readTrust } from '../../src/platform/environment/config.ts';
import { GROUPS, PEOPLE } from '../../src/sandbox/tenant/sample-school.ts';
import { roleOf } from '../support/azure/directory.ts';
import { IDENTITY } from '../support/azure/resources.ts';
import { type Misfortune, TENANT } from '../support/azure/state.ts';
import { EMPTY_GROUP } from '../support/azure/tenant.ts';
import { deployWorld as world } from './deploy-world.ts';

const manifestOf = (root: string): string => readFileSync(join(root, 'env/.env.prod'), 'utf8');

test('from nothing to a bot that the doctor has looked at, and a second run changes nothing', () =>
  world(async ({ cloud, root, said, run }) => {
    expect(await run()).toBe(true);
    const { state } = cloud;
    expect(state.published).toBe(1);
    expect([...state.files.keys()]).toEqual(
      expect.arrayContaining(['lanyard/lanyard.yml', 'lanyard/policies/social-media.md', 'lanyard/release.json']),
    );
    expect(state.errands).toEqual([['doctor']]);
    // What only a person can do is said with where, and none of it is the page that Teams has closed.
    const list = said.slice(said.indexOf('Things that only you can do, once, in this order:'));
    expect(list.filter((line) => /^\d\. /.test(line)).length).toBeGreaterThanOrEqual(4);
    expect(list.filter((line) => line.includes('https://')).length).toBeGreaterThanOrEqual(4);
    expect(list.join()).toContain('Users and groups');
    expect(list.join()).not.toMatch(/setup polic/i);

    const before = manifestOf(root);
    cloud.writes();
    said.length = 0;
    expect(await run()).toBe(true);
    expect(said).toContain('Everything is as it should be; nothing was changed.');
    // Asking the doctor leaves a question and fetches the answer.
    expect(cloud.writes().filter((call) => !call.includes('/errands/'))).toEqual([]);
    expect(manifestOf(root)).toBe(before);
  }));

test('what it writes into the environment file keeps every comment and line', () =>
  world(async ({ root, run }) => {
    const comments = (text: string) => text.split('\n').filter((line) => line.startsWith('#'));
    const before = comments(manifestOf(root));
    await run();
    const after = manifestOf(root);
    expect(comments(after)).toEqual(before);
    for (const name of ['TEAMS_APP_ID', 'BOT_ID', 'GRAPH_APP_ID', 'BOT_DOMAIN', 'BOT_TENANT_ID', 'DATABASE_HOST'])
      expect(after).toMatch(new RegExp(`^${name}=\\S`, 'm'));
  }));

test('a dry run says each change and makes none', () =>
  world(async ({ cloud, root, said, run }) => {
    const before = manifestOf(root);
    expect(await run({ isDry: true })).toBe(true);
    expect(cloud.writes()).toEqual([]);
    expect(manifestOf(root)).toBe(before);
    expect(said.filter((line) => line.startsWith('would ')).length).toBeGreaterThan(5);
    expect(said.join('\n')).toMatch(/would make the resource group lanyard in uksouth/);
    expect(said.at(-1)).toMatch(/^Nothing was changed; \d steps would be done\.$/);
  }));

test('the check before asks for everything that would stop it, and makes nothing', () =>
  world(async ({ cloud, run }) => {
    expect(await run({ isCheck: true })).toBe(true);
    expect(cloud.writes()).toEqual([]);
  }));

test.each<[what: string, env: Record<string, string>, change: (yml: string) => string, said: string]>([
  ['a mail to nobody', { ALERT_EMAIL: 'caretaker' }, (yml) => yml, 'ALERT_EMAIL “caretaker” is not an email address'],
  [
    'a page without a lock',
    { TERMS_URL: 'http://a.example' },
    (yml) => yml,
    'TERMS_URL “http://a.example” is not a page',
  ],
  [
    'a number in words',
    {},
    (yml) => yml.replace('01632 960 201', 'ask at the desk'),
    '“ask at the desk” of Miriam Hale is not',
  ],
  [
    'a head who chairs',
    {},
    (yml) => yml.replaceAll(PEOPLE.colinMarsh, PEOPLE.joannaOkafor),
    'headteacher and chair-of-governors',
  ],
  ['an empty group', {}, (yml) => yml.replaceAll(GROUPS.staffOakfield, EMPTY_GROUP), 'has nobody in it'],
])('the check before stops for what setup would ask again: %s', (_what, env, change, said) =>
  world(async ({ cloud, root, said: lines, run }) => {
    const file = join(root, 'lanyard.yml');
    writeFileSync(file, change(readFileSync(file, 'utf8')));
    openEnvFile(root, 'prod', {}).write(env);
    const trust = readTrust(file, []);
    if (!trust) throw new Error('lanyard.yml cannot be read');
    expect(await run({}, { trust })).toBe(false);
    expect(lines.filter((line) => line.startsWith('✗')).join('\n')).toContain(said);
    expect(cloud.writes()).toEqual([]);
  }),
);

test('the check before makes the package and keeps none, and stops for the sample’s policies', () =>
  world(async ({ root, said, run }) => {
    expect(await run({ isCheck: true })).toBe(true);
    expect(said).toContain('✓ The package for Teams can be made');
    cpSync('policies', join(root, 'policies'), { recursive: true });
    expect(await run({ isCheck: true })).toBe(false);
    expect(said.join('\n')).toContain('would have the sample school’s policies: policies/social-media.md');
  }));

test('the manifest names a registration, for which the bot’s identity vouches: Teams takes no identity', () =>
  world(async ({ cloud, root, run }) => {
    await run();
    const [app] = cloud.state.applications;
    expect(app?.appId).not.toBe(IDENTITY.clientId);
    expect(cloud.state.vouching).toEqual([
      expect.objectContaining({
        subject: IDENTITY.principalId,
        issuer: `https://login.microsoftonline.com/${TENANT}/v2.0`,
        audiences: ['api://AzureADTokenExchange'],
      }),
    ]);
    expect(openEnvFile(root, 'prod', {}).get('GRAPH_APP_ID')).toBe(app?.appId);
    // No secret was made anywhere.
    expect(cloud.graph.calls.filter((call) => /addPassword|addKey/.test(call))).toEqual([]);
  }));

test('consent is what lanyard.yml needs and no other; more is granted only where it is asked for', () =>
  world(async ({ cloud, said, run }) => {
    const granted = () => cloud.state.granted.map(({ appRoleId }) => roleOf(appRoleId));
    await run();
    expect(granted()).toContain('TeamsAppInstallation.ReadWriteSelfForUser.All');
    // The sample has no group chat and no library.
    expect(granted()).not.toContain('ChatMember.Read.All');
    expect(granted()).not.toContain('Sites.Selected');
    expect(granted()).not.toContain('Mail.Read');
    await run({ only: 'consent' }, { with: ['Sites.Selected'] });
    expect(granted()).toContain('Sites.Selected');
    expect(await run({ only: 'consent' }, { with: ['Mail.Read'] })).toBe(false);
    expect(said.join('\n')).toContain('Lanyard has no use for Mail.Read');
  }));

test('a changed phone number is one file and a restart: nothing is built or packed', () =>
  world(async ({ cloud, root, run, packed }) => {
    await run();
    cloud.writes();
    const file = join(root, 'lanyard.yml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('01632 960 201', '01632 960 999'));
    // A step that packed would find another program.
    packed.hash = 'two';
    expect(await run({ only: 'settings' })).toBe(true);
    expect(cloud.writes()).toEqual([
      expect.stringMatching(/^POST .*\/sites\/app-oakmill\/restart$/),
      'PUT /api/vfs/lanyard/lanyard.yml',
    ]);
    expect(cloud.state.files.get('lanyard/lanyard.yml')?.toString()).toContain('01632 960 999');
    expect(cloud.state.published).toBe(1);
  }));

test('a new version is sent once', () =>
  world(async ({ cloud, run, packed }) => {
    await run();
    packed.hash = 'two';
    await run();
    await run();
    expect(cloud.state.published).toBe(2);
  }));

interface Mishap {
  readonly name: Misfortune;
  /** What is said, and the cure beside it. */
  readonly says: RegExp;
  readonly cure: RegExp;
}

const STOPPED: readonly Mishap[] = [
  { name: 'name-taken', says: /app-oakmill is taken/, cure: /another RESOURCE_SUFFIX/ },
  { name: 'no-room', says: /room for 0 more web apps of size B1/, cure: /QuotaMenuBlade/ },
  { name: 'not-owner', says: /roleAssignments\/write/, cure: /need to be Owner/ },
  { name: 'policy-forbids', says: /disallowed by policy: 'Allowed locations'/, cure: /exemption/ },
  { name: 'may-not-consent', says: /Consent needs a Global Administrator/, cure: /--only consent/ },
  { name: 'unpacking-fails', says: /No space left on device/, cure: /Deployment Center/ },
  {
    name: 'program-does-not-start',
    says: /does not answer at https:\/\/app-oakmill/,
    cure: /It said:[\s\S]*a fault of its own[\s\S]*Correct what it names[\s\S]*Log stream/,
  },
  // No reason that it gave, so none to correct.
  {
    name: 'program-is-silent',
    says: /does not answer at https:\/\/app-oakmill/,
    cure: /^(?![\s\S]*(?:It said|Correct what))[\s\S]*Log stream/,
  },
];

test.each(STOPPED)(
  '$name: it stops, says what and the cure, and goes on from there once it is mended',
  ({ name, says, cure }) =>
    world(async ({ cloud, said, run }) => {
      expect(await run()).toBe(false);
      const at = said.findIndex((line) => line.startsWith('✗'));
      expect(said[at]).toMatch(says);
      expect(said.slice(at + 1).join('\n')).toMatch(cure);
      cloud.bad.delete(name);
      expect(await run()).toBe(true);
    }, name),
);

/** Those that pass, or that the command itself cures. */
test.each<Misfortune>(['administrator-too-early', 'throttled', 'entra-is-late'])(
  '%s: it is tried again by itself',
  (name) => world(async ({ run }) => expect(await run()).toBe(true), name),
);

test('a vault that was deleted with its group is brought back: its name is not burnt for 90 days', () =>
  world(async ({ cloud, said, run }) => {
    expect(await run()).toBe(true);
    expect(said.join('\n')).toContain('The key vault kv-oakmill was deleted and can be restored');
    expect(cloud.state.deletedVault).toBe(false);
    expect(cloud.state.deployments).toBe(1);
  }, 'vault-deleted'));

test('a lanyard.yml that is still the sample’s, and what is empty, are said before anything is asked of Azure', () =>
  world(async ({ cloud, root, said, run }) => {
    const sample = readTrust('lanyard.yml', []);
    openEnvFile(root, 'prod', {}).write({ ALERT_EMAIL: '' });
    expect(await run({}, sample ? { trust: sample } : {})).toBe(false);
    expect(said.join('\n')).toContain('ALERT_EMAIL');
    expect(said.join('\n')).toContain('still the sample school’s');
    expect(cloud.arm.calls).toEqual([]);
  }));

test('names and services are those of the template', () => {
  const source = ['azure', 'modules/web', 'modules/keys', 'modules/database', 'modules/bot']
    .map((file) => readFileSync(`infra/${file}.bicep`, 'utf8'))
    .join('\n');
  for (const name of Object.values(namesOf('$'))) expect(source).toContain(`name: '${name.replace('$', '$')}{suffix}'`);
  const used = [...source.matchAll(/'(Microsoft\.\w+)\/[^']*@/g)].map(([, name]) => name);
  const others = ['Microsoft.Authorization', 'Microsoft.Resources'];
  expect([...new Set(used)].filter((name) => ![...PROVIDERS, ...others].includes(name as never))).toEqual([]);
});
