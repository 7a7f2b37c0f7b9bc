import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { CHANNELS, PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { openBrowser, seriousProblems, shoot, type Windows } from '../../support/browser.ts';
import { type Running, running } from '../../support/running.ts';
import { begin } from './support-report.ts';

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

const as = (user: string, more = '') => `${world.sandbox.url}/?as=${user}${more}`;
const dslChannel = (user: string) => as(user, `&at=teams&channel=${encodeURIComponent(CHANNELS.dsl)}`);

test('a teacher reports, the DSL reads and decides, and the receipt changes before the teacher’s eyes', async () => {
  const teacher = await windows.open(as(PEOPLE.priyaNair));
  const dsl = await windows.open(dslChannel(PEOPLE.miriamHale));
  const dialog = await begin(teacher);
  await shoot(teacher, 'report-1-before');
  expect(await seriousProblems(teacher)).toEqual([]);
  await dialog.getByRole('radio', { name: /A child$/ }).check();
  await dialog.getByLabel('If it is about a child', { exact: false }).fill('Not known');
  await shoot(teacher, 'report-2-who');
  await dialog.getByRole('button', { name: 'Next' }).click();
  await dialog.getByText('This goes to the DSL, Miriam Hale').waitFor();
  await shoot(teacher, 'report-3-account');
  expect(await seriousProblems(teacher)).toEqual([]);
  await dialog.getByRole('button', { name: 'Write more first' }).click();
  await dialog.getByText('What happened').waitFor();
  await shoot(teacher, 'report-4-facts');
  expect(await seriousProblems(teacher)).toEqual([]);
  await dialog
    .getByLabel('What you saw or heard', { exact: false })
    .fill('A bruise on the left arm, the size of a coin.');
  await dialog.getByLabel('What the child said', { exact: false }).fill('“I fell off the wall.”');
  await dialog.getByRole('button', { name: 'Next' }).click();
  await dialog.getByText('What is needed now').waitFor();
  await dialog.getByRole('radio', { name: 'I am not sure' }).check();
  await shoot(teacher, 'report-5-now');
  expect(await seriousProblems(teacher)).toEqual([]);
  await dialog.getByRole('button', { name: 'Send to the DSL, Miriam Hale' }).click();
  await dialog.getByText('Saved. Your reference is').waitFor();
  await shoot(teacher, 'report-6-sent');
  await teacher.keyboard.press('Escape');

  await dsl.getByRole('button', { name: 'Open' }).first().waitFor();
  await shoot(dsl, 'report-7-channel');
  expect(await seriousProblems(dsl)).toEqual([]);
  await dsl.getByRole('button', { name: 'Open', exact: true }).first().click();
  const record = dsl.getByRole('dialog');
  await record.getByText('A bruise on the left arm').waitFor();
  await shoot(dsl, 'report-8-record');
  expect(await seriousProblems(dsl)).toEqual([]);
  await teacher.getByText('By the DSL at', { exact: false }).first().waitFor();
  await shoot(teacher, 'report-9-receipt');
  expect(await seriousProblems(teacher)).toEqual([]);

  await record.getByRole('button', { name: 'Acknowledge and take it on' }).click();
  await record.getByText('Done, and recorded.').waitFor();
  await record.getByRole('button', { name: 'Record a decision' }).click();
  await record.getByText('What is decided?').waitFor();
  await shoot(dsl, 'report-10-what-is-decided');
  expect(await seriousProblems(dsl)).toEqual([]);
  await record.getByRole('button', { name: 'Early help or Family Help' }).click();
  await record.getByLabel('Why?', { exact: false }).waitFor();
  await shoot(dsl, 'report-10-decide');
  expect(await seriousProblems(dsl)).toEqual([]);
  await record.getByLabel('Why?', { exact: false }).fill('The family asked for help.');
  await record.getByRole('button', { name: 'Record a decision' }).click();
  await record.getByText('Early help', { exact: false }).first().waitFor();
  await shoot(dsl, 'report-11-decided');
  await teacher.getByText('Someone has decided what to do. I cannot share details.').first().waitFor();
});

test('Saturday 21:40: nobody is watching, and it says so before a word is typed', async () => {
  world.sandbox.clock.set(new Date('2026-11-28T21:40:00Z'));
  const page = await windows.open(as(PEOPLE.lewisGrant), { dark: true });
  const dialog = await begin(page);
  await dialog.getByText('It is Saturday 21:40. This is not watched until Monday 08:00', { exact: false }).waitFor();
  await shoot(page, 'report-12-saturday-dark');
  expect(await seriousProblems(page)).toEqual([]);
  // A name can be typed, and nothing of what happened.
  expect(await dialog.locator('textarea').count()).toBe(0);
});

test('the DSL’s Monday morning: what is open, how old, and what nobody has looked at', async () => {
  world.sandbox.clock.set(new Date('2026-11-30T08:05:00Z'));
  const page = await windows.open(as(PEOPLE.miriamHale));
  await page.getByTestId('compose').fill('open reports');
  await page.keyboard.press('Enter');
  await page
    .getByText('Open reports by age')
    .or(page.getByText('open,', { exact: false }))
    .first()
    .waitFor();
  await shoot(page, 'report-13-monday');
  expect(await seriousProblems(page)).toEqual([]);
});

test('by keyboard alone, on a phone’s width at 200 %', async () => {
  world.sandbox.clock.set(new Date('2026-11-30T10:00:00Z'));
  const page = await windows.open(as(PEOPLE.frankDoyle), { zoom: 2 });
  await page.getByTestId('compose').fill('report');
  await page.keyboard.press('Enter');
  await page.getByText('I ask first who it is about', { exact: false }).waitFor();
  const button = page.getByTestId('card').getByRole('button', { name: 'Report a concern' }).last();
  await button.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Who or what is it about?', { exact: false }).waitFor();
  await dialog.getByRole('radio', { name: /A child$/ }).focus();
  await page.keyboard.press('Space');
  await dialog.getByLabel('If it is about a child', { exact: false }).focus();
  await page.keyboard.type('Kai Turner, 7B');
  await shoot(page, 'report-13-first-200-percent');
  await dialog.getByRole('button', { name: 'Next' }).focus();
  await page.keyboard.press('Enter');
  await dialog.getByText('This goes to the DSL', { exact: false }).waitFor();
  await shoot(page, 'report-14-200-percent');
  expect(await seriousProblems(page)).toEqual([]);
});
