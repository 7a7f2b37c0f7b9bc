import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { UserId } from '../../../src/kernel/ids.ts';
import { createDownloads, type DownloadFile, type Downloads } from '../../../src/kernel/pages/downloads.ts';
import type { PageAnswer, Pages } from '../../../src/kernel/pages/page.ts';
import { sqlTickets } from '../../../src/platform/postgres/people/tickets.store.ts';
import { randomIds } from '../../../src/platform/process/process-ids.ts';
import { deadLink } from '../../../src/platform/web/dead-links.ts';
import { behindSecret, createPages } from '../../../src/platform/web/pages.ts';
import { testDatabase } from '../../support/database.ts';

const HR = 'b0000000-0000-4000-8000-000000000005' as UserId;
const FILE: DownloadFile = { name: 'Register “2026”.csv', type: 'text/csv; charset=utf-8', bytes: Buffer.from('a,b') };

let database: Awaited<ReturnType<typeof testDatabase>>;
let now: Date;
/** Milliseconds of a clock that nobody can set. */
let elapsed: number;
let made: [UserId, string][];
let mayHave: boolean;
let logged: string[];
let downloads: Downloads;
let pages: Pages;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(() => {
  now = new Date('2026-11-23T09:30:00Z');
  elapsed = 0;
  made = [];
  mayHave = true;
  logged = [];
  const note = (event: string, facts: object = {}) => void logged.push(JSON.stringify({ event, ...facts }));
  const clock = () => now;
  downloads = createDownloads({
    tickets: sqlTickets(database.db, randomIds),
    clock,
    log: { debug: note, info: note, warn: note, error: note },
    address: () => 'https://lanyard.example',
  });
  downloads.handle('register', {
    title: 'The register <b>',
    async make(by, subject) {
      made.push([by, subject]);
      return mayHave ? FILE : undefined;
    },
  });
  pages = createPages({
    downloads,
    doors: { a: behindSecret(async () => deadLink('unknown', '')) },
    elapsed: () => elapsed,
  });
});

const at = (url: string, method: 'GET' | 'POST' = 'GET', from = '192.0.2.1'): Promise<PageAnswer> =>
  pages({ method, path: new URL(url).pathname, form: {}, from });
const textOf = ({ body }: PageAnswer): string => (typeof body === 'string' ? body : Buffer.from(body).toString());

test('whatever follows links for a person gets a page, makes nothing and uses nothing up', async () => {
  const { url } = await downloads.offer('register', 'campaign-1', HR);
  for (let fetched = 0; fetched < 20; fetched += 1) expect(await at(url)).toMatchObject({ status: 200 });
  expect(made).toEqual([]);
  const seen = textOf(await at(url));
  expect(seen).toContain('The register &lt;b&gt;');
  expect(seen).not.toMatch(/<script|style=|campaign-1/);

  const file = await at(url, 'POST');
  expect(file).toMatchObject({ status: 200, body: FILE.bytes });
  expect(file.headers['Content-Disposition']).toBe(
    `attachment; filename="Register 2026.csv"; filename*=UTF-8''Register%20%E2%80%9C2026%E2%80%9D.csv`,
  );
  expect(made).toEqual([[HR, 'campaign-1']]);
});

test('a link gives the file a few times within ten minutes, and then says so', async () => {
  const { url, until } = await downloads.offer('register', 'campaign-1', HR);
  expect(until.getTime() - now.getTime()).toBe(600_000);
  for (let fetched = 0; fetched < 3; fetched += 1) expect(await at(url, 'POST')).toMatchObject({ status: 200 });
  expect(await at(url, 'POST')).toMatchObject({ status: 410 });
  expect(textOf(await at(url))).toContain('has been used');

  const other = await downloads.offer('register', 'campaign-1', HR);
  now = new Date(now.getTime() + 600_000);
  expect(await at(other.url, 'POST')).toMatchObject({ status: 410 });
  expect(textOf(await at(other.url))).toContain('has expired');
  expect(made).toHaveLength(3);
});

