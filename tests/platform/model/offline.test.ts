import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMask, ordinaryWords } from '../../../src/platform/model/mask.ts';
import { createOfflineModel } from '../../../src/platform/model/offline.ts';
import { harmless } from '../../support/harmless.ts';
import { AZURE_FILTER } from '../../support/model-server.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lanyard-model-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const SENTENCES = ['Phones are off.', 'Ask first.'].map((text, at) => ({ number: at + 1, text, heading: 'Phones' }));
const NOBODY: readonly string[] = [];
const mask = createMask(ordinaryWords(), () => NOBODY);
const offline = () =>
  createOfflineModel({
    mask,
    words: 1_000,
    mayLeave: async (text) => !text.includes('hits her'),
    prompts: join(folder, 'prompts'),
    replies: folder,
  });
const choose = async (reply?: string) => {
  if (reply !== undefined) writeFileSync(join(folder, 'q-1.json'), reply);
  const model = offline();
  model.about('q-1');
  return {
    pointed: await model.chooser.choose(harmless('are phones off for Kieran'), SENTENCES),
    report: model.report(),
  };
};

test('a prompt is what would be sent, under the name of its case; what is held back is not written', async () => {
  const model = offline();
  model.about('q-1');
  await model.chooser.choose(harmless('are phones off for Kieran'), SENTENCES);
  model.about('q-2');
  await model.chooser.choose(harmless('her dad hits her'), SENTENCES);
  expect(readdirSync(join(folder, 'prompts'))).toEqual(['q-1.json']);
  const { messages, response_format } = JSON.parse(readFileSync(join(folder, 'prompts/q-1.json'), 'utf8'));
  expect(messages[1].content).toContain('2. Ask first.');
  expect(messages[1].content).toContain('The question: are phones off for […]');
  expect(response_format.json_schema.strict).toBe(true);
  expect(model.report()).toEqual({ written: 1, used: 0, missing: 1, troubles: [] });
});

test.each([
  ['what the model wrote', '{"sentences":[2]}\n'],
  ['the whole answer of a server', JSON.stringify({ choices: [{ message: { content: '{"sentences":[2]}' } }] })],
])('a reply may be %s', async (_name, reply) => {
  const { pointed, report } = await choose(reply);
  expect(pointed).toEqual({ kind: 'sentences', numbers: [2] });
  expect(report).toMatchObject({ used: 1, missing: 0, troubles: [] });
});

test.each([
  ['words', 'Phones are off, dear <script>alert(1)</script>'],
  ['nothing', ''],
  ['a number that was not offered', '{"sentences":[3]}'],
  ['a number twice', '{"sentences":[1,1]}'],
  ['a text beside the numbers', '{"sentences":[1],"answer":"yes"}'],
  ['a list', '[1]'],
  ['a server’s answer without one', '{"choices":[]}'],
  ['a filter', JSON.stringify({ choices: [{ finish_reason: 'content_filter', message: { content: '' } }] })],
  ['a refusal', JSON.stringify({ choices: [{ message: { content: null, refusal: 'no' } }] })],
  ['a server’s error', JSON.stringify(AZURE_FILTER)],
  ['far too much', `{"sentences":[${' '.repeat(70_000)}1]}`],
])('%s is told with its file, and the local answer stands', async (_name, reply) => {
  const { pointed, report } = await choose(reply);
  expect(pointed.kind).toBe('not-used');
  expect(report.troubles).toHaveLength(1);
  expect(report.troubles[0]).toContain(join(folder, 'q-1.json'));
  expect(report.troubles[0]).not.toContain('dear');
});

test('a folder in place of a reply is told', async () => {
  mkdirSync(join(folder, 'q-1.json'));
  expect((await choose()).report.troubles[0]).toContain('is not a file');
});

test.each(['../q-1', '', '.hidden', 'a/b', 'a\u0000b', 'x'.repeat(200)])('the id "%s" names no file', (id) => {
  expect(() => offline().about(id)).toThrow('cannot name a file');
});
