import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { tryInTerminal } from '../../../src/cli/trial/command.ts';
import { type KeptFiles, keptFilesIn } from '../../../src/cli/trial/kept-files.ts';
import { createTrialServer } from '../../../src/cli/trial/server.ts';
import { tryPolicy } from '../../../src/cli/trial/trial.ts';
import { readMarkdown } from '../../../src/platform/documents/markdown/markdown.ts';
import { LIMITS } from '../../../src/platform/documents/outcome.ts';
import { cautions } from '../../ask/given.ts';
import { asWord } from '../../platform/documents/support/as-word.ts';
import { shippedUnderstanding } from '../../support/shipped.ts';
import { wordUnderstanding } from '../../support/word-encoder.ts';

const CODE = readFileSync(join(import.meta.dirname, '../../../policies/code-of-conduct.md'));
const LIFT = 'may staff give a pupil a lift in their own car';

const folder = mkdtempSync(join(tmpdir(), 'lanyard-trial-'));
const files: KeptFiles = keptFilesIn(join(folder, 'kept'));
const serve = () => createTrialServer({ openHead: shippedUnderstanding, cautions, files });
let server: ReturnType<typeof serve>;
let url: string;

async function begin(): Promise<void> {
  server = serve();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // As TCP was asked for.
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const stop = () => new Promise((done) => server.close(done));
beforeAll(begin);
afterAll(async () => {
  await stop();
  rmSync(folder, { recursive: true });
});

const ITS_OWN = { 'x-lanyard-trial': '1' };
const call = async (path: string, options: RequestInit = {}) => {
  const response = await fetch(`${url}${path}`, { headers: ITS_OWN, ...options });
  const body: unknown = await response.json();
  return { status: response.status, body };
};
const give = (bytes: Uint8Array, name: string) =>
  call(`/policies?name=${encodeURIComponent(name)}`, { method: 'POST', body: Buffer.from(bytes) });
const idOf = (body: unknown): string => String(body && typeof body === 'object' && 'id' in body ? body.id : '');

test('a Word file with tables is read, told of, and asked', async () => {
  const word = await asWord(readMarkdown(CODE.toString('utf8')), 'Running header');
  const { body } = await give(word, 'Code of conduct.docx');
  expect(body).toMatchObject({
    name: 'Code of conduct.docx',
    read: {
      title: 'Staff Code of Conduct',
      stated: [
        { label: 'Title', value: 'Staff Code of Conduct', from: 'the largest words at the front' },
        { label: 'Version', value: '3.2', from: '“Version” in the table at the front' },
        { label: 'Adopted', value: '9 September 2026', from: '“Adopted” in the table at the front' },
        {
          label: 'Next review',
          value: 'September 2027 (counted to 30 September 2027)',
          from: '“Next review” in the table at the front',
        },
        { label: 'Owner', value: 'Headteacher', from: '“Owner” in the table at the front' },
      ],
      counts: { tables: 2 },
      missed: [],
    },
  });
  expect(JSON.stringify(body)).toContain('"columns":["Gift or offer","May I accept it?","What I must do"]');
  const answer = await call(`/policies/${idOf(body)}/ask`, { method: 'POST', body: LIFT });
  expect(JSON.stringify(answer.body)).toContain('Do not give a pupil a lift in your own car');
});

test('until the encoder has read it, answers come by words, and never surely', async () => {
  const reading = Promise.withResolvers<void>();
  const slow = {
    ...wordUnderstanding,
    encoder: {
      ...wordUnderstanding.encoder,
      model: 'words',
      read: async (texts: readonly string[]) => {
        // A question comes alone, and is not made to wait.
        if (texts.length > 1) await reading.promise;
        return wordUnderstanding.encoder.read(texts);
      },
    },
  };
  const tries = await tryPolicy(CODE, 'code.md', { opening: { kind: 'open', understanding: slow }, cautions });
  if (tries.kind !== 'read') throw new Error('it was not read');
  const { trial } = tries;
  expect(trial.finds()).toBe('learning');
  expect(await trial.ask(LIFT)).toMatchObject({
    kind: 'answer',
    answer: { kind: 'nearest', nearest: [{ quote: expect.stringContaining('lift in your own car') }, {}, {}] },
  });
  reading.resolve();
  await trial.learnt;
  expect(trial.finds()).toBe('meaning');
  expect(await trial.ask(LIFT)).toMatchObject({ kind: 'answer', answer: { kind: 'answered' } });
});

test('several questions in one message are answered one by one, on the page and in the terminal', async () => {
  const asked = `${LIFT}? what gifts may staff accept?`;
  const id = idOf((await give(CODE, 'Code.md')).body);
  const { body } = await call(`/policies/${id}/ask`, { method: 'POST', body: asked });
  expect(body).toMatchObject({
    kind: 'several',
    each: [{ question: `${LIFT}?` }, { question: 'what gifts may staff accept?' }],
  });
  const tried = await tryPolicy(CODE, 'Code.md', { opening: await shippedUnderstanding(), cautions });
  if (tried.kind !== 'read') throw new Error(tried.why);
  expect(await tried.trial.ask(asked)).toMatchObject({ kind: 'several', each: [{ question: `${LIFT}?` }, {}] });
});

test('what may be a report is not looked up', async () => {
  const { body } = await give(CODE, 'code.md');
  const said = await call(`/policies/${idOf(body)}/ask`, {
    method: 'POST',
    body: 'a boy in my form told me his dad hits him every night',
  });
  expect(said.body).toMatchObject({ kind: 'words', words: expect.stringContaining('tell your DSL now') });
});

test('what cannot be read says why, and what is too large is not even looked at', async () => {
  const broken = await give(Buffer.from('%PDF-1.7 and nothing more'), 'broken.pdf');
  expect(broken.body).toMatchObject({ unreadable: expect.stringMatching(/^This .*\.$/) });
  const large = await give(new Uint8Array(LIMITS.fileBytes + 10), 'large.txt');
  expect(large.body).toMatchObject({ unreadable: expect.stringContaining('larger than 20 MB') });
});

test('a picture in a Word file is told of, with its place: words in it cannot be quoted', async () => {
  const { zipSync, unzipSync, strFromU8, strToU8 } = await import('fflate');
  const parts = unzipSync(await asWord(readMarkdown(CODE.toString('utf8')), 'Running header'));
  const picture =
    '<w:p><w:r><w:pict><v:imagedata xmlns:v="urn:schemas-microsoft-com:vml"/></w:pict></w:r></w:p><w:sectPr>';
  const document = strFromU8(parts['word/document.xml'] ?? new Uint8Array()).replace('<w:sectPr>', picture);
  const { body } = await give(zipSync({ ...parts, 'word/document.xml': strToU8(document) }), 'pictured.docx');
  expect(body).toMatchObject({ read: { missed: [expect.stringMatching(/^Words in a picture .*: under ‘.+’\.$/)] } });
});

test('nobody else may drive it: no other page, no other name for this machine', async () => {
  const other = { 'x-lanyard-trial': '1', origin: 'https://elsewhere.example' };
  expect((await call('/policies', { headers: other })).status).toBe(403);
  expect((await call('/policies', { headers: {} })).status).toBe(403);
  const page = await fetch(url);
  expect(page.headers.get('content-security-policy')).toContain("connect-src 'self'");
  const { request } = await import('node:http');
  const status = await new Promise((done) =>
    request(url, { headers: { host: 'elsewhere.example' } }, ({ statusCode }) => done(statusCode)).end(),
  );
  expect(status).toBe(421);
});

test('it is gone at the end unless it was kept, and what is forgotten is gone at once', async () => {
  const kept = await give(CODE, '../../kept.md');
  await call(`/policies/${idOf(kept.body)}/keep`, { method: 'POST' });
  await give(CODE, 'passing.md');
  await stop();
  await begin();
  expect((await call('/policies')).body).toMatchObject({ held: [{ name: '../../kept.md', isKept: true }] });
  const { body } = await call('/policies');
  const [first] = body && typeof body === 'object' && 'held' in body && Array.isArray(body.held) ? body.held : [];
  await call(`/policies/${idOf(first)}`, { method: 'DELETE' });
  expect(await files.list()).toEqual([]);
  expect((await call(`/policies/${idOf(first)}`)).status).toBe(404);
});

test('the same in a terminal: how it was read, then each question', async () => {
  const file = join(folder, 'code.md');
  writeFileSync(file, CODE);
  const said: string[] = [];
  expect(
    await tryInTerminal(file, ['can i tutor a pupil privately for money', ''], (words) => said.push(words), {
      opening: await shippedUnderstanding(),
    }),
  ).toBe(true);
  expect(said[0]).toBe('Staff Code of Conduct');
  expect(said).toContain('  Version:     3.2, from “Version” in the table at the front');
  expect(said).toContain('  § 8 Conduct outside work');
  expect(said.at(-1)).toContain('✓ The rule\nStaff Code of Conduct');
});
