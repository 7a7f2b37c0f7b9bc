import { createServer as createHttpServer, type IncomingMessage } from 'node:http';
import type { TeamsAdapter } from '@microsoft/teams-ai';
import restify from 'restify';
import { z } from 'zod/v4';
import { Fault } from '../core/fault.ts';
import type { Log } from '../core/log.ts';
import type { Pages } from '../core/pages.ts';
import type { Readiness } from '../core/readiness.ts';
import type { HandleTurn } from './bot.ts';
import { openPages } from './pages-door.ts';

export interface HttpServer {
  /** Begins to listen, on the next free port after `port` if it may try further ones; answers with the port in use. */
  listen(port: number, furtherPorts: number): Promise<number>;
  /** Stops taking requests and waits for those under way, though not for ever for one that somebody holds open. */
  close(): Promise<void>;
}

interface ServerParts {
  readonly adapter: TeamsAdapter;
  readonly handleTurn: HandleTurn;
  readonly log: Log;
  /** Whether everything needed to serve answers; asked by a load balancer. */
  readiness(): Promise<Readiness>;
  /** What a browser is shown: people without Teams, downloads. */
  readonly pages: Pages;
}

/** Teams sends at most about 100 KB a message; a form with long answers stays far below this. */
const MAX_BODY_BYTES = 256 * 1024;
/** A sender of somewhat too much is heard out, so that the refusal arrives; beyond this the line is cut. */
const MAX_HEARD_BYTES = 4 * MAX_BODY_BYTES;
/** The Connector sends at once. Whoever takes longer holds a connection open for its own sake. */
const HEADERS_MS = 10_000;
const REQUEST_MS = 30_000;
/** How often Node looks who takes too long; by itself every 30 seconds, which would make a minute of the half. */
const LOOK_MS = 2_000;
/** Longer than App Service (four minutes) and Caddy (two) keep an idle connection, so that none is reused while we close it. */
const IDLE_MS = 245_000;
/**
 * What had reached this machine when the stop was asked for is taken in first; unread, it would be cut and not be under
 * way. A turn of the event loop accepts a connection or reads a request: so many turns without either, and nothing waits.
 */
const QUIET_TURNS = 3;
/** Where a balancer goes on sending, the door closes all the same; a process out of breath takes in one connection in 20 ms. */
const TAKING_IN_MS = 3_000;
/** A turn may wait for the Connector's own retries; a stop that waits longer would be ended by the host. */
const STOP_MS = 25_000;

