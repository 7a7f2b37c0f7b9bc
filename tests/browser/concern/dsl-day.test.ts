import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { CHANNELS, PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { channelCard, reportByClicking, shown } from '../../concern/support-sandbox.ts';
import { openBrowser, seriousProblems, shoot, type Windows } from '../../support/browser.ts';
import { type Running, running } from '../../support/running.ts';
import { tabTo } from './support-report.ts';

/** The DSL's day: one product, and each journey on top of what the one before has left. */
let world: Running;
let windows: Windows;
let first: string;
const { priyaNair: teacher, lewisGrant: colleague, miriamHale: dsl, joannaOkafor: head } = PEOPLE;
beforeAll(async () => {
  // A Monday in term, five past ten: everyone is at school, and nobody looks at a channel.
  [world, windows] = await Promise.all([running({ at: new Date('2026-11-23T10:05:00Z') }), openBrowser()]);
  world.sandbox.limits.setOn(false);
  const content = 'Name,Class\nKai Turner,7B\nKai Turner,9A\nMia Turner,7B\nZoë Hart,4L';
  await world.sandbox.say(dsl, '', undefined, [{ name: 'roll.csv', type: 'file', content }]);
  expect(shown(world.sandbox.messages(dsl).at(-1))).toContain('4 pupils');
});
afterEach(async () => {
  await windows.closeAll();
  expect(windows.takeErrors()).toEqual([]);
});
afterAll(async () => {
  await windows.close();
  await world.close();
});

const PHONE = { width: 390, height: 844 };
const chat = (user: string) => `${world.sandbox.url}/?as=${user}&at=chat`;
const referenceIn = (text: string): string => /Your reference is ([A-Z0-9]+)/.exec(text)?.[1] ?? '';
/** Looked at by a person, and by axe. */
async function looked(page: Page, name: string): Promise<void> {
  await shoot(page, `dsl-day-${name}`);
  expect(await seriousProblems(page)).toEqual([]);
}
async function begin(page: Page) {
  await page.getByTestId('compose').fill('report a concern');
  await page.keyboard.press('Enter');
  await page.getByText('I ask first who it is about', { exact: false }).waitFor();
  await page.getByTestId('card').getByRole('button', { name: 'About a child' }).last().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: /type the name, then choose/ }).waitFor();
  return dialog;
}
/** A dialog opened from the person's own chat by a word typed there. */
async function opened(page: Page, word: string, button: string) {
  await page.getByTestId('compose').fill(word);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: button, exact: true }).last().click();
  return page.getByRole('dialog');
}

test('on a phone: Kai is found by a few letters and chosen with a tap, and an injury is marked', async () => {
  const page = await windows.open(chat(teacher), PHONE);
  const dialog = await begin(page);
  await dialog.getByRole('combobox', { name: /type the name, then choose/ }).click();
  await page.keyboard.type('kai t');
  await dialog.getByRole('option', { name: 'Kai Turner, 9A' }).waitFor();
  await looked(page, '1-typing');
  await dialog.getByRole('option', { name: 'Kai Turner, 7B' }).click();
  await dialog.getByRole('button', { name: 'Next' }).click();
  await dialog.getByText('About Kai Turner, 7B, from the school’s roll.').waitFor();
  await looked(page, '2-account');
  await dialog.getByLabel('What did you see or hear', { exact: false }).fill('A red mark on his arm.');
  await dialog.getByRole('button', { name: 'Write more first' }).click();
  await dialog.getByRole('button', { name: 'Injury: say where on the body' }).click();
  await dialog.getByRole('button', { name: 'Front: arms and hands' }).click();
  await dialog.getByRole('checkbox', { name: /Left upper arm$/ }).check();
  await dialog.getByRole('button', { name: 'Back: body' }).click();
  await dialog.getByRole('checkbox', { name: /Lower back$/ }).focus();
  await page.keyboard.press('Space');
  await looked(page, '3-body');
  await dialog.getByRole('button', { name: 'Next' }).click();
  await dialog.getByRole('radio', { name: 'No', exact: true }).check();
  await dialog.getByRole('button', { name: /^Send to the DSL/ }).click();
  await dialog.getByText('Saved. Your reference is').waitFor();
  first = referenceIn(await dialog.innerText());
  expect(first).not.toBe('');
});

