import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { isBuiltin, stripTypeScriptTypes } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { parse } from 'acorn';

/**
 * Who may import what. It keeps the rest easy to change: rules know no technology, technology is one folder thick, a feature is one
 * folder, and everything meets in wiring and app.ts. A room may import what is named here, and itself.
 */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  kernel: [],
  school: ['kernel'],
  platform: ['kernel', 'school'],
  ask: ['kernel', 'school', 'platform'],
  acknowledge: ['kernel', 'school', 'platform'],
  report: ['kernel', 'school', 'platform'],
  // Through which a message comes to the others.
  hear: ['kernel', 'school', 'platform', 'ask', 'report'],
  // What a school may leave out. What one of them needs of another stands in NEEDS.
  more: ['kernel', 'school', 'platform', 'ask', 'acknowledge', 'report'],
  // Where a capability's parts are put together; all of them meet in app.ts.
  wiring: ['kernel', 'school', 'platform', 'ask', 'acknowledge', 'report', 'hear', 'more'],
  cli: ['kernel', 'school', 'platform', 'ask', 'acknowledge', 'report', 'hear', 'more', 'wiring'],
  // Speaks HTTP to the product and shares no code with it.
  sandbox: [],
};

/** Everyone knows by its type what has been heard; nobody but hear and those who put it together knows more of it. */
const GATE = 'hear/gate.ts';

/** Which features of more/ another one of them needs. What is not named it does not know. */
const NEEDS: Readonly<Record<string, readonly string[]>> = {
  accounts: ['training'],
  children: ['body-map', 'roll'],
  'next-school': ['children', 'pin', 'roll'],
  patterns: ['children', 'roll'],
  scenarios: ['quiz'],
  'subject-access': ['children', 'roll'],
  'trust-lead': ['role-changes'],
};

/** The features of more/ that are about reports. */
const OF_REPORTS = [
  ...[
    'body-map',
    'children',
    'drills',
    'locks',
    'next-school',
    'online-abuse',
    'patterns',
    'pin',
    'role-changes',
    'roll',
  ],
  ...['screenshots', 'shared-address', 'subject-access', 'trust-lead'],
];

/** The packages of each folder of platform: nobody else uses them, but for the packages of an ending. */
const PLATFORM: Readonly<Record<string, readonly string[]>> = {
  documents: ['unpdf', 'unpdf/pdfjs', 'saxes', 'node:*'],
  encoder: ['zod/v4', '@huggingface/tokenizers', 'onnxruntime-node', 'node:*'],
  environment: ['node:*'],
  graph: ['environment', '@microsoft/microsoft-graph-client', '@azure/identity', 'p-map', 'zod/v4'],
  keys: ['@azure/identity', '@azure/keyvault-keys', 'lru-cache'],
  model: ['environment', 'zod/v4', 'node:*'],
  pdf: ['@pdf-lib/fontkit', 'bidi-js', 'pdf-lib', 'qrcode-generator', 'node:*'],
  postgres: ['pg', 'kysely', 'kysely/migration', 'pg-boss', 'lru-cache', 'zod/v4', 'node:*'],
  process: ['node:*'],
  teams: [
    'environment',
    'botbuilder',
    // Never the whole: it brings language models and their word lists, 23 MB that nobody calls.
    '@microsoft/teams-ai/lib/TeamsAdapter.js',
    'restify',
    'zod/v4',
    'lru-cache',
    'node:*',
  ],
  telemetry: [
    'environment',
    '@azure/monitor-opentelemetry-exporter',
    '@opentelemetry/api',
    '@opentelemetry/context-async-hooks',
    '@opentelemetry/exporter-metrics-otlp-http',
    '@opentelemetry/exporter-trace-otlp-http',
    '@opentelemetry/resources',
    '@opentelemetry/sdk-metrics',
    '@opentelemetry/sdk-trace-base',
  ],
  web: ['lru-cache'],
};

/** What the other rooms use of packages. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  kernel: ['csv-parse/sync', 'lru-cache', 'luxon', 'node:zlib'],
  // Of a credential only the type, handed on.
  wiring: ['@azure/identity', 'zod/v4', 'node:*'],
  cli: [
    '@azure/identity',
    'zod/v4',
    'yaml',
    'commander',
    // The Teams app package: Microsoft's own schema check, and the zip.
    '@microsoft/app-manifest',
    'fflate',
    'pngjs',
    'node:*',
  ],
  sandbox: ['adaptivecards', 'jose', 'yaml', 'node:*'],
};

/** Rooms whose files are told apart by their ending. */
const FEATURES = ['school', 'hear', 'ask', 'acknowledge', 'report', 'more'];

