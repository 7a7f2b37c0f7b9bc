import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { card } from '../../src/platform/teams/card.ts';
import { createSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { BOT_ID, createSampleSchool, TENANT_ID } from '../../src/sandbox/tenant/sample-school.ts';
import { openBrowser, seriousProblems, type Windows } from '../support/browser.ts';
import { type Look, openLook } from './looks.ts';
import { SAMPLES } from './samples.ts';

let sandbox: Sandbox;
let windows: Windows;
beforeAll(async () => {
  [sandbox, windows] = await Promise.all([
    createSandbox({ school: createSampleSchool(), botId: BOT_ID, tenantId: TENANT_ID, limits: false }),
    openBrowser(),
  ]);
});
afterAll(async () => {
  await windows.closeAll();
  await windows.close();
  await sandbox.close();
});

type Drawn = Awaited<ReturnType<Awaited<ReturnType<typeof openLook>>['drawAll']>>;

/** Each look is drawn once: some 400 cards and dialogs on one page. */
const looks = new Map<Look, Promise<Drawn>>();
const drawn = (look: Look): Promise<Drawn> => {
  const first = looks.get(look) ?? drawAll(look);
  looks.set(look, first);
  return first;
};
async function drawAll(look: Look): Promise<Drawn> {
  const samples = (await Promise.all(Object.values(SAMPLES).map((list) => list()))).flat();
  return (await openLook(windows, sandbox.url, look)).drawAll(samples);
}

test.each<Look>(['light', '390 px', '200 %'])('in no card or dialog is anything cut off: %s', async (look) => {
  expect((await drawn(look)).notes).toEqual([]);
});

test('what cuts words off is seen', async () => {
  const text = { type: 'TextBlock', text: 'word '.repeat(100), wrap: false };
  const look = await openLook(windows, sandbox.url, '390 px');
  const { notes } = await look.drawAll([{ name: 'too long', card: card(text) }]);
  expect(notes.join()).toContain('too long: cut');
});

test('assistive technology stumbles over no card or dialog, and the keys reach each of their boxes', async () => {
  const { page } = await drawn('light');
  expect(await seriousProblems(page)).toEqual([]);
  const boxes = '.ac-adaptiveCard :is(input, textarea, select)';
  expect(await page.evaluate(`[...document.querySelectorAll('${boxes}')].every(({ tabIndex }) => tabIndex >= 0)`)).toBe(
    true,
  );
});

test('every word can be read in the dark as well', async () => {
  expect(await seriousProblems((await drawn('dark')).page, 'color-contrast')).toEqual([]);
});

test('nothing goes wrong in any window meanwhile', () => {
  expect(looks.size).toBe(4);
  expect(windows.takeErrors()).toEqual([]);
});
