import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { extractText } from 'unpdf';
import { verifyEvidence } from '../../../src/acknowledge/evidence/evidence.ts';
import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { submit } from '../../entrances/entrance-world.ts';
import { next } from '../../report/support-sandbox.ts';
import { startCampaign } from '../../support/campaign.ts';
import { type Running, running } from '../../support/running.ts';

/** Doreen Tapley has no Teams licence. HR prints her a link; she answers in a browser; everything is in one register. */
let world: Running;
let campaignCard: string;
const HR = PEOPLE.sunitaRao;
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

beforeAll(async () => {
  world = await running({ at: new Date('2026-09-08T09:00:00Z') });
  campaignCard = await startCampaign(world);
});
afterAll(() => world.close());

const here = (url: string): string => `${world.url}${new URL(url).pathname}`;
const get = (url: string) => fetch(here(url));
const post = (url: string, fields: Record<string, string> = {}) =>
  fetch(here(url), { method: 'POST', headers: FORM, body: new URLSearchParams(fields).toString(), redirect: 'manual' });

/** The address behind a button of a dialog. */
async function linkIn(dialogName: string, button: string): Promise<string> {
  const dialog = await world.sandbox.openDialog(HR, campaignCard, dialogName);
  const found = new RegExp(`"title":"${button}[^"]*","url":"([^"]+)"`).exec(JSON.stringify(dialog.card));
  return found?.[1] ?? '';
}

const download = async (dialogName: string, button: string): Promise<Response> =>
  post(await linkIn(dialogName, button));

/** The personal address of each person on a fresh sheet. */
async function sheet(): Promise<Map<string, string>> {
  const response = await download('People without Teams', 'Personal links');
  expect(response.headers.get('content-type')).toBe('application/pdf');
  expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename=".*personal links\.pdf"/);
  const { text } = await extractText(new Uint8Array(await response.arrayBuffer()), { mergePages: false });
  return new Map(
    text.map((page) => {
      const [, host, secret] = /(http:\/\/localhost:\d+\/a\/)\s*((?:[2-9A-Z]{4}-){6}[2-9A-Z]{4})/.exec(page) ?? [];
      return [/This page is for (.+?) alone/.exec(page)?.[1] ?? '', `${host}${secret}`];
    }),
  );
}

/** The secret of a link as it is printed, and as it is kept: without dashes. */
function secretsOf(link: string): readonly string[] {
  const [secret = ''] = /(?:[2-9A-Z]{4}-){6}[2-9A-Z]{4}$/.exec(link) ?? [];
  expect(secret).toHaveLength(34);
  return [secret, secret.replaceAll('-', '')];
}

