import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { CHANNELS, PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { openBrowser, seriousProblems, shoot, type Windows } from '../../support/browser.ts';
import { type Running, running } from '../../support/running.ts';
import { sharedPath } from '../../support/shared-address.ts';
import { until } from '../../support/until.ts';

let world: Running;
let windows: Windows;
let path: string;
beforeAll(async () => {
  [world, windows] = await Promise.all([running({ at: new Date('2026-11-23T10:31:00Z') }), openBrowser()]);
  path = await sharedPath(world, PEOPLE.miriamHale);
});
afterEach(async () => {
  await windows.closeAll();
  expect(windows.takeErrors()).toEqual([]);
});
afterAll(async () => {
  await windows.close();
  await world.close();
});

const shown = (thing: unknown): string => JSON.stringify(thing ?? '');

/** As every page is looked at: nothing that assistive technology stumbles over, nothing wider than the window. */
async function look(page: Page, name: string): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(await seriousProblems(page)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  await shoot(page, `shared-address-${name}`, { whole: true });
}

/** What is on a page that may still be on its way: a browser asks before it sends a form again. */
const whole = (page: Page): Promise<string> => until(() => page.content().catch(() => undefined), 'the page has come');

const { joannaOkafor: head, colinMarsh: chair } = PEOPLE;

test.each([
  ['1280', {}],
  ['390', { width: 390, height: 844, dark: true }],
] as const)(
  'a governor without Teams reports the headteacher at %s px: the chair has it, the head sees nothing',
  async (size, options) => {
    const { sandbox } = world;
    const before = sandbox.messages(chair).length;
    const page = await windows.open(`${world.url}${path}`, options);
    await look(page, `1-doors-${size}`);
    await page.getByRole('link', { name: 'Report a concern' }).click();
    await look(page, `2-whom-${size}`);
    await page.getByRole('button', { name: 'Next' }).click();
    await look(page, `3-whom-missing-${size}`);
    await page.getByRole('alert').getByRole('link').first().click();
    await page.getByRole('radio', { name: 'The headteacher', exact: true }).check();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText('This goes to the chair of governors').waitFor();
    await look(page, `4-account-${size}`);
    await page.getByRole('textbox', { name: /What you saw or heard/ }).fill('He shouted at a child until she cried.');
    await page.getByRole('button', { name: 'Send the report' }).click();
    await look(page, `5-account-missing-${size}`);
    // What was typed stands there still.
    await expect(page.getByRole('textbox', { name: /What you saw or heard/ }).inputValue()).resolves.toContain(
      'He shouted',
    );
    await page.getByRole('radio', { name: 'No, it can wait until tomorrow' }).check();
    await page.getByRole('textbox', { name: 'Your name' }).fill('Eve Marlow');
    await page.getByRole('button', { name: 'Send the report' }).click();
    await page.getByRole('heading', { name: 'Your report is received' }).waitFor();
    await look(page, `6-received-${size}`);
    const code = (await page.locator('.code').textContent()) ?? '';
    // Read again, it is the same report.
    await page.reload();
    await expect(page.locator('.code').textContent()).resolves.toBe(code);
    // Gone back to on a shared device, nothing of what was typed is there.
    for (const go of [() => page.goBack(), () => page.goForward()]) {
      await go().catch(() => undefined);
      expect(await whole(page)).not.toContain('He shouted');
    }

    const card = await sandbox.until(() =>
      sandbox
        .messages(chair)
        .slice(before)
        .find((message) => shown(message).includes('The headteacher')),
    );
    expect(shown(card)).toContain('nobody checked who');
    const record = await sandbox.openDialog(chair, card.id, 'Open');
    expect(shown(record.card)).toContain('He shouted at a child');
    expect(shown(record.card)).toContain('Eve Marlow');
    await sandbox.say(head, 'open reports');
    expect(shown(sandbox.messages(head))).not.toMatch(/shouted|Eve Marlow|shared address; nobody/);
    expect(shown(sandbox.channel(CHANNELS.dsl))).not.toContain('The headteacher');
    expect(await sandbox.openDialog(head, card.id, 'Open').then(shown, () => 'refused')).not.toContain('shouted');

    await page.goto(`${world.url}/c`);
    await look(page, `7-code-${size}`);
    await page.getByRole('textbox', { name: 'Your code' }).fill('BCDF-GHJK-LMNP-QRST-VWXZ');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    await look(page, `8-wrong-code-${size}`);
    await page.getByRole('textbox', { name: 'Your code' }).fill(code.toLowerCase());
    await page.keyboard.press('Enter');
    await page.getByText('A person at the school has read it').waitFor();
    await look(page, `9-status-${size}`);
  },
);

test('by keyboard alone, without scripts: asked, offered the form with what was typed, and sent', async () => {
  const page = await windows.open(`${world.url}${path}`, { width: 390, height: 844 });
  const press = async (...keys: readonly string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  await page.getByRole('link', { name: 'Ask what a policy says' }).focus();
  await press('Enter');
  await page.getByRole('textbox', { name: 'Your question' }).focus();
  await page.keyboard.type('May I be friends with a pupil on Instagram?');
  await press('Tab', 'Enter');
  await page.getByRole('status').waitFor();
  await look(page, 'd-asked-390');
  const box = page.getByRole('textbox', { name: 'Your question' });
  await box.fill('A girl in 4B told me that her dad hits her');
  await box.focus();
  await press('Tab', 'Enter');
  await page.getByRole('heading', { name: 'Has something happened?' }).waitFor();
  await look(page, 'e-offered-390');
  await page.getByRole('button', { name: 'Report a concern' }).press('Enter');
  await page.getByRole('radio', { name: 'A child', exact: true }).focus();
  await press('Space');
  await page.getByRole('button', { name: 'Next' }).press('Enter');
  const seen = page.getByRole('textbox', { name: /What you saw or heard/ });
  await expect(seen.inputValue()).resolves.toBe('A girl in 4B told me that her dad hits her');
  await page.getByRole('textbox', { name: /Name and class of one child/ }).focus();
  await page.keyboard.type('not known');
  await page.getByRole('radio', { name: 'Yes', exact: true }).focus();
  await press('Space');
  await page.getByRole('button', { name: 'Send the report' }).press('Enter');
  await page.getByRole('heading', { name: 'Your report is received' }).waitFor();
  const card = await world.sandbox.until(() => world.sandbox.channel(CHANNELS.dsl)[0]?.messages[0]);
  expect(shown(card)).toContain('nobody checked who');
});

/** By its own card: that of an urgent report may come after it, on a busy machine. */
const openAddress = (page: Page): Promise<void> =>
  page
    .getByTestId('card')
    .filter({ hasText: 'People without Teams' })
    .last()
    .getByRole('button', { name: 'Open', exact: true })
    .click();

test('the DSL makes the sheet; each page and card in the dark, at 200 %', async () => {
  const said = world.sandbox.messages(PEOPLE.miriamHale).length;
  await world.sandbox.say(PEOPLE.miriamHale, 'shared address');
  await world.sandbox.until(() => world.sandbox.messages(PEOPLE.miriamHale)[said + 1]);
  const dsl = await windows.open(`${world.sandbox.url}/?as=${PEOPLE.miriamHale}`, { dark: true });
  await openAddress(dsl);
  await dsl.getByRole('dialog').getByRole('button', { name: 'Get the sheet (PDF)' }).waitFor();
  await shoot(dsl, 'shared-address-a-card-dark');
  expect(await seriousProblems(dsl)).toEqual([]);
  for (const [name, options] of [
    ['light-390', { width: 390, height: 844 }],
    ['dark-200', { width: 780, height: 844, zoom: 2, dark: true }],
  ] as const) {
    const again = await windows.open(`${world.sandbox.url}/?as=${PEOPLE.miriamHale}`, options);
    await openAddress(again);
    await again.getByRole('dialog').getByRole('button', { name: 'Get the sheet (PDF)' }).waitFor();
    await shoot(again, `shared-address-a-card-${name}`);
  }
  const chair = await windows.open(`${world.sandbox.url}/?as=${PEOPLE.colinMarsh}`, { width: 390, height: 844 });
  await chair.getByRole('button', { name: 'Open', exact: true }).last().click();
  await chair.getByRole('dialog').getByText('Name that the sender gave (not verified)').waitFor();
  await shoot(chair, 'shared-address-f-record-390');
  expect(await seriousProblems(chair)).toEqual([]);
  const large = await windows.open(`${world.url}${path}/report`, { width: 390, height: 844, zoom: 2 });
  await look(large, 'b-whom-200');
  await windows
    .open(`${world.url}/c`, { width: 390, height: 844, zoom: 2, dark: true })
    .then((page) => look(page, 'c-code-200'));
});
