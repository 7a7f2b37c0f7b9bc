import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { type Browser, type Locator, type Page, chromium as playwright } from 'playwright-core';

/** Where pictures go for a person to look at, if one wants any: outside the repository. Nothing is asserted of them. */
const SHOTS = process.env.LANYARD_SHOTS;

/** Each rule names the most that it can find; those that name nothing are run. What they passed is not written down. */
const SERIOUS = `axe.run({
  resultTypes: ['violations'],
  reporter: 'no-passes',
  preload: false,
  rules: Object.fromEntries(
    axe._audit.rules
      .filter(({ enabled, impact }) => enabled && ['minor', 'moderate'].includes(impact))
      .map(({ id }) => [id, { enabled: false }]),
  ),
}).then(({ violations }) => violations)`;

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
  const open: Page[] = [];
  const free = new Map<string, Page[]>();
  const lookOf = new WeakMap<Page, string>();
  const closing = new WeakSet<Page>();
  const errors: Error[] = [];
  return {
    async open(url, { dark = false, width = 1280, height = 860, zoom = 1 } = {}) {
      const look = {
        colorScheme: dark ? ('dark' as const) : ('light' as const),
        // 200 % zoom is half the width at twice the pixels.
        viewport: { width: Math.round(width / zoom), height: Math.round(height / zoom) },
        deviceScaleFactor: zoom,
      };
      const key = JSON.stringify(look);
      const page = free.get(key)?.pop() ?? (await (await browser.newContext(look)).newPage());
      if (!lookOf.has(page)) {
        lookOf.set(page, key);
        page.setDefaultTimeout(60_000);
        // What a window was fetching is broken off when it closes: that is nobody's fault.
        page.on('pageerror', (error) => void (closing.has(page) || errors.push(error)));
      }
      closing.delete(page);
      open.push(page);
      await page.goto(url);
      return page;
    },
    takeErrors: () => errors.splice(0),
    async closeAll() {
      await Promise.all(
        open.splice(0).map(async (page) => {
          closing.add(page);
          const key = lookOf.get(page) ?? '';
          if (await emptied(page)) free.set(key, [...(free.get(key) ?? []), page]);
          else await page.context().close();
        }),
      );
    },
    close: () => browser.close(),
  };
}

/**
 * A window as if it were new, for the next who asks for its size: a new one costs three times as much, and the browser has to read
 * every script again. @returns whether it could be
 */
async function emptied(page: Page): Promise<boolean> {
  try {
    const others = page
      .context()
      .pages()
      .filter((other) => other !== page);
    await Promise.all(others.map((other) => other.close()));
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await page.evaluate('localStorage.clear(); sessionStorage.clear()');
    await page.context().clearCookies();
    await page.mouse.move(-1, -1);
    await page.goto('about:blank', { timeout: 5_000 });
    return true;
  } catch {
    return false;
  }
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

/**
 * What assistive technology would stumble over, by axe, serious and critical only: the rules that find nothing else do not run.
 * @param rule one of axe's, where the others have been looked at in another look of the same page
 */
export async function seriousProblems(page: Page, rule?: 'color-contrast'): Promise<string[]> {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(await axe);
  const violations = await page.evaluate(
    rule ? `axe.run({ runOnly: ['${rule}'] }).then(({ violations }) => violations)` : SERIOUS,
  );
  return (violations as { id: string; impact: string; nodes: { html: string }[] }[])
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}

/** Keeps a picture of what is in the window, or of the whole page, where someone wants to look: `LANYARD_SHOTS=FOLDER`. */
export async function shoot(page: Page | Locator, name: string, { whole = false } = {}): Promise<void> {
  if (!SHOTS) return;
  mkdirSync(SHOTS, { recursive: true });
  const path = join(SHOTS, `${name}.png`);
  await ('goto' in page ? page.screenshot({ path, fullPage: whole }) : page.screenshot({ path }));
}