test('by keyboard, urgent at 10:05: the DSL who has only a chat open is rung there, opens it and acknowledges', async () => {
  const away = await windows.open(chat(dsl), { dark: true });
  const page = await windows.open(chat(colleague));
  const dialog = await begin(page);
  await tabTo(page, 'type the name, then choose');
  await page.keyboard.type('turner 7b k');
  await dialog.getByRole('option', { name: 'Kai Turner, 7B' }).waitFor();
  await page.keyboard.press('Enter');
  await tabTo(page, 'Next');
  await page.keyboard.press('Enter');
  const seen = dialog.getByLabel('What did you see or hear', { exact: false });
  await seen.waitFor();
  await seen.focus();
  await page.keyboard.type('He is crying. Mia Turner saw it.');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await tabTo(page, 'Send to the DSL');
  await page.keyboard.press('Enter');
  await dialog.getByText('Saved. Your reference is').waitFor();
  const second = referenceIn(await dialog.innerText());
  // Nobody touched the channel: it comes to their own chat, and says nothing of him.
  await away.getByText(second).first().waitFor();
  expect(await away.getByText('Kai').count()).toBe(0);
  await looked(away, '4-rung-dark');
  await away.getByRole('button', { name: 'Acknowledge', exact: true }).last().click();
  await away.getByText('Acknowledged', { exact: true }).first().waitFor();
  await page.keyboard.press('Escape');
  await page.getByText('has known about it since', { exact: false }).first().waitFor();
});

test('his second report is seen with the first, confirmed to be the same child, and printed as one story', async () => {
  const alert = await channelCard(world, first);
  expect(shown(alert)).not.toContain('Kai');
  const page = await windows.open(
    `${world.sandbox.url}/?as=${dsl}&at=teams&channel=${encodeURIComponent(CHANNELS.dsl)}`,
  );
  await page.getByRole('button', { name: 'Open', exact: true }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('1 report may be on the same child.', { exact: false }).waitFor();
  await looked(page, '5-record');
  await dialog.getByRole('button', { name: 'Reports about this person' }).click();
  await dialog.getByText('On the roll').waitFor();
  await looked(page, '6-person');
  await dialog.getByRole('button', { name: 'The same', exact: true }).click();
  await dialog.getByText('Recorded in both.').waitFor();
  await dialog.getByRole('button', { name: 'One chronology' }).click();
  await dialog.getByText('A red mark on his arm.').waitFor();
  await dialog.getByText('He is crying. Mia Turner saw it.').waitFor();
  await looked(page, '7-chronology');
  await dialog.getByRole('button', { name: 'Back to the report' }).click();
  await dialog.getByRole('button', { name: 'Reports about this person' }).click();
  await dialog.getByRole('button', { name: 'Print it' }).click();
  await dialog.getByRole('checkbox', { name: /Mia Turner$/ }).check();
  await looked(page, '8-other-children');
  await dialog.getByRole('button', { name: 'Make the print' }).click();
  const link = dialog
    .getByRole('link', { name: 'Download the PDF' })
    .or(dialog.getByRole('button', { name: 'Download the PDF' }));
  await link.waitFor();
  await looked(page, '9-print');
});

test('on a phone, at 200 %: concerns about one adult come back for the head, and are nowhere for the DSL’s team', async () => {
  for (const by of [teacher, PEOPLE.frankDoyle])
    await reportByClicking(world, by, {
      about: 'staff',
      people: colleague,
      words: { seen: 'He was alone with a pupil.' },
    });
  const page = await windows.open(chat(head), { width: 780, height: 1688, zoom: 2 });
  const patterns = await opened(page, 'patterns', 'Show patterns');
  await patterns.getByText('One adult, in a year').waitFor();
  await patterns.getByText('Lewis Grant').waitFor();
  await looked(page, '10-patterns-head');
  const team = await windows.open(chat(dsl), { ...PHONE, dark: true });
  const theirs = await opened(team, 'patterns', 'Show patterns');
  await theirs.getByText('One child, in 30 days').waitFor();
  expect(await theirs.getByText('Lewis Grant').count()).toBe(0);
  await looked(team, '11-patterns-dsl-dark');
  await team.keyboard.press('Escape');
  const roll = await opened(team, 'roll', 'Open the roll');
  await roll.getByText('4 pupils').waitFor();
  await looked(team, '12-roll');
});
