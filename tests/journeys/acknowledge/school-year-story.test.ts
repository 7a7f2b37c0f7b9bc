import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { extractText } from 'unpdf';
import { verifyEvidence } from '../../../src/acknowledge/evidence/evidence.ts';
import { type IsoDay, instantOf } from '../../../src/kernel/time.ts';
import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { submit } from '../../entrances/entrance-world.ts';
import { shown } from '../../report/support-sandbox.ts';
import { putInForce } from '../../support/adopt.ts';
import { draftCampaign, readWhole } from '../../support/campaign.ts';
import { type Running, running } from '../../support/running.ts';
import { until } from '../../support/until.ts';

const { sunitaRao: HR, joannaOkafor: HEAD, ruthEllery: OWNER } = PEOPLE;
const { priyaNair: TALKS, karenOsgood: AWAY, lewisGrant: PAPER, marcusLindley: LEAVER, frankDoyle: REMINDED } = PEOPLE;
/** From an agency: with an account of the school, and in none of its groups. */
const AGENCY = 'b0000000-0000-4000-8000-00000000a9e2';

let world: Running;
let client: pg.Client;
let card: string;
let campaign: string;
/** What is true, as the story itself knows it. */
const truth = { expected: 0, acknowledged: 0 };

beforeAll(async () => {
  world = await running({
    at: instantOf('2026-09-20' as IsoDay, '18:00'),
    followsClock: true,
    limits: true,
    before: (sandbox) =>
      sandbox.tenant.addPerson({
        ...{ id: AGENCY, displayName: 'Owain Pryce', givenName: 'Owain', surname: 'Pryce', department: '' },
        ...{ userPrincipalName: 'owain.pryce@oakfield.example', jobTitle: 'Supply teacher', kind: 'staff' },
        ...{ enabled: true, userType: 'Member', hasTeams: true, install: 'ok' },
      }),
  });
  client = new pg.Client({ connectionString: world.databaseUrl });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await world.close();
});

const rows = async () =>
  (
    await client.query<{ user_id: string | null; person_id: string; state: string }>(
      'select user_id, person_id, state from campaign_person where campaign_id = $1',
      [campaign],
    )
  ).rows;

/** Moves to a moment, and lets everything that is due happen. */
async function moveTo(day: string, time = '09:00'): Promise<void> {
  const at = instantOf(day as IsoDay, time);
  const from = world.logged.length;
  world.sandbox.clock.set(at);
  const hasSwept = () =>
    world.logged
      .slice(from)
      .filter((line) => line.includes('"campaign.swept"'))
      .some((line) => (JSON.parse(line) as { at: string }).at >= at.toISOString());
  await until(hasSwept, `the sweep of ${day}`);
  await until(
    async () => (await rows()).every(({ state }) => !['waiting', 'sending'].includes(state)),
    `everyone's state on ${day}`,
  );
}

const requestOf = (user: string) =>
  world.sandbox.messages(user).findLast((one) => shown(one).includes('acknowledgement.confirm'));

/** Opens what has to be opened, and answers. */
async function answer(user: string): Promise<void> {
  const request = await until(() => requestOf(user), `the card of ${user}`);
  const titles = [...shown(request).matchAll(/"title":"(Read it [^"]+)"/g)].map((match) => match[1] ?? '');
  for (const title of titles) await readWhole(world, user, request.id, title);
  await world.sandbox.click(user, request.id, 'acknowledgement.confirm');
}

const enter = (person: string, change: string, day: string) =>
  submit(world, HR, 'campaign.enter-one', { campaign, person, change, who: 'Joanna Okafor', day });

async function said(user: string, words: string): Promise<string> {
  const before = world.sandbox.messages(user).length;
  await world.sandbox.say(user, words);
  return shown(world.sandbox.messages(user).slice(before));
}

