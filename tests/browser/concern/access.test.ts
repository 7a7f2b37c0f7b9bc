import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import type { Kind } from '../../../src/report/concern.ts';
import { CHANNELS, PEOPLE, TENANT_ID } from '../../../src/sandbox/tenant/sample-school.ts';
import { userOf } from '../../report/opening/access-table.ts';
import { type AccessWorld, accessWorld, attempt, MARK, type Thing } from '../../report/opening/access-world.ts';
import { openBrowser, type Windows } from '../../support/browser.ts';

/** docs/access.md by clicks: what is on a card or in an open dialog, pressed by the person who has it before them. */

let world: AccessWorld;
let windows: Windows;
beforeAll(async () => {
  [world, windows] = await Promise.all([accessWorld(), openBrowser()]);
});
afterEach(async () => {
  world.sandbox.faults.clear();
  await windows.closeAll();
  expect(windows.takeErrors()).toEqual([]);
});
afterAll(async () => {
  await windows.close();
  await world.close();
});

const { miriamHale: MIRIAM, tomAshworth: TOM, lewisGrant: LEWIS } = PEOPLE;
const NOT_THEIRS = 'This is not available to you';
const chat = (user: string) => windows.open(`${world.sandbox.url}/?as=${user}&at=chat`);
const channel = (user: string) =>
  windows.open(`${world.sandbox.url}/?as=${user}&at=teams&channel=${encodeURIComponent(CHANNELS.dsl)}`);
const cardOf = (page: Page, { reference }: Thing): Locator =>
  page.getByTestId('message').filter({ hasText: reference }).last();
const press = (within: Page | Locator, name: string) =>
  within.getByRole('button', { name, exact: true }).last().click();
/** Later than any reading of the members that still counts. */
const aMoment = () => world.sandbox.clock.advance(5_000);

/** Presses it and is refused in words, with not one of the report's in the answer or on the page. */
async function isRefused(page: Page, within: Locator, name: string): Promise<void> {
  const answered = page.waitForResponse((response) => /\/(click|dialog|submit-dialog)$/.test(response.url()));
  await press(within, name);
  const answer = await (await answered).text();
  expect([name, answer.includes(NOT_THEIRS), answer.includes(MARK)]).toEqual([name, true, false]);
  await page.getByText(NOT_THEIRS, { exact: false }).first().waitFor();
  expect(await page.getByText(MARK, { exact: false }).count()).toBe(0);
  await page.keyboard.press('Escape');
}

test.each<[Kind, string]>([
  ['child', 'The DSL'],
  ['child', 'A deputy DSL'],
  ['staff', 'The headteacher'],
  ['headteacher', 'The chair of governors'],
  ['chair', 'The governance officer'],
  ['online-abuse', 'The senior manager'],
  ['data', 'The data protection officer'],
])('about %s, %s presses what is on their card', async (kind, who) => {
  const thing = await world.report(kind);
  const page = await (kind === 'child' ? channel(userOf(who)) : chat(userOf(who)));
  await cardOf(page, thing).waitFor();
  expect(await page.getByText(MARK, { exact: false }).count()).toBe(0);
  await press(cardOf(page, thing), 'Open');
  const dialog = page.getByRole('dialog');
  await dialog.getByText(`${MARK} seen`, { exact: false }).first().waitFor();
  await press(dialog, 'Add a note');
  await dialog.getByLabel('Your note', { exact: false }).fill('Rang the family.');
  await press(dialog, 'Add a note');
  await dialog.getByText('Done, and recorded.').waitFor();
  await page.keyboard.press('Escape');
  await press(cardOf(page, thing), 'Acknowledge');
  await cardOf(page, thing).getByText('Acknowledged', { exact: true }).first().waitFor();
});

test('the reporter presses what is on their receipt, and finds nothing of the record', async () => {
  const thing = await world.report('child');
  const page = await chat(PEOPLE.priyaNair);
  const receipt = page
    .getByTestId('message')
    .filter({ hasText: `Your report ${thing.reference}` })
    .last();
  await press(receipt, 'What is happening with it?');
  // Drawn again by then: a press on what is just being replaced would be lost.
  await receipt.getByText('This was correct at', { exact: false }).waitFor();
  await press(receipt, 'Add something');
  await page.getByRole('dialog').getByText(thing.reference, { exact: false }).first().waitFor();
  expect(await page.getByText(MARK, { exact: false }).count()).toBe(0);
  for (const name of ['Open', 'Acknowledge'])
    expect(await receipt.getByRole('button', { name, exact: true }).count()).toBe(0);
});

