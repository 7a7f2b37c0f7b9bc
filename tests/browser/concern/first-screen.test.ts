import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { openBrowser, seriousProblems, shoot, type Windows } from '../../support/browser.ts';
import { type Running, running } from '../../support/running.ts';
import { begin } from './support-report.ts';

/** As wide and as high as most phones are; the dialog leaves a margin. */
const PHONE = { width: 390, height: 844 };

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

test('from “About a child” the whole first page is on the first screen of a phone, with the way on', async () => {
  world.sandbox.clock.set(new Date('2026-11-24T10:30:00Z'));
  const page = await windows.open(`${world.sandbox.url}/?as=${PEOPLE.priyaNair}&at=chat`, PHONE);
  await page.getByTestId('compose').fill('report');
  await page.keyboard.press('Enter');
  await page.getByText('I ask first who it is about', { exact: false }).waitFor();
  await page.getByTestId('card').getByRole('button', { name: 'About a child' }).click();
  const dialog = page.getByRole('dialog');
  const about = dialog.getByLabel('Who or what is it about?', { exact: false });
  await about.waitFor();
  await shoot(page, 'first-screen-390');
  expect(await about.locator('option:checked').innerText()).toBe('A child');
  // Half of the button and more, above the edge of the dialog.
  const [next, whole] = [await dialog.getByRole('button', { name: 'Next' }).boundingBox(), await dialog.boundingBox()];
  if (!next || !whole) throw new Error('nothing is drawn');
  expect(next.y + next.height / 2).toBeLessThan(whole.y + whole.height);
  expect(await seriousProblems(page)).toEqual([]);

  // The next page says what must not be done with images above the box for what happened.
  await dialog
    .getByLabel('Or write name and class of one child', { exact: false })
    .or(dialog.getByLabel('If it is about a child', { exact: false }))
    .last()
    .fill('Ola 5K');
  await dialog.getByRole('button', { name: 'Next' }).click();
  const box = dialog.getByLabel('What did you see or hear', { exact: false });
  await box.waitFor();
  await shoot(page, 'second-screen-390');
  const rule = await dialog.getByText('Do not look again', { exact: false }).boundingBox();
  expect(rule?.y ?? Number.POSITIVE_INFINITY).toBeLessThan((await box.boundingBox())?.y ?? 0);
  expect(await seriousProblems(page)).toEqual([]);
});

test('without a choice made before, every choice is in sight', async () => {
  const page = await windows.open(`${world.sandbox.url}/?as=${PEOPLE.lewisGrant}&at=chat`, PHONE);
  const dialog = await begin(page);
  expect(await dialog.getByRole('radio').count()).toBe(9);
});
