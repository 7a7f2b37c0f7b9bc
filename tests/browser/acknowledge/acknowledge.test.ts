import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type IsoDay, instantOf } from '../../../src/core/time.ts';
import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { openBrowser, seriousProblems, shoot, type Windows } from '../../support/browser.ts';
import { type Running, running } from '../../support/running.ts';

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
/** The window that a form stands in, closed. */
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

  await hr.getByRole('button', { name: 'Add a message' }).click();
  await form.getByLabel('Message (optional)').fill('Please read this in a quiet hour this week. Thank you.');
  await form.getByRole('button', { name: 'Put it on the card' }).click();
  await hr.getByText('It is on the card.').waitFor();
  await close(hr);
  await hr.getByRole('button', { name: 'Preview' }).click();
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
  await checked(hr, 'acknowledge-11-progress');
  await hr.getByRole('button', { name: 'People…' }).click();
  await hr.getByRole('button', { name: 'People without Teams' }).waitFor();
  await shoot(hr, 'acknowledge-12-groups');
  expect(world.sandbox.world.messagesToPupils).toBe(0);
});
