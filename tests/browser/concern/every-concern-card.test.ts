import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { CHANNELS, PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { type Client, closedFirst, given } from '../../sandbox/client.ts';
import { openBrowser, seriousProblems, shoot, type Windows } from '../../support/browser.ts';
import { CONCERN_CARDS } from '../../teams/concern/sample-concern-cards.ts';

let windows: Windows;
beforeAll(async () => {
  windows = await openBrowser();
  closedFirst(() => windows.closeAll());
});
// By now the windows are closed, and then their sandbox.
afterEach(() => expect(windows.takeErrors()).toEqual([]));
afterAll(() => windows.close());

const post = (client: Client, activity: object) =>
  client.connector('POST', '/conversations', {
    isGroup: true,
    channelData: { channel: { id: CHANNELS.dsl } },
    activity,
  });

test.each([
  ['light', {}],
  ['dark', { dark: true }],
  ['at 200 %', { zoom: 2 }],
] as const)(
  'no card or dialog of a concern has a serious problem for assistive technology, %s',
  async (look, options) => {
    const client = await given({ limits: false });
    for (const [name, content] of CONCERN_CARDS) {
      const attachments = [{ contentType: 'application/vnd.microsoft.card.adaptive', content }];
      expect((await post(client, { type: 'message', summary: name, attachments })).status).toBe(201);
    }
    const page = await windows.open(
      `${client.sandbox.url}/?as=${PEOPLE.miriamHale}&at=teams&channel=${encodeURIComponent(CHANNELS.dsl)}`,
      options,
    );
    await page
      .getByTestId('thread')
      .nth(CONCERN_CARDS.length - 1)
      .waitFor();
    await shoot(page, `every-concern-card-${look.replace(/\W+/g, '')}`);
    expect(await seriousProblems(page)).toEqual([]);
    // Every input is reached by the keyboard and has a name of its own.
    for (const input of await page
      .locator('.ac-adaptiveCard input, .ac-adaptiveCard textarea, .ac-adaptiveCard select')
      .all())
      expect(await input.evaluate((node: { tabIndex: number }) => node.tabIndex)).toBeGreaterThanOrEqual(0);
  },
);
