import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { reportByClicking, shown } from '../../report/support-sandbox.ts';
import { openBrowser, seriousProblems, shoot, type Windows } from '../../support/browser.ts';
import { type Running, running } from '../../support/running.ts';
import { type Hand, WAYS } from './by-hand.ts';

/** The DSL's day: one product, and each journey on top of what the one before has left. */
let world: Running;
let windows: Windows;
const { priyaNair: teacher, lewisGrant: colleague, miriamHale: dsl, joannaOkafor: head } = PEOPLE;
beforeAll(async () => {
  // A Monday in term, five past ten: everyone is at school, and nobody looks at a channel.
  [world, windows] = await Promise.all([running({ at: new Date('2026-11-23T10:05:00Z') }), openBrowser()]);
  const content = `Name,Class\nKai Turner,9A\nMia Turner,7B\nZoë Hart,4L\n${CHILDREN.map((name) => `${name},7B`).join('\n')}`;
  await world.sandbox.say(dsl, '', undefined, [{ name: 'roll.csv', type: 'file', content }]);
  expect(shown(world.sandbox.messages(dsl).at(-1))).toContain('7 pupils');
});
afterEach(async () => {
  await windows.closeAll();
  expect(windows.takeErrors()).toEqual([]);
});
afterAll(async () => {
  await windows.close();
  await world.close();
});

/** One for each way of using the pages. */
const CHILDREN = ['Kai Turner', 'Ben Archer', 'Una Doyle', 'Ivo Stone'] as const;
const PHONE = { width: 390, height: 844 };
const chat = (user: string) => `${world.sandbox.url}/?as=${user}&at=chat`;
const referenceIn = (text: string): string => /Your reference is ([A-Z0-9]+)/.exec(text)?.[1] ?? '';
/** Looked at by a person, and by axe; of the four ways two, which between them are all sizes and both hands. */
async function looked(page: Page, name: string): Promise<void> {
  if (/^by-(click-at-1280|keyboard-at-390)/.test(name)) return;
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
  await dialog.getByRole('option', { name: 'Kai Turner, 7B' }).waitFor();
  await looked(page, '1-typing');
  await dialog.getByRole('option', { name: 'Kai Turner, 9A' }).click();
  await dialog.getByRole('button', { name: 'Next' }).click();
  await dialog.getByText('About Kai Turner, 9A, from the school’s roll.').waitFor();
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
  expect(referenceIn(await dialog.innerText())).not.toBe('');
});

/** Writes it in the chat, and waits for the card that answers. */
async function say(page: Page, user: string, words: string): Promise<void> {
  const before = world.sandbox.messages(user).reduce((sum, { cards }) => sum + cards.length, 0);
  const cards = page.getByTestId('card');
  if (before > 0) await cards.nth(before - 1).waitFor();
  await page.getByTestId('compose').fill(words);
  await page.keyboard.press('Enter');
  await cards.nth(before).waitFor();
  // A notice may come at the same moment: the chat is drawn again, and takes the focus from under someone's keys.
  for (let count = -1; count !== (await cards.count()); ) {
    count = await cards.count();
    await page.waitForTimeout(300);
  }
}

const told = (page: Page, reference: string) => page.getByText(reference).first();

/** In the corridor: who it is, found on the roll by what staff write; what was seen; whether it can wait. */
async function corridor(page: Page, hand: Hand, name: string, look: string): Promise<string> {
  await say(page, teacher, 'report a concern');
  await hand.pressInChat('About a child');
  const dialog = page.getByRole('dialog');
  // In sight without a scroll, and chosen by the button that opened it.
  const about = dialog.getByLabel('Who or what is it about?', { exact: false });
  await about.waitFor();
  expect(await about.locator('option:checked').innerText()).toBe('A child');
  expect((await about.boundingBox())?.y).toBeLessThan(800);
  await looked(page, `${look}-1-first`);
  const [given, surname = ''] = name.split(' ');
  await hand.write('Or write name and class', `${given} ${surname[0]} 7B`);
  await hand.press('Next');
  await dialog.getByText(`About ${name}, 7B, from the school’s roll.`).waitFor();
  await hand.write('What did you see or hear', 'Red mark on his arm. Said fell.');
  await hand.choose(/No$/, /Yes$/, 2);
  await looked(page, `${look}-2-second`);
  await hand.press(/^Send to the DSL/);
  await dialog.getByText('Saved. Your reference is').waitFor();
  expect(hand.actions()).toBeLessThanOrEqual(6);
  // Two seconds an action, and forty words a minute.
  const words = hand.typed().join(' ').split(/\s+/).length;
  expect(words).toBeGreaterThanOrEqual(10);
  expect(hand.actions() * 2 + (words / 40) * 60).toBeLessThanOrEqual(30);
  return referenceIn(await dialog.innerText());
}