const CARD_BUILDERS = ['card', 'dialogs', 'entrances', 'input', 'pages', 'sent-fields', 'share-picture'].map(
  (name) => `platform/teams/${name}.ts`,
);

interface Ending {
  /** Files with these endings; none is the rules. */
  readonly endings: readonly string[];
  readonly packages: readonly string[];
  /** Files of platform, or whole folders of it. */
  readonly platform: readonly string[];
  /** Of these only types. */
  readonly types?: readonly string[];
}

/** What a file may touch, by its ending. */
const ENDINGS: Readonly<Record<string, Ending>> = {
  '': { endings: [''], packages: ['lru-cache', 'node:crypto', 'p-map', 'yaml', 'zod/v4'], platform: [] },
  cards: {
    endings: ['', 'cards'],
    packages: [],
    platform: CARD_BUILDERS,
    types: ['platform/teams/turn.ts', 'platform/teams/outbound/messenger.ts'],
  },
  handlers: { endings: ['', 'cards', 'handlers'], packages: ['zod/v4'], platform: ['platform/teams/'] },
  messages: { endings: ['', 'cards'], packages: [], platform: ['platform/teams/outbound/'] },
  job: { endings: ['', 'messages'], packages: [], platform: [] },
  // Where a feature is put together.
  index: {
    endings: ['', 'cards', 'handlers', 'messages', 'job', 'store', 'page', 'pdf'],
    packages: ['node:*'],
    platform: ['platform/'],
  },
  tables: { endings: ['', 'tables'], packages: ['kysely'], platform: [] },
  store: {
    endings: ['', 'tables', 'store'],
    packages: ['kysely', 'zod/v4', 'node:*'],
    platform: ['platform/postgres/'],
  },
  page: { endings: ['', 'page'], packages: [], platform: ['platform/web/'] },
  pdf: {
    endings: ['', 'pdf'],
    packages: ['pdf-lib', 'node:timers/promises'],
    platform: ['platform/pdf/'],
  },
};

/** What a feature is: the one file of src itself that a feature knows, by its type. */
const CONTRACT = 'feature.ts';
const CONTEXT = 'context.ts';

/** What is still otherwise, by name. It only becomes shorter: what is not so any more has to go from the list. */
const STILL: Readonly<Record<string, readonly string[]>> = {
  // Policies as text: the rows and facts of a document are read by rules of ask.
  'platform/documents/read-bytes.ts': ['ask/parsing/read-text.ts', 'ask/parsing/stated-facts.ts'],
  // What was fitted on the encoder's readings is opened with it.
  'platform/encoder/hearing-head.ts': ['hear/message-head.ts', 'hear/weighing/heard-as.ts', 'hear/wishes/wishes.ts'],
  'platform/encoder/wish-head.ts': ['hear/weighing/heard-as.ts', 'hear/wishes/recognise.ts', 'hear/wishes/wishes.ts'],
  'platform/encoder/open.ts': ['hear/listen.ts', 'hear/weighing/by-words.ts', 'hear/wishes/recognise.ts'],
  'platform/encoder/weights.ts': ['ask/finding/signs.ts', 'ask/finding/standing.ts'],
  'platform/encoder/wording.ts': ['hear/message-head.ts'],
  // Types of what they stand in for.
  'platform/graph/installs.ts': ['acknowledge/delivery/attempt.ts'],
  'platform/graph/policy-library.ts': ['ask/library/shared-library.ts'],
  'platform/keys/key-vault.ts': ['report/ports.ts'],
  'platform/model/model.ts': ['ask/ports.ts'],
  'platform/model/offline.ts': ['ask/ports.ts'],
  'platform/model/prompt.ts': ['ask/ports.ts'],
  'platform/model/reply.ts': ['ask/ports.ts'],
  'platform/model/sentence-chooser.ts': ['ask/ports.ts'],
  'platform/teams/outbound/chats.ts': ['acknowledge/delivery/attempt.ts', 'report/reach/reach.ts'],
  // The schemas of the shelves, and the list of all tables.
  'platform/postgres/health.ts': ['report/trail/schemas.ts'],
  'platform/postgres/jobs/levels.ts': ['report/trail/schemas.ts'],
  'platform/postgres/people/people.tables.ts': ['report/reach/reach.ts'],
  'platform/postgres/rewrap.ts': ['report/ports.ts', 'report/trail/schemas.ts'],
  'platform/postgres/tables.ts': [
    'acknowledge/acknowledge.tables.ts',
    'ask/ask.tables.ts',
    'report/shelves/report.tables.ts',
  ],
  // Boxes that are read as they are drawn.
  'ask/named/sentence.cards.ts': ['zod/v4'],
  'report/handlers/form-recovery.cards.ts': ['report/handlers/turns.handlers.ts'],
};

