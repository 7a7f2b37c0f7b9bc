import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { CHANNELS, PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { channelCard, next, reportByClicking, through } from '../../report/support-sandbox.ts';
import { openBrowser, seriousProblems, shoot, type Windows } from '../../support/browser.ts';
import { type Running, running } from '../../support/running.ts';

const { priyaNair: reporter, miriamHale: dsl } = PEOPLE;
let world: Running;
let windows: Windows;
let reference: string;
/** A report about a child that is closed and waits to be handed over. */
beforeAll(async () => {
  [world, windows] = await Promise.all([running(), openBrowser()]);
  reference = await reportByClicking(world, reporter, { about: 'child', words: { said: 'Nie chcę iść do domu 😢' } });
  const card = await channelCard(world, reference);
  let dialog = await world.sandbox.openDialog(dsl, card.id, 'Open');
  dialog = await next(world, dsl, dialog, 'Acknowledge and take it on');
  for (const [form, inputs] of [
    [['Record a decision', 'Early help or Family Help'], { reason: 'The family asked for help.' }],
    [['Close the report'], { outcome: 'passed-to-other-record', left: 'done', reason: 'It is in CPOMS.' }],
  ] as const)
    dialog = await next(world, dsl, await through(world, dsl, dialog, ...form), form[0], inputs);
});
afterEach(async () => {
  await windows.closeAll();
  expect(windows.takeErrors()).toEqual([]);
});
afterAll(async () => {
  await windows.close();
  await world.close();
});

test('a DSL hands a record over and keeps a stub: dark, at 200 %, by keyboard where it cannot be undone', async () => {
  const page = await windows.open(
    `${world.sandbox.url}/?as=${dsl}&at=teams&channel=${encodeURIComponent(CHANNELS.dsl)}`,
    { dark: true, zoom: 2 },
  );
  const dialog = page.getByRole('dialog');
  const press = (name: string) => dialog.getByRole('button', { name, exact: true }).click();
  await page.getByRole('button', { name: 'Open', exact: true }).first().click();
  await dialog.getByText(`Report ${reference}`, { exact: false }).first().waitFor();

  await press('More');
  await press('Export and keeping');
  await dialog.getByText('The whole text is kept here').waitFor();
  await shoot(page, 'records-1-keeping');
  expect(await seriousProblems(page)).toEqual([]);

  await press('Export as PDF');
  await dialog
    .getByRole('button', { name: 'Download the PDF' })
    .or(dialog.getByRole('link', { name: 'Download the PDF' }))
    .waitFor();
  await shoot(page, 'records-2-export');
  expect(await seriousProblems(page)).toEqual([]);
  await press('Back');

  await press('Received elsewhere');
  await dialog.getByLabel('Where is it now?', { exact: false }).selectOption('cpoms');
  await shoot(page, 'records-3-received');
  expect(await seriousProblems(page)).toEqual([]);
  await dialog.getByLabel('Their reference', { exact: false }).fill('CP-4471');
  await dialog.getByLabel('Who confirmed', { exact: false }).fill('Miriam Hale');
  await dialog.getByLabel('Received on', { exact: false }).fill('2026-11-23');
  await press('Received elsewhere');
  await dialog.getByText('Done, and recorded.').waitFor();

  await press('Reduce to a stub');
  await dialog.getByText('This cannot be undone.', { exact: false }).waitFor();
  await shoot(page, 'records-4-reduce');
  expect(await seriousProblems(page)).toEqual([]);
  await dialog.getByLabel('Why is the text no longer needed', { exact: false }).fill('CPOMS has it.');
  await press('Go on');
  const confirm = dialog.getByLabel(`Type the reference ${reference}`, { exact: false });
  await confirm.waitFor();
  await shoot(page, 'records-5-confirm');
  expect(await seriousProblems(page)).toEqual([]);
  await confirm.focus();
  await page.keyboard.type(reference);
  // The next stop of the keyboard is the button that destroys; the one that keeps comes after it.
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await dialog.getByText('The text is destroyed.', { exact: false }).waitFor();
  await shoot(page, 'records-6-stub');
  expect(await seriousProblems(page)).toEqual([]);
});
