import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { reportByClicking } from '../../report/support-sandbox.ts';
import { openBrowser, seriousProblems, shoot, type Windows } from '../../support/browser.ts';
import { type Running, running } from '../../support/running.ts';
import { begin } from './support-report.ts';

const { priyaNair: reporter, danielPrior: manager } = PEOPLE;
/** A teacher of the second school, whose line manager its headteacher is. */
const DOMINIC = 'b0000000-0000-4000-8000-000000000051';
const HOUR_MS = 3_600_000;
let world: Running;
let windows: Windows;
beforeAll(async () => {
  [world, windows] = await Promise.all([running(), openBrowser()]);
});
afterEach(async () => {
  await windows.closeAll();
  expect(windows.takeErrors()).toEqual([]);
});
afterAll(async () => {
  await windows.close();
  await world.close();
});

const chat = (user: string, look: Parameters<Windows['open']>[1] = {}) =>
  windows.open(`${world.sandbox.url}/?as=${user}&at=chat`, look);
const press = (within: Page | Locator, name: string) =>
  within.getByRole('button', { name, exact: true }).last().click();
/** A step of the case: its form, filled in and recorded. */
async function record(dialog: Locator, form: string, fill: () => Promise<void>): Promise<void> {
  await press(dialog, form);
  await dialog.getByRole('button', { name: 'Record it' }).waitFor();
  await fill();
  await press(dialog, 'Record it');
  await dialog.getByText('Recorded.', { exact: true }).waitFor();
}

test('a fake account, from the report to gone, with the clock moved; the member of staff sees how far it is', async () => {
  const { sandbox } = world;
  const reference = await reportByClicking(world, reporter, { about: 'online-abuse', words: { seen: 'A false me.' } });
  await sandbox.until(() => sandbox.messages(manager).some((one) => JSON.stringify(one).includes(reference)));
  const page = await chat(manager);
  const dialog = page.getByRole('dialog');
  await press(page, 'Open');
  await press(dialog, 'Acknowledge and take it on');
  await dialog.getByText('Done, and recorded.').waitFor();
  await press(dialog, 'Open the case');
  await dialog.getByText('Next: record the evidence', { exact: false }).waitFor();
  await shoot(page, 'case-1-begun');
  await record(dialog, 'Who it is about', () =>
    dialog.getByLabel('Who is it about?', { exact: false }).selectOption('reporter').then(),
  );
  await press(dialog, 'Add evidence');
  await dialog.getByText('no picture goes in here', { exact: false }).waitFor();
  await shoot(page, 'case-2-evidence');
  expect(await seriousProblems(page)).toEqual([]);
  await dialog.getByLabel('Address of the page or post', { exact: false }).fill('instagram.com/ms_nair_real');
  await dialog.getByLabel('Date and time', { exact: false }).fill('Monday 10:20');
  await press(dialog, 'Record it');
  await dialog.getByText('Next: ask the platform', { exact: false }).waitFor();
  await record(dialog, 'The platform was asked', async () => {
    await dialog.getByLabel('Which platform?', { exact: false }).selectOption('instagram');
    await dialog.getByLabel('Who asked it', { exact: false }).fill('I did, with its form');
  });
  await dialog.getByText('24 hours: by', { exact: false }).waitFor();
  await shoot(page, 'case-3-asked');
  await page.keyboard.press('Escape');

  await sandbox.clock.advance(25 * HOUR_MS);
  await sandbox.until(() => sandbox.messages(manager).some((one) => JSON.stringify(one).includes('for it is due')));
  await press(page, 'Open');
  await press(dialog, 'Open the case');
  await dialog.getByText('The 24 hours have passed', { exact: false }).waitFor();
  await record(dialog, 'I have looked', () =>
    dialog.getByLabel('What did you find?', { exact: false }).selectOption('gone').then(),
  );
  await record(dialog, 'Support', () =>
    dialog.getByLabel('Support and counselling', { exact: false }).selectOption('offered').then(),
  );
  await shoot(page, 'case-4-gone');
  expect(await seriousProblems(page)).toEqual([]);

  const own = await chat(reporter, { dark: true, width: 390 });
  await press(own, 'How far has it got?');
  await own.getByRole('dialog').getByText('May the school tell the police?').waitFor();
  await shoot(own, 'case-5-own-390-dark');
  expect(await seriousProblems(own)).toEqual([]);
  await press(own.getByRole('dialog'), 'Yes, please');
  await own.getByRole('dialog').getByText('Accepted', { exact: false }).waitFor();
});

/** A report that a pupil got in touch, from the chat to its receipt; its dialog is left open. */
async function reportContact(page: Page, look: string): Promise<Locator> {
  const dialog = await begin(page);
  await dialog.getByRole('radio', { name: 'A pupil has contacted me privately' }).check();
  await dialog.getByLabel('If it is about a child', { exact: false }).fill('Not known');
  await dialog.getByRole('button', { name: 'Next' }).click();
  await dialog.getByText('Do not reply', { exact: true }).waitFor();
  await shoot(page, look);
  expect(await seriousProblems(page)).toEqual([]);
  await dialog.getByLabel('Where did they contact you?', { exact: false }).fill('Snapchat');
  // The first of the two asks whether they answered, the second whether anyone needs to act today.
  await dialog.getByRole('radio', { name: /No$/ }).first().check();
  await dialog.getByRole('radio', { name: /No$/ }).last().check();
  await dialog.getByRole('button', { name: /^Send to/ }).click();
  await dialog.getByText('Saved. Your reference is').waitFor();
  return dialog;
}

test('a pupil has contacted me: what not to do comes first, on a phone and in the dark', async () => {
  await reportContact(await chat(PEOPLE.lewisGrant, { width: 390, height: 860 }), 'contact-390');
  await reportContact(await chat(PEOPLE.frankDoyle, { dark: true }), 'contact-dark');
});

test.each([
  ['Oakfield Academy', 'The headteacher', 'your headteacher', reporter, PEOPLE.joannaOkafor, { width: 390 }],
  [
    'Millbrook Primary School',
    'The reporter’s line manager',
    'your line manager',
    DOMINIC,
    PEOPLE.eleanorFrith,
    { dark: true },
  ],
] as const)(
  'a pupil’s message at %s, whose policy names %s as well',
  async (school, option, named, who, told, look) => {
    const { sandbox } = world;
    await sandbox.say(PEOPLE.ruthEllery, 'policies');
    const owner = await chat(PEOPLE.ruthEllery);
    await press(owner, `People named: ${school}`);
    const names = owner.getByRole('dialog');
    const choice = names.getByLabel('Who else is told that there is something to talk about?').first();
    await choice.selectOption({
      label: (await choice.innerText()).split('\n').find((one) => one.startsWith(option)) ?? '',
    });
    await press(names, 'Confirm');
    await names.getByText('Saved. It is in use from now on.').waitFor();

    const page = await chat(who, look);
    const dialog = await reportContact(page, `contact-${look && 'dark' in look ? 'millbrook' : 'oakfield'}`);
    // After the safeguarding route, and never instead of it.
    await dialog.getByText(`Your policy also says: tell ${named}`, { exact: false }).waitFor();
    await press(dialog, 'Tell them there is something to talk about');
    await sandbox.until(() =>
      sandbox.messages(told).some((one) => JSON.stringify(one).includes('would like to talk to you')),
    );
    expect(JSON.stringify(sandbox.messages(told))).not.toContain('Snapchat');
  },
);
