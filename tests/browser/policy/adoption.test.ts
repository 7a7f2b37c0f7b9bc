import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type IsoDay, instantOf } from '../../../src/kernel/time.ts';
import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { openBrowser, seriousProblems, shoot, type Windows } from '../../support/browser.ts';
import { startCampaign } from '../../support/campaign.ts';
import { type Running, running } from '../../support/running.ts';

/** A template with brackets, two schools, and a nephew in year 8: as they are clicked, on screens of every kind. */
let world: Running;
let windows: Windows;
beforeAll(async () => {
  [world, windows] = await Promise.all([
    running({ at: instantOf('2026-09-08' as IsoDay, '10:00'), followsClock: true }),
    openBrowser(),
  ]);
});
afterEach(async () => {
  await windows.closeAll();
  expect(windows.takeErrors()).toEqual([]);
});
afterAll(async () => {
  await windows.close();
  await world.close();
});

const { ruthEllery: RUTH, priyaNair: PRIYA, sunitaRao: HR, miriamHale: DSL, danielPrior: SENIOR } = PEOPLE;
const PHONE = { width: 390, height: 844 };
const ZOOMED = { width: 1280, height: 860, zoom: 2 };
const open = (user: string, look: Parameters<Windows['open']>[1] = {}): Promise<Page> =>
  windows.open(`${world.sandbox.url}/?as=${user}`, look);
async function inChat(page: Page): Promise<Page> {
  await page.getByTestId('compose').waitFor();
  return page;
}
const say = async (page: Page, words: string): Promise<void> => {
  await page.getByTestId('compose').fill(words);
  await page.keyboard.press('Enter');
};
const close = async (page: Page): Promise<void> => {
  if (await page.getByTestId('dialog-close').isVisible()) await page.getByTestId('dialog-close').click();
};
/** Taken, and looked at by a machine for what a screen reader would stumble over. */
async function look(page: Page, name: string): Promise<void> {
  await shoot(page, name);
  expect(await seriousProblems(page)).toEqual([]);
}

const model = (school: string, date: string, more = '') =>
  `# Drones Policy\n\nThe Governing Body of ${school} adopted this policy on ${date}. Staff and their trade unions are consulted before it is changed.\n\n## 1. Flying\n\n1.1 Nobody flies a drone over the school without leave of the headteacher.${more}\n`;

async function handIn(page: Page, name: string, content: string, policy: RegExp): Promise<void> {
  const inForce = page.getByRole('button', { name: 'Put in force' });
  const before = await inForce.count();
  await page.getByTestId('file-input').setInputFiles({ name, mimeType: 'text/markdown', buffer: Buffer.from(content) });
  await page.getByRole('button', { name: `Remove ${name}` }).waitFor();
  await page.getByTestId('send').click();
  await page.getByText(`I have read ${name}.`).waitFor();
  await page.getByRole('button', { name: 'Say which policy this is' }).last().click();
  await page
    .getByRole('dialog')
    .getByLabel('Which policy is this a new version of?')
    .waitFor()
    .catch(() => undefined);
  await page.getByRole('dialog').getByRole('radio', { name: policy }).check();
  await page.getByRole('dialog').getByRole('button', { name: 'Compare' }).click();
  await page.getByText(`${name} received as`).waitFor();
  await close(page);
  // Its own card comes a moment after the dialog's answer, below those of other versions; where theirs is gone, there is one as before.
  await inForce
    .nth(before)
    .waitFor({ timeout: 3_000 })
    .catch(() => undefined);
}

