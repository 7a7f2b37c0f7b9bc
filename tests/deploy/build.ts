import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The product compiled as `npm run build` does, into a folder inside the repository, so that packages are found. */
export function buildProduct(): { readonly folder: string; remove(): void } {
  mkdirSync('.lanyard', { recursive: true });
  const folder = mkdtempSync(resolve('.lanyard', 'built-'));
  const { status, stdout } = spawnSync(
    process.execPath,
    [
      'node_modules/typescript/bin/tsc',
      '-p',
      '.config/tsconfig.build.json',
      '--outDir',
      folder,
      '--sourceMap',
      'false',
      // `npm test` has checked the types already.
      '--noCheck',
    ],
    { encoding: 'utf8' },
  );
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  cpSync('src/ask/quoting/cautions.yml', join(folder, 'ask/quoting/cautions.yml'));
  cpSync('src/hear/wishes/wishes.yml', join(folder, 'hear/wishes/wishes.yml'));
  cpSync('src/platform/model/ordinary-words.txt', join(folder, 'platform/model/ordinary-words.txt'));
  if (existsSync('src/platform/encoder/model'))
    cpSync('src/platform/encoder/model', join(folder, 'platform/encoder/model'), { recursive: true });
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
