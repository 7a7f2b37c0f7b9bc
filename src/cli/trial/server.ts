import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Caution } from '../../ask/quoting/cautions.ts';
import { LIMITS } from '../../platform/documents/outcome.ts';
import type { Opening } from '../../platform/encoder/open.ts';
import type { KeptFiles } from './kept-files.ts';
import { shownTried } from './shown.ts';
import { type Trial, tryPolicy } from './trial.ts';

/** So many are held; the one that was tried first makes room, unless it was kept. */
const MOST_HELD = 12;
const MOST_QUESTION = 2_000;

interface Held {
  readonly id: string;
  readonly name: string;
  readonly trial: Trial;
  /** Until it is kept, these are the only copy. */
  readonly bytes: Uint8Array;
  isKept: boolean;
}

interface ServerParts {
  /** Opened when the first file comes: 0.7 s and 200 MB that most starts have no use for. */
  openHead(): Promise<Opening>;
  readonly cautions: readonly Caution[];
  readonly files: KeptFiles;
  /** Where the way back leads. */
  readonly home?: string | undefined;
}

interface Reply {
  readonly status: number;
  readonly body: unknown;
}

/**
 * The page on which a policy is tried, on this machine alone: it answers on loopback only, and only to itself. What is dropped stays
 * in memory until the process ends, unless someone keeps it.
 */
export function createTrialServer(parts: ServerParts): Server {
  const held = new Map<string, Held>();
  const handle = createHandler(parts, held);
  return createServer((request, response) => {
    answer(request, handle)
      .then((reply) => send(response, reply))
      .catch(() => send(response, { status: 500, body: { error: 'Something went wrong here. Please try again.' } }));
  });
}

type Handler = (request: IncomingMessage, url: URL) => Promise<Reply>;

async function answer(request: IncomingMessage, handle: Handler): Promise<Reply | File> {
  const { host = '', origin } = request.headers;
  if (!LOOPBACK.test(host)) return refused(421, 'This page answers on this computer only.');
  const url = new URL(request.url ?? '/', `http://${host}`);
  if (request.method === 'GET' && PAGES.has(url.pathname)) return file(url.pathname);
  // A page elsewhere can make a browser send a form, but neither this header nor this origin.
  if (request.headers['x-lanyard-trial'] !== '1' || (origin !== undefined && origin !== url.origin))
    return refused(403, 'Only the page itself may do this.');
  return handle(request, url);
}

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;
const refused = (status: number, error: string): Reply => ({ status, body: { error } });
const GONE = refused(404, 'This policy is no longer here. Drop the file again.');

function createHandler({ openHead, cautions, files, home }: ServerParts, held: Map<string, Held>): Handler {
  let head: Promise<Opening> | undefined;
  // One file at a time: each may take a second of both cores.
  let last: Promise<unknown> = files.list().then(async (kept) => {
    for (const { name, bytes } of kept) await take(name, bytes, true);
  });
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };

  async function take(name: string, bytes: Uint8Array, isKept: boolean): Promise<Reply> {
    head ??= openHead();
    const tries = await tryPolicy(bytes, name, { opening: await head, cautions });
    if (tries.kind === 'unreadable') return { status: 200, body: { name, unreadable: tries.why } };
    // The same file again takes the place of the one before.
    for (const one of held.values()) if (one.name === name) held.delete(one.id);
    const fresh = { id: randomUUID(), name, trial: tries.trial, bytes, isKept };
    held.set(fresh.id, fresh);
    const oldest = [...held.values()].find((one) => !one.isKept && one !== fresh);
    if (held.size > MOST_HELD && oldest) held.delete(oldest.id);
    return { status: 200, body: shownHeld(fresh) };
  }

  const ofOne = async (request: IncomingMessage, one: Held, what: string | undefined): Promise<Reply> => {
    switch (`${request.method} ${what ?? ''}`) {
      case 'GET ':
        return { status: 200, body: shownHeld(one) };
      case 'GET state':
        return { status: 200, body: { finds: one.trial.finds(), isKept: one.isKept } };
      case 'POST ask':
        return ask(request, one.trial);
      case 'POST keep':
        await files.keep(one.name, one.bytes);
        one.isKept = true;
        return { status: 200, body: { isKept: true } };
      case 'DELETE ':
        if (one.isKept) await files.drop(one.name);
        held.delete(one.id);
        return { status: 200, body: {} };
      default:
        return refused(404, 'There is no such thing here.');
    }
  };

  return async (request, url) => {
    const [, , id, what] = url.pathname.split('/');
    if (!url.pathname.startsWith('/policies')) return refused(404, 'There is no such thing here.');
    if (id === undefined && request.method === 'GET') {
      await inTurn(async () => undefined);
      return {
        status: 200,
        body: { home, held: [...held.values()].map(({ id, name, isKept }) => ({ id, name, isKept })) },
      };
    }
    if (id === undefined && request.method === 'POST') {
      const name = (url.searchParams.get('name') ?? '').slice(0, 200) || 'policy';
      const bytes = await bodyOf(request, LIMITS.fileBytes + 1);
      return inTurn(() => take(name, bytes, false));
    }
    const one = held.get(id ?? '');
    return one ? ofOne(request, one, what) : GONE;
  };
}

const shownHeld = ({ id, name, trial, isKept }: Held) => ({ id, name, isKept, finds: trial.finds(), read: trial.read });

async function ask(request: IncomingMessage, trial: Trial): Promise<Reply> {
  const question = Buffer.from(await bodyOf(request, 4 * MOST_QUESTION))
    .toString('utf8')
    .slice(0, MOST_QUESTION)
    .trim();
  if (question === '') return refused(400, 'Type a question.');
  const finds = trial.finds();
  return { status: 200, body: { finds, ...shownTried(await trial.ask(question)) } };
}

/** At most so many bytes; what is beyond is not read. */
async function bodyOf(request: IncomingMessage, most: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    const piece = chunk.subarray(0, Math.max(0, most - size));
    if (piece.length > 0) chunks.push(piece);
    size += piece.length;
  }
  return Buffer.concat(chunks);
}

interface File {
  readonly status: 200;
  readonly raw: Buffer;
  readonly type: string;
}

const PAGES: ReadonlyMap<string, readonly [file: string, type: string]> = new Map([
  ['/', ['index.html', 'text/html; charset=utf-8']],
  ['/trial.css', ['trial.css', 'text/css; charset=utf-8']],
  ['/trial.js', ['trial.js', 'text/javascript; charset=utf-8']],
  ['/drawn.js', ['drawn.js', 'text/javascript; charset=utf-8']],
]);

async function file(path: string): Promise<Reply | File> {
  const [name, type] = PAGES.get(path) ?? [];
  if (!name || !type) return refused(404, 'There is no such page.');
  return { status: 200, raw: await readFile(new URL(`./page/${name}`, import.meta.url)), type };
}

function send(response: ServerResponse, reply: Reply | File): void {
  const payload = 'raw' in reply ? reply.raw : JSON.stringify(reply.body);
  response.writeHead(reply.status, {
    'content-type': 'raw' in reply ? reply.type : 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(payload),
    // Nothing is loaded from anywhere else, and nothing on the page can send anything anywhere else.
    'content-security-policy':
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
  response.end(payload);
}
