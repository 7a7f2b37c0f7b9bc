import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { parse } from 'yaml';
import { buildTemplate, type Compiled, findCompiler, outputsOf, sourcesOf } from '../../infra/compile.ts';
import { placeholdersIn } from '../../src/cli/package/render.ts';
import { readEnvironment } from '../../src/platform/environment/environment.ts';
import type { Problem } from '../../src/school/file/problems.ts';
import { SHARED } from '../support/shared.ts';

const read = (file: string): string => readFileSync(file, 'utf8');
const SHARED_COMPILER = join(SHARED, 'tools/bicep/bicep');
const yml = read('teamsapp.yml');
const project = parse(yml);
const bicep = read('infra/azure.bicep');
const modules = globSync('infra/modules/*.bicep');
const envNames = (env: string): string[] => Object.keys(parseEnv(read(`env/.env.${env}`)));
const declared = (source: string, kind: 'param' | 'output'): string[] =>
  [...source.matchAll(new RegExp(`^${kind} (\\w+)`, 'gm'))].map((match) => match[1] ?? '');
const outputs = declared(bicep, 'output');

/** Every step of every stage. */
const steps: { uses: string; with: Record<string, unknown>; writeToEnvironmentFile?: Record<string, string> }[] = [
  ...project.provision,
  ...project.deploy,
  ...project.publish,
];

describe.each(['dev', 'prod'])('env/.env.%s', (env) => {
  test('names every variable that teamsapp.yml, the parameters and the manifest use', () => {
    const used = [yml, read('infra/azure.parameters.json'), read('appPackage/manifest.json')].flatMap(placeholdersIn);
    expect([...new Set(used)].filter((name) => !envNames(env).includes(name))).toEqual([]);
  });

  test('has a line for everything that a step or the template writes', () => {
    const written = [
      ...outputs,
      ...steps.flatMap(({ writeToEnvironmentFile = {} }) => Object.values(writeToEnvironmentFile)),
    ];
    expect(written.filter((name) => !envNames(env).includes(name))).toEqual([]);
  });

  test('names nothing that nobody uses', () => {
    const used = [yml, read('infra/azure.parameters.json'), read('appPackage/manifest.json')].flatMap(placeholdersIn);
    const written = steps.flatMap(({ writeToEnvironmentFile = {} }) => Object.values(writeToEnvironmentFile));
    expect(envNames(env).filter((name) => ![...used, ...written, ...outputs, 'TEAMSFX_ENV'].includes(name))).toEqual(
      [],
    );
  });
});

test('env/.env.local is a complete configuration for development, and production refuses it', () => {
  const values = parseEnv(read('env/.env.local'));
  const problems: Problem[] = [];
  readEnvironment({ ...values }, problems);
  expect(problems).toEqual([]);
  readEnvironment({ ...values, NODE_ENV: 'production' }, problems);
  const places = problems.map(({ place }) => place);
  for (const name of ['GRAPH_URL', 'CONNECTOR_URL', 'CONNECTOR_HOSTS', 'CONNECTOR_OPENID_URL', 'CLOCK_URL'])
    expect(places).toContain(name);
});

test('teamsapp.yml is v1.11 and every file it names is there', () => {
  expect(project.version).toBe('v1.11');
  const paths = steps.flatMap(({ with: options }) =>
    [
      options.manifestPath,
      ...((options.templates as { path: string; parameters: string }[]) ?? []).flatMap(({ path, parameters }) => [
        path,
        parameters,
      ]),
    ].filter((path) => typeof path === 'string'),
  );
  expect(paths.length).toBeGreaterThan(4);
  for (const path of paths) expect(() => readFileSync(path)).not.toThrow();
  for (const list of [project.provision, project.publish]) {
    const uses: string[] = list.map((step: { uses: string }) => step.uses);
    expect(uses.indexOf('teamsApp/zipAppPackage')).toBeLessThan(uses.indexOf('teamsApp/validateAppPackage'));
  }
});

