import type { Page } from 'playwright-core';
import { until } from '../../support/until.ts';

const CLICK_MS = 2_000;

/**
 * Opens a group of buttons on the newest card that has it, and presses one of them. Where the card is drawn again in between the group
 * is closed again, as in Teams, and is opened once more, as a person would.
 */
export async function pressIn(page: Page, group: string, name: string): Promise<void> {
  const button = page.getByRole('button', { name, exact: true }).last();
  await until(async () => {
    if (!(await button.isVisible())) await page.getByRole('button', { name: group, exact: true }).last().click();
    return button.click({ timeout: CLICK_MS }).then(
      () => true,
      () => false,
    );
  }, `${name} could be pressed`);
}
