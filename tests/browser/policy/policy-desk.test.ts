import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { openBrowser, seriousProblems, shoot, type Windows } from '../../support/browser.ts';
import { type Running, running } from '../../support/running.ts';

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

test('the policy owner hands in a file, compares, decides, and sees the desk', async () => {
  const page = await windows.open(`${world.sandbox.url}/?as=${PEOPLE.ruthEllery}`);
  const say = async (words: string) => {
    await page.getByTestId('compose').fill(words);
    await page.keyboard.press('Enter');
  };
  const source = await readFile(resolve(import.meta.dirname, '../../../policies/social-media.md'), 'utf8');
  const changed = source
    .replace('**Version:** 5.0', '**Version:** 6.0')
    .replace('6.1 Staff must not follow', '6.1 Nobody employed here may follow')
    .replace('two full school years', 'three full school years');
  await page
    .getByTestId('file-input')
    .setInputFiles({ name: 'Social Media v6.md', mimeType: 'text/markdown', buffer: Buffer.from(changed) });
  await page.getByRole('button', { name: 'Remove Social Media v6.md' }).waitFor();
  await page.getByTestId('send').click();
  await page.getByRole('button', { name: 'Say which policy this is' }).click();
  await page.getByRole('dialog').getByText('Which policy is this a new version of?').waitFor();
  await shoot(page, 'desk-1-place');
  await page.getByRole('dialog').getByRole('button', { name: 'Compare' }).click();
  await page.getByText('A new version of a policy').waitFor();
  if (await page.getByTestId('dialog-close').isVisible()) await page.getByTestId('dialog-close').click();
  await shoot(page, 'desk-2-proposal');
  expect(await seriousProblems(page)).toEqual([]);

  await page.getByRole('button', { name: 'See what changed' }).click();
  await page.getByRole('dialog').getByText('Nobody employed here may follow').waitFor();
  await shoot(page, 'desk-3-changes');
  expect(await seriousProblems(page)).toEqual([]);
  await page.getByRole('dialog').getByRole('button', { name: 'Put in force' }).click();
  const adopted = page.getByRole('dialog');
  await adopted.getByLabel('Who adopted it?').fill('Local Governing Body');
  await adopted.getByLabel(/On what date/).fill('2026-11-20');
  await adopted.getByLabel(/Who was consulted/).fill('The recognised trade unions, on 12 November 2026');
  await shoot(page, 'desk-3b-adopt');
  expect(await seriousProblems(page)).toEqual([]);
  await adopted.getByRole('button', { name: 'Put in force' }).click();
  await page.getByText('Adopted by Local Governing Body').waitFor();
  if (await page.getByTestId('dialog-close').isVisible()) await page.getByTestId('dialog-close').click();

  await say('policies');
  await page.getByText('Policies of your schools').waitFor();
  await shoot(page, 'desk-4-desk');
  expect(await seriousProblems(page)).toEqual([]);
});

test('what staff ask is a chart or a table, in the dark too', async () => {
  const teacher = PEOPLE.priyaNair;
  for (const question of [
    'can i add a pupil on insta',
    'can i be friends with parents online',
    'when does the canteen open',
  ])
    await world.sandbox.say(teacher, question);
  const page = await windows.open(`${world.sandbox.url}/?as=${PEOPLE.ruthEllery}`, { dark: true });
  await page.getByTestId('compose').fill('questions');
  await page.keyboard.press('Enter');
  await page.getByText('What staff ask').waitFor();
  await shoot(page, 'desk-5-questions-dark');
  expect(await seriousProblems(page)).toEqual([]);
});
