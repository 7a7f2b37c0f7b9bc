import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkUnderstanding } from '../../../src/cli/doctor/understanding.ts';
import { openUnderstanding } from '../../../src/platform/encoder/open.ts';
import { parseWeights } from '../../../src/platform/encoder/weights.ts';

const MODEL = 'src/platform/encoder/model';
const weights = readFileSync(join(MODEL, 'weights.json'), 'utf8');

type Files = Readonly<Record<string, string | Uint8Array>>;

/** A folder with some of the files of the encoder in it. */
function folderWith(files: Files): URL {
  const folder = mkdtempSync(join(tmpdir(), 'lanyard-model-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  for (const name of ['tokenizer.json', 'wording.bin', 'wishes.bin', 'hearing.onnx'])
    if (!(name in files)) cpSync(join(MODEL, name), join(folder, name));
  return pathToFileURL(`${folder}/`);
}

test('the weights that are shipped are those of the encoder beside them', () => {
  expect(parseWeights(weights).encoder).toMatch(/^[0-9a-f]{64}$/);
});

test.each<[what: string, files: Files, reason: string]>([
  ['no file at all', {}, 'missing'],
  ['the weights without the encoder', { 'weights.json': weights }, 'missing'],
  ['another encoder', { 'weights.json': weights, 'encoder.onnx': 'another' }, 'altered'],
  [
    'another hearing',
    { 'weights.json': weights, 'encoder.onnx': readFileSync(join(MODEL, 'encoder.onnx')), 'hearing.onnx': 'another' },
    'altered',
  ],
  [
    'what tells other wishes apart',
    { 'weights.json': weights, 'encoder.onnx': readFileSync(join(MODEL, 'encoder.onnx')), 'wishes.bin': 'another' },
    'altered',
  ],
  ['weights that are no JSON', { 'weights.json': 'oh' }, 'altered'],
  ['weights of another version', { 'weights.json': JSON.stringify({ encoder: 'a'.repeat(64) }) }, 'altered'],
])('with %s Lanyard is told why, and what to do', async (_what, files, reason) => {
  const opening = await openUnderstanding(folderWith(files));
  expect(opening).toMatchObject({ kind: 'without', reason });
  expect(checkUnderstanding(opening)).toMatchObject({ level: 'look', todo: expect.stringMatching(/\w/) });
});

test.each([
  ['a space and an umlaut', ['Akademie am Grünen Weg']],
  ['signs that an address writes otherwise', ['R&D 100 % #2 ?', '%20%2f+']],
  ['letters beyond the first alphabets', ['学校 şğı 🙂']],
  // Windows once knew 260 letters.
  ['a path of a thousand letters', Array.from({ length: 8 }, (_, at) => `${at}`.repeat(120))],
])('it opens and reads in a folder with %s', async (_what, names) => {
  const top = mkdtempSync(join(tmpdir(), 'lanyard-model-'));
  const folder = join(top, ...names);
  cpSync(MODEL, folder, { recursive: true });
  const opening = await openUnderstanding(pathToFileURL(`${folder}/`));
  rmSync(top, { recursive: true });
  if (opening.kind === 'without') throw new Error(opening.what);
  expect((await opening.understanding.encoder.read(['May I keep my phone?']))[0]?.vector.some(Number)).toBe(true);
});

test('a text reads the same whatever is beside it, and others have their turn between two', async () => {
  const opening = await openUnderstanding();
  if (opening.kind === 'without') throw new Error(opening.what);
  const { encoder } = opening.understanding;
  const texts = [
    'Can I add a year 11 on Insta?',
    'Short.',
    `${'A much longer passage about phones in lessons. '.repeat(8)}`,
  ];
  const alone = [];
  for (const text of texts) alone.push(...(await encoder.hear([text])));
  let turns = 0;
  let isOver = false;
  const count = () => {
    turns += 1;
    if (!isOver) setImmediate(count);
  };
  setImmediate(count);
  const together = await encoder.hear(texts);
  isOver = true;
  expect(together).toEqual(alone);
  expect(await encoder.read(texts)).toEqual(alone.map(({ vector, words }) => ({ vector, words })));
  expect(turns).toBeGreaterThanOrEqual(texts.length);
});
