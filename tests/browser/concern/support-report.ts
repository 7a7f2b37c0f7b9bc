import type { Locator, Page } from 'playwright-core';

/** From the typed word to the first page of the form. */
export async function begin(page: Page): Promise<Locator> {
  await page.getByTestId('compose').fill('report a concern');
  await page.keyboard.press('Enter');
  // Starters of an empty chat carry the same words, and so does a card that this person was given before.
  await page.getByText('I ask first who it is about', { exact: false }).last().waitFor();
  await page.getByTestId('card').getByRole('button', { name: 'Report a concern' }).last().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Who or what is it about?', { exact: false }).waitFor();
  return dialog;
}

/** Fills the form from its first page and sends it; answers when the reference is shown. */
export async function report(page: Page, about: RegExp, seen: string, urgent: 'Yes' | 'No' = 'No'): Promise<Locator> {
  const dialog = await begin(page);
  await dialog.getByRole('radio', { name: about }).check();
  // Of a report about something else a child is asked about.
  if (about.test('A child')) await dialog.getByLabel('If it is about a child', { exact: false }).fill('Not known');
  await dialog.getByRole('button', { name: 'Next' }).click();
  await dialog.getByLabel('What did you see or hear', { exact: false }).fill(seen);
  await dialog.getByRole('radio', { name: urgent === 'Yes' ? /Yes$/ : /No$/ }).check();
  await dialog.getByRole('button', { name: /^Send to/ }).click();
  await dialog.getByText('Saved. Your reference is').waitFor();
  return dialog;
}

/** How assistive technology would call what has the focus; run in the page. */
const FOCUSED = `(() => {
  const at = document.activeElement;
  if (!at) return '';
  const by = (at.getAttribute('aria-labelledby') ?? '').split(' ');
  const texts = [at.getAttribute('aria-label'), ...by.map((id) => document.getElementById(id)?.innerText)];
  texts.push(...[...(at.labels ?? [])].map((label) => label.innerText), at.tagName === 'BUTTON' ? at.innerText : '');
  return texts.filter(Boolean).join(' ').trim();
})()`;

/** Presses Tab, or the way back, until what has the focus is called this. */
export async function tabTo(page: Page, name: string | RegExp, way: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let press = 0; press < 150; press += 1) {
    await page.keyboard.press(way);
    const called = String(await page.evaluate(FOCUSED));
    if (typeof name === 'string' ? called.includes(name) : name.test(called)) return;
  }
  throw new Error(`Tab never came to ${name}`);
}
