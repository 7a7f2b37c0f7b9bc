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

export async function servePage(target: string): Promise<Reply> {
  const path = target.split('?')[0] ?? '/';
  const file = path === '/' ? 'index.html' : path.slice(1);
  const place =
    file === 'adaptivecards.js' ? CARDS : /^(?:[\w-]+\/)?[\w-]+\.\w+$/.test(file) ? join(PAGE, file) : undefined;
  const type = TYPES[extname(file)];
  if (place === undefined || type === undefined) return { status: 404, raw: 'Not found', contentType: 'text/plain' };
  try {
    const headers = {
      'content-security-policy': POLICY,
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
    };
    return { status: 200, raw: await readFile(place), contentType: type, headers };
  } catch {
    return { status: 404, raw: 'Not found', contentType: 'text/plain' };
  }
}
