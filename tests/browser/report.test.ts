import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { CHANNELS, PEOPLE } from '../../src/sandbox/sample-school.ts';
import { openBrowser, seriousProblems, shoot, type Windows } from '../support/browser.ts';
import { MONDAY_MORNING, type Running, running } from '../support/running.ts';

let world: Running;
let windows: Windows;
beforeAll(async () => {
  [world, windows] = await Promise.all([running(), openBrowser()]);
});
afterEach(async () => {
  await windows.closeAll();
  expect(windows.takeErrors()).toEqual([]);
  world.sandbox.clock.set(MONDAY_MORNING);
});
afterAll(async () => {
  await windows.close();
  await world.close();
});

const as = (userId: string) => `${world.sandbox.url}/?as=${userId}`;
const inChannel = (userId: string) => `${as(userId)}&at=teams&channel=${encodeURIComponent(CHANNELS.dsl)}`;

/** What must appear nowhere but in a checked dialog. */
const SEEN = 'Bruise like a handprint on her left arm';

async function say(page: Page, words: string): Promise<void> {
  await page.getByTestId('compose').fill(words);
  await page.keyboard.press('Enter');
}

/** The form, as a person fills it in. Answers with the button that sends it, not yet pressed. */
async function fillIn(page: Page, about: string, shot?: string) {
  const form = page.getByRole('dialog');
  const look = async (step: string) => {
    if (!shot) return;
    await shoot(page, `${shot}-${step}`);
    expect(await seriousProblems(page)).toEqual([]);
  };
  await form.getByRole('button', { name: 'Next' }).waitFor();
  await look('a-before');
  await form.getByText('Yes', { exact: true }).click();
  await form.getByText(about, { exact: true }).click();
  await form.getByRole('button', { name: 'Next' }).click();
  await form.getByLabel('Find them by name').waitFor();
  await look('b-named');
  await form.getByRole('button', { name: 'Next' }).click();
  return { form, look };
}

test('a teacher reports about a child; the DSL sees no content, opens it, and the teacher sees that she has', async () => {
  const teacher = await windows.open(as(PEOPLE.priyaNair));
  const dsl = await windows.open(inChannel(PEOPLE.miriamHale));
  await say(teacher, 'hello');
  await teacher.getByRole('button', { name: 'Report a concern' }).first().click();
  const { form, look } = await fillIn(teacher, 'A child', 'report-1');
  await form.getByLabel(/Name and class/).waitFor();
  await look('c-facts');
  await form.getByLabel(/Name and class/).fill('Ellie Marsden, 9B');
  await form.getByLabel(/What you saw or heard/).fill(SEEN);
  await form.getByLabel(/When did it happen/).fill('Today, 09:10');
  await form.getByRole('button', { name: 'Next' }).click();
  await form.getByLabel('Where is the child now?').waitFor();
  await look('d-send');
  await form.getByLabel('Where is the child now?').fill('In lesson with me');
  await form.getByText('No', { exact: true }).click();
  await form.getByRole('button', { name: /^Send to/ }).click();
  await teacher.getByText('No person has read this yet').first().waitFor();
  await look('e-receipt');
  await teacher.keyboard.press('Escape');

  await dsl.getByRole('button', { name: 'Open', exact: true }).waitFor();
  await shoot(dsl, 'report-2-channel');
  expect(await seriousProblems(dsl)).toEqual([]);
  expect(await dsl.getByText(SEEN).count()).toBe(0);
  expect(await dsl.getByText('Ellie').count()).toBe(0);
  await dsl.getByRole('button', { name: 'Open', exact: true }).click();
  await dsl.getByRole('dialog').getByText(SEEN).waitFor();
  await shoot(dsl, 'report-3-opened');
  expect(await seriousProblems(dsl)).toEqual([]);
  await dsl.keyboard.press('Escape');

  await teacher
    .getByText(/Read by the DSL at 09:30/)
    .first()
    .waitFor();
  await shoot(teacher, 'report-4-read');
  await dsl.getByRole('button', { name: 'Acknowledge' }).click();
  await dsl
    .getByText(/[Aa]cknowledged/)
    .first()
    .waitFor();
  await shoot(dsl, 'report-5-acknowledged');
});

test('on Saturday at 21:40 the form says first that nobody is watching', async () => {
  world.sandbox.clock.set(new Date('2026-11-28T21:40:00Z'));
  const page = await windows.open(as(PEOPLE.frankDoyle), { dark: true });
  await say(page, 'a girl just told me her stepdad hits her and she is scared to go home tonight');
  await page.getByRole('button', { name: 'Report a concern' }).first().waitFor();
  await page.getByText('Saturday 21:40').first().waitFor();
  await shoot(page, 'report-6-saturday');
  expect(await seriousProblems(page)).toEqual([]);
  await page.getByRole('button', { name: 'Report a concern' }).first().click();
  await page
    .getByRole('dialog')
    .getByText(/Saturday/)
    .first()
    .waitFor();
  await shoot(page, 'report-7-saturday-form');
});
