import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

/** Runs a module of its own, as the product's entry point is one: jest replaces the loader that this is about. */
function run(source: string): unknown {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--no-deprecation', '--input-type=module', '--eval', source],
    {
      encoding: 'utf8',
      cwd: resolve('.'),
      env: {},
    },
  );
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

const BEGIN = `
  import { createRequire } from 'node:module';
  import { loadUnusedLater } from './src/process/later.ts';
  loadUnusedLater();
  const { cache } = createRequire(import.meta.url);
  const isRead = (name) => Object.keys(cache).some((file) => file.includes('/node_modules/' + name + '/'));
  const sdk = await import('@microsoft/teams-ai');
`;
const UNUSED = `['gpt-tokenizer', 'openai', '@microsoft/recognizers-text-number', '@microsoft/recognizers-text-date-time']`;

test('the bot SDK starts without reading models, tokenisers and dialog recognisers', () => {
  expect(run(`${BEGIN} console.log(JSON.stringify(${UNUSED}.filter(isRead)))`)).toEqual([]);
});

test('whatever of them is used is read then, and works', () => {
  const used = run(`${BEGIN}
    const words = new sdk.GPTTokenizer().encode('hello world');
    const { NumberPrompt } = await import('botbuilder-dialogs');
    console.log(JSON.stringify({ words, read: isRead('gpt-tokenizer'), prompt: new NumberPrompt('x').id }));
  `);
  expect(used).toEqual({ words: [15339, 1917], read: true, prompt: 'x' });
});