test('two at the same moment do not get one use twice', async () => {
  downloads.handle('once', { title: 'Once', uses: 1, make: async () => FILE });
  const { url } = await downloads.offer('once', 'x', HR);
  const answers = await Promise.all(Array.from({ length: 5 }, () => at(url, 'POST')));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 410, 410, 410, 410]);
});

test('the right is checked when the file is fetched, not only when the link is made', async () => {
  const { url } = await downloads.offer('register', 'campaign-1', HR);
  mayHave = false;
  const answer = await at(url, 'POST');
  expect(answer.status).toBe(403);
  expect(textOf(answer)).not.toContain('a,b');
});

test('nothing in the database or the log opens a link', async () => {
  const { url } = await downloads.offer('register', 'campaign-1', HR);
  await at(url, 'POST');
  const secret = new URL(url).pathname.slice(3);
  const kept = JSON.stringify(await database.db.selectFrom('ticket').selectAll().execute()) + logged.join('\n');
  expect(kept).toContain('download.register');
  expect(kept).not.toContain(secret);
  expect(kept).not.toContain(secret.replaceAll('-', ''));
  for (const { hash } of await database.db.selectFrom('ticket').select('hash').execute())
    expect(await at(`https://lanyard.example/d/${hash}`)).toMatchObject({ status: 404 });
});

test('a link typed by hand works in small letters and without its hyphens; a guessed one does not', async () => {
  const { url } = await downloads.offer('register', 'campaign-1', HR);
  expect(await at(url.replaceAll('-', '').replace(/[^/]+$/, (typed) => typed.toLowerCase()))).toMatchObject({
    status: 200,
  });
  for (const guess of ['', 'x', 'BCDF-GHJK-MNPQ-RSTV-WXZ2-3456-7892', '%00', '..%2f..', `${'B'.repeat(5_000)}`])
    expect(await at(`https://lanyard.example/d/${guess}`)).toMatchObject({ status: 404 });
});

test('anyone who guesses is told to wait, and a link that opens opens all the same, from the same address too', async () => {
  const { url } = await downloads.offer('register', 'campaign-1', HR);
  const guess = (from = '203.0.113.9') =>
    at('https://lanyard.example/d/BCDF-GHJK-MNPQ-RSTV-WXZ2-3456-7892', 'GET', from);
  for (let miss = 0; miss < 30; miss += 1) expect(await guess()).toMatchObject({ status: 404 });
  expect(await guess()).toMatchObject({ status: 429, headers: { 'Retry-After': '60' } });
  // Thirty-one wrong links from behind a school's address: its others are not shut out.
  expect(await at(url, 'GET', '203.0.113.9')).toMatchObject({ status: 200 });
  expect(await at(url, 'POST', '203.0.113.9')).toMatchObject({ status: 200, body: FILE.bytes });
  expect(await guess('192.0.2.1')).toMatchObject({ status: 404 });
});

test('the minute is over after a minute, wherever the clock was set meanwhile', async () => {
  const guess = () => at('https://lanyard.example/d/wrong', 'GET', '203.0.113.9');
  for (let miss = 0; miss < 31; miss += 1) await guess();
  now = new Date(now.getTime() - 7_200_000);
  elapsed += 59_000;
  expect(await guess()).toMatchObject({ status: 429 });
  elapsed += 1_000;
  expect(await guess()).toMatchObject({ status: 404 });
});

test('a link made before the clock was set back lives its ten minutes from then on, and no hours more', async () => {
  const { url } = await downloads.offer('register', 'campaign-1', HR);
  now = new Date(now.getTime() - 7_200_000);
  expect(await at(url)).toMatchObject({ status: 200 });
  now = new Date(now.getTime() + 600_000);
  expect(await at(url, 'POST')).toMatchObject({ status: 410 });
  expect(made).toEqual([]);
});

test('every page forbids scripts, frames, keeping, indexing and telling where it was', async () => {
  const { url } = await downloads.offer('register', 'campaign-1', HR);
  for (const answer of [await at(url), await at(`${url}x`), await at(url, 'POST')]) {
    expect(answer.headers['Content-Security-Policy']).toMatch(/^default-src 'none'/);
    expect(answer.headers).toMatchObject({
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
      'X-Robots-Tag': expect.stringContaining('noindex'),
    });
  }
});