/** The files behind the button Download, by the beginning of their titles. */
async function file(title: string): Promise<Response> {
  const dialog = await world.sandbox.openDialog(HR, card, 'Download');
  const url = new RegExp(`"title":"${title}[^"]*","url":"([^"]+)"`).exec(shown(dialog.card))?.[1] ?? '';
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return fetch(`${world.url}${new URL(url).pathname}`, { method: 'POST', headers, body: '', redirect: 'manual' });
}

const people = (count: number) => (count === 1 ? '1 person' : `${count} people`);

/** Every place that has a number has this one. */
async function agree(step: string): Promise<void> {
  const { expected, acknowledged } = truth;
  const outstanding = expected - acknowledged;
  // The card in HR's chat is drawn again by itself.
  const drawn = `**${acknowledged} of ${expected}** have acknowledged`;
  await until(
    () => shown(world.sandbox.messages(HR).find(({ id }) => id === card)).includes(drawn),
    `${step}: ${drawn}`,
  );
  const list = shown((await world.sandbox.openDialog(HR, card, 'Outstanding')).card);
  const [header = '', ...lines] = (await (await file('Register')).text()).trim().split('\r\n');
  const at = header.split('","').indexOf('Status');
  const states = lines.map((line) => line.split('","')[at]);
  const page = new Uint8Array(await (await file('Summary for an inspector')).arrayBuffer());
  const { text } = await extractText(page, { mergePages: true });
  const verdict = verifyEvidence(await (await file('Evidence')).text());
  const typed = await said(HR, "who hasn't signed");
  const overview = await said(HEAD, 'how many have signed');

  expect([step, list]).toEqual([
    step,
    expect.stringContaining(`Not acknowledged yet: ${outstanding} of ${people(expected)}`),
  ]);
  expect([step, states.filter((state) => state === 'Acknowledged').length]).toEqual([step, acknowledged]);
  const notCounted = ['Paused', 'No longer on the list', 'Not asked'];
  expect([step, states.filter((state) => !notCounted.includes(state ?? '')).length]).toEqual([step, expected]);
  expect([step, text.replaceAll(/\s+/g, ' ')]).toEqual([
    step,
    expect.stringContaining(`${acknowledged} of ${expected} have acknowledged, ${outstanding} have not yet.`),
  ]);
  expect([step, verdict.kind]).toEqual([step, 'unaltered']);
  expect([step, typed]).toEqual([step, expect.stringContaining(`**${people(outstanding)}** of ${expected},`)]);
  expect([step, overview]).toEqual([step, expect.stringContaining(`${acknowledged} of ${expected}`)]);
}