const ONLY_MIRIAM = {
  value: [{ id: 'member-1', userId: MIRIAM, displayName: 'Miriam Hale', roles: ['owner'], tenantId: TENANT_ID }],
};

/** What is in the dialog of a report that nobody has acknowledged yet, and what is there behind "More". */
const IN_SIGHT = [
  'Acknowledge',
  'Acknowledge and take it on',
  'Add a note',
  'Pass to another role',
  'Chronology',
  'Show deliveries and readings',
];
const BEHIND_MORE = ['Export and keeping', 'Open it to the trust’s lead', 'Reports about this person'];
/** These unfold what the dialog holds already, and ask for nothing. */
const TOGGLES = ['Details', 'More', 'Numbers to phone'];
const withoutNumber = (label: string) => label.replace(/ \(\d+\)$/, '');

test('a deputy who was removed a minute ago presses every button of the dialog that is still open, and of the card', async () => {
  const { faults } = world.sandbox;
  const thing = await world.report('child');
  for (const button of [...IN_SIGHT, ...BEHIND_MORE]) {
    const page = await channel(TOM);
    await press(cardOf(page, thing), 'Open');
    const dialog = page.getByRole('dialog');
    await dialog.getByText(`${MARK} seen`, { exact: false }).first().waitFor();
    await press(dialog, 'More');
    const labels = await dialog.getByTestId('card').getByRole('button').allInnerTexts();
    expect(labels.map(withoutNumber).sort()).toEqual([...IN_SIGHT, ...TOGGLES, ...BEHIND_MORE].sort());
    // The directory says so already; what Teams has on the screen is a minute old.
    faults.add({ match: { operation: 'listChannelMembers' }, fault: { status: 200, body: ONLY_MIRIAM } });
    aMoment();
    await isRefused(page, dialog, labels.find((label) => withoutNumber(label) === button) ?? button);
    for (const name of ['Open', 'Acknowledge']) await isRefused(page, cardOf(page, thing), name);
    faults.clear();
    aMoment();
    await windows.closeAll();
  }
  const [found] = await world.rows(`select status from concerns_child.concern where id = '${thing.concern}'`);
  expect(found).toEqual({ status: 'delivered' });
});

test('a deputy a correction names presses on in the dialog that is still open', async () => {
  const thing = await world.report('child');
  const page = await channel(TOM);
  await press(cardOf(page, thing), 'Open');
  const dialog = page.getByRole('dialog');
  await dialog.getByText(`${MARK} seen`, { exact: false }).first().waitFor();
  const data = { to: 'headteacher', about: 'staff', people: TOM };
  await attempt(world, { user: MIRIAM, key: 'submit concern.act reroute about', thing, data });
  await isRefused(page, dialog, 'Chronology');
});

test('who it is about is put into the channel after it was posted, and presses what is there', async () => {
  const thing = await world.report('child');
  await world.sandbox.tenant.addToChannel(CHANNELS.dsl, LEWIS);
  aMoment();
  for (const button of ['Open', 'Acknowledge']) {
    const page = await channel(LEWIS);
    await isRefused(page, cardOf(page, thing), button);
    await windows.closeAll();
  }
  await world.sandbox.tenant.removeFromChannel(CHANNELS.dsl, LEWIS);
  aMoment();
});

test('a headteacher presses the card of a report that she has passed on', async () => {
  const thing = await world.report('staff');
  const joanna = userOf('The headteacher');
  const data = { to: 'chair-of-governors', about: 'same' };
  const page = await chat(joanna);
  await cardOf(page, thing).getByRole('button', { name: 'Open', exact: true }).waitFor();
  // Her card still looks as it did: it cannot be changed at the moment.
  world.sandbox.faults.add({ match: { operation: 'updateActivity' }, fault: { status: 503, code: 'ServiceError' } });
  await attempt(world, { user: joanna, key: 'submit concern.act reroute', thing, data });
  for (const name of ['Open', 'Acknowledge']) await isRefused(page, cardOf(page, thing), name);
  world.sandbox.faults.clear();
});
