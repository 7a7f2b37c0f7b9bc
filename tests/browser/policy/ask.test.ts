import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { createTrialServer } from '../../../src/cli/trial/server.ts';
import { readMarkdown } from '../../../src/platform/documents/markdown/markdown.ts';
import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { cautions } from '../../ask/given.ts';
import { asWord } from '../../platform/documents/support/as-word.ts';
import { openBrowser, seriousProblems, shoot, type Windows } from '../../support/browser.ts';
import { type Running, running } from '../../support/running.ts';
import { shippedUnderstanding } from '../../support/shipped.ts';

const RULE = 'May staff accept friend requests from parents?';

let world: Running;
let windows: Windows;
let trial: Server | undefined;
beforeAll(async () => {
  [world, windows] = await Promise.all([running(), openBrowser()]);
});
afterEach(async () => {
  await windows.closeAll();
  expect(windows.takeErrors()).toEqual([]);
});
afterAll(async () => {
  trial?.close();
  trial?.closeAllConnections();
  await windows.close();
  await world.close();
});

async function ask(page: Page, question: string): Promise<void> {
  await page.getByTestId('compose').fill(question);
  await page.keyboard.press('Enter');
}

test('a teacher asks by typing, reads the quote, and opens the whole section', async () => {
  const page = await windows.open(`${world.sandbox.url}/?as=${PEOPLE.priyaNair}`);
  await ask(page, RULE);
  await page.getByRole('button', { name: 'Read the section' }).waitFor();
  await shoot(page, 'ask-1-answer');
  expect(await seriousProblems(page)).toEqual([]);

  await page.getByRole('button', { name: /^Other rules?$/ }).click();
  await shoot(page, 'ask-2-see-also');
  await page.getByRole('button', { name: 'Read the section' }).click();
  await page.getByRole('dialog').getByText('Fingerprint').waitFor();
  await shoot(page, 'ask-3-section');
  expect(await seriousProblems(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Yes', exact: true }).click();
  await page.getByText('Glad that helped').waitFor();

  // The card above has grown, and who reads it is no longer at the end.
  await page.getByRole('button', { name: /^Other rules?$/ }).scrollIntoViewIfNeeded();
  await ask(page, 'hello');
  await page.getByText('Hello, I am Lanyard').waitFor();
  const log = page.getByTestId('log');
  expect(await log.evaluate((node) => node.scrollHeight - node.scrollTop - node.clientHeight)).toBeLessThan(2);
});

test('a silent policy names a person, and the question goes to her with one tap', async () => {
  const page = await windows.open(`${world.sandbox.url}/?as=${PEOPLE.frankDoyle}`, { dark: true });
  const owner = await windows.open(`${world.sandbox.url}/?as=${PEOPLE.ruthEllery}`);
  await ask(page, 'may i grow tomatoes in the greenhouse');
  await page.getByRole('button', { name: 'Send my question to Ruth Ellery' }).waitFor();
  await shoot(page, 'ask-4-silent-dark');
  expect(await seriousProblems(page)).toEqual([]);
  await page.getByRole('button', { name: 'Send my question to Ruth Ellery' }).click();
  await shoot(page, 'ask-5-refer');
  await page.getByRole('dialog').getByRole('button', { name: 'Send to Ruth Ellery' }).click();
  await page.getByText('Sent to Ruth Ellery').waitFor();

  await owner.getByRole('button', { name: 'Reply' }).waitFor();
  await shoot(owner, 'ask-6-owner');
});

test('on a phone, greeting and help fit the screen', async () => {
  const page = await windows.open(`${world.sandbox.url}/?as=${PEOPLE.lewisGrant}`, {
    width: 800,
    height: 1200,
    zoom: 2,
  });
  await ask(page, 'hello, what can you do?');
  await page.getByText('Hello, I am Lanyard').waitFor();
  await shoot(page, 'help-zoomed');
  expect(await seriousProblems(page)).toEqual([]);
});

test('a policy of one’s own is tried from the first page: a Word file with tables, read, asked, and shown at the place', async () => {
  trial = createTrialServer({
    openHead: shippedUnderstanding,
    cautions,
    files: { list: async () => [], keep: async () => undefined, drop: async () => undefined },
    home: world.sandbox.url,
  }).listen(0, '127.0.0.1');
  await once(trial, 'listening');
  // As TCP was asked for.
  const { port } = trial.address() as AddressInfo;
  const link = { url: `http://127.0.0.1:${port}`, title: 'Try it with a policy of your own', text: 'Drop a file.' };
  await fetch(`${world.sandbox.url}/sandbox/api/beside`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(link),
  });
  const source = await readFile(resolve(import.meta.dirname, '../../../policies/code-of-conduct.md'), 'utf8');
  const buffer = Buffer.from(await asWord(readMarkdown(source), 'Oakmill Learning Trust'));
  for (const [width, dark] of [
    [1280, false],
    [390, true],
  ] as const) {
    const page = await windows.open(world.sandbox.url, { width, dark });
    await page.getByTestId('beside').click();
    await page.getByLabel('Drop a file here').setInputFiles({ name: `Conduct ${width}.docx`, mimeType: '', buffer });
    // The policy of the round before is shown first, and has the same words: it is asked when its own is there.
    await page.locator('p.quiet', { hasText: `Conduct ${width}` }).waitFor();
    await page.getByText('7 lists · 2 tables').waitFor();
    await page.getByRole('columnheader', { name: 'May I accept it?' }).waitFor();
    await page.getByLabel('Ask it').fill('may I give a pupil a lift in my own car');
    await page.keyboard.press('Enter');
    await page.locator('.where:visible', { hasText: 'Transport' }).first().waitFor();
    await page.getByRole('button', { name: 'Show it in the policy' }).locator('visible=true').first().click();
    await page.locator('.quoted').first().waitFor();
    await shoot(page, `try-${width}`);
    expect(await seriousProblems(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  }
});
