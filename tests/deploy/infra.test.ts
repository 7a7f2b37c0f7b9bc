import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseEnv } from 'node:util';
import { parse } from 'yaml';
import { placeholdersIn } from '../../src/cli/package/render.ts';
import { readEnvironment } from '../../src/config/environment.ts';
import type { Problem } from '../../src/config/problems.ts';

const read = (file: string): string => readFileSync(file, 'utf8');
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
      options.ignoreFile,
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

describe('bicep', () => {
  test('the parameters file gives every parameter without a default, and no other', () => {
    const given = Object.keys(JSON.parse(read('infra/azure.parameters.json')).parameters);
    const all = declared(bicep, 'param');
    expect(given.filter((name) => !all.includes(name))).toEqual([]);
    const needed = [...bicep.matchAll(/^param (\w+) \w+\n/gm)].map((match) => match[1] ?? '');
    expect(needed.filter((name) => !given.includes(name))).toEqual([]);
  });

  test('each module gets exactly its parameters, and only its outputs are read', () => {
    const calls = [
      ...bicep.matchAll(/module (\w+) '([^']+)' = (?:if \(.+\) )?\{\n\s+name: '\w+'\n\s+params: (\{[\s\S]*?\n\})/g),
    ];
    expect(calls.map(([, , file]) => basename(file ?? '')).sort()).toEqual(
      modules.map((file) => basename(file)).sort(),
    );
    for (const [, name = '', file = '', body = ''] of calls) {
      const source = read(`infra/${file}`);
      const flat = body.includes('\n      ') || body.includes('\n    ') ? body : body.replaceAll(', ', '\n    ');
      const given = [...flat.matchAll(/^(?: {4}|\{ ?)(\w+): /gm)].map((match) => match[1] ?? '');
      expect({ name, given: given.sort() }).toEqual({ name, given: declared(source, 'param').sort() });
      const usedOutputs = [...bicep.matchAll(new RegExp(`\\b${name}!?\\.outputs\\.(\\w+)`, 'g'))].map(
        (match) => match[1] ?? '',
      );
      expect({ file, outputs: [...new Set(usedOutputs)].sort() }).toEqual({
        file,
        outputs: declared(source, 'output').sort(),
      });
    }
  });

  test.each(['infra/azure.bicep', ...modules])(
    '%s uses each name that it declares, and declares each that it uses',
    (file) => {
      // What stands inside a string or a comment is text, but for the names that are put into a string.
      const bare = read(file)
        .replaceAll(/\/\/.*$|'(?:\\.|\$\{[^}]*\}|[^'\\\n])*'/gm, (text) =>
          text.startsWith('/')
            ? ''
            : [...text.matchAll(/\$\{([^}]*)\}/g)]
                .map(([, name = '']) => `(${name.replaceAll(/'[^']*'/g, '')})`)
                .join(' '),
        )
        // What follows a name and a colon is a property, except here.
        .replaceAll(/(for \w+ in \w+):/g, '$1');
      const names = [...bare.matchAll(/\b(?:param|var|resource|module|for) (\w+)/g)].map(([, name = '']) => name);
      const used = [...bare.matchAll(/(?<![.\w@])[a-zA-Z_]\w*(?!\w|: )/g)].map(([name]) => name);
      const language =
        /^(param|var|resource|module|output|for|in|if|string|object|bool|int|array|true|false|null|guid|subscription|subscriptionResourceId|resourceGroup|union|empty|loadTextContent|description|minLength|maxLength|allowed)$/;
      const own = [...declared(read(file), 'output'), ...names];
      expect(used.filter((name) => !language.test(name) && !own.includes(name))).toEqual([]);
      const alone = [...bare.matchAll(/\b(?:param|var) (\w+)/g)].filter(
        ([, name]) => used.filter((one) => one === name).length < 2,
      );
      expect(alone.map(([, name]) => name)).toEqual([]);
    },
  );

  test('a model is made only where one is named, is asked without a key, and works in Europe', () => {
    expect(bicep).toMatch(/^param modelName string = ''$/m);
    expect(bicep).toContain("module model 'modules/model.bicep' = if (!empty(modelName)) {");
    expect(bicep).toContain('empty(modelName) ? {} : { MODEL_URL');
    const model = read('infra/modules/model.bicep');
    expect(model).toContain('disableLocalAuth: true');
    expect(model).toContain("publicNetworkAccess: 'Disabled'");
    expect(model).not.toMatch(/listKeys|RequestResponse', enabled/);
    expect(/@allowed\(\[(.*)\]\)\nparam modelDeployment/.exec(bicep)?.[1]).toBe("'Standard', 'DataZoneStandard'");
    // The address is one that the product sends its token to.
    const url = /output address string = '(.+)'/.exec(model)?.[1]?.replace(/\$\{account\}/, 'oai-oakmill');
    const problems: Problem[] = [];
    expect(readEnvironment({ MODEL_URL: url, MODEL_NAME: 'policies' }, problems).model?.auth).toEqual({
      kind: 'identity',
    });
  });

  test('brackets and quotes close in every file', () => {
    for (const file of ['infra/azure.bicep', ...modules]) {
      const bare = read(file).replace(/\/\/.*$|'(?:\\.|\$\{[^}]*\}|[^'\\\n])*'/gm, '');
      for (const [open, close] of ['{}', '[]', '()'])
        expect({ file, open: bare.split(open ?? '').length }).toEqual({ file, open: bare.split(close ?? '').length });
    }
  });

  test('every setting given to the web app is one that Lanyard reads, and none that production demands is missing', () => {
    const web = read('infra/modules/web.bicep');
    const settings = bicep.slice(bicep.indexOf('settings: '), bicep.indexOf('module bot '));
    const given = [
      ...`${settings}\n${web.slice(web.indexOf('union(settings'))}`.matchAll(/^\s+([A-Z][A-Z_]+): /gm),
    ].map((match) => match[1] ?? '');
    const host = [
      'NODE_ENV',
      'WEBSITES_PORT',
      'WEBSITE_RUN_FROM_PACKAGE',
      'SCM_DO_BUILD_DURING_DEPLOYMENT',
      'WEBSITES_CONTAINER_STOP_TIME_LIMIT',
    ];
    const reader = read('src/config/environment.ts');
    expect(given.filter((name) => !host.includes(name) && !reader.includes(`'${name}'`))).toEqual([]);
    const problems: Problem[] = [];
    const guid = 'f0000000-0000-4000-8000-000000000001';
    const values: Record<string, string> = {
      BOT_ID: guid,
      BOT_TENANT_ID: guid,
      TEAMS_APP_ID: guid,
      GRAPH_APP_ID: guid.replace(/1$/, '4'),
      BOT_TYPE: 'UserAssignedMSI',
      DATABASE_URL: 'postgres://id@db:5432/lanyard?sslmode=require',
      DATABASE_AUTH: 'entra',
      KEY_VAULT_KEY_ID: 'https://kv.example/keys/records',
      PUBLIC_URL: 'https://app.example',
      PORT: '8080',
      LOG_LEVEL: 'info',
    };
    readEnvironment(
      {
        NODE_ENV: 'production',
        ...Object.fromEntries(given.filter((name) => name in values).map((name) => [name, values[name]])),
      },
      problems,
    );
    expect(problems).toEqual([]);
  });

  test('nothing but the web app has a public address, and no password exists', () => {
    expect(read('infra/modules/keys.bicep')).toContain("publicNetworkAccess: 'Disabled'");
    const database = read('infra/modules/database.bicep');
    expect(database).toContain("passwordAuth: 'Disabled'");
    expect(database).toContain('delegatedSubnetResourceId');
    // Where figures are sent to is no password: nothing can be read with it.
    for (const file of ['infra/azure.bicep', ...modules])
      expect(read(file).replace('output sendTo string = insights.properties.ConnectionString', '')).not.toMatch(
        /administratorLogin|listKeys|@secure|connectionString/i,
      );
  });

  test('nothing that Azure keeps has the addresses that were asked for: a personal link is a key', () => {
    const uncommented = ['infra/azure.bicep', ...modules].map((file) => read(file).replaceAll(/\/\/.*$/gm, ''));
    expect([...uncommented, read('infra/dashboard.json')].join('\n')).not.toMatch(/HTTPLogs|httpLoggingEnabled|CsUri/);
  });

  test('each alert is about an event that the code logs', () => {
    const code = globSync('src/**/*.ts', { exclude: ['src/sandbox/**'] })
      .map(read)
      .join('\n');
    const events = [...read('infra/modules/alerts.bicep').matchAll(/"([a-z]+\.[a-z-]+)"/g)].map(
      (match) => match[1] ?? '',
    );
    expect(events.length).toBeGreaterThan(5);
    expect(events.filter((event) => !code.includes(`'${event}'`))).toEqual([]);
  });

  test('whatever the code logs as an error comes as a mail', () => {
    const code = globSync('src/**/*.ts', { exclude: ['src/sandbox/**'] })
      .map(read)
      .join('\n');
    const errors = [...code.matchAll(/log\.error\(\s*'([a-z.-]+)'/g)].map((match) => match[1] ?? '');
    expect(errors.length).toBeGreaterThan(10);
    const alerts = read('infra/modules/alerts.bicep');
    expect(errors.filter((event) => !alerts.includes(`"${event}"`))).toEqual([]);
  });

  test('whoever gets a mail finds in the guide what to do', () => {
    const alerts = read('infra/modules/alerts.bicep');
    const named = [...alerts.matchAll(/^ {4}name: '([a-z-]+)'$|^ {2}name: '([a-z-]+)-\$\{suffix\}'$/gm)]
      .map(([, listed, alone]) => listed ?? alone ?? '')
      // Who is mailed, and the look from outside.
      .filter((name) => name !== 'mail' && name !== 'ready');
    expect(named).toEqual(expect.arrayContaining(['not-ready', 'concern', 'undelivered', 'storage', 'silent']));
    const rows = [...read('docs/deploy.md').matchAll(/^\| ([a-z-]+) \| \S/gm)].map(([, name = '']) => name);
    expect(named.filter((name) => !rows.includes(name))).toEqual([]);
  });

  test('each figure of an alert and of the dashboard is one that the product sends', () => {
    const telemetry = read('src/core/telemetry.ts');
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
