import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PDFDocument } from 'pdf-lib';
import pg from 'pg';
import { Typed } from '../../../src/kernel/typed.ts';
import { createPictureFetch } from '../../../src/more/screenshots/screenshot.handlers.ts';
import { connect } from '../../../src/platform/postgres/database.ts';
import { pictureType } from '../../../src/report/record/pictures.ts';
import { verifyTrails } from '../../../src/report/trail/verify.store.ts';
import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { channelCard, concernIn, next, reportByClicking, shown } from '../../report/support-sandbox.ts';
import { type Running, running } from '../../support/running.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const { priyaNair: reporter, danielPrior: manager, miriamHale: dsl } = PEOPLE;

let world: Running;
/** The sample school with screenshots turned on. */
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lanyard-screenshots-'));
  const file = join(folder, 'lanyard.yml');
  const root = resolve(import.meta.dirname, '../../..');
  writeFileSync(
    file,
    readFileSync(join(root, 'lanyard.yml'), 'utf8')
      .replace('allowScreenshots: false', 'allowScreenshots: true')
      .replaceAll('- policies/', `- ${root}/policies/`),
  );
  world = await running({ env: { LANYARD_CONFIG: file } });
});
afterAll(() => world.close());

const send = (content: string | Uint8Array, type = 'image/png', name = 'post.png') =>
  world.sandbox.say(reporter, '', undefined, [{ name, type, content }]);
const last = (user: string) => shown(world.sandbox.messages(user).at(-1));
const fetched = () => world.sandbox.world.filesFetched;
const receiptOf = (reference: string) =>
  world.sandbox.until(() =>
    world.sandbox.messages(reporter).find((message) => shown(message).includes(`Your report ${reference}`)),
  );
const addition = async (reference: string) =>
  world.sandbox.openDialog(reporter, (await receiptOf(reference)).id, 'Add something');
const ask = async (reference: string, answers: Record<string, string> = { young: 'no', intimate: 'no' }) => {
  const question = await next(world, reporter, await addition(reference), 'Add a screenshot of a post');
  return world.sandbox.submitDialog(reporter, question, 'Go on', answers);
};

test.each([
  [PNG, 'image/png'],
  [Buffer.from('ffd8ffe000104a464946', 'hex'), 'image/jpeg'],
  [Buffer.from('RIFF\0\0\0\0WEBPVP8 '), 'image/webp'],
  [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), undefined],
  [Buffer.from('GIF89a'), undefined],
  [Buffer.from('%PDF-1.7'), undefined],
  [Buffer.from(''), undefined],
] as const)('what a picture is, is told by its first bytes: %#', (bytes, type) => {
  expect(pictureType(bytes)).toBe(type);
});

test('a picture that nobody asked for is refused without being opened, before, during and after a report about a child', async () => {
  const before = fetched();
  await send(PNG);
  expect(last(reporter)).toContain('I have not opened what you sent');
  expect(last(reporter)).toContain('Miriam Hale, 01632 960 201');
  const reference = await reportByClicking(world, reporter, { about: 'child' });
  await channelCard(world, reference);
  expect(shown((await addition(reference)).card)).not.toContain('screenshot of a post');
  await send(PNG);
  await send(PNG, 'application/octet-stream');
  // Hand-made: a child's report has no way to a picture at all.
  const id = concernIn(await receiptOf(reference));
  for (const verb of ['concern.own-picture', 'concern.own-picture-answer']) {
    const value = { data: { verb, concern: id, young: 'no', intimate: 'no' } };
    const { body } = await world.sandbox.sendActivity(
      world.sandbox.activity(reporter, { type: 'invoke', name: 'task/submit', value }),
    );
    expect(shown(body)).toContain('cannot be added to this report');
  }
  await send(PNG);
  expect(last(reporter)).toContain('I have not opened what you sent');
  expect(fetched()).toBe(before);
  // Beside words that are themselves a concern as well: the words are offered a form, the picture is refused.
  await world.sandbox.say(PEOPLE.lewisGrant, 'a girl in 8B sent me a nude of herself', undefined, [
    { name: 'VERY-PRIVATE.mp4', type: 'video/mp4', content: PNG },
  ]);
  expect(shown(world.sandbox.messages(PEOPLE.lewisGrant))).toContain('I have not opened what you sent');

  // The person who needs to act hears about it: once for each person and day, and nothing of what was sent.
  for (const user of [dsl, PEOPLE.tomAshworth]) {
    await world.sandbox.until(() => (strays(user).length === 2 ? true : undefined));
    for (const name of ['Lewis Grant', 'Priya Nair']) expect(strays(user).join()).toContain(name);
    expect(strays(user).join()).not.toMatch(/VERY-PRIVATE|post\.png|girl in 8B|nude of/);
  }
  expect(fetched()).toBe(before);
});

