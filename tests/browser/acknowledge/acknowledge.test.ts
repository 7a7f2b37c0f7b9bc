import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { openBrowser, seriousProblems, shoot, type Windows } from '../../support/browser.ts';
import { type Running, running } from '../../support/running.ts';

let world: Running;
let windows: Windows;
beforeAll(async () => {
  [world, windows] = await Promise.all([running({ at: new Date('2026-06-08T09:00:00Z') }), openBrowser()]);
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

test('HR sees who would be asked, confirms, and watches; a teacher reads and answers once', async () => {
  const hr = await windows.open(as(PEOPLE.sunitaRao));
  await hr.getByTestId('compose').fill('campaigns');
  await hr.keyboard.press('Enter');
  await hr.getByRole('button', { name: 'New campaign' }).click();
  const form = hr.getByRole('dialog');
  await form.getByRole('button', { name: 'See who would be asked' }).waitFor();
  await shoot(hr, 'acknowledge-1-form');
  expect(await seriousProblems(hr)).toEqual([]);
  await form
    .getByRole('checkbox', { name: /Social Media Policy/ })
    .first()
    .check();
  await form
    .getByLabel(/answer by|due/i)
    .first()
    .fill('2026-09-30');
  await form.getByRole('button', { name: 'See who would be asked' }).click();
  await hr.getByText('Nobody has been asked yet').waitFor();
  await shoot(hr, 'acknowledge-2-preflight');
  expect(await seriousProblems(hr)).toEqual([]);
  await hr.keyboard.press('Escape');

  await hr
    .getByRole('button', { name: /^Ask \d+ people|^Start/ })
    .first()
    .click();

  const teacher = await windows.open(as(PEOPLE.priyaNair));
  await teacher.getByRole('button', { name: 'I have read and understood' }).waitFor();
  await shoot(teacher, 'acknowledge-3-card');
  expect(await seriousProblems(teacher)).toEqual([]);
  await teacher
    .getByRole('button', { name: /^Read it/ })
    .first()
    .click();
  await teacher.getByRole('dialog').waitFor();
  await shoot(teacher, 'acknowledge-4-policy');
  await teacher.keyboard.press('Escape');
  await teacher.getByRole('button', { name: 'I have read and understood' }).click();
  await teacher.getByText('Your answer is recorded').waitFor();
  await shoot(teacher, 'acknowledge-5-receipt');
  expect(await seriousProblems(teacher)).toEqual([]);

  await hr
    .getByText(/\b1 of \d+/)
    .first()
    .waitFor();
  await shoot(hr, 'acknowledge-6-progress');
  expect(await seriousProblems(hr)).toEqual([]);
  expect(world.sandbox.world.messagesToPupils).toBe(0);
});