test('a sheet is printed, scanners read it in vain, Doreen answers once, and HR’s card counts her', async () => {
  const links = await sheet();
  const link = links.get('Doreen Tapley') ?? '';
  for (let scanned = 0; scanned < 3; scanned += 1) {
    expect((await get(link)).status).toBe(200);
    expect((await fetch(here(link), { method: 'HEAD' })).status).toBe(200);
  }
  const page = await (await get(link)).text();
  expect(page).toContain('I am Doreen Tapley.');
  expect(page).toContain('Oakfield Academy');
  expect(page).toContain('30 September 2026');
  // The whole text, from its first part to its last.
  expect(page.length).toBeGreaterThan(5_000);
  expect(page).not.toMatch(/<script|<style|style="| on[a-z]+=/);

  const unticked = await post(link);
  expect(unticked.status).toBe(422);
  expect(await unticked.text()).toContain('Please tick the box');
  const evidenceBefore = await (await download('Download', 'Evidence')).text();
  expect(evidenceBefore).not.toContain('"method":"link"');

  const shown = /name="shown" value="([0-9a-f]{16})"/.exec(page)?.[1] ?? '';
  const other = await post(link, { me: 'yes', shown: shown.replace(/.$/, 'x') });
  expect([other.status, (await other.text()).includes('What you are asked to read has changed.')]).toEqual([422, true]);
  const answered = await post(link, { me: 'yes', shown });
  expect([answered.status, answered.headers.get('location')]).toEqual([303, new URL(link).pathname]);
  expect(await (await get(link)).text()).toContain('Your answer is recorded');
  world.sandbox.clock.advance(3_600_000);
  await post(link, { me: 'yes', shown });
  const receipt = await (await get(link)).text();
  expect(receipt).toMatch(/Tuesday 8 September 2026, 10:\d\d, through a personal link/);
  await world.sandbox.until(() =>
    JSON.stringify(world.sandbox.messages(HR).find(({ id }) => id === campaignCard)).includes('**1 of '),
  );
});

test('a new sheet ends the links of the one before, and a wrong letter says so', async () => {
  const old = (await sheet()).values().next().value ?? '';
  const fresh = (await sheet()).values().next().value ?? '';
  expect(fresh).not.toBe(old);
  expect((await get(old)).status).toBe(410);
  expect((await post(old, { me: 'yes' })).status).toBe(410);
  expect((await get(fresh)).status).toBe(200);
  const wrong = fresh.replace(/.$/, (last) => (last === '2' ? '3' : '2'));
  expect((await get(wrong)).status).toBe(404);
  // The secret of a download opens no answer, and the other way round.
  expect((await post(fresh.replace('/a/', '/d/'))).status).toBe(404);
  const file = await linkIn('Download', 'Register');
  expect((await post(file.replace('/d/', '/a/'), { me: 'yes' })).status).toBe(404);
});

test('the register, the page and the evidence land as files; the evidence proves itself and holds no link', async () => {
  // Before the evidence: a sheet that is made after it could not be in it.
  const links = await sheet();
  const csv = await download('Download', 'Register');
  expect(csv.headers.get('content-disposition')).toContain('register.csv');
  expect(Buffer.from(await csv.arrayBuffer()).toString('utf8')).toMatch(/^\ufeff"Name",[\s\S]*Doreen Tapley/);
  const page = await download('Download', 'Summary');
  expect(Buffer.from(await page.arrayBuffer()).toString('latin1')).toMatch(/^%PDF-/);
  const evidence = await (await download('Download', 'Evidence')).text();
  expect(verifyEvidence(evidence)).toMatchObject({ kind: 'unaltered' });
  expect(evidence).toContain('"kind":"links-made"');
  expect(links.size).toBeGreaterThan(0);
  for (const secret of [...links.values()].flatMap(secretsOf)) expect(evidence).not.toContain(secret);
});

test('HR enters what was signed on paper, with who saw it and when', async () => {
  const { sandbox } = world;
  const dialog = await sandbox.openDialog(HR, campaignCard, 'People without Teams');
  const [, person = ''] = /"value":"([0-9a-f-]{36}|paper:[0-9a-f-]{36})"/.exec(JSON.stringify(dialog.card)) ?? [];
  const missing = await sandbox.submitDialog(HR, dialog, 'Enter as signed', { people: '' });
  expect(JSON.stringify(missing)).toContain('Please tick who has signed');
  // The links of the people do not end with those of the buttons.
  expect(JSON.stringify(dialog.card)).toContain('They work at least until 30 days after the due date');
  expect(JSON.stringify(dialog.card)).not.toContain('"value":"Sunita Rao"');
  const early = await sandbox.submitDialog(HR, dialog, 'Enter as signed', {
    people: person,
    witness: 'Karen Osgood',
    signedOn: '2019-09-02',
  });
  const refused = JSON.stringify(early);
  expect(refused).toMatch(/Nothing was entered\. The date on the paper must not be after today, and not before/);
  for (const kept of [person, 'Karen Osgood', '2019-09-02']) expect(refused).toContain(`"value":"${kept}"`);
  const done = await sandbox.submitDialog(HR, dialog, 'Enter as signed', {
    people: person,
    witness: 'Karen Osgood',
    signedOn: '2026-09-08',
  });
  expect(JSON.stringify(done)).toContain('Entered as signed on paper: Grace Adeyemi.');
  expect(await (await download('Download', 'Register')).text()).toContain('"2026-09-08","Karen Osgood"');
});

test('HR gives someone who leaves all that they have signed as a file, and nobody else can fetch it', async () => {
  const { sandbox } = world;
  const dialog = await sandbox.openDialog(HR, campaignCard, 'Update a person');
  const found = await next(world, HR, dialog, 'Find', { name: 'Grace Adeyemi' });
  const offered = await sandbox.submitDialog(HR, found, 'What they have signed (PDF)', {});
  const [, url = ''] = /"url":"([^"]+\/d\/[^"]+)"/.exec(JSON.stringify(offered)) ?? [];
  const file = new Uint8Array(await (await post(url)).arrayBuffer());
  const { text } = await extractText(file, { mergePages: true });
  expect(text).toContain('What Grace Adeyemi has acknowledged');
  expect(text).toContain('Signed on 8 September 2026, on paper, witnessed by Karen Osgood');

  const [, campaign, person] = /"campaign":"([0-9a-f-]{36})","person":"([^"]+)"/.exec(JSON.stringify(found.card)) ?? [];
  const tried = await submit(world, PEOPLE.priyaNair, 'campaign.signed', { campaign, person });
  expect(tried).not.toMatch(/\/d\/|Grace/);
  expect(await submit(world, HR, 'campaign.signed', { campaign, person })).toContain('/d/');
});

