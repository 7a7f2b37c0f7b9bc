import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type IsoDay, instantOf } from '../../../src/core/time.ts';
import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { openBrowser, seriousProblems, shoot, type Windows } from '../../support/browser.ts';
import { type Running, running } from '../../support/running.ts';

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

const as = (userId: string) => `${world.sandbox.url}/?as=${userId}`;
const say = async (page: Page, words: string): Promise<void> => {
  await page.getByTestId('compose').fill(words);
  await page.keyboard.press('Enter');
};
const SITUATIONS = [
  'A pupil you teach asks to follow your private account. What do you do?',
  'A parent sends you a friend request on the evening of parents’ evening.',
  'A former pupil, now seventeen, messages you to say thank you.',
];

test('the owner writes questions, staff answer them before they confirm, and a line manager sees who is missing', async () => {
  const owner = await windows.open(as(PEOPLE.ruthEllery));
  await say(owner, 'policies');
  await owner.getByRole('button', { name: 'Questions for staff' }).first().click();
  const form = owner.getByRole('dialog');
  for (const situation of SITUATIONS) {
    await form.getByRole('button', { name: 'Add a question' }).click();
    await form.getByLabel('The situation, and what you ask about it').fill(situation);
    await form.getByRole('textbox', { name: 'Answer 1' }).fill('Accept, and keep it friendly');
    await form.getByRole('textbox', { name: 'Answer 2' }).fill('Decline, and tell someone at school');
    await form.getByLabel('Which one is right?').selectOption({ label: 'Answer 2' });
    await form.getByLabel(/Which section/).selectOption({ index: 4 });
    if (situation === SITUATIONS[0]) {
      await shoot(owner, 'check-1-question-form');
      expect(await seriousProblems(owner)).toEqual([]);
    }
    await form.getByRole('button', { name: 'Save' }).click();
    // Read like a report, it is asked about first.
    if (situation === SITUATIONS[2]) {
      await form.getByText(/Nobody in it is a real child or adult/).click();
      await form.getByRole('button', { name: 'Send it' }).click();
    }
    await form.getByText(situation).waitFor();
  }
  await form.getByText(/^Ready\./).waitFor();
  await shoot(owner, 'check-2-desk');
  expect(await seriousProblems(owner)).toEqual([]);

  const hr = await windows.open(as(PEOPLE.sunitaRao), { dark: true });
  // The yearly campaign proposed itself before there were any questions.
  await hr.getByRole('button', { name: 'Message, preview, more…' }).first().click();
  await hr.getByRole('button', { name: 'Check again' }).first().click();
  await hr.getByText(/3 questions by its owner/).waitFor();
  await shoot(hr, 'check-3-preflight-dark');
  expect(await seriousProblems(hr)).toEqual([]);
  await hr
    .getByRole('button', { name: /^Send now/ })
    .first()
    .click();

  const teacher = await windows.open(as(PEOPLE.priyaNair), { zoom: 2 });
  const answerButton = teacher.getByRole('button', { name: 'Answer 3 questions' });
  await answerButton.waitFor();
  await shoot(teacher, 'check-4-card-200');
  await answerButton.click();
  const check = teacher.getByRole('dialog');
  await check.getByText(SITUATIONS[0] ?? '').waitFor();
  await check.getByRole('radio', { name: /Accept/ }).check();
  await check.getByRole('button', { name: 'Check my answer' }).click();
  await check.getByText('Not quite. This is what the policy says:').waitFor();
  await shoot(teacher, 'check-5-wrong-200');
  expect(await seriousProblems(teacher)).toEqual([]);
  for (const situation of SITUATIONS) {
    await check.getByText(situation).waitFor();
    await check.getByRole('radio', { name: /Decline/ }).check();
    await check.getByRole('button', { name: 'Check my answer' }).click();
  }
  await check.getByText('All answered.').waitFor();
  await teacher.keyboard.press('Escape');
  await teacher.getByText('You have answered the questions.').waitFor();

  // Due on 6 October, so fourteen days before: Helen manages Priya.
  world.sandbox.clock.set(instantOf('2026-09-22' as IsoDay, '09:30'));
  const manager = await windows.open(as(PEOPLE.helenWhitcombe));
  await manager.getByText('Not answered yet: people you manage').waitFor();
  await manager.getByText('Priya Nair').first().waitFor();
  await shoot(manager, 'check-6-manager');
  expect(await seriousProblems(manager)).toEqual([]);

  await hr.getByRole('button', { name: 'People…' }).first().click();
  await hr.getByRole('button', { name: 'Resend to the missing' }).first().click();
  await hr
    .getByRole('dialog')
    .getByText(/won’t get a second one/)
    .waitFor();
  await shoot(hr, 'check-7-resend-dark');
  expect(await seriousProblems(hr)).toEqual([]);
  await hr.keyboard.press('Escape');
  await shoot(hr, 'check-8-progress-dark');
});
