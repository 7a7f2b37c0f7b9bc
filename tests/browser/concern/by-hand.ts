import type { Locator, Page } from 'playwright-core';
import { tabTo } from './support-report.ts';

/** One way of using a page: with a finger or a mouse, or with the keys alone. */
export interface Hand {
  /** What was done besides typing: each tap, and each press of Enter or Space. Going from box to box with Tab is none. */
  actions(): number;
  typed(): readonly string[];
  /** A button of the card that came last in the chat. */
  pressInChat(name: string): Promise<void>;
  press(name: string | RegExp): Promise<void>;
  write(label: string, words: string): Promise<void>;
  /** Types into the box that finds someone, and picks this one. */
  pick(label: string, words: string, option: string): Promise<void>;
  /** One of several choices, so many below the first: there the Tab key comes to. */
  choose(name: RegExp, first?: RegExp, below?: number): Promise<void>;
  tick(name: RegExp): Promise<void>;
}

const inDialog = (page: Page): Locator => page.getByRole('dialog');

export function byClick(page: Page): Hand {
  let actions = 0;
  const typed: string[] = [];
  const tap = async (what: Locator): Promise<void> => {
    await what.click();
    actions += 1;
  };
  const type = async (words: string): Promise<void> => {
    typed.push(words);
    await page.keyboard.type(words);
  };
  return {
    actions: () => actions,
    typed: () => typed,
    pressInChat: (name) => tap(page.getByTestId('card').getByRole('button', { name, exact: true }).last()),
    press: (name) => tap(inDialog(page).getByRole('button', { name }).last()),
    async write(label, words) {
      await tap(inDialog(page).getByLabel(label, { exact: false }));
      await type(words);
    },
    async pick(label, words, option) {
      await tap(inDialog(page).getByRole('combobox', { name: new RegExp(label) }));
      await type(words);
      await tap(inDialog(page).getByRole('option', { name: option }));
    },
    choose: (name) => tap(inDialog(page).getByRole('radio', { name })),
    tick: (name) => tap(inDialog(page).getByRole('checkbox', { name })),
  };
}

export function byKeys(page: Page): Hand {
  let actions = 0;
  const typed: string[] = [];
  const key = async (name: 'Enter' | 'Space'): Promise<void> => {
    await page.keyboard.press(name);
    actions += 1;
  };
  const type = async (words: string): Promise<void> => {
    typed.push(words);
    await page.keyboard.type(words);
  };
  return {
    actions: () => actions,
    typed: () => typed,
    async pressInChat(name) {
      // The last card stands before the box in which the message was typed.
      await tabTo(page, new RegExp(`^(${name} ?)+$`), 'Shift+Tab');
      await key('Enter');
    },
    async press(name) {
      await inDialog(page).getByRole('button', { name }).last().waitFor();
      await tabTo(page, name);
      await key('Enter');
    },
    async write(label, words) {
      await inDialog(page).getByLabel(label, { exact: false }).waitFor();
      await tabTo(page, label);
      await type(words);
    },
    async pick(label, words, option) {
      await tabTo(page, label);
      await type(words);
      await inDialog(page).getByRole('option', { name: option }).waitFor();
      await key('Enter');
    },
    async choose(name, first = name, below = 0) {
      await tabTo(page, first);
      for (let down = 0; down < below; down += 1) await page.keyboard.press('ArrowDown');
      if (below === 0) await page.keyboard.press('Space');
      actions += 1;
    },
    async tick(name) {
      await inDialog(page).getByRole('checkbox', { name }).waitFor();
      await tabTo(page, name);
      await key('Space');
    },
  };
}

/** A phone and a screen, each with a finger or a mouse and with the keys alone. */
export const WAYS = [
  ['by click at 390', { width: 390, height: 844 }, byClick],
  ['by keyboard at 390', { width: 390, height: 844 }, byKeys],
  ['by click at 1280', { width: 1280, height: 860 }, byClick],
  ['by keyboard at 1280', { width: 1280, height: 860 }, byKeys],
] as const;
