import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod/v4';
import { Fault } from '../../kernel/calls/fault.ts';
import { archiveFiles, type Platform } from './contents.ts';
import { writeZip } from './zip-file.ts';

export const SERVER: Platform = { os: 'linux', cpu: 'x64' };

/** What an archive is known by. */
export const release = z.object({ version: z.string(), hash: z.string() });
export type Release = z.infer<typeof release>;

interface Archive {
  readonly file: string;
  readonly bytes: number;
  readonly files: number;
}

/**
 * Compiles the product into `dist`, from nothing, as `npm run build` does. What cannot be built again stays as it is.
 * @throws Fault when it does not compile, or there is nothing to compile it with
 */
export function buildProduct(root: string): void {
  for (const needed of ['node_modules/typescript/bin/tsc', '.config/tsconfig.build.json', 'src/index.ts'])
    if (!existsSync(join(root, needed)))
      throw new Fault('not-found', `${needed} is not here. Run this in a checkout, after npm ci.`);
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  for (const args of [
    ['node_modules/typescript/bin/tsc', '-p', '.config/tsconfig.build.json'],
    ['.config/copy-data.mjs'],
  ]) {
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
    if (status !== 0)
      throw new Fault('rejected', `The product cannot be built. Run npm ci, then npm run build.\n${stdout}${stderr}`);
  }
}

/** What the archive of the product as it is built would be: the same files make the same hash, whenever they are packed. */
export async function describeArchive(root: string): Promise<Release> {
  const sum = createHash('sha256');
  for (const name of filesOf(root)) {
    const bytes = await readFile(join(root, name));
    sum.update(`${name}\0${bytes.length}\0`).update(bytes);
  }
  return { version: versionOf(root), hash: sum.digest('hex') };
}

/**
 * Writes `<folder>/lanyard-<version>-linux-x64.zip`: the built product and the modules that production loads, for one system.
 * It starts with Node alone. lanyard.yml and policies are no part of it: they change more often.
 */
export async function writeArchive(root: string, folder = join(root, '.lanyard', 'release')): Promise<Archive> {
  const names = filesOf(root);
  async function* entries() {
    for (const name of names) yield { name, bytes: await readFile(join(root, name)) };
  }
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `lanyard-${versionOf(root)}-${SERVER.os}-${SERVER.cpu}.zip`);
  return { file, bytes: await writeZip(file, entries()), files: names.length };
}

function filesOf(root: string): readonly string[] {
  const files = archiveFiles(root, SERVER);
  if (!files.includes('dist/index.js')) throw new Fault('not-found', 'There is no built product. Run npm run build.');
  return files;
}

const versionOf = (root: string): string =>
  z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))).version;

export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
