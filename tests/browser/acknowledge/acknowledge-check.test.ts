import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type IsoDay, instantOf } from '../../../src/kernel/time.ts';
import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { openBrowser, seriousProblems, shoot, type Windows } from '../../support/browser.ts';
import { readWhole, tellManagers } from '../../support/campaign.ts';
import { type Running, running } from '../../support/running.ts';
import { pressIn } from './support-card.ts';

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
  'A Year 10 girl messages you at midnight that her dad hits her. What do you do?',
];

test('the owner writes questions, staff answer them before they confirm, and a line manager sees who is missing', async () => {
  const owner = await windows.open(as(PEOPLE.ruthEllery));
  await say(owner, 'policies');
  await owner.getByRole('button', { name: 'Questions for staff' }).first().click();
  const form = owner.getByRole('dialog');
  let askedAbout = 0;
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
    // What is read like a report is asked about first.
    const isAsked = form.getByText(/Nobody in it is a real child or adult/);
    await isAsked.or(form.getByText(situation).last()).first().waitFor();
    if (await isAsked.isVisible()) {
      askedAbout += 1;
      await isAsked.click();
      await form.getByRole('button', { name: 'Send it' }).click();
    }
    await form.getByText(situation).waitFor();
  }
  expect(askedAbout).toBeGreaterThan(0);
  await form.getByText(/^Ready\./).waitFor();
  await shoot(owner, 'check-2-desk');
  expect(await seriousProblems(owner)).toEqual([]);

  const hr = await windows.open(as(PEOPLE.sunitaRao), { dark: true });
  // The yearly campaign proposed itself before there were any questions.
  await pressIn(hr, 'Message, preview, more…', 'Check again');
  await hr.getByText(/3 questions from the policy owner/).waitFor();
  await shoot(hr, 'check-3-preflight-dark');
  expect(await seriousProblems(hr)).toEqual([]);
  await hr
    .getByRole('button', { name: /^Send now/ })
    .first()
    .click();
  await hr
    .getByRole('dialog')
    .getByRole('button', { name: /^Send to/ })
    .click();
  await hr.getByText('On its way.').waitFor();
  await hr.keyboard.press('Escape');

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

  await tellManagers(world, '2026-09-03');
  // Due on 6 October, so fourteen days before: Helen manages Priya.
  world.sandbox.clock.set(instantOf('2026-09-22' as IsoDay, '09:30'));
  const manager = await windows.open(as(PEOPLE.helenWhitcombe));
  await manager.getByText('Not answered yet: people you manage').waitFor();
  await manager.getByText('Priya Nair').first().waitFor();
  await shoot(manager, 'check-6-manager');
  expect(await seriousProblems(manager)).toEqual([]);

  await pressIn(hr, 'People…', 'Resend to the missing');
  await hr
    .getByRole('dialog')
    .getByText(/won’t get a second one/)
    .waitFor();
  await shoot(hr, 'check-7-resend-dark');
  expect(await seriousProblems(hr)).toEqual([]);
  await hr.keyboard.press('Escape');
  await shoot(hr, 'check-8-progress-dark');
});

const checked = async (page: Page, name: string): Promise<void> => {
  await shoot(page, name);
  expect(await seriousProblems(page)).toEqual([]);
};
const close = async (page: Page): Promise<void> => {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
};

