import { mkdtempSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runErrands } from '../../src/wiring/errands.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };
const ID = '0b5a0c1e-2f9d-4a6e-9c1d-8f1f6a7b0c11';

function folderWith(files: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), 'lanyard-errands-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const carried: (readonly string[])[] = [];
  const look = () =>
    runErrands({
      folder,
      clock: () => new Date(),
      log: silent,
      carry: async (args) => {
        carried.push(args);
        return { code: 1, output: '1 wrong' };
      },
    });
  return { folder, carried, look };
}

test('what is asked is carried out once, and the answer is left beside it', async () => {
  const { folder, carried, look } = folderWith({ [`${ID}.ask.json`]: '{"args":["doctor"]}' });
  // Two instances look at the same moment.
  expect((await Promise.all([look(), look()])).reduce((sum, done) => sum + done)).toBe(1);
  expect(carried).toEqual([['doctor']]);
  expect(readdirSync(folder)).toEqual([`${ID}.answer.json`]);
  expect(JSON.parse(readFileSync(join(folder, `${ID}.answer.json`), 'utf8'))).toEqual({ code: 1, output: '1 wrong' });
  expect(await look()).toBe(0);
});

test('what is no errand, or was asked long ago, is not carried out', async () => {
  const { folder, carried, look } = folderWith({
    [`${ID}.ask.json`]: '{"args":[]}',
    'doctor.ask.json': '{"args":["doctor"]}',
    [`${ID.replace('0b', '1b')}.ask.json`]: 'no json',
    [`${ID.replace('0b', '2b')}.ask.json`]: '{"args":["doctor"]}',
    'old.answer.json': '{}',
  });
  const old = new Date(Date.now() - 2 * 3_600_000);
  for (const name of [`${ID.replace('0b', '2b')}.ask.json`, 'old.answer.json'])
    utimesSync(join(folder, name), old, old);
  await look();
  expect(carried).toEqual([]);
  expect(readdirSync(folder)).toEqual(['doctor.ask.json']);
});
