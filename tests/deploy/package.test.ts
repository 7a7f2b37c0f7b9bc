import { cpSync, existsSync, globSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { checkPackage } from '../../src/cli/package/checks.ts';
import { makePackage } from '../../src/cli/package/package.ts';
import { readPng } from '../../src/cli/package/png.ts';
import { render } from '../../src/cli/package/render.ts';
import { createEar } from '../../src/wiring/ear.ts';
import { shippedUnderstanding } from '../support/shipped.ts';

/** appPackage/ and env/ as they are in the repository, in a folder that a test may spoil. */
function copyOfRoot(): string {
  const root = mkdtempSync(join(tmpdir(), 'lanyard-package-'));
  const filter = (path: string) => !path.endsWith('build') && !path.endsWith('.user');
  for (const folder of ['appPackage', 'env']) cpSync(folder, join(root, folder), { recursive: true, filter });
  return root;
}

const template = readFileSync('appPackage/manifest.json', 'utf8');
const icons = { color: readFileSync('appPackage/color.png'), outline: readFileSync('appPackage/outline.png') };
const VALUES = {
  APP_NAME: 'Lanyard',
  DEVELOPER_NAME: 'Oakmill',
  WEBSITE_URL: 'https://oakmill.example',
  PRIVACY_URL: 'https://oakmill.example/privacy',
  TERMS_URL: 'https://oakmill.example/terms',
  TEAMS_APP_ID: 'f0000000-0000-4000-8000-000000000003',
  BOT_ID: 'f0000000-0000-4000-8000-000000000001',
  GRAPH_APP_ID: 'f0000000-0000-4000-8000-000000000004',
};
const rendered = render(template, VALUES).text;
const manifest = JSON.parse(template);

test('a fresh clone makes a package for dev: manifest and both icons, every variable filled in', async () => {
  const outcome = await makePackage({ env: 'dev', root: copyOfRoot(), already: {} });
  if (outcome.kind !== 'made') throw new Error(outcome.complaints.join('\n'));
  const files = unzipSync(readFileSync(outcome.file));
  expect(Object.keys(files).sort()).toEqual(['color.png', 'manifest.json', 'outline.png']);
  const text = Buffer.from(files['manifest.json'] ?? []).toString();
  expect(text).not.toContain('${{');
  expect(await checkPackage(text, icons)).toEqual([]);
});

test('bot and caller of Graph are in their own places: Teams takes no managed identity for the second', () => {
  const json = JSON.parse(rendered);
  expect(json.bots[0].botId).toBe(VALUES.BOT_ID);
  expect(json.webApplicationInfo).toEqual({ id: VALUES.GRAPH_APP_ID, resource: `api://${VALUES.GRAPH_APP_ID}` });
});

test('an environment with a variable left empty makes no package and names each one', async () => {
  const root = copyOfRoot();
  const outcome = await makePackage({ env: 'prod', root, already: { DEVELOPER_NAME: 'Oakmill' } });
  if (outcome.kind !== 'refused') throw new Error('a package was made');
  for (const name of ['TEAMS_APP_ID', 'BOT_ID', 'GRAPH_APP_ID', 'WEBSITE_URL', 'PRIVACY_URL', 'TERMS_URL'])
    expect(outcome.complaints.some((complaint) => complaint.startsWith(`${name} has no value`))).toBe(true);
  expect(outcome.complaints.join()).not.toContain('DEVELOPER_NAME');
  expect(existsSync(join(root, 'appPackage/build'))).toBe(false);
});

test('an environment that does not exist, or whose name is a path, is refused', async () => {
  const root = copyOfRoot();
  await expect(makePackage({ env: 'stage', root, already: {} })).rejects.toThrow('env/.env.stage is missing');
  await expect(makePackage({ env: '../../etc', root, already: {} })).rejects.toThrow('is not the name');
});

test('a value with a quotation mark stays one string', () => {
  const { text } = render(template, { ...VALUES, DEVELOPER_NAME: 'The "Mill", "id": "x' });
  expect(JSON.parse(text).developer.name).toBe('The "Mill", "id": "x');
});

describe('what the checks find', () => {
  const spoiled = (change: (manifest: Record<string, unknown>) => void): string => {
    const json = JSON.parse(rendered);
    change(json);
    return JSON.stringify(json);
  };
  const cases: readonly (readonly [string, (manifest: Record<string, unknown>) => void, string])[] = [
    ['a setting that the schema does not know', (m) => Object.assign(m, { colour: 'red' }), 'additional properties'],
    ['a name that is too long', (m) => Object.assign(m, { name: { short: 'x'.repeat(31), full: 'x' } }), '30'],
    ['the team scope without channel features', (m) => delete m.supportsChannelFeatures, 'tier1'],
    [
      'consent inside a team',
      (m) => Object.assign(m, { authorization: { permissions: { resourceSpecific: [] } } }),
      'resource-specific',
    ],
    [
      'the manifest’s own id for the registration that calls Graph',
      (m) => Object.assign(m, { webApplicationInfo: { id: VALUES.TEAMS_APP_ID, resource: 'api://x' } }),
      'must not be the id of the bot or of the app registration',
    ],
    [
      'a message extension of another bot',
      (m) => Object.assign((m.composeExtensions as object[])[0] ?? {}, { botId: VALUES.GRAPH_APP_ID }),
      'there is one bot',
    ],
    ['the bot’s id as the manifest’s', (m) => Object.assign(m, { id: VALUES.BOT_ID }), 'must not be the id of the bot'],
  ];
  test.each(cases)('%s', async (_name, change, said) => {
    expect((await checkPackage(spoiled(change), icons)).join('\n')).toContain(said);
  });

  test('icons of the wrong size, opaque where they must not be, or no PNG at all', async () => {
    expect(await checkPackage(rendered, { color: icons.outline, outline: icons.color })).toEqual([
      'color.png: is 32×32 and must be 192×192',
      'outline.png: is 192×192 and must be 32×32',
    ]);
    expect(await checkPackage(rendered, { ...icons, color: Buffer.from('GIF89a') })).toEqual([
      'color.png: is not a PNG',
    ]);
  });
});

test('the icons show something: several colours in one, white lines on nothing in the other', () => {
  const colours = (file: Uint8Array): Set<string> => {
    const { pixels } = readPng(file);
    const seen = new Set<string>();
    for (let at = 0; at < pixels.length; at += 4) seen.add([...pixels.subarray(at, at + 4)].join());
    return seen;
  };
  expect(colours(icons.color)).toContain('255,255,255,255');
  expect(colours(icons.color).size).toBeGreaterThan(3);
  expect(colours(icons.outline)).toContain('0,0,0,0');
  expect(colours(icons.outline)).toContain('255,255,255,255');
});

test('the manifest carries the version of package.json', () => {
  expect(manifest.version).toBe(JSON.parse(readFileSync('package.json', 'utf8')).version);
});

test('no prompt starter sounds like a concern', async () => {
  const prompts: string[] = manifest.bots[0].commandLists
    .flatMap((list: { commands: { prompt?: string }[] }) => list.commands)
    .flatMap(({ prompt }: { prompt?: string }) => prompt ?? []);
  expect(prompts.length).toBeGreaterThan(3);
  const log = { warn: () => undefined, error: () => undefined };
  const { hear } = createEar({ schools: [], opening: await shippedUnderstanding(), log });
  for (const prompt of prompts)
    expect([prompt, (await hear(prompt, undefined)).detection]).toEqual([prompt, { kind: 'none' }]);
});

test('every activity type that the code sends is declared, and every declared one is sent', () => {
  const inCode = globSync('src/{platform/{graph,teams},ask,acknowledge,hear,report,more}/**/*.ts').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\b[A-Z_]*ACTIVITY\s*=\s*'(\w+)'/g)].map((match) => match[1]),
  );
  const declared = manifest.activities.activityTypes.map(({ type }: { type: string }) => type);
  expect([...new Set(inCode)].sort()).toEqual([...declared].sort());
});

test('the manifest is of the first schema that knows what it uses, past one that Microsoft put right', async () => {
  const complaintsOf = (version: string) =>
    checkPackage(rendered.replaceAll(manifest.manifestVersion, version), icons).then((all) => all.join('\n'));
  // Prompts that start a conversation came with 1.27, channels of all kinds with 1.25; 1.28 mends what 1.27 broke.
  expect(await complaintsOf('1.26')).toContain('"prompt"');
  expect(await complaintsOf('1.24')).toContain('supportsChannelFeatures');
  expect(await complaintsOf('1.27')).toBe('');
  expect(manifest.manifestVersion).toBe('1.28');
  expect(manifest.$schema).toContain('/v1.28/');
  expect(await complaintsOf('1.28')).toBe('');
});