/** A template as the compiler made it, and its modules by their names there. */
interface Template {
  readonly parameters: Record<string, { readonly defaultValue?: unknown }>;
  readonly outputs: Record<string, unknown>;
  readonly resources: Record<string, Resource>;
}
interface Resource {
  readonly type: string;
  readonly name: string;
  readonly condition?: string;
  readonly existing?: boolean;
  readonly dependsOn?: readonly string[];
  readonly '@options'?: Record<string, unknown>;
  /** None of what is there already. */
  readonly properties?: Record<string, unknown> & { readonly template?: Template };
}
const template: Template = JSON.parse(read('infra/azure.json'));
const moduleOf = (name: string): Template => {
  const found = template.resources[name]?.properties?.template;
  if (!found) throw new Error(`azure.json has no module ${name}`);
  return found;
};

describe.each(['small', 'medium', 'large', 'choices'])('every resource as it would be made: %s', (size) => {
  const made: { type: string; name: string; properties: Record<string, unknown> }[] = JSON.parse(
    read(`infra/sizes/${size}.json`),
  ).predictedResources;
  const one = (type: string): Record<string, unknown> => {
    const [found, second] = made.filter((resource) => resource.type === type);
    if (!found || second) throw new Error(`${size} has not one ${type}`);
    return found.properties;
  };

  test('nothing but the web app has a public address, and no password exists', () => {
    expect(one('Microsoft.KeyVault/vaults')).toMatchObject({ publicNetworkAccess: 'Disabled' });
    expect(one('Microsoft.DBforPostgreSQL/flexibleServers')).toMatchObject({
      authConfig: { passwordAuth: 'Disabled', activeDirectoryAuth: 'Enabled' },
      network: { publicNetworkAccess: 'Disabled', delegatedSubnetResourceId: expect.stringContaining('/subnets/') },
    });
    expect(one('Microsoft.BotService/botServices')).toMatchObject({ disableLocalAuth: true });
    const policies = made.filter(({ type }) => type === 'Microsoft.Web/sites/basicPublishingCredentialsPolicies');
    expect(policies.map(({ properties }) => properties)).toEqual([{ allow: false }, { allow: false }]);
  });

  test('is never saved on backups or the vault', () => {
    const { backup } = one('Microsoft.DBforPostgreSQL/flexibleServers') as { backup: { backupRetentionDays: number } };
    expect(backup.backupRetentionDays).toBeGreaterThanOrEqual(14);
    expect(one('Microsoft.KeyVault/vaults')).toMatchObject({
      enablePurgeProtection: true,
      softDeleteRetentionInDays: 90,
    });
  });

  test('the disk grows by itself, and the next provisioning asks for no less than it has become', () => {
    const { storage } = one('Microsoft.DBforPostgreSQL/flexibleServers') as { storage: Record<string, string> };
    expect(storage.autoGrow).toBe('Enabled');
    expect(storage.storageSizeGB).toMatch(/^\[max\(\d+, coalesce\(tryGet\(.*flexibleServers\/psql-oakmill/);
  });
});

test('with everything chosen: the bot is the app registration, and the model is asked over the private network alone', () => {
  const made: { type: string; name: string; sku?: { name: string }; properties: Record<string, unknown> }[] =
    JSON.parse(read('infra/sizes/choices.json')).predictedResources;
  const find = (type: string) => made.find((one) => one.type === type);
  expect(find('Microsoft.BotService/botServices')?.properties).toMatchObject({
    msaAppType: 'SingleTenant',
    msaAppId: 'f0000000-0000-4000-8000-000000000004',
    msaAppMSIResourceId: null,
  });
  expect(find('Microsoft.CognitiveServices/accounts')?.properties).toMatchObject({
    disableLocalAuth: true,
    publicNetworkAccess: 'Disabled',
  });
  expect(find('Microsoft.CognitiveServices/accounts/deployments')?.sku?.name).toBe('DataZoneStandard');
  expect(made.filter(({ type }) => type === 'Microsoft.Network/privateEndpoints')).toHaveLength(2);
  const small: { type: string }[] = JSON.parse(read('infra/sizes/small.json')).predictedResources;
  expect(small.filter(({ type }) => type.startsWith('Microsoft.CognitiveServices'))).toEqual([]);
});

describe('bicep', () => {
  test('what is committed was compiled from these sources: npm run infra', () => {
    const compiled: Compiled = JSON.parse(read('infra/compiled.json'));
    expect(compiled).toEqual({ bicep: compiled.bicep, sources: sourcesOf('infra'), outputs: outputsOf('infra') });
  });

  const compiler = findCompiler(process.env, [SHARED_COMPILER]);
  const isSame = compiler?.version === JSON.parse(read('infra/compiled.json')).bicep;
  // Another compiler writes the same in other words; how old an interface may be depends on the day.
  (isSame ? test : test.skip)('compiling gives what is committed, without a warning (needs the Bicep compiler)', () => {
    const { template: built, complaints } = buildTemplate(compiler ?? { path: '', version: '' }, 'infra');
    expect(complaints.filter((line) => !line.includes('use-recent-api-versions'))).toEqual([]);
    expect(JSON.parse(built)).toEqual(JSON.parse(read('infra/azure.json')));
  });

  test('every rule of the linter is named; each that is off, everywhere or for a line, says why', () => {
    const config = read('infra/bicepconfig.json');
    expect(config.match(/"level"/g)).toHaveLength(55);
    const lines = config.split('\n');
    const off = lines.flatMap((line, at) => (line.includes('"off"') ? [at] : []));
    expect(off.length).toBeGreaterThan(0);
    for (const at of off) {
      let above = at - 1;
      while (off.includes(above)) above -= 1;
      expect({ line: lines[at], why: lines[above]?.trim() }).toMatchObject({
        why: expect.stringMatching(/^\/\/ .{20,}/),
      });
    }
    for (const file of ['infra/azure.bicep', ...modules])
      for (const [line] of read(file).matchAll(/#disable.*/g))
        expect({ file, line }).toMatchObject({ line: expect.stringMatching(/^#disable-next-line [a-z-]+ \/\/ .{8,}/) });
  });

  test('nothing is without a type', () => {
    for (const file of ['infra/azure.bicep', ...modules])
      expect({ file, untyped: read(file).match(/^(?:param|output|type) \w+ (?:object|array|any)\b/gm) }).toEqual({
        file,
        untyped: null,
      });
  });

  test('the parameters file gives every parameter without a default, and no other', () => {
    const given = Object.keys(JSON.parse(read('infra/azure.parameters.json')).parameters);
    expect(given.filter((name) => !(name in template.parameters))).toEqual([]);
    const needed = Object.entries(template.parameters).filter(([, { defaultValue }]) => defaultValue === undefined);
    expect(needed.map(([name]) => name).filter((name) => !given.includes(name))).toEqual([]);
  });

  test('the administrator of the database comes after everything and some minutes, is tried again, and stays when it is there', () => {
    expect(template.resources.administrator?.dependsOn).toContain('wait');
    expect(template.resources.wait).toMatchObject({
      copy: { mode: 'serial', batchSize: 1, count: expect.stringContaining('20') },
    });
    const others = Object.keys(template.resources).filter(
      (name) => !['wait', 'administrator', 'model'].includes(name) && !template.resources[name]?.existing,
    );
    const before = new Set<string>();
    const follow = (name: string): void => {
      for (const one of template.resources[name]?.dependsOn ?? []) if (!before.has(one)) follow(before.add(one) && one);
    };
    follow('wait');
    expect(others.filter((name) => !before.has(name))).toEqual([]);
    expect(moduleOf('administrator').resources.administrator?.['@options']).toEqual({
      onlyIfNotExists: [],
      retryOn: [expect.arrayContaining(['AadAuthOperationCannotBePerformedWhenServerIsNotAccessible']), 20],
    });
  });

  test('Azure makes no database: its owner would be a role of Azure’s', () => {
    expect(read('infra/azure.json')).not.toContain('flexibleServers/databases');
  });

  test('a vault, whose name is kept for 90 days, is made only after the database', () => {
    expect(template.resources.keys?.dependsOn).toContain('database');
  });

  test('one module alone is told what only Azure knows and names a thing by it: all else can be looked at beforehand', () => {
    const told = Object.entries(template.resources).filter(([, { properties }]) =>
      /reference\(/.test(JSON.stringify(properties?.parameters ?? {})),
    );
    // The disk's size names nothing.
    expect(told.map(([name]) => name).sort()).toEqual(['administrator', 'database']);
  });

  test('what the school has set in the web app stays, but for what the template says and a model that it made', () => {
    const web = moduleOf('web').resources.settings;
    expect(JSON.stringify(web?.properties?.parameters)).toContain("config/appsettings', resourceId(");
    const settings = web?.properties?.template?.resources.settings;
    expect(settings?.properties).toMatch(
      /^\[union\(toObject\(filter\(items\(parameters\('present'\)\).*parameters\('ours'\)\)\]$/,
    );
  });

  test('a model is made only where one is named, is asked without a key, and works in Europe', () => {
    expect(template.resources.model?.condition).toBe("[not(empty(parameters('modelName')))]");
    expect(template.parameters.modelName?.defaultValue).toBe('');
    expect(template.parameters.modelDeployment).toMatchObject({ allowedValues: ['DataZoneStandard', 'Standard'] });
    const { service } = moduleOf('model').resources;
    expect(service?.properties).toMatchObject({ disableLocalAuth: true, publicNetworkAccess: 'Disabled' });
    expect(read('infra/modules/model.bicep')).not.toMatch(/listKeys|RequestResponse', enabled/);
    // The address is one that the product sends its token to.
    const url = /var modelUrl = '(.+)'/.exec(read('infra/modules/web.bicep'))?.[1]?.replace(/\$\{suffix\}/, 'oakmill');
    const problems: Problem[] = [];
    expect(readEnvironment({ MODEL_URL: url, MODEL_NAME: 'policies' }, problems).model?.auth).toEqual({
      kind: 'identity',
    });
  });

  test.each(['UserAssignedMSI', 'SingleTenant'])(
    '%s: every setting given to the web app is one that Lanyard reads, and none that production demands is missing',
    (botType) => {
      const web = read('infra/modules/web.bicep');
      const given = [...web.slice(web.indexOf('ours: union(')).matchAll(/[ {]([A-Z][A-Z_]+): /g)].map(
        ([, name = '']) => name,
      );
      const host = [
        'NODE_ENV',
        'MALLOC_TRIM_THRESHOLD_',
        'WEBSITES_PORT',
        'WEBSITE_RUN_FROM_PACKAGE',
        'SCM_DO_BUILD_DURING_DEPLOYMENT',
        'WEBSITES_CONTAINER_STOP_TIME_LIMIT',
      ];
      const reader = read('src/platform/environment/environment.ts');
      expect(given.filter((name) => !host.includes(name) && !reader.includes(`'${name}'`))).toEqual([]);
      const problems: Problem[] = [];
      const identity = 'f0000000-0000-4000-8000-000000000001';
      const registration = 'f0000000-0000-4000-8000-000000000004';
      const isIdentity = botType === 'UserAssignedMSI';
      const values: Record<string, string> = {
        BOT_ID: isIdentity ? identity : registration,
        BOT_TENANT_ID: identity,
        TEAMS_APP_ID: identity.replace(/1$/, '3'),
        GRAPH_APP_ID: registration,
        BOT_TYPE: botType,
        ...(!isIdentity && { MANAGED_IDENTITY_ID: identity }),
        DATABASE_URL: 'postgres://id@db:5432/lanyard?sslmode=require',
        DATABASE_AUTH: 'entra',
        KEY_VAULT_KEY_ID: 'https://kv.example/keys/records',
        PUBLIC_URL: 'https://app.example',
        PORT: '8080',
      };
      const set = given.filter((name) => name in values).map((name) => [name, values[name]]);
      readEnvironment({ NODE_ENV: 'production', ...Object.fromEntries(set) }, problems);
      expect(problems).toEqual([]);
    },
  );

  test('no file holds or asks for a secret', () => {
    for (const file of ['infra/azure.bicep', ...modules])
      expect(read(file)).not.toMatch(/administratorLogin|listKeys|sharedKey/i);
    // Two kinds of values are hidden from Azure's own log of deployments: what a school set, among which may be a key of its own.
    expect(modules.filter((file) => read(file).includes('@secure'))).toEqual(['infra/modules/settings.bicep']);
  });

  test('nothing that Azure keeps has the addresses that were asked for: a personal link is a key', () => {
    const uncommented = ['infra/azure.bicep', ...modules].map((file) => read(file).replaceAll(/\/\/.*$/gm, ''));
    expect([...uncommented, read('infra/dashboard.json')].join('\n')).not.toMatch(/HTTPLogs|httpLoggingEnabled|CsUri/);
  });

  const rules: { name: string; properties: { description: string; criteria: { allOf: { query: string }[] } } }[] =
    JSON.parse(read('infra/sizes/small.json')).predictedResources.filter(({ type }: { type: string }) =>
      type.endsWith('/scheduledQueryRules'),
    );
  const queryOf = (name: string): string =>
    rules.find((rule) => rule.name.startsWith(name))?.properties.criteria.allOf[0]?.query ?? '';
  /** Of each alert the events that it is about. */
  const eventAlerts = [...queryOf('events').matchAll(/"([a-z.-]+\.[a-z-]+)", "([a-z-]+)"/g)].map(
    ([, event = '', alert = '']) => ({
      event,
      alert,
    }),
  );
  const figureAlerts = [...queryOf('figures').matchAll(/"lanyard\.([a-z_.]+)", "([a-z-]+)", \d+/g)];
  const alerts = [
    ...new Set([...eventAlerts.map(({ alert }) => alert), ...figureAlerts.map(([, , alert = '']) => alert), 'silent']),
  ];
  const code = globSync('src/**/*.ts', { exclude: ['src/sandbox/**'] })
    .map(read)
    .join('\n');

  test('two rules look for every alert that the log or the figures give', () => {
    expect(rules).toHaveLength(2);
    expect(alerts).toEqual(expect.arrayContaining(['concern', 'trail', 'undelivered', 'silent', 'unread']));
    for (const { properties } of rules) {
      expect(properties.description.length).toBeLessThan(4_096);
      expect(properties).toMatchObject({ evaluationFrequency: 'PT5M', enabled: true });
    }
    // What to do is in the mail itself.
    const said = rules.map(({ properties }) => properties.description).join(' ');
    expect(alerts.filter((alert) => !said.includes(`${alert}: `))).toEqual([]);
  });

  test('each alert is about an event that the code logs', () => {
    expect(eventAlerts.length).toBeGreaterThan(20);
    expect(eventAlerts.filter(({ event }) => !code.includes(`'${event}'`))).toEqual([]);
  });

  test('whatever the code logs as an error comes as a mail', () => {
    const errors = [...code.matchAll(/log\.error\(\s*'([a-z.-]+)'/g)].map((match) => match[1] ?? '');
    expect(errors.length).toBeGreaterThan(10);
    expect(errors.filter((error) => !eventAlerts.some(({ event }) => event === error))).toEqual([]);
  });

  test('anyone who gets a mail finds in the guide what to do', () => {
    const rows = [...read('docs/deploy.md').matchAll(/^\| ([a-z-]+) \| \S/gm)].map(([, name = '']) => name);
    expect([...alerts, 'not-ready', 'storage'].filter((name) => !rows.includes(name))).toEqual([]);
  });

  test('each figure of an alert and of the dashboard is one that the product sends', () => {
    const telemetry = read('src/kernel/telemetry.ts');
    for (const file of ['infra/modules/alerts.bicep', 'infra/dashboard.json']) {
      const figures = [...read(file).matchAll(/["']lanyard\.([a-z_.]+)["']/g)].map((match) => match[1] ?? '');
      expect(figures.length).toBeGreaterThan(2);
      expect(figures.filter((figure) => !telemetry.includes(`'${figure}'`))).toEqual([]);
    }
  });
});

describe('a server of one’s own', () => {
  const compose = parse(read('infra/compose.yaml'));

  test('the container cannot write, has no rights and is no root', () => {
    expect(compose.services.lanyard).toMatchObject({ read_only: true, cap_drop: ['ALL'], tmpfs: ['/tmp'] });
    expect(read('infra/Dockerfile')).toMatch(/\nUSER node\n/);
    expect(read('infra/Dockerfile').lastIndexOf('COPY')).toBeLessThan(read('infra/Dockerfile').indexOf('USER node'));
    expect(compose.networks.back.internal).toBe(true);
    expect(compose.services.database.ports).toBeUndefined();
  });

  test('each image and each action is the one that was looked at: by its digest, with its version beside it', () => {
    const files = [
      'infra/Dockerfile',
      'infra/compose.yaml',
      '.github/workflows/ci.yml',
      '.github/workflows/release.yml',
    ];
    const used = files.flatMap((file) => read(file).match(/(?:^FROM|\bimage:|\buses:) .*/gm) ?? []);
    expect(used.length).toBeGreaterThan(9);
    const isPinned = (line: string) =>
      /(?:FROM|image:) [a-z]+:[\w.-]+@sha256:[0-9a-f]{64}(?: AS build)?$|uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v[\d.]+$/.test(
        line,
      );
    expect(used.filter((line) => !isPinned(line))).toEqual([]);
  });

  test('its settings satisfy production, and each one without a default is in the example', () => {
    const example = Object.keys(parseEnv(read('infra/compose.env.example')));
    const used = [...read('infra/compose.yaml').matchAll(/\$\{(\w+)/g)].map((match) => match[1] ?? '');
    expect([...new Set(used)].filter((name) => !example.includes(name))).toEqual([]);
    const guid = 'f0000000-0000-4000-8000-000000000001';
    const filled: Record<string, string> = {
      BOT_ID: guid,
      BOT_TENANT_ID: guid,
      TEAMS_APP_ID: guid,
      BOT_PASSWORD: 'x',
      DATABASE_PASSWORD: 'x',
      PUBLIC_HOST: 'a.example',
      RECORD_KEY: Buffer.from(Array.from({ length: 32 }, (_, at) => at)).toString('base64'),
    };
    const environment = Object.fromEntries(
      Object.entries(compose.services.lanyard.environment).map(([name, value]) => [
        name,
        String(value).replace(/\$\{(\w+)[^}]*\}/g, (_all, variable: string) => filled[variable] ?? ''),
      ]),
    );
    const problems: Problem[] = [];
    readEnvironment({ NODE_ENV: 'production', ...environment }, problems);
    expect(problems).toEqual([]);
  });
});

test('no file of the deployment holds a secret', () => {
  const files = [
    ...globSync('env/.env.*'),
    ...globSync('infra/**/*'),
    ...globSync('appPackage/*.{json,ts}'),
    'teamsapp.yml',
    'lanyard.yml',
  ].filter((file) => !file.endsWith('.user') && /\.\w+$/.test(file));
  expect(files.length).toBeGreaterThan(12);
  for (const file of files) {
    expect({
      file,
      secret: read(file).match(
        /BEGIN [A-Z ]*PRIVATE KEY|AccountKey=|SharedAccessKey|[A-Za-z0-9~_.-]{3}8Q~[A-Za-z0-9~_.-]{31,}/,
      ),
    }).toEqual({ file, secret: null });
    for (const [name, value] of file.startsWith('env/') ? Object.entries(parseEnv(read(file))) : [])
      if (/PASSWORD|SECRET|KEY/.test(name)) expect({ file, name, value }).toEqual({ file, name, value: '' });
  }
});
