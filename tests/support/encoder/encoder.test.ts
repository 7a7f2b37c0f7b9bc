import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { openUnderstanding } from '../../../src/platform/encoder/open.ts';
import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { running } from '../running.ts';
import { shippedUnderstanding } from '../shipped.ts';
import { openLine } from './ask.ts';
import { openReadings, readingsFolder } from './kept-readings.ts';
import { startEncoder } from './process.ts';
import { samplePassages } from './sample-passages.ts';

const newFolder = () => mkdtempSync(join(tmpdir(), 'lanyard-readings-'));
const fileIn = (folder: string) => join(folder, readdirSync(folder)[0] ?? '');
const reading = (text: string) => Buffer.from(text.repeat(50));

function keptIn(folder: string, texts: readonly string[], encoder = 'one') {
  const readings = openReadings(folder, encoder);
  for (const text of texts) readings.keep(text, reading(text));
  readings.close();
}

function foundIn(folder: string, texts: readonly string[], encoder = 'one') {
  const readings = openReadings(folder, encoder);
  const found = texts.filter((text) => readings.find(text)?.equals(reading(text)));
  readings.close();
  return found;
}

describe('readings that are kept from run to run', () => {
  const TEXTS = ['a', 'b', '\ud800', 'ü'];

  test('are found again by their text, and those of another encoder are others', () => {
    const folder = newFolder();
    keptIn(folder, TEXTS);
    expect(foundIn(folder, [...TEXTS, 'c', '\ud801'])).toEqual(TEXTS);
    expect(foundIn(folder, TEXTS, 'other')).toEqual([]);
  });

  test('are passed over where one is half written, at the end or before others', () => {
    const folder = newFolder();
    keptIn(folder, ['a', 'b']);
    truncateSync(fileIn(folder), readFileSync(fileIn(folder)).length - 7);
    expect(foundIn(folder, ['a', 'b'])).toEqual(['a']);
    keptIn(folder, ['c']);
    appendFileSync(fileIn(folder), 'LRD1');
    keptIn(folder, ['d']);
    expect(foundIn(folder, ['a', 'b', 'c', 'd'])).toEqual(['a', 'c', 'd']);
  });

  test('are added to by two runs at once', () => {
    const folder = newFolder();
    const [one, other] = [openReadings(folder, 'one'), openReadings(folder, 'one')];
    for (const text of ['a', 'b']) {
      one.keep(text, reading(text));
      other.keep(`${text}${text}`, reading(`${text}${text}`));
    }
    one.close();
    other.close();
    expect(foundIn(folder, ['a', 'aa', 'b', 'bb'])).toHaveLength(4);
  });

  test('take no more room than they may, and what no encoder has used for weeks goes', () => {
    const folder = newFolder();
    const some = openReadings(folder, 'one', 500);
    for (const text of TEXTS) some.keep(text, reading(text));
    expect(TEXTS.filter((text) => some.find(text))).toEqual(TEXTS);
    some.close();
    expect(readFileSync(fileIn(folder)).length).toBeLessThan(1_000);
    const again = openReadings(folder, 'one', 500);
    expect(TEXTS.filter((text) => again.find(text))).toEqual([]);
    again.close();
    utimesSync(fileIn(folder), 0, 0);
    keptIn(folder, ['a'], 'other');
    expect(readdirSync(folder)).toEqual(['readings-other.bin']);
  });

  test('lie outside of the repository, or nowhere', () => {
    expect(readingsFolder({ LANYARD_TEST_READINGS: 'off' })).toBeUndefined();
    expect(readingsFolder({ LANYARD_TEST_READINGS: '/somewhere' })).toBe('/somewhere');
    expect(readingsFolder({})).toMatch(/lanyard-tests$/);
    expect(readingsFolder({})).not.toContain(process.cwd());
  });
});

const TEXTS = [
  'Can I add a year 11 on Insta?',
  '',
  'dad hits him\n\ud800',
  'A longer passage about phones. '.repeat(60),
];

test('by the process of all workers a text reads, and is put right, as in a process of its own', async () => {
  const [shared, own] = await Promise.all([shippedUnderstanding(), openUnderstanding()]);
  if (shared.kind === 'without' || own.kind === 'without') throw new Error('there is no encoder');
  const [one, other] = [shared.understanding.encoder, own.understanding.encoder];
  expect(one.model).toBe(other.model);
  const expected = await other.hear(TEXTS);
  expect(await one.hear(TEXTS)).toEqual(expected);
  // From its memory too, and beside others.
  expect(await Promise.all(TEXTS.map((text) => one.hear([text])))).toEqual(expected.map((reading) => [reading]));
  expect(await one.read([])).toEqual([]);
  for (const text of ['soemthing is not right!!!', 'help'])
    expect(await one.mended(text)).toBe(await other.mended(text));
});

test('a product that starts has nothing to read, and answers by meaning from the first question on', async () => {
  const world = await running();
  try {
    await world.sandbox.say(PEOPLE.priyaNair, 'May staff accept friend requests from parents?');
    expect(JSON.stringify(world.sandbox.messages(PEOPLE.priyaNair).at(-1)?.cards)).toContain('Did this help?');
    const client = new pg.Client({ connectionString: world.databaseUrl });
    await client.connect();
    const { rows } = await client.query('select count(*)::integer as kept from passage_vector');
    await client.end();
    const { wordByWord, whole } = await samplePassages();
    expect(rows).toEqual([{ kept: new Set([...wordByWord, ...whole]).size }]);
  } finally {
    await world.close();
  }
});

test('nothing is kept where nothing is to be, and a process that has ended is no answer', async () => {
  const encoder = await startEncoder(undefined, { LANYARD_TEST_READINGS: 'off' });
  const line = openLine(encoder.address);
  const [reading] = await line.read(['hello']);
  expect(reading?.vector).toHaveLength(768);
  await encoder.close();
  await expect(line.read(['hello'])).rejects.toThrow();
});

test('it ends when the process that started it is killed', async () => {
  const script = join(newFolder(), 'start.mjs');
  const from = pathToFileURL(join(import.meta.dirname, 'process.ts')).href;
  writeFileSync(
    script,
    `import { startEncoder } from '${from}'; console.log((await startEncoder()).address); setInterval(() => 0, 1e3);`,
  );
  const parent = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [address] = await once(parent.stdout, 'data');
  const line = openLine(String(address).trim());
  expect(await line.read(['hello'])).toHaveLength(1);
  parent.kill('SIGKILL');
  await once(parent, 'exit');
  for (;;) {
    const isThere = await line.read(['hello']).then(
      () => true,
      () => false,
    );
    if (!isThere) break;
  }
  await line.close();
});
