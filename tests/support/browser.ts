import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { type Browser, type BrowserContext, type Locator, type Page, chromium as playwright } from 'playwright-core';

/** Where pictures go for a person to look at: outside the repository. */
export const SHOTS = process.env.LANYARD_SHOTS ?? join(tmpdir(), 'lanyard-shots');

const axe = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export interface Windows {
  /** A window of one person's Teams, in a browser profile of its own. */
  open(url: string, options?: { dark?: boolean; width?: number; height?: number; zoom?: number }): Promise<Page>;
  /** Errors of any page since the last call; a test that leaves some has failed. */
  takeErrors(): Error[];
  closeAll(): Promise<void>;
  close(): Promise<void>;
}

/** Chromium from the npm package, or from CHROMIUM_PATH. */
export async function openBrowser(): Promise<Windows> {
  // Drawn without a graphics card that would itself be played by the processor.
  chromium.setGraphicsMode = false;
  const path = process.env.CHROMIUM_PATH;
  // In a single process the first context to close takes the whole browser with it.
  const args = chromium.args.filter((arg) => arg !== '--single-process' && arg !== '--no-zygote');
  const executablePath = path ?? (await chromium.executablePath());
  const launch = (): Promise<Browser> => playwright.launch({ executablePath, args, headless: true });
  const browser = await launchPatiently(launch);
  const contexts: BrowserContext[] = [];
  const closing = new WeakSet<BrowserContext>();
  const errors: Error[] = [];
  return {
    async open(url, { dark = false, width = 1280, height = 860, zoom = 1 } = {}) {
      const context = await browser.newContext({
        colorScheme: dark ? 'dark' : 'light',
        // 200 % zoom is half the width at twice the pixels.
        viewport: { width: Math.round(width / zoom), height: Math.round(height / zoom) },
        deviceScaleFactor: zoom,
      });
      contexts.push(context);
      const page = await context.newPage();
      page.setDefaultTimeout(60_000);
      // What a window was fetching is broken off when it closes: that is nobody's fault.
      page.on('pageerror', (error) => void (closing.has(context) || errors.push(error)));
      await page.goto(url);
      return page;
    },
    takeErrors: () => errors.splice(0),
    async closeAll() {
      await Promise.all(
        contexts.splice(0).map((context) => {
          closing.add(context);
          return context.close();
        }),
      );
    },
    close: () => browser.close(),
  };
}

const BUSY_MS = 500;
const MOST_TRIES = 120;

/**
 * Where nothing is unpacked yet, several workers come at once: one writes the browser, and for the others it is there but busy,
 * or not whole. And now and then it crashes while it starts, before any test of ours has begun.
 */
async function launchPatiently(launch: () => Promise<Browser>): Promise<Browser> {
  let crashes = 0;
  for (let tries = 1; ; tries += 1) {
    try {
      return await launch();
    } catch (error) {
      const isBusy = /ETXTBSY|EACCES|ENOENT/.test(`${error}`);
      if (!isBusy) crashes += 1;
      if (crashes > 1 || tries === MOST_TRIES) throw error;
      await new Promise((done) => setTimeout(done, BUSY_MS));
    }
  }
}

/** What assistive technology would stumble over, by axe, serious and critical only. */
export async function seriousProblems(page: Page): Promise<string[]> {
  await page.evaluate(await axe);
  const violations = await page.evaluate('axe.run().then((result) => result.violations)');
  return (violations as { id: string; impact: string; nodes: { html: string }[] }[])
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}

/** Keeps a picture of the page. */
export async function shoot(page: Page | Locator, name: string): Promise<void> {
  mkdirSync(SHOTS, { recursive: true });
  await page.screenshot({ path: join(SHOTS, `${name}.png`) });
}
