import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Fault } from '../../../kernel/calls/fault.ts';

export interface HttpServer {
  /** Begins to listen, on the next free port after `port` if it may try further ones; returns the port in use. */
  listen(port: number, furtherPorts: number): Promise<number>;
  /** Stops taking requests and waits for those under way, though not for ever for one that someone holds open. */
  close(): Promise<void>;
}

/** In milliseconds. The Connector sends at once: anyone who takes longer holds a connection open for its own sake. */
export const PATIENCE = {
  headersMs: 10_000,
  requestMs: 30_000,
  /** How often Node looks who takes too long; by itself every 30 seconds, which would make a minute of the half. */
  lookMs: 2_000,
};
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

/**
 * Listens for requests and stops without cutting one off. A server of our own, because restify's hands a caller that asks to
 * upgrade a line that nothing ends, not even a stop.
 */
export function createListener(
  take: (request: IncomingMessage, response: ServerResponse) => void,
  patience = PATIENCE,
): HttpServer {
  let underWay = 0;
  let takenIn = 0;
  let isClosing = false;
  const http = createServer(
    {
      headersTimeout: patience.headersMs,
      requestTimeout: patience.requestMs,
      keepAliveTimeout: IDLE_MS,
      connectionsCheckingInterval: patience.lookMs,
    },
    (request, response) => {
      underWay += 1;
      response.once('close', () => {
        underWay -= 1;
        if (isClosing) setImmediate(closeUnused);
      });
      take(request, response);
    },
  );
  for (const event of ['connection', 'request'] as const)
    http.on(event, () => {
      takenIn += 1;
    });

  /** A line that is kept alive, or on which a request has not begun in earnest, would outlast those under way. */
  function closeUnused(): void {
    if (underWay > 0) http.closeIdleConnections();
    else http.closeAllConnections();
  }

  async function takeInWhatWaits(): Promise<void> {
    const latest = performance.now() + TAKING_IN_MS;
    for (let quiet = 0; quiet < QUIET_TURNS && performance.now() < latest; quiet += 1) {
      const before = takenIn;
      await new Promise((done) => setImmediate(done));
      if (takenIn !== before) quiet = -1;
    }
  }

  return {
    async listen(port, furtherPorts) {
      for (let tried = 0; ; tried += 1) {
        try {
          return await listenOn(http, port + tried);
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

const listenOn = (http: Server, port: number): Promise<number> =>
  new Promise((done, fail) => {
    http.once('error', fail);
    http.listen(port, () => {
      http.off('error', fail);
      const address = http.address();
      done(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