test('only HR gets a link, and what they could fetch ends with their role', async () => {
  const campaign = /"campaign":"([0-9a-f-]{36})"/.exec(
    JSON.stringify(world.sandbox.messages(HR).find(({ id }) => id === campaignCard)),
  )?.[1];
  for (const dialog of ['campaign.paper', 'campaign.downloads']) {
    const open = async (user: string) =>
      JSON.stringify(
        await world.sandbox
          .fetchDialog(user, undefined, { dialog, msteams: { type: 'task/fetch' }, campaign })
          .catch(String),
      );
    expect(await open(HR)).toMatch(/\/d\/[2-9A-Z]{4}-/);
    expect(await open(PEOPLE.priyaNair)).not.toMatch(/\/d\/|Doreen/);
  }
  const url = await linkIn('Download', 'Register');
  await givesRole(PEOPLE.joannaOkafor, { newcomer: PEOPLE.helenWhitcombe, outgoing: HR });
  expect((await post(url)).status).toBe(403);
  await givesRole(PEOPLE.joannaOkafor, { newcomer: HR, outgoing: PEOPLE.helenWhitcombe });
});

/** The headteacher's word is enough for HR. */
async function givesRole(user: string, people: { newcomer: string; outgoing: string }): Promise<void> {
  const { sandbox } = world;
  await sandbox.say(user, 'roles');
  const list = await sandbox.openDialog(user, sandbox.messages(user).at(-1)?.id ?? '', 'Open the roles');
  const form = await next(world, user, list, 'Go on', { role: 'hr' });
  expect(JSON.stringify((await next(world, user, form, 'Ask for it', people)).card)).toContain('within a minute');
}

test('guesses are counted by the address that our own proxy saw, whatever the caller wrote before it', async () => {
  const link = (await sheet()).values().next().value ?? '';
  const from = (address: string) => (url: string) => fetch(here(url), { headers: { 'x-forwarded-for': address } });
  for (let guess = 0; guess < 30; guess += 1)
    await from(`198.51.100.${guess}, 203.0.113.9:50${guess + 10}`)('http://localhost/a/wrong');
  // Only misses are held back: a link that is right opens from there too.
  expect((await from('192.0.2.77, 203.0.113.9')('http://localhost/a/wrong')).status).toBe(429);
  expect((await from('203.0.113.9, 192.0.2.77')('http://localhost/a/wrong')).status).not.toBe(429);
  expect((await from('192.0.2.77, 203.0.113.9')(link)).status).toBe(200);
});

test('what is not a form is refused, and no address was ever logged', async () => {
  const link = (await sheet()).values().next().value ?? '';
  const json = await fetch(here(link), { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
  expect(json.status).toBe(400);
  const large = await post(link, { me: 'x'.repeat(300_000) });
  expect(large.status).toBe(400);
  expect((await fetch(here(link), { method: 'PUT' })).status).toBe(405);
  for (const secret of secretsOf(link)) for (const line of world.logged) expect(line).not.toContain(secret);
});