/** Folders of tests in a room that have no counterpart there. */
const OWN_FOLDERS = ['platform/documents/support'];
const isOwn = (folder: string): boolean =>
  OWN_FOLDERS.includes(folder) || folder.startsWith('platform/documents/corpus');

const ROOT = resolve(import.meta.dirname, '..');
const SRC = join(ROOT, 'src');

interface SourceFile {
  readonly path: string;
  readonly text: string;
}

interface Import {
  /** A file of ours from src, or a package. */
  readonly target: string;
  readonly isType: boolean;
}

const files: SourceFile[] = globSync('**/*.ts', { cwd: SRC }).map((path) => ({
  path,
  text: readFileSync(join(SRC, path), 'utf8'),
}));
const own = new Set(files.map(({ path }) => path));

const roomOf = (path: string): string => (path.includes('/') ? (path.split('/')[0] ?? '') : 'src root');
const folderOf = (path: string, depth: number): string => path.split('/')[depth] ?? '';
const endingOf = (path: string): string =>
  path.endsWith('/index.ts') ? 'index' : (/\.([^./]+)\.ts$/.exec(path)?.[1] ?? '');

function importsOf({ path, text }: SourceFile): Import[] {
  const specifiers = [
    ...text.matchAll(
      /(?:^|\n)\s*(?:import|export)(\s+type\b)?[^'";]*?from\s*'([^']+)'|import\(\s*'([^']+)'\s*\)|(?:^|\n)import\s*'([^']+)'/g,
    ),
  ];
  return specifiers.map(([, type, from, later, bare]) => {
    const target = from ?? later ?? bare ?? '';
    const isType = type !== undefined;
    if (target.startsWith('.')) return { target: relative(SRC, join(SRC, dirname(path), target)), isType };
    return { target: isBuiltin(target) && !target.startsWith('node:') ? `node:${target}` : target, isType };
  });
}

const imports = new Map(files.map((file) => [file.path, importsOf(file)]));
const importedBy = (path: string): readonly Import[] => imports.get(path) ?? [];

const permits = (rule: readonly string[], target: string): boolean =>
  rule.includes(target) || (target.startsWith('node:') && rule.includes('node:*'));

/** `a -> b` of every import for which `isBroken`, but for those that STILL names. */
const broken = (isBroken: (path: string, one: Import) => boolean): readonly string[] =>
  [...imports].flatMap(([path, all]) =>
    all
      .filter((one) => isBroken(path, one) && !STILL[path]?.includes(one.target))
      .map(({ target }) => `${path} -> ${target}`),
  );

test('every room imports only what is below it, and of what was heard everyone knows the type', () => {
  // Nothing is above itself: the rooms have no circle.
  const order = Object.keys(ROOMS);
  for (const [room, below] of Object.entries(ROOMS))
    expect([room, below.filter((other) => order.indexOf(other) >= order.indexOf(room) && room !== 'hear')]).toEqual([
      room,
      [],
    ]);
  expect(files.map(({ path }) => roomOf(path)).filter((room) => room !== 'src root' && !(room in ROOMS))).toEqual([]);
  expect(
    broken((path, { target, isType }) => {
      const [room, other] = [roomOf(path), roomOf(target)];
      if (room === 'src root' || !own.has(target) || other === room) return false;
      if (target === GATE && isType) return false;
      if ((target === CONTRACT || target === CONTEXT) && isType && endingOf(path) === 'index') return false;
      // In wiring until it has gone.
      if (room === 'wiring' && (target === CONTRACT || target === CONTEXT)) return false;
      return !ROOMS[room]?.includes(other);
    }),
  ).toEqual([]);
});

test('of what is still otherwise nothing is named that is not so any more', () => {
  const named = Object.entries(STILL).flatMap(([path, targets]) => targets.map((target) => ({ path, target })));
  expect(
    named
      .filter(({ path, target }) => !importedBy(path).some((one) => one.target === target))
      .map(({ path, target }) => `${path} -> ${target}`),
  ).toEqual([]);
});

test('a feature of more/ knows of the others only what it says that it needs', () => {
  const needed = new Map<string, Set<string>>();
  for (const [path, all] of imports)
    if (roomOf(path) === 'more')
      for (const { target } of all)
        if (roomOf(target) === 'more' && folderOf(target, 1) !== folderOf(path, 1))
          needed.set(folderOf(path, 1), (needed.get(folderOf(path, 1)) ?? new Set()).add(folderOf(target, 1)));
  const found = [...needed].map(([feature, others]) => [feature, [...others].sort()] as const);
  expect(Object.fromEntries(found)).toEqual(NEEDS);
  const after = (feature: string): readonly string[] => (NEEDS[feature] ?? []).flatMap((one) => [one, ...after(one)]);
  expect(Object.keys(NEEDS).filter((feature) => after(feature).includes(feature))).toEqual([]);
});

test('each folder of platform uses its own packages and no other folder of it', () => {
  const folders = [
    ...new Set(files.filter(({ path }) => roomOf(path) === 'platform').map(({ path }) => folderOf(path, 1))),
  ];
  expect(folders.sort()).toEqual(Object.keys(PLATFORM).sort());
  expect(
    broken((path, { target }) => {
      if (roomOf(path) !== 'platform') return false;
      const folder = folderOf(path, 1);
      const rule = PLATFORM[folder] ?? [];
      if (!own.has(target)) return !permits(rule, target);
      return roomOf(target) === 'platform' && folderOf(target, 1) !== folder && !rule.includes(folderOf(target, 1));
    }),
  ).toEqual([]);
});

test('the other rooms use the packages that are named', () => {
  expect(
    broken(
      (path, { target }) =>
        !['src root', 'platform', ...FEATURES].includes(roomOf(path)) &&
        !own.has(target) &&
        !permits(PACKAGES[roomOf(path)] ?? [], target),
    ),
  ).toEqual([]);
});

test('the ending of a file says what it touches', () => {
  const inFeature = files.map(({ path }) => path).filter((path) => FEATURES.includes(roomOf(path)));
  expect(inFeature.filter((path) => !(endingOf(path) in ENDINGS))).toEqual([]);
  expect(inFeature.filter((path) => endingOf(path) !== '').length).toBeGreaterThan(200);
  expect(
    broken((path, { target, isType }) => {
      const rule = ENDINGS[endingOf(path)];
      if (!FEATURES.includes(roomOf(path)) || !rule) return false;
      if (!own.has(target)) return !permits(rule.packages, target);
      if (FEATURES.includes(roomOf(target))) return !rule.endings.includes(endingOf(target));
      if (roomOf(target) !== 'platform') return false;
      const isAmong = (places: readonly string[] = []): boolean =>
        places.some((place) => (place.endsWith('/') ? target.startsWith(place) : target === place));
      return !isAmong(rule.platform) && !(isType && isAmong(rule.types));
    }),
  ).toEqual([]);
});

/** What would be replaced with the SDKs. Cards, handlers and rules know nothing of them. */
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

test('the bot SDKs are known to a few files by name', () => {
  const isSdk = ({ target }: Import): boolean => /^(botbuilder|restify|@microsoft\/teams-ai)(\/|$)/.test(target);
  const knowing = [...imports].filter(([, all]) => all.some(isSdk)).map(([path]) => path);
  expect(knowing.sort()).toEqual(KNOWS_SDK.map((name) => `platform/teams/${name}.ts`));
});

test('no file imports itself by way of others', () => {
  const importing = new Map(
    [...imports].map(([path, all]) => [path, all.map(({ target }) => target).filter((target) => own.has(target))]),
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

const withoutComments = files.map(({ path, text }) => ({ path, text: text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '') }));

/** A declaration is no reason to treat a report about anyone differently: the code that handles reports cannot even read one. */
test('what handles reports knows nothing of declarations, and nothing of declarations knows reports', () => {
  const ofReports = new RegExp(
    `^(?:report/|hear/(?:offer/|weighing/|words/|[a-z-]+\\.ts)|platform/pdf/|more/(?:${OF_REPORTS.join('|')})/|wiring/concern)`,
  );
  const ofDeclarations = /^more\/declarations\//;
  const reading = withoutComments.filter(({ path, text }) => ofReports.test(path) && /declaration/i.test(text));
  expect(reading.map(({ path }) => path)).toEqual([]);
  const inside = withoutComments.filter(({ path }) => ofDeclarations.test(path));
  expect(inside.length).toBeGreaterThan(7);
  // Of a report's side only the way that a key is wrapped.
  const asking = inside.flatMap(({ path }) =>
    importedBy(path)
      .filter(({ target }) => ofReports.test(target) && target !== GATE && target !== 'report/ports.ts')
      .map(({ target }) => `${path} imports ${target}`),
  );
  expect(asking).toEqual([]);
  // Its rows are named where they are kept, wrapped again and made, and nowhere else.
  const naming = withoutComments.filter(({ text }) => /['"`]declaration(?:_event|_notice)?['"` ]/.test(text));
  expect(
    naming
      .map(({ path }) => path)
      .filter((path) => !ofDeclarations.test(path))
      .sort(),
  ).toEqual(['platform/postgres/migrations/kept-by-features.ts', 'platform/postgres/rewrap.ts']);
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

test('the tests of a folder are in the same folder of tests', () => {
  const rooms = new Set(Object.keys(ROOMS));
  const folders = new Set(globSync('**/*.*', { cwd: join(ROOT, 'tests') }).map(dirname));
  const mirrored = [...folders].filter((folder) => rooms.has(folder.split('/')[0] ?? ''));
  expect(mirrored.length).toBeGreaterThan(40);
  expect(mirrored.filter((folder) => !isOwn(folder) && !existsSync(join(SRC, folder)))).toEqual([]);
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

/** A longer file is two. */
const MOST_LINES_OF_FILE = 400;

test(`no file of src has more than ${MOST_LINES_OF_FILE} lines`, () => {
  const lines = (path: string): number => readFileSync(join(SRC, path), 'utf8').trimEnd().split('\n').length;
  expect(globSync('**/*.ts', { cwd: SRC }).filter((path) => lines(path) > MOST_LINES_OF_FILE)).toEqual([]);
});

test('the product never imports the sandbox', () => {
  const broken = files
    .filter(
      (file) =>
        roomOf(file.path) !== 'sandbox' && importedBy(file.path).some(({ target }) => roomOf(target) === 'sandbox'),
    )
    .map(({ path }) => path);
  expect(broken).toEqual([]);
});

/** Everything a person wrote goes past src/hear/gate.ts; these are the ways round it, and who has one. */
const MAY_OPEN_TYPED = [
  // The gate itself.
  GATE,
  // A box or a button of its writer's own.
  'platform/teams/card.ts',
  'platform/teams/input.ts',
  // Compared with commands and greetings.
  'hear/conversation.handlers.ts',
  // Looked up in the index of this process, which keeps no question.
  'ask/answer/ask.handlers.ts',
  // Read for whom it means, as a report is.
  'hear/offer/whom.ts',
  // Sealed for its writer, who finds it in the form.
  'report/draft/chat-words.store.ts',
];

test('what is typed becomes words in the gate, and in a box of its writer', () => {
  const withCode = (pattern: RegExp) =>
    withoutComments.filter(({ text }) => pattern.test(text)).map(({ path }) => path);
  expect(withCode(/\bTyped\.open\b/).sort()).toEqual([...MAY_OPEN_TYPED].sort());
  // No cast makes what only the gate may make, and there is one gate.
  expect(withCode(/\bas (?:unknown as )?(?:Harmless|never as)\b/)).toEqual([]);
  expect(withCode(/\bcreateGate\(/).sort()).toEqual(['app.ts', 'cli/policies/eval.ts', GATE]);
  // Rules, stores and the model know the words of the gate by their type, and nothing else of it.
  const knowing = files.filter(
    ({ path }) =>
      (['ask', 'acknowledge', 'report', 'more'].includes(roomOf(path)) || path.startsWith('platform/model/')) &&
      ['', 'store'].includes(endingOf(path)) &&
      importedBy(path).some(({ target }) => roomOf(target) === 'hear'),
  );
  expect(knowing.length).toBeGreaterThan(5);
  expect(
    knowing
      .filter(({ text }) => !/^import type \{ Harmless \} from '[./]+hear\/gate\.ts';$/m.test(text))
      .map(({ path }) => path),
  ).toEqual([]);
});

test('rules take time, ids and the outside as parameters', () => {
  const broken = files
    .filter(({ path }) => ['kernel', ...FEATURES].includes(roomOf(path)) && endingOf(path) === '')
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
        !['run.ts'].includes(path) &&
        !['cli', 'sandbox'].includes(roomOf(path)),
    )
    .map(({ path }) => path);
  expect(broken).toEqual([]);
});

/** `{}['constructor']` is a function: a word that someone typed must not find what every object inherits. */
test('a table that is asked for any word is a Map', () => {
  const code = withoutComments.filter(({ path }) => roomOf(path) !== 'sandbox');
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
