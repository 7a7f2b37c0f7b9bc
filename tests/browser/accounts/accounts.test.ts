import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import type { Locator, Page } from 'playwright-core';
import {
  APPLICANT,
  acknowledged,
  HEAD,
  MILLBROOK_STAFF,
  OWNER,
  SECOND,
  STAFF,
} from '../../journeys/accounts/account-world.ts';
import { openBrowser, seriousProblems, shoot, type Windows } from '../../support/browser.ts';
import { type Running, running } from '../../support/running.ts';

/** An account by clicking, at two schools of different policies, with the clock moved: on a desk, on a phone, in the dark, at 200 %. */
const DAY_MS = 86_400_000;
let world: Running;
let windows: Windows;
beforeAll(async () => {
  [world, windows] = await Promise.all([running({ followsClock: true }), openBrowser()]);
});
afterEach(async () => {
  await windows.closeAll();
  expect(windows.takeErrors()).toEqual([]);
});
afterAll(async () => {
  await windows.close();
  await world.close();
});

type Look = Parameters<Windows['open']>[1];
const PHONE: Look = { width: 390, height: 860 };
const chat = (user: string, look: Look = {}) => windows.open(`${world.sandbox.url}/?as=${user}&at=chat`, look);
const press = (within: Page | Locator, name: string) =>
  within.getByRole('button', { name, exact: true }).last().click();
const type = async (page: Page, words: string) => {
  await page.getByRole('textbox').last().fill(words);
  await page.keyboard.press('Enter');
};
const seen = (within: Page | Locator, words: string) => within.getByText(words, { exact: false }).last().waitFor();

/** Opens what the button opens, and puts the dialog's top in view. */
async function opened(page: Page, button: string): Promise<Locator> {
  await press(page, button);
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  return dialog;
}
async function picture(page: Page, name: string): Promise<void> {
  await shoot(page, name);
  expect(await seriousProblems(page)).toEqual([]);
}
const closed = (page: Page) => page.keyboard.press('Escape');

test('the policy owner confirms what the policies of two schools say', async () => {
  const page = await chat(OWNER);
  await type(page, 'policies');
  for (const school of ['Millbrook Primary School', 'Oakfield Academy']) {
    const dialog = await opened(page, `Accounts and posts: ${school}`);
    await seen(dialog, 'What your policies say about accounts');
    await picture(page, `accounts-1-rules-${school.split(' ')[0]}`);
    await press(dialog, 'Confirm');
    await seen(dialog, 'Saved. It is in use from now on.');
    await closed(page);
  }
});

test('at Millbrook, whose policy allows none, an application is refused with the clause', async () => {
  const page = await chat(MILLBROOK_STAFF, PHONE);
  await type(page, 'I want a Twitter account for the PE department');
  await seen(page, 'Millbrook has one public page.');
  await seen(page, 'Your policy does not allow new accounts');
  await picture(page, 'accounts-2-refused-390');
});

/** Fills in an application that stands open. */
async function fill(dialog: Locator): Promise<void> {
  await dialog.getByLabel('Whose account is it?', { exact: false }).fill('PE department');
  await dialog.getByLabel('What is it for?', { exact: false }).fill('Share results of matches');
  await dialog.getByLabel('Who is it for?', { exact: false }).fill('Families');
  await dialog.getByLabel('How will people hear about it?', { exact: false }).fill('Newsletter');
  for (const name of ['Frank Doyle', 'Priya Nair']) await pick(dialog, 'Who will run it?', name);
}
async function pick(dialog: Locator, label: string, name: string): Promise<void> {
  await dialog.getByLabel(label, { exact: false }).first().fill(name);
  await dialog.getByText(name, { exact: false }).last().click();
}

test('at Oakfield it is applied for, rejected, applied for again, and approved', async () => {
  const page = await chat(APPLICANT);
  await type(page, 'i want a twitter account for the PE department');
  const form = await opened(page, 'Apply for an account');
  await fill(form);
  await picture(page, 'accounts-3-apply');
  await press(form, 'Send to Joanna Okafor');
  await seen(form, 'Sent to Joanna Okafor.');
  await closed(page);

  const head = await chat(HEAD, { dark: true });
  const decide = await opened(head, 'Decide');
  await seen(decide, 'has not acknowledged the current policy');
  await decide.getByLabel('Your reasons', { exact: false }).fill('Please read the policy first.');
  await picture(head, 'accounts-4-decide-dark');
  await press(decide, 'Approve');
  await seen(decide, 'It cannot be approved yet.');
  await press(decide, 'Reject');
  await seen(decide, 'Decided. I am telling the applicant now.');
  await closed(head);

  await seen(page, 'Your application was rejected');
  await picture(page, 'accounts-5-rejected');
  await acknowledged(world, [APPLICANT, SECOND, STAFF]);
  const again = await opened(page, 'Apply again');
  await press(again, 'Send to Joanna Okafor');
  await seen(again, 'Sent to Joanna Okafor.');
  await closed(page);
  await head.getByRole('button', { name: 'Decide' }).nth(1).waitFor();
  const second = await opened(head, 'Decide');
  for (const name of ['Frank Doyle', 'Priya Nair'])
    await second.getByLabel(`Trained on, ${name}`, { exact: false }).fill('2026-09-02');
  await second.getByLabel('Your reasons', { exact: false }).fill('A good idea.');
  await press(second, 'Approve');
  await seen(second, 'Decided. I am telling the applicant now.');
  await picture(head, 'accounts-6-approved-dark');
  await closed(head);
  await seen(page, 'Your account is approved');
});

