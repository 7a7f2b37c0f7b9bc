import { createHash } from 'node:crypto';
import { globSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Reply } from './http.ts';

const PAGE = join(dirname(fileURLToPath(import.meta.url)), 'page');
const CARDS = createRequire(import.meta.url).resolve('adaptivecards/dist/adaptivecards.min.js');

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Nothing is loaded from anywhere else, and nothing on the page can send anything anywhere else. */
const POLICY =
  "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** The first part of a path whose files never change: when one does, the page asks for them under another. */
const KEPT = /^kept-[0-9a-f]{16}\//;

/**
 * Serves the page. What it is made of goes by a name that changes with it, and a browser keeps that: of fifty files it asks for one
 * when a person opens a second window, and sees at once what a developer has changed.
 */
export async function servePage(target: string): Promise<Reply> {
  const path = (target.split('?')[0] ?? '/').slice(1);
  const file = path === '' ? 'index.html' : path.replace(KEPT, '');
  const place =
    file === 'adaptivecards.js' ? CARDS : /^(?:[\w-]+\/)?[\w-]+\.\w+$/.test(file) ? join(PAGE, file) : undefined;
  const type = TYPES[extname(file)];
  if (place === undefined || type === undefined) return { status: 404, raw: 'Not found', contentType: 'text/plain' };
  try {
    const headers = {
      'content-security-policy': POLICY,
      'cache-control': KEPT.test(path) ? 'max-age=31536000, immutable' : 'no-cache',
      'x-content-type-options': 'nosniff',
    };
    const content = await readFile(place);
    return { status: 200, raw: path === '' ? naming(content) : content, contentType: type, headers };
  } catch {
    return { status: 404, raw: 'Not found', contentType: 'text/plain' };
  }
}

/** The page, with every file that it asks for under the name of today's files. */
const naming = (page: Buffer): Buffer => {
  const files = [...globSync('**/*.*', { cwd: PAGE }).map((file) => join(PAGE, file)), CARDS].sort();
  const hash = createHash('sha256');
  for (const file of files) {
    const { mtimeMs, size } = statSync(file);
    hash.update(`${file} ${mtimeMs} ${size}\n`);
  }
  return Buffer.from(`${page}`.replaceAll(/(href|src)="\//g, `$1="/kept-${hash.digest('hex').slice(0, 16)}/`));
};