test('a template with brackets is filled in, consulted on, adopted from a later day; the other school has its own', async () => {
  const page = await open(RUTH);
  await handIn(
    page,
    'drones model.md',
    model('[establishment name]', '[date]'),
    /that Oakfield Academy does not have yet/,
  );
  await page.getByText('2 gaps are still to be filled in.').waitFor();
  await look(page, 'adoption-1-template');
  await page.getByRole('button', { name: 'Put in force' }).last().click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Who adopted it?').fill('Local Governing Body');
  await form.getByLabel(/On what date/).fill('2026-09-07');
  await look(page, 'adoption-2-brackets');
  await form.getByRole('button', { name: 'Put in force' }).click();
  await form.getByText('Not in force: 2 gaps').waitFor();
  await close(page);

  await page.getByRole('button', { name: 'Try a question' }).last().click();
  await page.getByRole('dialog').getByLabel('Your question').fill('may I fly a drone over the school');
  await page.getByRole('dialog').getByRole('button', { name: 'Ask', exact: true }).click();
  await page.getByRole('dialog').getByText('Nobody flies a drone').waitFor();
  await look(page, 'adoption-3-draft-asked');
  await close(page);

  await handIn(page, 'drones.md', model('Oakfield Academy', '7 September 2026', ' Clubs may.'), /Drones Policy.*draft/);
  await page.getByText('The draft before it').waitFor();
  await look(page, 'adoption-4-filled-in');
  await page.getByRole('button', { name: 'Consult' }).last().click();
  await page.getByRole('dialog').getByText('All staff of Oakfield Academy').click();
  await look(page, 'adoption-5-consult');
  await page.getByRole('dialog').getByRole('button', { name: 'Ask them' }).click();
  await page.getByText(/Asked: \d+ people/).waitFor();
  await close(page);

  await world.sandbox.until(() =>
    world.sandbox.messages(PRIYA).find(({ cards }) => JSON.stringify(cards).includes('You are being consulted')),
  );
  const priya = await inChat(await open(PRIYA, { ...PHONE, dark: true }));
  await priya.getByText('You are being consulted on a policy').waitFor();
  await look(priya, 'adoption-6-consulted-phone-dark');
  await priya.getByRole('button', { name: 'See what has changed' }).click();
  await priya.getByRole('dialog').getByText('Clubs may.').waitFor();
  await look(priya, 'adoption-7-differs-phone-dark');
  await close(priya);
  await priya.getByRole('button', { name: 'Send a comment' }).click();
  await priya.getByRole('dialog').getByLabel('What would you change, and why?').fill('Please say which clubs.');
  await look(priya, 'adoption-8-comment-phone-dark');
  await priya.getByRole('dialog').getByRole('button', { name: 'Send' }).click();
  await priya.getByText('Your comment is with the policy owner').waitFor();

  const phone = await inChat(await open(RUTH, PHONE));
  await phone.getByRole('button', { name: 'Put in force' }).last().click();
  const adopt = phone.getByRole('dialog');
  await adopt.getByLabel('Who adopted it?').fill('Local Governing Body');
  await adopt.getByLabel(/On what date/).fill('2026-09-07');
  await adopt.getByLabel('In force from').fill('2027-01-04');
  await look(phone, 'adoption-9-adopt-phone');
  await adopt.getByRole('button', { name: 'Put in force' }).click();
  await phone.getByText('It comes into force on 4 January 2027 automatically').waitFor();
  await close(phone);
  await phone.getByText('Adopted by Local Governing Body').waitFor();

  const zoomed = await inChat(await open(RUTH, ZOOMED));
  await handIn(
    zoomed,
    'drones elm.md',
    model('Millbrook', '7 September 2026', ' Never.'),
    /that Millbrook.* does not have yet/,
  );
  await zoomed.getByRole('button', { name: 'Put in force' }).last().click();
  await zoomed.getByRole('dialog').getByLabel('Who adopted it?').fill('The governors of Millbrook');
  await look(zoomed, 'adoption-10-adopt-200');
  await zoomed
    .getByRole('dialog')
    .getByLabel(/On what date/)
    .fill('2026-09-07');
  await zoomed.getByRole('dialog').getByRole('button', { name: 'Put in force' }).click();
  await zoomed.getByText('In force. From now on I answer from this version').waitFor();
  await close(zoomed);
  // Oakfield's waits for its day.
  await world.sandbox.say(PRIYA, 'may I fly a drone over the school');
  expect(JSON.stringify(world.sandbox.messages(PRIYA).at(-1)?.cards)).not.toContain('Nobody flies a drone');
  await say(zoomed, 'policies');
  await zoomed.getByText('It comes into force on 4 January 2027, automatically.').last().waitFor();
  await look(zoomed, 'adoption-11-desk-200');
}, 240_000);