describe.each(WAYS.map((way, at) => [...way, CHILDREN[at] ?? ''] as const))('%s', (name, size, handOf, child) => {
  const look = name.replaceAll(' ', '-');
  let first: string;
  let second: string;

  test('the corridor: a report in six actions besides typing, and the child is found on the roll', async () => {
    const page = await windows.open(chat(teacher), size);
    first = await corridor(page, handOf(page), child, look);
    await looked(page, `${look}-3-sent`);
  });

  test('urgent at 10:05: the DSL who has only a chat open is rung there and acknowledges; the reporter sees it', async () => {
    const away = await windows.open(chat(dsl), { ...size, dark: true });
    const page = await windows.open(chat(colleague), size);
    const hand = handOf(page);
    const theirs = handOf(away);
    await say(page, colleague, 'report a concern');
    await hand.pressInChat('About a child');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: /type the name, then choose/ }).waitFor();
    await hand.pick('type the name, then choose', `${child} 7b`.toLowerCase(), `${child}, 7B`);
    await hand.press('Next');
    await hand.write('What did you see or hear', 'He is crying. Zoë Hart saw it.');
    await hand.choose(/Yes$/);
    await hand.press(/^Send to the DSL/);
    await dialog.getByText('Saved. Your reference is').waitFor();
    second = referenceIn(await dialog.innerText());
    // Nobody touched the channel: it comes to their own chat, and says nothing about him.
    await told(away, second).waitFor();
    expect(await away.getByText(child.split(' ')[0] ?? '').count()).toBe(0);
    await looked(away, `${look}-4-rung-dark`);
    await away.getByTestId('compose').focus();
    await theirs.pressInChat('Acknowledge');
    await away.getByText('Acknowledged', { exact: true }).last().waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('has known about it since', { exact: false }).last().waitFor();
  });

  test('the second report is seen with the first, by the roll, printed as one story, and split again', async () => {
    const page = await windows.open(chat(dsl), size);
    const hand = handOf(page);
    await told(page, second).waitFor();
    await page.getByTestId('compose').focus();
    await hand.pressInChat('Open');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('1 other report about the same child', { exact: false }).waitFor();
    await looked(page, `${look}-5-record`);
    await hand.press('Reports about this person');
    await dialog.getByText('On the roll').waitFor();
    await dialog.getByText(first, { exact: false }).first().waitFor();
    await looked(page, `${look}-6-person`);
    await hand.press('One chronology');
    await dialog.getByText('Red mark on his arm. Said fell.').waitFor();
    await dialog.getByText('He is crying. Zoë Hart saw it.').waitFor();
    await looked(page, `${look}-7-chronology`);
    await hand.press('Back to the report');
    await hand.press('Reports about this person');
    await hand.press('Print it');
    await hand.tick(/Zoë Hart$/);
    await looked(page, `${look}-8-other-children`);
    await hand.press('Make the print');
    const link = dialog
      .getByRole('link', { name: 'Download the PDF' })
      .or(dialog.getByRole('button', { name: 'Download the PDF' }));
    await link.waitFor();
    await looked(page, `${look}-9-print`);
    await page.keyboard.press('Escape');
    await page.getByTestId('compose').focus();
    await hand.pressInChat('Open');
    await hand.press('Reports about this person');
    await hand.press(/^(Not the same ?)+$/);
    await dialog.getByText('Said not to be about the same child').waitFor();
    await hand.press('One chronology');
    await dialog.getByText('He is crying. Zoë Hart saw it.').waitFor();
    expect(await dialog.getByText('Red mark on his arm').count()).toBe(0);
    await looked(page, `${look}-10-split`);
  });

  test('concerns about one adult come back for the head, and are nowhere for the DSL’s team', async () => {
    await reportedTwice();
    const page = await windows.open(chat(head), size);
    const patterns = async (of: Page, user: string, hand: Hand) => {
      await say(of, user, 'patterns');
      await hand.pressInChat('Show patterns');
      return of.getByRole('dialog');
    };
    const theirs = await patterns(page, head, handOf(page));
    await theirs.getByText('One adult, in a year').waitFor();
    await theirs.getByText('Lewis Grant').waitFor();
    await looked(page, `${look}-11-patterns-head`);
    const team = await windows.open(chat(dsl), { ...size, dark: true });
    const teams = await patterns(team, dsl, handOf(team));
    await teams.getByRole('heading', { name: 'Patterns' }).first().waitFor();
    expect(await teams.getByText('Lewis Grant').count()).toBe(0);
    await looked(team, `${look}-12-patterns-dsl-dark`);
  });
});

let isReported = false;
/** Low-level concerns about one adult, by two people. */
async function reportedTwice(): Promise<void> {
  if (isReported) return;
  isReported = true;
  for (const by of [teacher, PEOPLE.frankDoyle])
    await reportByClicking(world, by, {
      about: 'staff',
      people: colleague,
      words: { seen: 'He was alone with a pupil.' },
    });
}

test('at 200 %: the patterns of the head, and the roll', async () => {
  const page = await windows.open(chat(head), { width: 780, height: 1688, zoom: 2 });
  const patterns = await opened(page, 'patterns', 'Show patterns');
  await patterns.getByText('Lewis Grant').waitFor();
  await looked(page, '10-patterns-head');
  const team = await windows.open(chat(dsl), { ...PHONE, dark: true });
  const roll = await opened(team, 'roll', 'Open the roll');
  await roll.getByText('7 pupils').waitFor();
  await looked(team, '12-roll');
});
