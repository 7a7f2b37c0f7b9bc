import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { type Browser, type Locator, type Page, chromium as playwright } from 'playwright-core';
import { keeper } from './kept.ts';

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

/** A browser, and its windows that nobody is using, by their zoom: whatever else a window looks like can be changed. */
interface Kept {
  readonly browser: Browser;
  readonly free: Map<number, Page[]>;
  readonly zoomOf: WeakMap<Page, number>;
  /** Where what goes wrong in a window is noted: with whom it is now. */
  readonly errorsOf: WeakMap<Page, Error[]>;
  close(): Promise<void>;
}

/** Each is a process of its own, and a worker has one browser for all of its files. */
const MOST_FREE = 4;

/** Chromium from the npm package, or from CHROMIUM_PATH: the one of this worker, whose windows come as if they were new. */
export async function openBrowser(): Promise<Windows> {
  const kept = await browserOfWorker();
  const open: Page[] = [];
  const errors: Error[] = [];
  const closeAll = async (): Promise<void> => {
    await Promise.all(open.splice(0).map((page) => putBack(kept, page)));
  };
  return {
    async open(url, { dark = false, width = 1280, height = 860, zoom = 1 } = {}) {
      const page = kept.free.get(zoom)?.pop() ?? (await newPage(kept, zoom));
      open.push(page);
      kept.errorsOf.set(page, errors);
      await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' });
      // 200 % zoom is half the width at twice the pixels.
      await page.setViewportSize({ width: Math.round(width / zoom), height: Math.round(height / zoom) });
      await page.goto(url);
      return page;
    },
    takeErrors: () => errors.splice(0),
    closeAll,
    async close() {
      await closeAll();
      if (!keeper()) await kept.close();
    },
  };
}

async function newPage({ browser, zoomOf, errorsOf }: Kept, zoom: number): Promise<Page> {
  const page = await (await browser.newContext({ deviceScaleFactor: zoom })).newPage();
  zoomOf.set(page, zoom);
  page.setDefaultTimeout(60_000);
  page.on('pageerror', (error) => void errorsOf.get(page)?.push(error));
  return page;
}

async function putBack({ free, zoomOf, errorsOf }: Kept, page: Page): Promise<void> {
  // What a window was fetching is broken off when it closes: that is nobody's fault.
  errorsOf.delete(page);
  const isEmpty = await emptied(page);
  const others = free.get(zoomOf.get(page) ?? 0) ?? [];
  if (isEmpty && others.length < MOST_FREE) free.set(zoomOf.get(page) ?? 0, [...others, page]);
  else await page.context().close();
}

async function browserOfWorker(): Promise<Kept> {
  const kept = keeper()?.get('browser') as Kept | undefined;
  if (kept?.browser.isConnected()) return kept;
  return (await keeper()?.make('browser', launched)) ?? launched();
}

async function launched(): Promise<Kept> {
  // Drawn without a graphics card that would itself be played by the processor.
  chromium.setGraphicsMode = false;
  const path = process.env.CHROMIUM_PATH;
  // In a single process the first context to close takes the whole browser with it.
  const args = chromium.args.filter((arg) => arg !== '--single-process' && arg !== '--no-zygote');
  const executablePath = path ?? (await chromium.executablePath());
  const browser = await launchPatiently(() => playwright.launch({ executablePath, args, headless: true }));
  return { browser, free: new Map(), zoomOf: new WeakMap(), errorsOf: new WeakMap(), close: () => browser.close() };
}

/**
 * A window as if it were new, for the next who asks for one: a new one costs three times as much, and the browser has to read
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
