import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { CHANNELS, PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { openBrowser, seriousProblems, shoot, type Windows } from '../../support/browser.ts';
import { type Running, running } from '../../support/running.ts';
import { sharedPath } from '../../support/shared-address.ts';

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
  await page.screenshot({ path: await shotOf(name), fullPage: true });
}
const shotOf = async (name: string): Promise<string> => {
  const { SHOTS } = await import('../../support/browser.ts');
  return `${SHOTS}/shared-address-${name}.png`;
};

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

    await page.getByRole('link', { name: /\/c$/ }).click();
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

test('the DSL makes the sheet; each page and card in the dark, at 200 %', async () => {
  const dsl = await windows.open(`${world.sandbox.url}/?as=${PEOPLE.miriamHale}`, { dark: true });
  await dsl.getByRole('button', { name: 'Open', exact: true }).last().click();
  await dsl.getByRole('dialog').getByRole('button', { name: 'Get the sheet (PDF)' }).waitFor();
  await shoot(dsl, 'shared-address-a-card-dark');
  expect(await seriousProblems(dsl)).toEqual([]);
  const large = await windows.open(`${world.url}${path}/report`, { width: 390, height: 844, zoom: 2 });
  await look(large, 'b-whom-200');
  await windows
    .open(`${world.url}/c`, { width: 390, height: 844, zoom: 2, dark: true })
    .then((page) => look(page, 'c-code-200'));
});
