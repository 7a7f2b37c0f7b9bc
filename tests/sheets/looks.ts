import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { STYLE } from '../../src/platform/web/style.ts';
import type { Windows } from '../support/browser.ts';
import type { Sample } from './samples.ts';

/** In which windows everything is looked at. 200 % is a laptop's window at half its width. */
export const LOOKS = {
  light: {},
  '390 px': { width: 390 },
  dark: { dark: true },
  '200 %': { width: 640 },
} as const;
export type Look = keyof typeof LOOKS;

/** One sample in one look. Width and height are CSS pixels. */
export interface Shot {
  readonly look: Look;
  readonly png: Buffer;
  readonly width: number;
  readonly height: number;
  /** What a machine sees: words cut off, things that stand out of their place. */
  readonly notes: readonly string[];
  readonly buttons: number;
}

/** A card is drawn whole, so the window is higher than any. */
const HIGH = 6_000;
const PAGE_HEIGHT = 800;
const IN_PAGE = readFile(join(import.meta.dirname, 'in-page.js'), 'utf8');

/** Draws samples in one look; a window is open until `close`. @param sandboxUrl where the sandbox's renderer is served */
export async function openLook(windows: Windows, sandboxUrl: string, look: Look) {
  const cards = await windows.open(sandboxUrl, { ...LOOKS[look], height: HIGH });
  await cards.evaluate(await IN_PAGE);
  const pages = await windows.open('about:blank', { ...LOOKS[look], height: PAGE_HEIGHT });
  return {
    /** Every card among these in one page, e.g. for axe, and what is cut off in which. */
    async drawAll(samples: readonly Sample[]): Promise<{ readonly page: Page; readonly notes: readonly string[] }> {
      const all = samples.filter((sample) => 'card' in sample);
      return { page: cards, notes: await cards.evaluate(`sheet.drawAll(${JSON.stringify(all)})`) };
    },
    async shoot(sample: Sample): Promise<Shot> {
      const { notes, buttons } = await draw({ cards, pages }, sample);
      const png =
        'card' in sample
          ? await cards.locator('[data-sheet]').screenshot()
          : await pages.screenshot({ fullPage: true, clip: await written(pages) });
      return { look, png, width: png.readUInt32BE(16), height: png.readUInt32BE(20), notes, buttons };
    },
  };
}

/** The part of a page that has something on it. */
const written = (pages: Page): Promise<{ x: number; y: number; width: number; height: number }> =>
  pages.evaluate(
    `(() => { const { x, width } = document.querySelector('main').getBoundingClientRect();
      return { x, y: 0, width, height: Math.ceil(document.body.getBoundingClientRect().height) }; })()`,
  );

async function draw(
  { cards, pages }: { readonly cards: Page; readonly pages: Page },
  sample: Sample,
): Promise<Pick<Shot, 'notes' | 'buttons'>> {
  if ('card' in sample)
    return cards.evaluate(
      `sheet.draw(${JSON.stringify(sample.name)}, ${JSON.stringify(sample.card)}, ${isDialog(sample.card)})`,
    );
  await pages.setContent(sample.page.replace('<link rel="stylesheet" href="/lanyard.css">', `<style>${STYLE}</style>`));
  const over: number = await pages.evaluate('document.documentElement.scrollWidth - innerWidth');
  return {
    notes: over > 0 ? [`${over} px wider than the window`] : [],
    buttons: await pages.locator('button:visible').count(),
  };
}

/** What sends itself, rather than opening something or acting in the chat, is in a dialog. */
function isDialog(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(isDialog);
  if (typeof node !== 'object' || node === null) return false;
  if ('type' in node && node.type === 'Action.Execute') return false;
  if ('type' in node && node.type === 'Action.Submit' && 'data' in node)
    return !/"msteams"/.test(JSON.stringify(node.data));
  return Object.values(node).some(isDialog);
}