test('after half-term HR sees the question that is proposed; who has signed answers it with one press, or wants none', async () => {
  const { sandbox } = world;
  const priya = PEOPLE.priyaNair;
  const request = sandbox
    .messages(priya)
    .find(({ cards }) => JSON.stringify(cards).includes('acknowledgement.confirm'));
  for (const [, title = ''] of JSON.stringify(request?.cards).matchAll(/"title":"(Read it [^"]+)"/g))
    await readWhole(world, priya, request?.id ?? '', title);
  await sandbox.click(priya, request?.id ?? '', 'acknowledgement.confirm');

  sandbox.clock.set(instantOf('2026-11-02' as IsoDay, '09:00'));
  const hr = await windows.open(as(PEOPLE.sunitaRao), { dark: true });
  await hr.getByText('The question for this half-term').waitFor();
  await hr.getByText('Wednesday 11 November 2026, 12:30').waitFor();
  await hr.getByRole('button', { name: 'Switch off' }).last().scrollIntoViewIfNeeded();
  await checked(hr, 'check-9-proposed-dark');
  const form = hr.getByRole('dialog');
  await hr.getByRole('button', { name: 'Choose another' }).click();
  await form.getByText(SITUATIONS[2] ?? '').waitFor();
  await checked(hr, 'check-10-choose-dark');
  await form.getByRole('button', { name: 'Use this one' }).nth(1).click();
  await form.getByText('Goes out on').waitFor();
  await form.getByText(SITUATIONS[1] ?? '').waitFor();
  await close(hr);
  await hr.getByRole('button', { name: 'Write one' }).click();
  await form.getByRole('button', { name: 'Continue' }).click();
  await form.getByText(/This section has rules/).waitFor();
  await checked(hr, 'check-11-write-dark');
  await close(hr);
  await hr.getByRole('button', { name: 'Someone is away' }).click();
  await form.getByLabel('Part of the name').fill('lewis');
  await form.getByRole('button', { name: 'Find' }).click();
  await form.getByRole('button', { name: 'Is away' }).waitFor();
  await checked(hr, 'check-12-away-dark');
  await close(hr);

  sandbox.clock.set(instantOf('2026-11-11' as IsoDay, '12:31'));
  const teacher = await windows.open(as(priya), { width: 390, height: 844 });
  await teacher.getByText('A short question for this half-term').waitFor();
  await teacher.getByText(SITUATIONS[1] ?? '').waitFor();
  await checked(teacher, 'check-13-question-phone');
  await teacher.getByRole('button', { name: 'A', exact: true }).click();
  await teacher.getByText('Not quite.').waitFor();
  await teacher.getByText('This is what the policy says:').waitFor();
  await checked(teacher, 'check-14-passage-phone');
  await teacher.getByRole('button', { name: 'No more this school year' }).click();
  await teacher.getByText('You won’t get any more of these').waitFor();
  await checked(teacher, 'check-15-declined-phone');
  // Nobody else has signed, and nobody else was asked.
  const asked = Object.values(PEOPLE).filter((user) =>
    sandbox.messages(user).some(({ cards }) => /scenario\.(answer|decline)/.test(JSON.stringify(cards))),
  );
  expect(asked).toEqual([priya]);
  await say(hr, 'half-term question');
  await hr.getByText('Who answered').waitFor();
  await checked(hr, 'check-16-desk-dark');
});

test('training dates are beside signatures: HR enters one, and its owner sees it', async () => {
  const hr = await windows.open(as(PEOPLE.sunitaRao));
  await say(hr, 'training');
  await hr.getByText('Training at Oakfield Academy').waitFor();
  await hr.getByRole('button', { name: 'Enter a date' }).last().scrollIntoViewIfNeeded();
  await checked(hr, 'training-1-desk');
  await hr.getByRole('button', { name: 'Enter a date' }).last().click();
  const form = hr.getByRole('dialog');
  await form.getByLabel('Part of the name').fill('priya');
  await form.getByRole('button', { name: 'Find' }).click();
  await form.getByRole('button', { name: 'Enter a date' }).click();
  await form.getByLabel('When did they last do it?').fill('2025-12-01');
  await form.getByRole('button', { name: 'Save' }).click();
  await form.getByText('The date for Priya Nair is saved.').waitFor();
  await checked(hr, 'training-2-date');
  await close(hr);
  await hr.getByRole('button', { name: 'Who is due' }).last().click();
  await form.getByRole('button', { name: 'Next page' }).click();
  await form.getByText(/due again by 1 December 2026/).waitFor();
  await checked(hr, 'training-3-due');
  await close(hr);

  const teacher = await windows.open(as(PEOPLE.priyaNair), { dark: true, width: 390, height: 844 });
  await say(teacher, 'my training');
  await teacher.getByText('Due again soon.').waitFor();
  await checked(teacher, 'training-4-own-phone-dark');
  const phone = await windows.open(as(PEOPLE.sunitaRao), { dark: true, width: 390, height: 844 });
  await say(phone, 'training');
  await phone.getByText('Training at Oakfield Academy').last().waitFor();
  await checked(phone, 'training-5-desk-phone-dark');
  await say(phone, 'the year ahead');
  await phone
    .getByText(/due again for 1 person this month/)
    .last()
    .waitFor();
  await checked(phone, 'training-6-year-phone-dark');
});
