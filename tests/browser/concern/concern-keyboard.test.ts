import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { CHANNELS, PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { channelCard, reportByClicking } from '../../report/support-sandbox.ts';
import { openBrowser, seriousProblems, shoot, type Windows } from '../../support/browser.ts';
import { type Running, running } from '../../support/running.ts';
import { tabTo } from './support-report.ts';

/** No mouse: Tab, arrows, Space, Enter and letters only. */
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

const press = async (page: Page, name: string | RegExp) => {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
};
const write = async (page: Page, name: string, words: string) => {
  await tabTo(page, name);
  await page.keyboard.type(words);
};

test('a whole report by keyboard alone, dark and at 200 %', async () => {
  const page = await windows.open(`${world.sandbox.url}/?as=${PEOPLE.frankDoyle}&at=chat`, { zoom: 2, dark: true });
  await page.getByTestId('compose').waitFor();
  await page.getByTestId('compose').focus();
  await page.keyboard.type('report a concern');
  await page.keyboard.press('Enter');
  await page.getByText('I ask first who it is about', { exact: false }).waitFor();
  await press(page, /^Report a concern/);
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Who or what is it about?', { exact: false }).waitFor();
  await tabTo(page, /A child/);
  await page.keyboard.press('Space');
  await write(page, 'If it is about a child', 'Not known');
  expect(await seriousProblems(page)).toEqual([]);
  await press(page, /^Next/);
  await dialog.getByText('This goes to the DSL', { exact: false }).waitFor();
  await write(page, 'What did you see or hear', 'A boy who would not go home.');
  await tabTo(page, /^(Yes|Someone|I am not sure|No)/);
  await page.keyboard.press('Space');
  expect(await seriousProblems(page)).toEqual([]);
  await shoot(page, 'keyboard-1-last-step-dark-200');
  await press(page, /^Send to/);
  await dialog.getByText('Saved. Your reference is').waitFor();
  await shoot(page, 'keyboard-2-sent-dark-200');
  expect(await seriousProblems(page)).toEqual([]);
});

test('a whole triage by keyboard alone: every form of a record has labels and contrast', async () => {
  const reference = await reportByClicking(world, PEOPLE.priyaNair, { about: 'child', words: { seen: 'A cut.' } });
  await channelCard(world, reference);
  const place = `&at=teams&channel=${encodeURIComponent(CHANNELS.dsl)}`;
  const page = await windows.open(`${world.sandbox.url}/?as=${PEOPLE.miriamHale}${place}`, { dark: true });
  await page.getByText(`Report ${reference}`).waitFor();
  await press(page, /^Open/);
  const record = page.getByRole('dialog');
  await record.getByText('What has happened since').waitFor();
  await press(page, 'Acknowledge and take it on');
  await record.getByText('Done, and recorded.').waitFor();
  expect(await seriousProblems(page)).toEqual([]);

  for (const form of [
    'Add a note',
    'Ask the reporter',
    'Set a review date',
    'Hand over',
    'Pass to another role',
    'Link',
  ]) {
    const button = record.getByRole('button', { name: form }).first();
    if (!(await button.isVisible())) await press(page, 'More');
    if ((await button.count()) === 0) throw new Error(`there is no button ${form}`);
    await press(page, (await button.innerText()).trim());
    await record.getByRole('button', { name: 'Back', exact: true }).waitFor();
    expect([form, await seriousProblems(page)]).toEqual([form, []]);
    await shoot(page, `keyboard-form-${form.replaceAll(' ', '-').toLowerCase()}`);
    await press(page, 'Back');
    await record.getByText('What has happened since').waitFor();
  }
  await press(page, 'Chronology');
  await record.getByRole('button', { name: 'Back to the report' }).waitFor();
  expect(await seriousProblems(page)).toEqual([]);
  await press(page, 'Back to the report');
  await record.getByText('What has happened since').waitFor();

  await press(page, 'Record a decision');
  await press(page, 'Early help or Family Help');
  await record.getByLabel('Why?', { exact: false }).waitFor();
  await write(page, 'Why?', 'The family asked.');
  await press(page, /^Record a decision/);
  await record.getByText('Done, and recorded.').waitFor();
  await press(page, 'Details');
  await record.getByText('Decided', { exact: true }).waitFor();
  await press(page, 'Close the report');
  await record.getByRole('button', { name: 'Back', exact: true }).waitFor();
  expect(await seriousProblems(page)).toEqual([]);
  await shoot(page, 'keyboard-close-form');
});
