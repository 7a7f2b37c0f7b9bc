import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { CHANNELS, PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { channelCard, next, reportByClicking, shown } from '../../report/support-sandbox.ts';
import { openBrowser, seriousProblems, shoot, type Windows } from '../../support/browser.ts';
import { type Running, running } from '../../support/running.ts';
import { until } from '../../support/until.ts';
import { tabTo } from './support-report.ts';

/** One child's story: its categories, both times, two people to whom it is locked, and the next school. */
let world: Running;
let windows: Windows;
const { priyaNair: teacher, lewisGrant: colleague, miriamHale: dsl, marcusLindley: deputy } = PEOPLE;

/** The sample school with a second deputy, from whom something can be locked away. */
function configured(): string {
  const root = resolve(import.meta.dirname, '../../..');
  const tom = '- { id: b0000000-0000-4000-8000-000000000002, name: Tom Ashworth, phone: "01632 960 202" }';
  const text = readFileSync(join(root, 'lanyard.yml'), 'utf8').replaceAll('- policies/', `- ${root}/policies/`);
  const file = join(mkdtempSync(join(tmpdir(), 'lanyard-story-')), 'lanyard.yml');
  writeFileSync(file, text.replace(tom, `${tom}\n        - { id: ${deputy}, name: Marcus Lindley }`));
  return file;
}

beforeAll(async () => {
  [world, windows] = await Promise.all([running({ env: { LANYARD_CONFIG: configured() } }), openBrowser()]);
  world.sandbox.tenant.addToChannel(CHANNELS.dsl, deputy);
});
afterEach(async () => {
  await windows.closeAll();
  expect(windows.takeErrors()).toEqual([]);
});
afterAll(async () => {
  await windows.close();
  await world.close();
});

const NONE = 'You have no open reports.';
const chat = (user: string) => `${world.sandbox.url}/?as=${user}&at=chat`;

/** Two reports on one child, acknowledged and said to be so; returns the reference of the first. */
async function story(who: string): Promise<string> {
  const references: string[] = [];
  for (const [by, seen] of [
    [teacher, `${who} has no lunch again. Ella Stone shares hers.`],
    [colleague, `${who} got messages from a stranger.`],
  ] as const)
    references.push(await reportByClicking(world, by, { about: 'child', first: { who }, words: { seen } }));
  const [first = '', second = ''] = references;
  const open = async (reference: string) => {
    const card = await channelCard(world, reference);
    const record = await world.sandbox.openDialog(dsl, card.id, 'Open');
    return next(world, dsl, record, 'Acknowledge');
  };
  await open(second);
  await next(world, dsl, await next(world, dsl, await open(first), 'Reports about this person'), 'The same');
  return first;
}

/** The same steps by pointer and by keyboard. */
const hands = (page: Page, by: 'click' | 'keyboard') => ({
  async press(scope: Locator | Page, name: string): Promise<void> {
    const button = scope.getByRole('button', { name, exact: true }).last();
    await button.waitFor();
    if (by === 'click') return button.click();
    await tabTo(page, new RegExp(`^(?:${name}\\s*)+$`));
    await page.keyboard.press('Enter');
  },
  async write(scope: Locator | Page, label: string, text: string): Promise<void> {
    const box = scope.getByLabel(label, { exact: false });
    await box.waitFor();
    if (by === 'click') return box.fill(text);
    await tabTo(page, label);
    await page.keyboard.type(text);
  },
  async tick(scope: Locator, name: RegExp): Promise<void> {
    const box = scope.getByRole('checkbox', { name });
    await box.waitFor();
    if (by === 'click') return box.check();
    await tabTo(page, name);
    await page.keyboard.press('Space');
  },
  async choose(scope: Locator, label: string, option: string): Promise<void> {
    const list = scope.getByLabel(label, { exact: false });
    await list.waitFor();
    if (by === 'click') return void (await list.selectOption({ label: option }));
    await tabTo(page, label);
    await page.keyboard.type(option);
  },
});

const JOURNEYS = [
  ['by pointer, 1280 wide', 'click', { width: 1280, height: 860 }, 'Kai Turner 7B', false],
  ['by keyboard, 390 wide, dark', 'keyboard', { width: 390, height: 844 }, 'Zoe Hart 4L', true],
] as const;

test.each(JOURNEYS)('%s: categories, a lock, and the way to the next school', async (_how, by, size, who, dark) => {
  const reference = await story(who);
  const looked = async (page: Page, name: string) => {
    await shoot(page, `one-story-${by}-${name}`);
    expect(await seriousProblems(page)).toEqual([]);
  };
  const page = await windows.open(chat(dsl), { ...size, dark });
  const { press, write, tick, choose } = hands(page, by);
  await page.getByTestId('compose').fill('reports');
  await page.keyboard.press('Enter');
  await press(page, `Open ${reference}`);
  const dialog = page.getByRole('dialog');

  await press(dialog, 'More');
  await press(dialog, 'Set categories');
  await tick(dialog, /Neglect$/);
  await tick(dialog, /Online safety$/);
  await looked(page, '1-categories');
  await press(dialog, 'Set categories');
  await press(dialog, 'Details');
  await dialog.getByText('Neglect, Online safety').first().waitFor();
  await press(dialog, 'More');
  await press(dialog, 'Say when it happened');
  await dialog.getByLabel('Day it happened', { exact: false }).fill('2026-11-19');
  await press(dialog, 'Say when it happened');
  await dialog.getByText('Done, and recorded.').waitFor();
  await press(dialog, 'Chronology');
  await dialog.getByText('19 November 2026 (recorded', { exact: false }).waitFor();
  await choose(dialog, 'Category', 'Neglect (1 report)');
  await press(dialog, 'Show these');
  await dialog.getByText('got messages from a stranger', { exact: false }).waitFor({ state: 'detached' });
  await looked(page, '2-chronology');

  await press(dialog, 'Back to the report');
  await press(dialog, 'Reports about this person');
  await press(dialog, 'Lock to two people');
  await choose(dialog, 'Second person', 'Tom Ashworth');
  await write(dialog, 'Why are you locking it?', 'His mother works in the office.');
  await looked(page, '3-lock');
  await press(dialog, 'Lock to two people');
  await dialog.getByText('Locked to Miriam Hale and Tom Ashworth', { exact: false }).waitFor();
  await looked(page, '4-locked');
  // The third of the team: nothing in their list, nor on the card that is in the channel.
  const third = await windows.open(chat(deputy), size);
  // The journey before this one asked it, too, and has its answer in the same chat.
  const before = world.sandbox.messages(deputy).filter((one) => shown(one).includes(NONE)).length;
  await third.getByTestId('compose').fill('reports');
  await third.keyboard.press('Enter');
  await third.getByText(NONE).nth(before).waitFor();
  await until(
    async () => JSON.stringify(await channelCard(world, reference)).includes('no longer here'),
    'the card in the channel is emptied',
  );

  await press(dialog, 'Hand over to the next school');
  await write(dialog, 'Who is it for? Name', 'Sam Adams');
  await write(dialog, 'Their role', 'DSL');
  await write(dialog, 'Their school', 'Hill School');
  await write(dialog, 'Why it is passed on', 'They move on Monday. Ring the worker first.');
  await tick(dialog, /Ella Stone$/);
  await looked(page, '5-hand-over');
  await press(dialog, 'Make the link');
  await dialog.getByText('The link is made').waitFor();
  await looked(page, '6-link-and-code');
  const text = await dialog.innerText();
  const url = /http\S+\/h\/\S+/.exec(text)?.[0] ?? '';
  const code = /\b[2-9A-Z]{4} [2-9A-Z]{4}\b/.exec(text)?.[0] ?? '';

  const there = await windows.open(url, { ...size, dark });
  const receiver = hands(there, by);
  await looked(there, '7-code');
  await receiver.write(there, 'Code from the phone', 'BCDF GHJK');
  await receiver.press(there, 'Open');
  await there.getByText('You have 4 tries left.', { exact: false }).waitFor();
  await looked(there, '8-wrong-code');
  await receiver.write(there, 'Code from the phone', code);
  await receiver.press(there, 'Open');
  await there.getByRole('heading', { name: 'Your document' }).waitFor();
  await looked(there, '9-document');
  const [file] = await Promise.all([there.waitForEvent('download'), receiver.press(there, 'Download the PDF')]);
  expect(
    readFileSync(await file.path())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
  await receiver.write(there, 'Your name', 'Sam Adams');
  await receiver.write(there, 'Your role', 'DSL');
  await receiver.write(there, 'Your school', 'Hill School');
  await receiver.press(there, 'I have received it');
  await there.getByRole('heading', { name: 'Your receipt is recorded' }).waitFor();
  await looked(there, '10-receipt');

  await press(dialog, 'Back');
  await dialog.getByText('Received, and confirmed', { exact: false }).waitFor();
  expect(await dialog.getByRole('checkbox', { name: /Sam Adams/ }).count()).toBe(0);
  await looked(page, '11-received');
  await page.keyboard.press('Escape');
  await page.getByText('The next school has confirmed', { exact: false }).last().waitFor();
});
