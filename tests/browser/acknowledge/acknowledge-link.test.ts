import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { extractText } from 'unpdf';
import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { openBrowser, seriousProblems, shoot, type Windows } from '../../support/browser.ts';
import { startCampaign } from '../../support/campaign.ts';
import { type Running, running } from '../../support/running.ts';
import { pressIn } from './support-card.ts';

let world: Running;
let windows: Windows;
beforeAll(async () => {
  [world, windows] = await Promise.all([running({ at: new Date('2026-09-08T09:00:00Z') }), openBrowser()]);
  await startCampaign(world);
});
afterEach(async () => {
  await windows.closeAll();
  expect(windows.takeErrors()).toEqual([]);
});
afterAll(async () => {
  await windows.close();
  await world.close();
});

test('HR downloads a sheet from the card; Doreen scans her code, reads and answers by keyboard alone', async () => {
  const hr = await windows.open(`${world.sandbox.url}/?as=${PEOPLE.sunitaRao}`, { dark: true });
  await hr.getByRole('button', { name: 'Download' }).last().click();
  await hr.getByRole('dialog').getByRole('link', { name: 'Evidence pack' }).waitFor();
  await shoot(hr, 'acknowledge-link-1-downloads');
  expect(await seriousProblems(hr)).toEqual([]);
  await hr.keyboard.press('Escape');
  await pressIn(hr, 'People…', 'People without Teams');
  const dialog = hr.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Enter as signed' }).waitFor();
  await shoot(hr, 'acknowledge-link-2-paper');
  expect(await seriousProblems(hr)).toEqual([]);

  const opened = hr.waitForEvent('popup');
  await dialog.getByRole('link', { name: 'Personal links (PDF)' }).click();
  const page = await opened;
  await page.getByRole('button', { name: 'Download' }).waitFor();
  await shoot(page, 'acknowledge-link-3-download');
  expect(await seriousProblems(page)).toEqual([]);
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download' }).click();
  const file = await (await downloading).path();
  const { text } = await extractText(new Uint8Array(await readFile(file)), { mergePages: false });
  const own = text.find((words) => words.includes('This page is for Doreen Tapley alone')) ?? '';
  const [, host = '', secret = ''] = /(http:\/\/localhost:\d+\/a\/)\s*((?:[2-9A-Z]{4}-){6}[2-9A-Z]{4})/.exec(own) ?? [];
  const link = host + secret;

  for (const [name, look] of [
    ['light', {}],
    ['dark', { dark: true }],
    ['phone', { width: 390, height: 844 }],
    ['phone-200', { width: 390, height: 844, zoom: 2, dark: true }],
  ] as const) {
    const reader = await windows.open(link, look);
    await reader.getByRole('heading', { level: 1 }).waitFor();
    expect(await seriousProblems(reader)).toEqual([]);
    expect(await reader.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await shoot(reader, `acknowledge-link-4-${name}`);
    await shoot(reader.locator('section').last(), `acknowledge-link-5-answer-${name}`);
  }

  const doreen = await windows.open(link, { width: 390, height: 844 });
  await doreen.getByRole('link', { name: /Go to the answer/ }).focus();
  await doreen.keyboard.press('Enter');
  await doreen.keyboard.press('Tab');
  await expect(doreen.getByRole('checkbox', { name: 'I am Doreen Tapley.' }).evaluate(isFocused)).resolves.toBe(true);
  // A browser that does not know `required` sends the form, and is told what is missing.
  await doreen.locator('form').evaluate((form) => form.setAttribute('novalidate', ''));
  await doreen.getByRole('button', { name: 'I have read and understood' }).press('Enter');
  await doreen.getByRole('alert').waitFor();
  await shoot(doreen, 'acknowledge-link-6-complaint');
  expect(await seriousProblems(doreen)).toEqual([]);
  await doreen.getByRole('checkbox', { name: 'I am Doreen Tapley.' }).press('Space');
  // The tick for a relative at the school stands between, and may be left alone.
  await doreen.keyboard.press('Tab');
  await expect(doreen.getByRole('checkbox', { name: /I am related to/ }).evaluate(isFocused)).resolves.toBe(true);
  await doreen.keyboard.press('Space');
  await doreen.keyboard.press('Tab');
  await doreen.keyboard.press('Enter');
  await doreen.getByRole('heading', { name: 'Your answer is recorded' }).waitFor();
  await shoot(doreen, 'acknowledge-link-7-receipt');
  await world.sandbox.say(PEOPLE.sunitaRao, 'declarations');
  const lists = world.sandbox.messages(PEOPLE.sunitaRao).at(-1);
  const list = await world.sandbox.openDialog(PEOPLE.sunitaRao, lists?.id ?? '', 'Oakfield Academy');
  expect(JSON.stringify(list.card)).toMatch(/Doreen Tapley.*Related to, or friends with, a pupil or parent.*by link/);
  expect(await seriousProblems(doreen)).toEqual([]);

  const wrong = await windows.open(`${link}2`, { dark: true });
  await wrong.getByRole('heading', { name: 'This link is not known' }).waitFor();
  await shoot(wrong, 'acknowledge-link-8-wrong');
  expect(await seriousProblems(wrong)).toEqual([]);
});

const isFocused = (element: unknown): boolean =>
  (globalThis as { document?: { activeElement?: unknown } }).document?.activeElement === element;