test('a school’s year: every number is the same everywhere, whatever HR, staff and the directory do', async () => {
  const { sandbox } = world;
  // Sunday evening: HR plans. Nobody is asked before Monday morning.
  card = await draftCampaign(world, '2026-11-13');
  campaign = /"campaign":"([0-9a-f-]{36})"/.exec(shown(sandbox.messages(HR).find(({ id }) => id === card)))?.[1] ?? '';
  expect(shown(await sandbox.click(HR, card, 'campaign.send-at'))).toContain('It will be sent on');
  expect(requestOf(TALKS)).toBeUndefined();
  await moveTo('2026-09-21');
  const asked = (await rows()).filter(({ state }) => state === 'asked').map(({ user_id }) => user_id ?? '');
  truth.expected = (await rows()).length;
  await agree('asked on Monday');

  const others = asked.filter((user) => ![TALKS, AWAY, PAPER, LEAVER, REMINDED].includes(user as never));
  for (const user of others.slice(0, 9)) await answer(user);
  truth.acknowledged = 9;
  await agree('nine have answered');

  // One would rather talk: only HR has it, and no number knows.
  await submit(world, TALKS, 'acknowledgement.want-talk', { campaign, kind: 'talk' });
  await agree('one would rather talk first');

  // Two more: agency staff with an account, and a governor without one.
  const form = await sandbox.openDialog(HR, card, 'Add someone');
  expect(shown(await sandbox.submitDialog(HR, form, 'Ask them too', { who: AGENCY }))).toContain('on the list');
  const added = { newName: 'Ada Whitmore', newRole: 'Governor', who: 'Joanna Okafor', day: '2026-09-21' };
  expect(await submit(world, HR, 'campaign.add-one', { campaign, ...added })).toContain('Entered for Ada Whitmore');
  truth.expected += 2;
  await moveTo('2026-09-22');
  await answer(AGENCY);
  truth.acknowledged += 1;
  await agree('two were added, and one of them has answered');

  // A paper entry, and back.
  expect(await enter(PAPER, 'witnessed', '2026-09-22')).toContain('Entered for Lewis Grant');
  truth.acknowledged += 1;
  await agree('signed on paper');
  const found = await submit(world, HR, 'campaign.find', { campaign, name: 'Lewis Grant' });
  const event = Number(/"event":(\d+)/.exec(found)?.[1]);
  await submit(world, HR, 'campaign.take-back', { campaign, person: PAPER, event, why: 'Another Lewis signed' });
  truth.acknowledged -= 1;
  await agree('the paper entry was taken back');

  // A long absence, and a leaver.
  expect(await enter(AWAY, 'away', '2026-09-22')).toContain('Entered for Karen Osgood');
  truth.expected -= 1;
  await agree('away');
  sandbox.tenant.setEnabled(LEAVER, false);
  await moveTo('2026-09-23');
  truth.expected -= 1;
  await agree('someone left');

  // A reminder by hand goes to who was chosen, and to nobody who asked to talk.
  await moveTo('2026-09-30');
  const before = sandbox.messages(REMINDED).length;
  const hand = { campaign, whom: `p:${REMINDED}`, words: 'Before Friday, please.' };
  expect(await submit(world, HR, 'campaign.see-reminder', hand)).toContain('**1 person** gets it now.');
  await submit(world, HR, 'campaign.send-reminder', hand);
  await moveTo('2026-09-30', '09:05');
  expect(shown(sandbox.messages(REMINDED).slice(before))).toContain('Before Friday, please.');
  await agree('reminded by hand');

  // A new version is adopted with consultation; what people were asked stays what it was.
  const policy = await readFile(resolve(import.meta.dirname, '../../../policies/social-media.md'), 'utf8');
  const content = policy.replace('6.1 Staff must not follow', '6.1 No volunteer and no member of staff may follow');
  await sandbox.say(OWNER, '', undefined, [
    { name: 'Social Media Policy v6.md', type: 'application/octet-stream', content },
  ]);
  const withText = (words: string) => () => sandbox.messages(OWNER).findLast((one) => shown(one).includes(words));
  const ready = await until(withText('Say which policy this is'), 'reading the file');
  const dialog = await sandbox.openDialog(OWNER, ready.id, 'Say which policy this is');
  await sandbox.submitDialog(OWNER, dialog, 'Compare');
  const proposal = await until(withText('A new version of a policy'), 'the comparison');
  await putInForce({ sandbox }, OWNER, proposal.id, { adoptedOn: '2026-09-23', consulted: 'All staff and two unions' });
  await agree('another version is adopted');

  // Half-term is silent. Then she is back, and her days begin.
  await moveTo('2026-10-23');
  const silent = () => asked.map((user) => sandbox.messages(user).length);
  await moveTo('2026-10-26');
  const atStart = silent();
  for (const day of ['2026-10-28', '2026-10-30']) await moveTo(day);
  expect(silent()).toEqual(atStart);
  await moveTo('2026-11-03');
  expect(await enter(AWAY, 'back', '2026-11-03')).toContain('Entered for Karen Osgood');
  truth.expected += 1;
  await moveTo('2026-11-04');
  await answer(AWAY);
  truth.acknowledged += 1;
  await agree('back, and has answered');

  expect(await said(HEAD, 'what has changed since I last looked')).toContain('Since you looked on');
  expect(sandbox.world.messagesToPupils).toBe(0);
  expect(world.logged.filter((line) => line.includes('"level":"error"'))).toEqual([]);
}, 240_000);