test('a nephew is declared while acknowledging: HR reads it, the adviser hears who, the DSL finds nothing', async () => {
  await startCampaign(world);
  const priya = await inChat(await open(PRIYA, PHONE));
  await priya.getByText('Are you related to, or already friends with, a pupil or parent?').waitFor();
  await look(priya, 'declaration-1-card-phone');
  await priya.getByRole('button', { name: 'Declare it' }).click();
  const form = priya.getByRole('dialog');
  await form.getByRole('radio', { name: 'Related to them' }).check();
  await form.getByRole('radio', { name: /A pupil$/ }).check();
  await form.getByLabel(/Who is it/).fill('My nephew, in 8B');
  await look(priya, 'declaration-2-form-phone');
  await form.getByRole('button', { name: 'Declare', exact: true }).click();
  await form
    .getByText(/will speak with you/)
    .first()
    .waitFor();
  await look(priya, 'declaration-3-own-phone');
  await close(priya);

  const hr = await open(HR, { dark: true });
  await say(hr, 'declarations');
  await hr.getByText('Declarations of staff').last().waitFor();
  await hr.getByRole('button', { name: 'Oakfield Academy' }).last().click();
  await hr.getByRole('dialog').getByText('My nephew, in 8B').waitFor();
  await look(hr, 'declaration-4-list-dark');
  await hr.getByRole('dialog').getByRole('button', { name: 'We have talked' }).click();
  await hr.getByRole('dialog').getByText('someone has spoken with Priya Nair').waitFor();
  await close(hr);

  const dsl = await open(DSL, ZOOMED);
  await say(await inChat(dsl), 'declarations');
  await dsl.getByText('Declare a relationship').last().waitFor();
  await dsl.getByRole('button', { name: 'Declare', exact: true }).last().click();
  await dsl.getByRole('dialog').getByText('What would you like to declare?').waitFor();
  expect(await dsl.getByText('nephew, in 8B').count()).toBe(0);
  await look(dsl, 'declaration-5-dsl-own-200');
  await close(dsl);

  const ruth = await open(RUTH, { dark: true });
  await say(ruth, 'policies');
  await ruth.getByRole('button', { name: 'People named: Oakfield Academy' }).last().click();
  await ruth
    .getByRole('dialog')
    .getByLabel('Who speaks with them about what it means?')
    .selectOption({ label: 'The senior manager' });
  await look(ruth, 'declaration-6-mapping-dark');
  await ruth.getByRole('dialog').getByRole('button', { name: 'Confirm' }).click();
  await ruth.getByRole('dialog').getByText('Saved.').waitFor();

  await world.sandbox.say(PRIYA, 'my best friend is a parent');
  const again = await inChat(await open(PRIYA, { ...PHONE, dark: true }));
  await again.getByRole('button', { name: 'Declare', exact: true }).last().click();
  await again.getByRole('dialog').getByRole('radio', { name: 'Already friends with them' }).check();
  await again
    .getByRole('dialog')
    .getByRole('radio', { name: /A parent or carer/ })
    .check();
  await again.getByRole('dialog').getByRole('button', { name: 'Declare', exact: true }).click();
  await again
    .getByText(/Daniel Prior will speak with you/)
    .first()
    .waitFor();
  const senior = await inChat(await open(SENIOR, PHONE));
  await senior.getByText('Please speak with a colleague').waitFor();
  await look(senior, 'declaration-7-adviser-phone');
}, 240_000);
