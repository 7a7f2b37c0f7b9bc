import type { TeamsAdapter } from '@microsoft/teams-ai/lib/TeamsAdapter.js';
import restify from 'restify';
import type { Log } from '../../../kernel/log.ts';
import type { Pages } from '../../../kernel/pages/page.ts';
import type { Readiness } from '../../../kernel/readiness.ts';
import type { HandleTurn } from '../bot.ts';
import { readBody } from './body.ts';
import { createListener, type HttpServer } from './listener.ts';
import { openPages } from './pages-door.ts';
import { receiveActivity } from './receive-activity.ts';
import { refusalText } from './refusal.ts';

interface ServerDeps {
  readonly adapter: TeamsAdapter;
  readonly handleTurn: HandleTurn;
  readonly log: Log;
  /** Whether everything needed to serve answers; asked by a load balancer. */
  readiness(): Promise<Readiness>;
  /** What a browser is shown: people without Teams, downloads. */
  readonly pages: Pages;
}

/** The HTTP door: POST /api/messages for Teams, /healthz and /readyz for the person who runs it, a few pages for browsers. */
export function createServer({ adapter, handleTurn, log, readiness, pages }: ServerDeps): HttpServer {
  const server = restify.createServer({ name: '', handleUncaughtExceptions: false, ignoreTrailingSlash: true });
  server.pre((_request, response, next) => {
    response.header('X-Content-Type-Options', 'nosniff');
    response.header('Cache-Control', 'no-store');
    response.header('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'");
    response.header('Strict-Transport-Security', 'max-age=31536000');
    response.header('Referrer-Policy', 'no-referrer');
    next();
  });
  // Restify's own sentences would repeat what was sent.
  server.on('restifyError', (_request, _response, error, done) => {
    const status = typeof error?.statusCode === 'number' ? error.statusCode : 500;
    error.toJSON = () => ({ error: refusalText(status) });
    error.toString = () => refusalText(status);
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
    const { status, body } = await receiveActivity(request, { adapter, handleTurn, log });
    if (status === 413) response.header('Connection', 'close');
    if (body === undefined) response.send(status);
    else response.send(status, body);
  });
  return createListener((request, response) => server.server.emit('request', request, response));
}
