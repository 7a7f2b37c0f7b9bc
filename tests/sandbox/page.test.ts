import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import chromium from '@sparticuz/chromium';
import { type Browser, type BrowserContext, type Page, chromium as playwright } from 'playwright-core';
import { CHANNELS, PEOPLE } from '../../src/sandbox/sample-school.ts';
import { type Client, card, given } from './client.ts';

const axeSource = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const { priyaNair, miriamHale, tomAshworth } = PEOPLE;
let browser: Browser;
const contexts: BrowserContext[] = [];
const errors: Error[] = [];

beforeAll(async () => {
  // In a single process the first context to close takes the whole browser with it.
  const args = chromium.args.filter((arg) => arg !== '--single-process' && arg !== '--no-zygote');
  browser = await playwright.launch({ executablePath: await chromium.executablePath(), args, headless: true });
});
afterEach(async () => {
  await Promise.all(contexts.splice(0).map((context) => context.close()));
  expect(errors.splice(0)).toEqual([]);
});
afterAll(async () => {
  await browser.close();
});

/** One person's window in a browser of its own. Any error on the page fails the test in the end. */
async function open(client: Client, query: string, colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
  const context = await browser.newContext({ colorScheme, viewport: { width: 1280, height: 800 } });
  contexts.push(context);
  const page = await context.newPage();
  page.on('pageerror', (error) => errors.push(error));
  await page.goto(`${client.sandbox.url}/${query}`);
  return page;
}

async function seriousProblems(page: Page): Promise<string[]> {
  await page.evaluate(await axeSource);
  const violations = await page.evaluate('axe.run().then((result) => result.violations)');
  return (violations as { id: string; impact: string; nodes: { html: string }[] }[])
    .filter((violation) => violation.impact === 'serious' || violation.impact === 'critical')
    .map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html).join(' | ')}`);
}

const form = [
  { type: 'TextBlock', text: 'Tell us', style: 'heading' },
  { type: 'Input.Text', id: 'note', label: 'Note', isRequired: true, errorMessage: 'Write a note' },
  {
    type: 'Input.ChoiceSet',
    id: 'who',
    label: 'Who?',
    choices: [],
    'choices.data': { type: 'Data.Query', dataset: 'graph.microsoft.com/users' },
  },
  { type: 'Chart.Donut', fallback: { type: 'TextBlock', text: '42 of 61' } },
];

async function post(client: Client, activity: unknown): Promise<string> {
  const body = { isGroup: true, channelData: { channel: { id: CHANNELS.dsl } }, activity };
  return (await client.connector('POST', '/conversations', body)).body.activityId;
}

const atChannel = (userId: string) => `?as=${userId}&at=teams&channel=${encodeURIComponent(CHANNELS.dsl)}`;

test('the first page offers the role-holders and finds anybody else', async () => {
  const client = await given();
  const page = await open(client, '');
  await page.getByTestId('person').first().waitFor();
  expect(await page.getByTestId('person').first().textContent()).toContain('Miriam Hale');
  await page.getByTestId('person-search').fill('doreen');
  await page.getByText('Doreen Tapley').click();
  await page.getByTestId('me').waitFor();
  expect(await page.getByTestId('me').textContent()).toContain('Doreen Tapley');
});

test('windows of two people show one new post at once, and a change to it in place', async () => {
  const client = await given();
  const [miriam, tom] = [await open(client, atChannel(miriamHale)), await open(client, atChannel(tomAshworth))];
  await Promise.all([miriam, tom].map((page) => page.getByTestId('compose').waitFor()));
  const id = await post(client, { type: 'message', text: 'A new concern' });
  await Promise.all([miriam, tom].map((page) => page.getByText('A new concern').waitFor()));
  const path = `/conversations/${encodeURIComponent(CHANNELS.dsl)}/activities/${id}`;
  await client.connector('PUT', path, { type: 'message', text: 'Acknowledged at 10:42' });
  await Promise.all([miriam, tom].map((page) => page.getByText('Acknowledged at 10:42').waitFor()));
  expect(await miriam.getByText('A new concern').count()).toBe(0);
});

test('a card draws its fallback for a chart, holds back an empty required input, and picks people by name', async () => {
  const client = await given();
  await post(client, card(form, { actions: [{ type: 'Action.Execute', title: 'Send', verb: 'send' }] }));
  const page = await open(client, atChannel(miriamHale));
  await page.getByText('42 of 61').waitFor();
  await page.getByRole('button', { name: 'Send', exact: true }).first().click();
  await page.getByText('Write a note').waitFor();
  await page.getByRole('combobox', { name: 'Who?' }).fill('frank d');
  await page.getByRole('option', { name: 'Frank Doyle' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Remove Frank Doyle' }).waitFor();
});

test('what somebody types into one card stays while another message arrives', async () => {
  const client = await given();
  await post(client, card(form));
  const page = await open(client, atChannel(miriamHale));
  await page.getByLabel('Note').fill('half a sentence');
  await post(client, { type: 'message', text: 'Something else' });
  await page.getByText('Something else').waitFor();
  expect(await page.getByLabel('Note').inputValue()).toBe('half a sentence');
});

test('text of a message cannot become markup that runs', async () => {
  const client = await given();
  await post(client, {
    type: 'message',
    text: '<img src=x onerror="document.title=1"> [x](javascript:alert(1)) **bold**',
  });
  const page = await open(client, atChannel(miriamHale));
  await page.getByText('bold').waitFor();
  expect(await page.getByTestId('text').locator('img, a').count()).toBe(0);
});

test('the drawer moves the clock and shows that no pupil was written to', async () => {
  const client = await given();
  const page = await open(client, `?as=${priyaNair}`);
  await page.getByTestId('drawer-toggle').click();
  await page.getByText('Messages to pupils: 0').waitFor();
  await page.getByTestId('clock-saturday').click();
  await page.getByTestId('clock-now').getByText('21:40').waitFor();
  const london = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/London',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
  expect(london.format(client.sandbox.clock.now())).toBe('Sat 21:40');
});

test.each(['light', 'dark'] as const)(
  'nothing serious is wrong for assistive technology in %s colours',
  async (scheme) => {
    const client = await given();
    await post(client, card(form, { actions: [{ type: 'Action.Execute', title: 'Send', verb: 'send' }] }));
    const chooser = await open(client, '', scheme);
    await chooser.getByTestId('person').first().waitFor();
    expect(await seriousProblems(chooser)).toEqual([]);
    const page = await open(client, atChannel(miriamHale), scheme);
    await page.getByText('42 of 61').waitFor();
    await page.getByTestId('drawer-toggle').click();
    await page.getByText('Messages to pupils: 0').waitFor();
    expect(await seriousProblems(page)).toEqual([]);
  },
);
