import module, { createRequire } from 'node:module';

/**
 * Parts of the bot SDKs that Lanyard never calls: language models and their tokenisers, and dialogs that recognise dates
 * and numbers. The SDKs read them at their own start, which takes 45 MB and a quarter of a second of a small server.
 */
const UNUSED: ReadonlySet<string> = new Set([
  'gpt-tokenizer',
  'gpt-tokenizer/cjs/model/text-davinci-003',
  'openai',
  '@microsoft/recognizers-text-choice',
  '@microsoft/recognizers-text-date-time',
  '@microsoft/recognizers-text-number',
]);

/**
 * From now on these packages are read at their first use and not when they are asked for: nothing that works without
 * this works differently with it. Must run before the SDKs are imported.
 */
export function loadUnusedLater(): void {
  // Absent before Node 22.15, where all is read at once as ever.
  if (typeof module.registerHooks !== 'function') return;
  const ours = createRequire(import.meta.url);
  let isReading = false;
  const read = (name: string): object => {
    isReading = true;
    try {
      return ours(name) as object;
    } finally {
      isReading = false;
    }
  };
  Object.defineProperty(globalThis, LATER, { value: (name: string) => later(() => read(name)) });
  module.registerHooks({
    resolve: (specifier, context, next) =>
      !isReading && UNUSED.has(specifier)
        ? { url: `${SCHEME}${specifier}`, format: 'commonjs', shortCircuit: true }
        : next(specifier, context),
    load: (url, context, next) =>
      url.startsWith(SCHEME)
        ? {
            format: 'commonjs',
            source: `module.exports = globalThis[${JSON.stringify(LATER)}](${JSON.stringify(url.slice(SCHEME.length))});`,
            shortCircuit: true,
          }
        : next(url, context),
  });
}

const SCHEME = 'later:';
const LATER = '__lanyardLater';

/** What compiled ES modules look for before they use another one: it must not count as a use. */
const IS_MODULE = '__esModule';

function later(read: () => object): object {
  let known: object | undefined;
  const real = (): object => {
    known ??= read();
    return known;
  };
  return new Proxy(Object.create(null) as object, {
    get: (_, name) => name === IS_MODULE || Reflect.get(real(), name),
    has: (_, name) => Reflect.has(real(), name),
    ownKeys: () => Reflect.ownKeys(real()),
    getOwnPropertyDescriptor(_, name) {
      const found = Reflect.getOwnPropertyDescriptor(real(), name);
      return found && { ...found, configurable: true };
    },
  });
}