test('it is looked through when it is due, and where its login is kept is recorded', async () => {
  await world.sandbox.clock.advance(14 * DAY_MS);
  const page = await chat(APPLICANT, PHONE);
  await seen(page, 'It is time to check a school account');
  const account = await opened(page, 'Open');
  await seen(account, 'Not recorded yet');
  await picture(page, 'accounts-7-account-390');
  await press(account, 'Where its login is kept');
  await account.getByLabel('Where is its login kept?', { exact: false }).fill('Netball2026!');
  await press(account, 'Save');
  await seen(account, 'That looks like the login itself');
  await picture(page, 'accounts-8-login-390');
  await account.getByLabel('Where is its login kept?', { exact: false }).fill('The office safe');
  await press(account, 'Save');
  await seen(account, 'The office safe');
  await press(account, 'I have checked it');
  await seen(account, 'Recorded. Thank you.');
});

test('before a post the checks are ticked, and kept with the account', async () => {
  const page = await chat(APPLICANT, { ...PHONE, dark: true });
  await type(page, 'Can I put this picture of the netball team on Facebook?');
  const form = await opened(page, 'Go through the checks');
  await picture(page, 'accounts-9-checks-390-dark');
  await form.getByLabel('What is it, in a few words?', { exact: false }).fill('Netball team after the final');
  await press(form, 'Everything is right: save');
  await seen(form, 'Do not post it until every line is ticked');
  for (const box of await form.getByRole('checkbox').all()) await box.check();
  await press(form, 'Everything is right: save');
  await seen(form, 'Saved with the account.');
  await seen(form, 'Consent is checked for everyone who can be seen');
  await picture(page, 'accounts-10-kept-390-dark');
});

test('a journalist is passed to the head; one’s own settings are looked at', async () => {
  const page = await chat(STAFF, { zoom: 2 });
  await type(page, 'daily mail just messaged us');
  const form = await opened(page, 'Pass it on');
  await picture(page, 'accounts-11-press-200');
  await form.getByLabel('Who was it', { exact: false }).fill('Jo Bell');
  await press(form, 'Pass it to Joanna Okafor');
  await seen(page, 'Passed to Joanna Okafor');
  await closed(page);
  await type(page, 'what is the approved disclaimer');
  await seen(page, 'Check your own settings once a year');
  await picture(page, 'accounts-12-settings-200');
});

test('a leaver hands it over before their last day', async () => {
  const page = await chat(APPLICANT);
  const account = await opened(page, 'Open');
  await press(account, 'Someone is leaving');
  await account.getByLabel('Who is leaving?', { exact: false }).selectOption({ label: 'Priya Nair' });
  await account.getByLabel('Their last day', { exact: false }).fill('2026-12-18');
  await press(account, 'Record it');
  await seen(account, 'Last day: 18 December 2026');
  await picture(page, 'accounts-13-leaver');
  await closed(page);
  await seen(page, 'A school account must be handed over');
  const form = await opened(page, 'Hand over');
  await pick(form, 'Who will take over?', 'Lewis Grant');
  await picture(page, 'accounts-14-hand-over');
  await press(form, 'Record the handover');
  await seen(form, 'Please change the password first.');
  await form.getByLabel('The login', { exact: false }).check();
  await press(form, 'Record the handover');
  await seen(form, 'Lewis Grant has no training date');
  await trained(STAFF);
  await press(form, 'Record the handover');
  await seen(form, 'Handed over. The register says so.');
  await seen(form, 'To Lewis Grant');
  await picture(page, 'accounts-15-handed-over');
});

/** HR has the day of someone's training; how it is entered is tried elsewhere. */
async function trained(user: string): Promise<void> {
  const client = new pg.Client({ connectionString: world.databaseUrl });
  await client.connect();
  await client.query(
    "insert into training_date (school, trainee, kind, done_on, by, at) values ('oakfield', $1, 'online-safety', '2026-09-02', $2, now())",
    [user, HEAD],
  );
  await client.end();
}