/** The HTTP door: POST /api/messages for Teams, /healthz and /readyz for whoever runs it, a few pages for browsers. */
export function createServer({ adapter, handleTurn, log, readiness, pages }: ServerParts): HttpServer {
  const server = restify.createServer({ name: '', handleUncaughtExceptions: false, ignoreTrailingSlash: true });
  server.pre((_request, response, next) => {
    response.header('X-Content-Type-Options', 'nosniff');
    response.header('Cache-Control', 'no-store');
    response.header('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'");
    response.header('Strict-Transport-Security', 'max-age=31536000');
    response.header('Referrer-Policy', 'no-referrer');
    next();
  });
  // One sentence for every refusal: restify's own would repeat what was sent.
  server.on('restifyError', (_request, _response, error, done) => {
    const status = typeof error?.statusCode === 'number' ? error.statusCode : 500;
    error.toJSON = () => ({ error: REFUSALS[status] ?? 'The request was refused.' });
    error.toString = () => REFUSALS[status] ?? 'The request was refused.';
    if (status >= 500) log.error('http.failed', { status }, error);
    return done();
  });

  server.get('/healthz', async (_request, response) => {
    response.send(200, { status: 'alive' });
  });
  server.get('/readyz', async (_request, response) => {
    const status = await readiness();
    response.send(status === 'not ready' ? 503 : 200, { status });
  });
  openPages(server, pages, readBody, log);
  server.post('/api/messages', async (request: restify.Request, response: restify.Response) => {
    const { status, body } = await answer(request);
    if (status === 413) response.header('Connection', 'close');
    if (body === undefined) response.send(status);
    else response.send(status, body);
  });

  async function answer(request: restify.Request): Promise<{ status: number; body?: unknown }> {
    // Nothing is unpacked: the Connector packs nothing, and a few bytes could become gigabytes or break the unpacker.
    if (!request.is('json') || request.header('content-encoding')) return refusal(415);
    const text = await readBody(request);
    if (text === undefined) return refusal(413);
    const parsed = parse(text);
    return parsed ? takeActivity(request, parsed.json) : refusal(400);
  }

  /** Runs the SDK against a response of our own, because it would send its error texts to the caller. */
  async function takeActivity(
    request: restify.Request,
    activity: unknown,
  ): Promise<{ status: number; body?: unknown }> {
    // The SDK takes fields of a wrong kind for bugs of its own, and logs them.
    if (!roughShape.safeParse(activity).success) return refusal(400);
    let status = 200;
    let body: unknown;
    const heard: { outcome?: 'handled' | 'refused' } = {};
    const held = {
      header: () => undefined,
      status(code: number) {
        status = code;
      },
      send(sent: unknown) {
        body = sent;
      },
      end: () => undefined,
    };
    try {
      const { method, headers } = request;
      await adapter.process({ method, headers, body: activity } as never, held as never, async (context) => {
        heard.outcome = await handleTurn(context);
      });
    } catch {
      // The SDK parses the body outside its own try; what it could not parse was not an activity.
      log.warn('turn.unchecked', { status: 400 });
      return refusal(400);
    }
    if (heard.outcome === 'refused') return refusal(403);
    // Never the SDK's text: it may hold claims. Many of these are Microsoft's keys that cannot be fetched.
    if (heard.outcome === undefined && status >= 400) log.warn('turn.unchecked', { status });
    // A token whose key nobody published, or keys that cannot be fetched, would be a 500 of the SDK's.
    if (heard.outcome === undefined && status >= 500) return refusal(401);
    return status >= 400 && status !== 501 ? refusal(status) : { status, body };
  }

  // A server of our own, because restify's hands whoever asks to upgrade a line that nothing ends, not even a stop.
  const http = createHttpServer(
    {
      headersTimeout: HEADERS_MS,
      requestTimeout: REQUEST_MS,
      keepAliveTimeout: IDLE_MS,
      connectionsCheckingInterval: LOOK_MS,
    },
    (request, response) => {
      underWay += 1;
      response.once('close', () => {
        underWay -= 1;
        if (isClosing) setImmediate(closeUnused);
      });
      server.server.emit('request', request, response);
    },
  );
  let underWay = 0;
  let isClosing = false;
  /** A line that is kept alive, or on which a request has not begun in earnest, would outlast those under way. */
  function closeUnused(): void {
    if (underWay > 0) http.closeIdleConnections();
    else http.closeAllConnections();
  }

  let takenIn = 0;
  for (const event of ['connection', 'request'] as const)
    http.on(event, () => {
      takenIn += 1;
    });
  async function takeInWhatWaits(): Promise<void> {
    const latest = performance.now() + TAKING_IN_MS;
    for (let quiet = 0; quiet < QUIET_TURNS && performance.now() < latest; quiet += 1) {
      const before = takenIn;
      await new Promise((done) => setImmediate(done));
      if (takenIn !== before) quiet = -1;
    }
  }

  const listenOn = (port: number): Promise<number> =>
    new Promise((done, fail) => {
      http.once('error', fail);
      http.listen(port, () => {
        http.off('error', fail);
        const address = http.address();
        done(typeof address === 'object' && address !== null ? address.port : port);
      });
    });

  return {
    async listen(port, furtherPorts) {
      for (let tried = 0; ; tried += 1) {
        try {
          return await listenOn(port + tried);
        } catch (error) {
          if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
          if (tried >= furtherPorts)
            throw new Fault('unavailable', `port ${port} is taken; set PORT to another`, { cause: error });
        }
      }
    },
    async close() {
      await takeInWhatWaits();
      isClosing = true;
      await new Promise<void>((done) => {
        const late = setTimeout(() => http.closeAllConnections(), STOP_MS);
        http.close(() => {
          clearTimeout(late);
          done();
        });
        closeUnused();
      });
    },
  };
}

/** The body as text; `undefined` when it is too large. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > MAX_HEARD_BYTES) return undefined;
  const parts: Buffer[] = [];
  let heard = 0;
  try {
    // Leaving early must leave the line open for the answer.
    for await (const part of request.iterator({ destroyOnReturn: false })) {
      heard += part.length;
      if (heard <= MAX_BODY_BYTES) parts.push(part);
      else if (heard > MAX_HEARD_BYTES) return undefined;
    }
  } catch {
    // The sender hung up half-way: nobody hears the answer.
    return '';
  }
  return heard > MAX_BODY_BYTES ? undefined : Buffer.concat(parts).toString('utf8');
}

function parse(text: string): { readonly json: unknown } | undefined {
  try {
    return { json: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** Enough for the SDK to look at the token without stumbling; what the fields hold is checked after that. */
const roughShape = z.looseObject({
  type: z.string(),
  channelId: z.string().optional(),
  serviceUrl: z.string().optional(),
  from: z.looseObject({ id: z.string().optional() }).optional(),
  conversation: z.looseObject({ id: z.string().optional() }).optional(),
});

const refusal = (status: number) => ({ status, body: { error: REFUSALS[status] ?? 'The request was refused.' } });

const REFUSALS: Readonly<Record<number, string>> = {
  400: 'The request is not a valid activity.',
  401: 'The request is not signed by the Bot Connector.',
  403: 'The request is not from a tenant that this bot serves.',
  404: 'There is nothing at this address.',
  405: 'This address takes other kinds of request.',
  413: 'The request is too large.',
  415: 'The request is not JSON.',
  500: 'Something went wrong.',
};