const strays = (user: string): string[] =>
  world.sandbox
    .messages(user)
    .map((message) => shown(message))
    .filter((text) => text.includes('unexpected picture arrived'));

test('abuse of staff: after the image question one picture is taken, sealed, and comes out only for those who may open it', async () => {
  const { sandbox } = world;
  const reference = await reportByClicking(world, reporter, { about: 'online-abuse' });
  const alert = await sandbox.until(() =>
    sandbox.messages(manager).find((message) => shown(message).includes(reference)),
  );
  const id = concernIn(alert);

  // Not sure counts as yes: nothing is awaited, and nothing fetched.
  const before = fetched();
  const stopped = await ask(reference, { young: 'unsure', intimate: 'no' });
  expect(shown(stopped)).toContain('Do not send it');
  await send(PNG);
  expect(last(reporter)).toContain('I have not opened what you sent');
  expect(fetched()).toBe(before);

  // A picture has no words beside it: what was written in the form is kept, and goes first.
  const words = { text: 'WRITTEN BEFORE' };
  const kept = await next(world, reporter, await addition(reference), 'Add a screenshot of a post', words);
  expect(shown(kept.card)).toContain('not added yet');
  expect(shown(kept.card)).toContain('"value":"WRITTEN BEFORE"');

  // Only a picture, by its content, whatever it is called; the question is asked again each time.
  await ask(reference);
  await send('<svg onload="alert(1)">', 'image/png');
  expect(last(reporter)).toContain('a PNG, JPEG or WebP');
  await send(PNG);
  expect(last(reporter)).toContain('I have not opened what you sent');
  await ask(reference);
  await send(Buffer.concat([PNG, Buffer.alloc(5 * 1024 * 1024)]));
  expect(last(reporter)).toContain('larger than 5 MB');

  // Later than ten minutes it is a picture like any other.
  await ask(reference);
  sandbox.clock.advance(11 * 60_000);
  await send(PNG);
  expect(last(reporter)).toContain('I have not opened what you sent');

  await ask(reference);
  await send(PNG);
  expect(last(reporter)).toContain(`is added to your report ${reference}`);
  expect(fetched()).toBe(before + 3);
  expect(strays(dsl).length).toBeLessThanOrEqual(2);

  const record = await sandbox.openDialog(manager, alert.id, 'Open');
  const offered = await next(world, manager, record, 'Download this screenshot');
  const post = async (url: string) =>
    fetch(`${world.url}${new URL(url).pathname}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: '',
    });
  const urlIn = (card: unknown): string => /"url":"([^"]+)"/.exec(shown(card))?.[1] ?? '';
  const file = await post(urlIn(offered.card));
  expect(file.headers.get('content-type')).toContain('image/png');
  expect(Buffer.from(await file.arrayBuffer()).equals(PNG)).toBe(true);

  const screenshot = /"screenshot":"([0-9a-f-]{36})"/.exec(shown(record.card))?.[1] ?? '';
  for (const user of [dsl, reporter, PEOPLE.lewisGrant]) {
    const value = { data: { verb: 'concern.picture', concern: id, screenshot } };
    const { body } = await sandbox.sendActivity(sandbox.activity(user, { type: 'invoke', name: 'task/submit', value }));
    expect(shown(body)).not.toContain('/d/');
  }

  const keeping = await next(world, manager, record, 'Export and keeping');
  const json = await post(urlIn((await next(world, manager, keeping, 'Export as data (JSON)')).card));
  expect(await json.json()).toMatchObject({
    screenshots: [{ id: screenshot, type: 'image/png', base64: PNG.toString('base64') }],
  });
  const pdf = await post(urlIn((await next(world, manager, keeping, 'Export as PDF')).card));
  expect((await PDFDocument.load(await pdf.arrayBuffer())).getPageCount()).toBeGreaterThan(0);

  const client = new pg.Client({ connectionString: world.databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ sealed: Buffer }>('select sealed from concerns_adult.concern_screenshot');
  const { rows: child } = await client.query(
    "select 1 from information_schema.tables where table_schema = 'concerns_child' and table_name like '%screenshot%'",
  );
  const problems = async () => {
    const db = connect(world.databaseUrl, 1);
    const found = (await verifyTrails(db)).flatMap((verdict) => verdict.problems);
    await db.destroy();
    return found;
  };
  expect(await problems()).toEqual([]);
  await client.query("update concerns_adult.concern_screenshot set sealed = sealed || '\\x00'");
  expect(await problems()).toEqual([`The screenshot ${screenshot} was changed.`]);
  await client.query('delete from concerns_adult.concern_screenshot');
  expect(await problems()).toEqual([`The screenshot ${screenshot} was taken out without a decision.`]);
  await client.end();
  expect(rows).toHaveLength(1);
  expect(rows[0]?.sealed.includes(PNG.subarray(0, 8))).toBe(false);
  expect(child).toEqual([]);
  expect(shown(world.logged)).not.toContain(PNG.toString('base64').slice(0, 20));
});

test('the bot’s token goes to the Connector only, and no redirect is followed', async () => {
  const heard: (string | undefined)[] = [];
  const other = createServer((request, response) => {
    heard.push(request.headers.authorization);
    if (request.url === '/away') {
      response.statusCode = 302;
      response.setHeader('location', '/picture');
    }
    response.end(PNG);
  });
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
  const address = other.address();
  const host = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  let tokens = 0;
  const fetchOf = (connectorHosts: string[], fileHosts: string[] = []) =>
    createPictureFetch({
      connectorHosts,
      fileHosts,
      sharepoint: undefined,
      token: async () => {
        tokens += 1;
        return 'the-token';
      },
    });
  const picture = (contentUrl: string) => ({
    contentType: 'image/png',
    name: new Typed('x.png'),
    ending: 'png',
    downloadUrl: undefined,
    contentUrl,
  });
  try {
    const strict = fetchOf(['smba.trafficmanager.net']);
    for (const url of [
      `http://${host}/picture`,
      `https://${host}/picture`,
      'https://smba.trafficmanager.net.example/v3/attachments/1',
      'https://user@evil.example/smba.trafficmanager.net',
      'http://smba.trafficmanager.net/v3/attachments/1',
      'http://169.254.169.254/metadata',
      'file:///etc/passwd',
      'data:image/png;base64,AAAA',
      '',
    ])
      expect(await strict(picture(url))).toEqual({ kind: 'unfetched' });
    expect([heard, tokens]).toEqual([[], 0]);

    const loose = fetchOf([host], [host]);
    expect(await loose(picture(`http://${host}/away`))).toEqual({ kind: 'unfetched' });
    expect(await loose(picture(`http://${host}/picture`))).toMatchObject({ kind: 'fetched' });
    // A file's address says by itself that we may have it: it gets no token.
    const file = {
      contentType: 'application/vnd.microsoft.teams.file.download.info',
      name: new Typed('x.png'),
      ending: 'png',
      downloadUrl: `http://${host}/picture`,
      contentUrl: undefined,
    };
    expect(await loose(file)).toMatchObject({ kind: 'fetched' });
    expect(heard).toEqual(['Bearer the-token', 'Bearer the-token', undefined]);
  } finally {
    other.close();
  }
});
