import { readFileSync } from 'node:fs';
import { createRequire, enableCompileCache, flushCompileCache, registerHooks } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { startCounting } from './costs.mjs';
import * as words from './globals.mjs';

/**
 * Runs a test file as node runs the product: with its own loader, in its own realm. What is under test, and every package, is
 * loaded once per worker instead of once per file, which is a quarter of the whole suite's time; only the files of `tests/` are
 * new for each. Jest gives the words (`test`, `expect`), the workers and the report.
 */
const require = createRequire(import.meta.url);
const root = join(import.meta.dirname, '../..');
const tests = pathToFileURL(join(root, 'tests/')).href;
const globals = pathToFileURL(join(import.meta.dirname, 'globals.mjs')).href;
const { given, ...asGlobals } = words;
let runs = 0;

// Some files import these, others take them as they are.
Object.assign(globalThis, asGlobals);

// Threads and processes that a test starts have the same by the environment.
process.env.NODE_COMPILE_CACHE = join(root, 'node_modules/.cache/compiled');
enableCompileCache(process.env.NODE_COMPILE_CACHE);
registerHooks({
  resolve(specifier, context, next) {
    if (specifier === '@jest/globals') return { url: globals, format: 'module', shortCircuit: true };
    const found = next(specifier, context);
    const run = /\?run=\d+$/.exec(context.parentURL ?? '')?.[0];
    return run && found.url.startsWith(tests) && !found.url.includes('?') ? { ...found, url: found.url + run } : found;
  },
});

/**
 * Microsoft's identity library decides once per process where tokens come from, and keeps them: a process is one app to it. Here it
 * is many, one after the other, so that it forgets between files.
 */
const FORGETTING = {
  'msal-node/dist/client/ManagedIdentityClient.mjs': 'ManagedIdentityClient.identitySource = undefined;',
  'msal-node/dist/client/ManagedIdentityApplication.mjs': 'ManagedIdentityApplication.nodeStorage = undefined;',
  'msal-node/lib/msal-node.cjs':
    'ManagedIdentityClient.identitySource = undefined; ManagedIdentityApplication.nodeStorage = undefined;',
};
const forgets = [];
globalThis[Symbol.for('lanyard.forgets')] = forgets;
registerHooks({
  load(url, context, next) {
    const file = Object.keys(FORGETTING).find((end) => url.endsWith(end));
    if (file === undefined) return next(url, context);
    const source = readFileSync(fileURLToPath(url), 'utf8');
    const forget = `\nglobalThis[Symbol.for('lanyard.forgets')].push(() => { ${FORGETTING[file]} });\n`;
    return { format: url.endsWith('.cjs') ? 'commonjs' : 'module', source: source + forget, shortCircuit: true };
  },
});

/**
 * What is dear to make and fit for every file, a browser: made by the first who asks, closed when the worker ends, or by
 * `global-teardown.ts` where the files run in jest's own process. Its listeners on the process stay with it.
 */
const kept = new Map();
const listenersOfKept = new Set();
globalThis[Symbol.for('lanyard.kept')] = {
  get: (name) => kept.get(name),
  async make(name, create) {
    const before = new Set(listenersNow());
    const one = await create();
    kept.set(name, one);
    for (const listener of listenersNow()) if (!before.has(listener)) listenersOfKept.add(listener);
    return one;
  },
  closeAll: () => Promise.all([...kept.values()].map((one) => one.close())),
};
const listenersNow = () => process.eventNames().flatMap((name) => process.rawListeners(name));

// A worker is told that it was the last file, and has to come to its end by itself: a browser would hold it.
const LAST = 2;
const isWorker = process.argv[1]?.endsWith('processChild.js') ?? false;
if (isWorker) process.on('message', hearLast);
function hearLast([kind]) {
  if (kind !== LAST) return;
  process.off('message', hearLast);
  void globalThis[Symbol.for('lanyard.kept')].closeAll();
}

export default async function runNatively(globalConfig, config, environment, runtime, testPath, sendMessageToJest) {
  const { initialize, runAndTransformResultsToJestFormat } = freshCircus();
  const leaveAsFound = remember();
  const noteCosts = startCounting(relative(root, testPath));
  const { moduleMocker } = environment;
  // Jest translates each line of a stack by source maps, and there are none: what is run is what is written.
  Error.prepareStackTrace = undefined;
  try {
    await initialize({
      ...{ config, environment, globalConfig, runtime, sendMessageToJest, testPath },
      localRequire: require,
      parentProcess: process,
      setGlobalsForRuntime: (own) => {
        given.current = { ...own, jest: mocking(moduleMocker) };
      },
    });
    runs += 1;
    await import(`${pathToFileURL(testPath).href}?run=${runs}`);
    return await runAndTransformResultsToJestFormat({ config, globalConfig, testPath });
  } finally {
    moduleMocker.restoreAllMocks();
    for (const forget of forgets) forget();
    leaveAsFound();
    noteCosts();
    // A worker is killed rather than ended, so nothing is written for the next run unless it is written now; ever more seldom,
    // as ever less is new.
    if (Number.isInteger(Math.log2(runs))) flushCompileCache();
  }
}

const mocking = (mocker) => ({
  fn: mocker.fn.bind(mocker),
  spyOn: mocker.spyOn.bind(mocker),
  restoreAllMocks: mocker.restoreAllMocks.bind(mocker),
});

/** Jest's own runner keeps what it has collected beside its module: each file gets one that has collected nothing. */
function freshCircus() {
  const path = join(dirname(require.resolve('jest-circus/package.json')), 'build/jestAdapterInit.js');
  delete require.cache[path];
  for (const symbol of Object.getOwnPropertySymbols(globalThis))
    if (['JEST_STATE_SYMBOL', 'EVENT_HANDLERS'].includes(symbol.description)) delete globalThis[symbol];
  return require(path);
}

/** What a file may change for those after it in the same worker: the environment, and who listens to the process. */
function remember() {
  const env = { ...process.env };
  const folder = process.cwd();
  const listeners = new Map(process.eventNames().map((name) => [name, process.rawListeners(name)]));
  return () => {
    for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
    Object.assign(process.env, env);
    process.chdir(folder);
    for (const name of process.eventNames())
      for (const listener of process.rawListeners(name))
        if (!listeners.get(name)?.includes(listener) && !listenersOfKept.has(listener)) process.off(name, listener);
  };
}
