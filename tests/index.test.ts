import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

/** The entry as it is, in a folder where what it starts only says that it was reached, from a file beside and one further down. */
function ran(prepare: (folder: string) => void): { readonly folder: string; readonly said: string } {
  const folder = mkdtempSync(join(tmpdir(), 'lanyard entry ü & % '));
  mkdirSync(join(folder, 'src/below'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  cpSync('src/index.ts', join(folder, 'src/index.ts'));
  writeFileSync(join(folder, 'src/run.ts'), `import { word } from './below/word.ts';\nprocess.stdout.write(word);\n`);
  writeFileSync(
    join(folder, 'src/below/word.ts'),
    `import type {} from '../run.ts';\nexport const word: string = 'ran';\n`,
  );
  prepare(folder);
  const { NODE_COMPILE_CACHE: _, ...env } = process.env;
  const { stdout, stderr } = spawnSync(process.execPath, [join(folder, 'src/index.ts')], { env, encoding: 'utf8' });
  return { folder, said: stdout + stderr };
}

test('what was compiled is kept beside the packages, in a folder of any name', () => {
  const { folder, said } = ran(() => undefined);
  expect(said).toBe('ran');
  expect(readdirSync(join(folder, 'node_modules/.cache/lanyard'), { recursive: true }).length).toBeGreaterThan(1);
});

test('where nothing can be kept it starts all the same, and says nothing of it', () => {
  expect(ran((folder) => writeFileSync(join(folder, 'node_modules'), 'no folder')).said).toBe('ran');
});
