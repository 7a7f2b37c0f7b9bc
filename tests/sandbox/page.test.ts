import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { CHANNELS, GROUPS, PEOPLE } from '../../src/sandbox/tenant/sample-school.ts';
import { openBrowser, seriousProblems, shoot, type Windows } from '../support/browser.ts';
import { type Client, card, closedFirst, given } from './client.ts';

const { priyaNair, miriamHale, tomAshworth, ruthEllery } = PEOPLE;
let windows: Windows;
beforeAll(async () => {
  windows = await openBrowser();
  closedFirst(() => windows.closeAll());
});
// By now the windows are closed, and then their sandbox.
afterEach(() => expect(windows.takeErrors()).toEqual([]));
afterAll(() => windows.close());

const open = (client: Client, query: string, options?: Parameters<Windows['open']>[1]): Promise<Page> =>
  windows.open(`${client.sandbox.url}/${query}`, options);

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
  { type: 'Chart.Unheard', data: [], fallback: { type: 'TextBlock', text: '42 of 61' } },
  { type: 'Chart.HorizontalBar', title: 'By age', data: [{ x: 'Under a day', y: 2 }] },
  { type: 'Chart.Donut', title: 'Where everyone is', data: [{ legend: 'Asked: 43', value: 43 }] },
];

async function post(client: Client, activity: unknown, id: string = CHANNELS.dsl): Promise<string> {
  const body = { isGroup: true, channelData: { channel: { id } }, activity };
  return (await client.connector('POST', '/conversations', body)).body.activityId;
}

const atChannel = (userId: string) => `?as=${userId}&at=teams&channel=${encodeURIComponent(CHANNELS.dsl)}`;

test('the first page offers the role-holders and finds anyone else', async () => {
  const client = await given();
  const page = await open(client, '');
  await page.getByTestId('person').first().waitFor();
  expect(await page.getByTestId('person').first().textContent()).toContain('Miriam Hale');
  await page.getByTestId('person-search').fill('doreen');
  await page.getByText('Doreen Tapley').click();
  await page.getByTestId('me').waitFor();
  expect(await page.getByTestId('me').textContent()).toContain('Doreen Tapley');
});

test('the first page says who to be for each promise, and the question is typed already: Enter asks it', async () => {
  const client = await given();
  const page = await open(client, '');
  await page.getByTestId('step').first().waitFor();
  const steps = await page.getByTestId('step').allTextContents();
  for (const [at, name] of ['Priya Nair', 'Sunita Rao', 'Lewis Grant', 'Miriam Hale'].entries())
    expect(steps[at]).toContain(name);
  expect(await page.getByTestId('step').last().getAttribute('href')).toContain(encodeURIComponent(CHANNELS.dsl));
  // By keyboard: past the link that skips, to the first promise, and from there Enter twice.
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByTestId('compose').waitFor();
  expect(await page.getByTestId('me').textContent()).toContain('Priya Nair');
  expect(await page.getByTestId('compose').inputValue()).toBe('can i add a year 11 on insta?');
  await page.keyboard.press('Enter');
  await page.getByTestId('message').getByText('can i add a year 11 on insta?').waitFor();
});

test('a post that arrived while nobody looked is counted, and Teams opens where it is', async () => {
  const client = await given();
  await post(client, { type: 'message', text: 'A new concern' });
  const page = await open(client, `?as=${miriamHale}`);
  await page.getByTestId('rail-teams').getByText('1').waitFor();
  await page.getByTestId('rail-teams').click();
  await page.getByText('A new concern').waitFor();
  await page.reload();
  await page.getByText('A new concern').waitFor();
  expect(await page.getByLabel('1 unread').count()).toBe(0);
});

test('a file on its way is named until the app has taken it', async () => {
  const client = await given();
  const page = await open(client, `?as=${ruthEllery}`);
  const way = Promise.withResolvers<void>();
  await page.route('**/say', async (route) => {
    await way.promise;
    await route.continue();
  });
  const file = { name: 'Social Media v6.md', mimeType: 'text/markdown', buffer: Buffer.from('# Policy') };
  await page.getByTestId('file-input').setInputFiles(file);
  await page.getByRole('button', { name: 'Remove Social Media v6.md' }).waitFor();
  await page.getByTestId('send').click();
  await page.getByRole('status').getByText('Sending Social Media v6.md').waitFor();
  await shoot(page, 'page-sending');
  way.resolve();
  await page.getByTestId('file').getByText('Social Media v6.md').waitFor();
  await page.getByTestId('sending').waitFor({ state: 'detached' });
});

