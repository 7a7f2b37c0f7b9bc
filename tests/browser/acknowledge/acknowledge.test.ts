import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type IsoDay, instantOf } from '../../../src/kernel/time.ts';
import { GROUPS, PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { openBrowser, seriousProblems, shoot, type Windows } from '../../support/browser.ts';
import { type Running, running } from '../../support/running.ts';
import { until } from '../../support/until.ts';
import { pressIn } from './support-card.ts';

/** HR's year, on one product: planned on a Sunday, sent on Monday, skimmed, read, and joined in February. */
const at = (day: string, time: string): Date => instantOf(day as IsoDay, time);
let world: Running;
let windows: Windows;
beforeAll(async () => {
  [world, windows] = await Promise.all([running({ at: at('2026-11-22', '07:55'), followsClock: true }), openBrowser()]);
});
afterEach(async () => {
  await windows.closeAll();
  expect(windows.takeErrors()).toEqual([]);
});
afterAll(async () => {
  await windows.close();
  await world.close();
});

const as = (userId: string) => `${world.sandbox.url}/?as=${userId}`;
const type = async (page: Page, words: string) => {
  await page.getByTestId('compose').fill(words);
  await page.keyboard.press('Enter');
};
/** The window that a form is in, closed. */
const close = async (page: Page) => {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
};
const checked = async (page: Page, name: string) => {
  await shoot(page, name);
  expect(await seriousProblems(page)).toEqual([]);
};

test('HR plans on a Sunday for Monday: two groups, a message, a preview; a teacher hears nothing before', async () => {
  const hr = await windows.open(as(PEOPLE.sunitaRao));
  await type(hr, 'campaigns');
  await hr.getByRole('button', { name: 'New campaign' }).click();
  const form = hr.getByRole('dialog');
  await form.getByRole('button', { name: 'See who would be asked' }).waitFor();
  await checked(hr, 'acknowledge-1-form');
  await form
    .getByRole('checkbox', { name: /Social Media Policy/ })
    .first()
    .check();
  await form
    .getByLabel(/answer by/i)
    .first()
    .fill('2026-12-14');
  await form.getByRole('button', { name: 'See who would be asked' }).click();
  await hr.getByText('Nobody has been asked yet').waitFor();
  await close(hr);

  await hr.getByRole('button', { name: 'Who is asked' }).click();
  await form.getByText('Staff groups').first().waitFor();
  await checked(hr, 'acknowledge-2-audience');
  await form.getByRole('checkbox', { name: /Teaching \(25\)/ }).check();
  await form.getByRole('checkbox', { name: /Support \(7\)/ }).check();
  await form.getByRole('button', { name: 'See who would be asked' }).click();
  await hr.getByText('Teaching, Support').or(hr.getByText('Support, Teaching')).waitFor();
  await close(hr);

  await pressIn(hr, 'Message, preview, more…', 'Add a message');
  await form.getByLabel('Message (optional)').fill('Please read this in a quiet hour this week. Thank you.');
  await form.getByRole('button', { name: 'Put it on the card' }).click();
  await hr.getByText('It is on the card.').waitFor();
  await close(hr);
  // The card was drawn again with the message in it, and its group is closed again.
  await pressIn(hr, 'Message, preview, more…', 'Preview');
  await form.getByText('Please read this in a quiet hour').waitFor();
  await checked(hr, 'acknowledge-3-preview');
  await close(hr);

  await checked(hr, 'acknowledge-4-preflight');
  await hr.getByRole('button', { name: /^Send on Monday 23 November 2026, 08:00/ }).click();
  await hr.getByText('It will be sent on').waitFor();
  await checked(hr, 'acknowledge-5-planned');
  await type(hr, 'the year ahead');
  await hr.getByText('November 2026', { exact: true }).waitFor();
  await checked(hr, 'acknowledge-6-year');
  expect(world.sandbox.messages(PEOPLE.priyaNair)).toEqual([]);
  // The head sees what is not out, and may put their own word to it.
  const head = await windows.open(as(PEOPLE.joannaOkafor), { width: 390, height: 844 });
  await type(head, 'overview');
  await head.getByText('Not sent yet').waitFor();
  await head.getByRole('button', { name: 'Change the message' }).scrollIntoViewIfNeeded();
  await checked(head, 'acknowledge-6-head-phone');
});

test('on Monday it is out: who skims is told how far they are; who reads gets a receipt', async () => {
  world.sandbox.clock.set(at('2026-11-23', '08:01'));
  const teacher = await windows.open(as(PEOPLE.priyaNair));
  const answer = teacher.getByRole('button', { name: 'I have read and understood' });
  await answer.waitFor();
  await teacher.getByText('Please read this in a quiet hour').waitFor();
  await checked(teacher, 'acknowledge-7-card');
  // Skims: presses without a look.
  await answer.click();
  await teacher.getByText(/Please open this first/).waitFor();
  await checked(teacher, 'acknowledge-8-first');
  await teacher
    .getByRole('button', { name: /^Read it/ })
    .first()
    .click();
  const dialog = teacher.getByRole('dialog');
  await dialog.getByText(/Close this window to answer/).waitFor();
  await checked(teacher, 'acknowledge-9-page');
  // Reads: to the last page.
  for (let page = 2; (await dialog.getByRole('button', { name: 'Next page' }).count()) > 0; page += 1) {
    await dialog.getByRole('button', { name: 'Next page' }).click();
    await dialog.getByText(new RegExp(`^Page ${page} of`)).waitFor();
  }
  await dialog
    .getByText('That was the last page')
    .or(dialog.getByText('Close this window to answer'))
    .first()
    .waitFor();
  await close(teacher);
  await teacher
    .getByText(/✓ .*(opened|pages seen)/)
    .first()
    .waitFor();
  await answer.click();
  await teacher.getByText('Your answer is recorded').waitFor();
  await checked(teacher, 'acknowledge-10-receipt');

  const hr = await windows.open(as(PEOPLE.sunitaRao));
  await hr
    .getByText(/\b1 of \d+/)
    .first()
    .waitFor();
  await hr.getByRole('button', { name: 'Outstanding' }).first().scrollIntoViewIfNeeded();
  await checked(hr, 'acknowledge-11-progress');
  await hr.getByRole('button', { name: 'People…' }).click();
  await hr.getByRole('button', { name: 'People without Teams' }).waitFor();
  await shoot(hr, 'acknowledge-12-groups');
  expect(world.sandbox.world.messagesToPupils).toBe(0);
});

test('the head and the chair see the school at a glance, without a name, and have one page for the meeting', async () => {
  world.sandbox.clock.set(at('2026-12-04', '09:00'));
  const head = await windows.open(as(PEOPLE.joannaOkafor), { dark: true });
  await type(head, 'overview');
  // The first is Sunday's.
  await head.getByText('Oakfield Academy at a glance').nth(1).waitFor();
  // The number of the whole school, as HR has it.
  await head
    .getByText(/^\d+ of \d+$/)
    .first()
    .waitFor();
  await checked(head, 'acknowledge-13-overview-dark');
  const card = JSON.stringify(world.sandbox.messages(PEOPLE.joannaOkafor).at(-1)?.cards);
  for (const name of ['Priya', 'Nair', 'Daniel', 'Prior']) expect(card).not.toContain(name);
  await head.getByRole('button', { name: 'One page for the governors (PDF)' }).last().click();
  await head
    .getByRole('link', { name: 'Open the download page' })
    .or(head.getByRole('button', { name: 'Open the download page' }))
    .first()
    .waitFor();
  await close(head);

  // Anyone else is told nothing, and a word typed by habit never answers with a file's name.
  const teacher = await windows.open(as(PEOPLE.priyaNair));
  await type(teacher, 'overview');
  await teacher.getByText('This is for the headteacher and the chair of governors.').last().waitFor();
  await type(teacher, 'campaigns');
  await teacher.getByText('Acknowledgement campaigns are run by HR.').last().waitFor();
  expect(JSON.stringify(world.sandbox.messages(PEOPLE.priyaNair))).not.toContain('lanyard.yml');
});

test('a joiner in February is asked on their first day, with a date of their own', async () => {
  const id = 'b0000000-0000-4000-8000-000000000999';
  const joiner = { id, displayName: 'Nadia Farouk', givenName: 'Nadia', surname: 'Farouk', startsOn: '2027-02-22' };
  const account = {
    userPrincipalName: 'n.farouk@oakfieldacademy.example',
    jobTitle: 'Teacher of Drama',
    department: 'Teaching',
  };
  const kind = { kind: 'staff', enabled: true, userType: 'Member', hasTeams: true, install: 'ok' } as const;
  // The office makes the account before half-term.
  world.sandbox.tenant.addPerson({ ...joiner, ...account, ...kind }, [GROUPS.teachers]);
  world.sandbox.clock.set(at('2027-02-10', '09:00'));
  // Who joins is found by the day's look at the staff list, and what is typed before that does not know about her.
  await until(() => world.logged.some((line) => line.includes('campaign.roster-changed')), 'the joiner is found');
  const hr = await windows.open(as(PEOPLE.sunitaRao), { width: 390, height: 844 });
  await type(hr, 'the year ahead');
  await hr.getByText(/Mon 22 Feb.*1 joiner is asked on their first day/).waitFor();
  await checked(hr, 'acknowledge-14-year-phone');
  expect(world.sandbox.messages(id)).toEqual([]);

  world.sandbox.clock.set(at('2027-02-22', '08:01'));
  const nadia = await windows.open(as(id), { width: 390, height: 844 });
  await nadia.getByRole('button', { name: 'I have read and understood' }).waitFor();
  await nadia.getByText('4 March 2027').first().waitFor();
  await checked(nadia, 'acknowledge-15-joiner-phone');
});
