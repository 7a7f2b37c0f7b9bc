import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { openBrowser, seriousProblems, shoot, type Windows } from '../../support/browser.ts';
import { type Running, running } from '../../support/running.ts';

const RULE = 'can i add a year 11 on insta?';
const SIZES = [
  [1280, false],
  [390, true],
] as const;

let world: Running;
let windows: Windows;
beforeAll(async () => {
  [world, windows] = await Promise.all([running(), openBrowser()]);
});
afterEach(async () => {
  await windows.closeAll();
  expect(windows.takeErrors()).toEqual([]);
  // Nobody types more than thirty messages a minute.
  world.sandbox.clock.advance(60_000);
});
afterAll(async () => {
  await windows.close();
  await world.close();
});

/** What a person is answered, without a window. */
async function said(user: string, words: string): Promise<string> {
  await world.sandbox.say(user, words);
  const last = world.sandbox.messages(user).at(-1);
  return JSON.stringify([last?.text, last?.cards]);
}

async function ask(page: Page, words: string): Promise<void> {
  await page.getByTestId('compose').fill(words);
  await page.keyboard.press('Enter');
}

/** Nothing stumbles a screen reader, and nothing has to be scrolled sideways. */
async function looksRight(page: Page, name: string): Promise<void> {
  await shoot(page, name);
  expect(await seriousProblems(page)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
}

const { priyaNair, lewisGrant, frankDoyle, helenWhitcombe, marcusLindley, karenOsgood, miriamHale, sunitaRao } = PEOPLE;

/** Six conversations of three, each a person's own: what is asked after an answer is read with it. */
test.each<[string, readonly [string, RegExp][]]>([
  [
    priyaNair,
    [
      [RULE, /Did this help/],
      ['and for ex-pupils?', /Still about/],
      ['which section is that?', /Where to find it/],
    ],
  ],
  [
    lewisGrant,
    [
      ['Where are the passwords of school accounts kept?', /School accounts/],
      ['and when someone leaves?', /School accounts/],
      ['why?', /gives no reason for this rule/],
    ],
  ],
  [
    frankDoyle,
    [
      ['is smoking permitted on site', /Alcohol/],
      ['and vaping?', /Alcohol/],
      ['show the whole section', /Alcohol/],
    ],
  ],
  [
    helenWhitcombe,
    [
      ['may I give a pupil a lift in my own car', /Transport/],
      ['even in an emergency?', /Transport/],
      ['the one before', /The previous answer/],
    ],
  ],
  [
    marcusLindley,
    [
      ['who may open a school account', /School accounts/],
      ['and who has the passwords?', /School accounts/],
      ['which page', /Page numbers depend/],
    ],
  ],
  [
    karenOsgood,
    [
      ['may I accept cash or vouchers from a parent', /Gifts/],
      ['what about flowers', /Gifts/],
      ['show me the rest', /Gifts/],
    ],
  ],
])('a conversation of three (%#)', async (user, chain) => {
  for (const [words, answer] of chain)
    expect([words, await said(user, words)]).toEqual([words, expect.stringMatching(answer)]);
});

test('follow-ups and facts on screen: what an answer is read with is said first, a fact says where it comes from', async () => {
  for (const [width, dark] of SIZES) {
    const page = await windows.open(`${world.sandbox.url}/?as=${PEOPLE.danielPrior}`, { width, dark });
    await ask(page, RULE);
    await page.getByText('Did this help?').last().waitFor();
    await ask(page, 'and for ex-pupils?');
    await page.getByText('Still about: Social Media Policy').last().waitFor();
    await looksRight(page, `talk-follow-up-${width}`);
    await ask(page, 'when do we break up');
    await page.getByText('From the term dates that your school gave Lanyard').last().waitFor();
    await ask(page, 'what number do I ring for the LADO');
    await page.getByText('Numbers outside the school').last().waitFor();
    await looksRight(page, `talk-facts-${width}`);
    await windows.closeAll();
    world.sandbox.clock.advance(3_600_000);
  }
});

test('a role’s job by who may and who may not', async () => {
  for (const [width, dark] of SIZES) {
    const dsl = await windows.open(`${world.sandbox.url}/?as=${miriamHale}`, { width, dark });
    await ask(dsl, 'anything overdue?');
    await dsl.getByText('Open reports').last().waitFor();
    await looksRight(dsl, `talk-may-${width}`);
    const teacher = await windows.open(`${world.sandbox.url}/?as=${priyaNair}`, { width, dark });
    await ask(teacher, 'who hasn’t signed');
    await teacher.getByText('for people in another role').last().waitFor();
    await teacher
      .getByText(/Sunita Rao/)
      .last()
      .waitFor();
    await looksRight(teacher, `talk-may-not-${width}`);
    const hr = await windows.open(`${world.sandbox.url}/?as=${sunitaRao}`, { width, dark });
    await ask(hr, 'who hasn’t signed');
    await hr.getByText('No campaign is running').last().waitFor();
    await windows.closeAll();
  }
});

test('the rule is beside the offer; declined, it stays away when the chat is opened again', async () => {
  for (const [at, [width, dark]] of SIZES.entries()) {
    const user = at === 0 ? PEOPLE.yusufDemir : PEOPLE.joannaOkafor;
    const page = await windows.open(`${world.sandbox.url}/?as=${user}`, { width, dark });
    await ask(page, 'someone has made a fake account of me');
    await page.getByRole('button', { name: 'No, it is a general question' }).waitFor();
    await page.getByText('This may be something to report').waitFor();
    await looksRight(page, `talk-offer-${width}`);
    await page.getByRole('button', { name: 'No, it is a general question' }).click();
    await page.getByText('Treated as a general question').waitFor();
    expect(await page.getByText('This may be something to report').count()).toBe(0);
    await windows.closeAll();
    const again = await windows.open(`${world.sandbox.url}/?as=${user}`, { width, dark });
    await again.getByText('Treated as a general question').waitFor();
    expect(await again.getByText('This may be something to report').count()).toBe(0);
    await looksRight(again, `talk-declined-${width}`);
    await windows.closeAll();
  }
});