test('without a bot the message says that it did not arrive; without a sandbox the page says so, and goes on', async () => {
  const client = await given();
  const page = await open(client, `?as=${priyaNair}`);
  await page.getByTestId('compose').fill('hello');
  await page.keyboard.press('Enter');
  await page.getByTestId('undelivered').waitFor();
  await client.sandbox.close();
  await page.getByText('The sandbox has stopped').waitFor();
  await given({ port: Number(new URL(client.sandbox.url).port) });
  await page.getByText('nothing leaves this computer').waitFor();
  await page.getByTestId('compose').waitFor();
});

test.each([
  ['1024', { width: 1024, height: 768 }],
  ['390, dark', { width: 390, height: 844, dark: true }],
])('nothing is wider than a window of %s', async (_, size) => {
  const client = await given();
  for (const query of ['', `?as=${miriamHale}`, atChannel(miriamHale)]) {
    const page = await open(client, query, size);
    await page
      .getByTestId(query === '' ? 'step' : 'me')
      .first()
      .waitFor();
    const wide = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    expect([query, wide]).toEqual([query, 0]);
    if (query === '') continue;
    expect(await page.getByTestId('me').getByText('Miriam Hale').isVisible()).toBe(true);
    await page.getByTestId('clock').click();
    await page.getByTestId('clock-saturday').waitFor();
    expect(await page.evaluate('document.activeElement.dataset.testid')).toBe('clock-saturday');
  }
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

test('a card draws charts, the fallback for one that nobody knows, holds back an empty required input, and picks people by name', async () => {
  const client = await given();
  await post(client, card(form, { actions: [{ type: 'Action.Execute', title: 'Send', verb: 'send' }] }));
  const page = await open(client, atChannel(miriamHale));
  await page.getByText('42 of 61').waitFor();
  await page.getByTestId('chart').getByText('Under a day').waitFor();
  await page.getByTestId('chart').getByText('Asked: 43').waitFor();
  await page.getByRole('button', { name: 'Send', exact: true }).first().click();
  await page.getByText('Write a note').waitFor();
  await page.getByRole('combobox', { name: 'Who?' }).fill('frank d');
  await page.getByRole('option', { name: 'Frank Doyle' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Remove Frank Doyle' }).waitFor();
});

test('a dialog opens at its top, gives the focus back, and a message in its place outlives the card', async () => {
  const client = await given();
  const id = await post(client, card([], { actions: [{ type: 'Action.Execute', title: 'Begin', verb: 'begin' }] }));
  const page = await open(client, atChannel(miriamHale), { width: 390, height: 844 });
  const lines = Array.from({ length: 40 }, (_, at) => ({ type: 'TextBlock', text: `Line ${at}` }));
  const body = [...lines, { type: 'Input.Text', id: 'note', label: 'Note' }];
  const dialog = { title: 'Long', card: { type: 'AdaptiveCard', version: '1.5', body } };
  await page.route('**/click', (route) => route.fulfill({ json: { kind: 'dialog', dialog } }));
  await page.getByRole('button', { name: 'Begin' }).click();
  const field = page.getByRole('dialog').getByLabel('Note');
  await field.waitFor();
  expect(await field.evaluate((it) => it === it.ownerDocument.activeElement)).toBe(true);
  expect(await page.locator('dialog .content').evaluate((it) => it.scrollTop)).toBe(0);
  await page.keyboard.press('Escape');
  await field.waitFor({ state: 'detached' });
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Begin');

  // What the app says instead of a dialog is read even where the same click takes the card away.
  const gone = { kind: 'message', text: 'It has gone elsewhere.', delivery: { body: { task: { type: 'message' } } } };
  await page.unroute('**/click');
  await page.route('**/click', async (route) => {
    const path = `/conversations/${encodeURIComponent(CHANNELS.dsl)}/activities/${id}`;
    await client.connector('PUT', path, { type: 'message', text: 'Nothing here' });
    await page.getByText('Nothing here').waitFor();
    await route.fulfill({ json: gone });
  });
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.getByRole('dialog').getByText('It has gone elsewhere.').waitFor();
  await page.getByRole('button', { name: 'OK' }).click();
});

test('a button does what it says on the screen, even when the card has become another on the way', async () => {
  const client = await given();
  const says = (displayText: string) => ({ msteams: { type: 'messageBack', displayText } });
  const withButton = (words: string) =>
    card([], { actions: [{ type: 'Action.Submit', title: words, data: says(`Pressed ${words}`) }] });
  const id = await post(client, withButton('Yes'));
  const page = await open(client, atChannel(miriamHale));
  await page.route('**/click', async (route) => {
    await client.connector(
      'PUT',
      `/conversations/${encodeURIComponent(CHANNELS.dsl)}/activities/${id}`,
      withButton('No'),
    );
    await route.continue();
  });
  await page.getByRole('button', { name: 'Yes', exact: true }).click();
  await page.getByText('Pressed Yes').waitFor();
  await page.unroute('**/click');

  // While it is held down nothing is put in its place; once let go, what is new is there.
  await page.getByRole('button', { name: 'No', exact: true }).hover();
  await page.mouse.down();
  const path = `/conversations/${encodeURIComponent(CHANNELS.dsl)}/activities/${id}`;
  await client.connector('PUT', path, withButton('Later'));
  await post(client, { type: 'message', text: 'Something else' }, CHANNELS.safeguardingGeneral);
  await page.getByLabel('1 unread').first().waitFor();
  expect(await page.getByRole('button', { name: 'No', exact: true }).count()).toBe(1);
  await page.mouse.up();
  await page.getByText('Pressed No').waitFor();
  await page.getByRole('button', { name: 'Later', exact: true }).waitFor();
});

test('what someone types into one card stays while another message arrives', async () => {
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
  expect(await page.getByTestId('clock').getAttribute('aria-label')).toMatch(/^Clock, moved: .*21:40/);
  const london = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/London',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
  expect(london.format(client.sandbox.clock.now())).toBe('Sat 21:40');
});

test('the drawer plants and removes a fault, changes a person, and takes a permission away', async () => {
  const client = await given();
  const { sandbox } = client;
  const page = await open(client, `?as=${priyaNair}`);
  await page.getByTestId('drawer-toggle').click();
  await page.getByText('Make it private').waitFor();
  await page.getByText('Faults', { exact: true }).click();
  await page.getByTestId('fault-operation').selectOption('sendActivity');
  await page.getByText('Only calls about').click();
  await page.getByTestId('fault-add').click();
  await page.getByTestId('fault-list').getByText('Throttled on sendActivity: struck 0 of 1').waitFor();
  expect(sandbox.faults.list()).toMatchObject([{ match: { operation: 'sendActivity', userId: priyaNair }, times: 1 }]);
  await page.getByLabel('Remove this fault').click();
  await page.getByTestId('fault-list').getByText('Throttled').waitFor({ state: 'detached' });

  await page.getByText('Disable account').click();
  await page.getByTestId('group').selectOption({ label: 'governors' });
  await page.getByText('Join group').click();
  await sandbox.until(() => sandbox.world.groups.get(GROUPS.governors)?.members.has(priyaNair));
  expect(sandbox.world.people.get(priyaNair)?.enabled).toBe(false);
  await page.getByText('Limits and permissions').click();
  await page.getByLabel('TeamsActivity.Send').uncheck();
  await sandbox.until(() => !sandbox.world.permissions.has('TeamsActivity.Send'));
});

test.each([false, true])('nothing serious is wrong for assistive technology (dark: %s)', async (dark) => {
  const client = await given();
  await post(client, card(form, { actions: [{ type: 'Action.Execute', title: 'Send', verb: 'send' }] }));
  const chooser = await open(client, '', { dark });
  await chooser.getByTestId('person').first().waitFor();
  expect(await seriousProblems(chooser)).toEqual([]);
  const page = await open(client, atChannel(miriamHale), { dark });
  await page.getByText('42 of 61').waitFor();
  await page.getByTestId('drawer-toggle').click();
  await page.getByText('Messages to pupils: 0').waitFor();
  expect(await seriousProblems(page)).toEqual([]);
});
