import type { IncomingMessage } from 'node:http';
import type restify from 'restify';
import type { Log } from '../../../kernel/log.ts';
import { PAGE_PATHS, type PageAnswer, type PageRequest, type Pages } from '../../../kernel/pages/page.ts';

const FORM = 'application/x-www-form-urlencoded';

/** Lets a browser in to the few pages that need no Teams. What their addresses hold is secret: it is logged nowhere. */
export function openPages(
  server: restify.Server,
  pages: Pages,
  readBody: (request: IncomingMessage) => Promise<string | undefined>,
  log: Log,
): void {
  const handle = (method: PageRequest['method']) => async (request: restify.Request, response: restify.Response) => {
    const answer = await answerTo(request, method);
    response.sendRaw(answer.status, bytesOf(answer.body), { ...answer.headers });
  };
  for (const path of PAGE_PATHS) {
    server.get(path, handle('GET'));
    server.head(path, handle('GET'));
    server.post(path, handle('POST'));
  }

  async function answerTo(request: restify.Request, method: PageRequest['method']): Promise<PageAnswer> {
    try {
      const form = method === 'POST' ? await formOf(request) : {};
      if (form === undefined) return plainly(400, 'The request is not a form of ours.');
      return await pages({ method, path: request.getPath(), form, from: senderOf(request) });
    } catch (error) {
      log.error('page.failed', { method }, error);
      return plainly(500, 'Something went wrong. Please try again in a few minutes.');
    }
  }

  async function formOf(request: restify.Request): Promise<Record<string, string> | undefined> {
    const type = request.header('content-type', '').split(';')[0]?.trim().toLowerCase();
    if (type !== FORM || request.header('content-encoding')) return undefined;
    const text = await readBody(request);
    if (text === undefined) return undefined;
    const form: Record<string, string> = Object.create(null);
    for (const [name, value] of new URLSearchParams(text)) form[name] ??= value;
    return form;
  }
}

/**
 * The last address in X-Forwarded-For is the one that our own proxy saw; the ones before it are whatever the caller wrote.
 * Azure adds the port.
 */
function senderOf(request: restify.Request): string {
  const forwarded = request.header('x-forwarded-for', '').split(',').at(-1)?.trim();
  const address = forwarded || (request.socket.remoteAddress ?? '');
  return address.replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1').slice(0, 64);
}

const plainly = (status: number, words: string): PageAnswer => ({
  status,
  headers: { 'Content-Type': 'text/plain; charset=utf-8' },
  body: words,
});

const bytesOf = (body: string | Uint8Array): Buffer =>
  typeof body === 'string' ? Buffer.from(body, 'utf8') : Buffer.from(body.buffer, body.byteOffset, body.byteLength);
