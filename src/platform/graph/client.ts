import type { TokenCredential } from '@azure/identity';
import {
  Client,
  type Context,
  GraphError,
  HTTPMessageHandler,
  type Middleware,
  RetryHandler,
  RetryHandlerOptions,
} from '@microsoft/microsoft-graph-client';
import { Fault, nameOf } from '../../kernel/calls/fault.ts';
import { readAtMost } from '../../kernel/calls/read-at-most.ts';
import { retryAfterMs } from '../../kernel/calls/retry-after.ts';
import { withTimeout } from '../../kernel/calls/with-timeout.ts';
import { keptToken } from './kept-token.ts';

/** One way to call Graph: with our token, with the client's own retries, within a time limit, and with errors as Faults. */
export interface Graph {
  /**
   * @param longestMs for what is large; a person may be waiting for anything else
   * @throws Fault
   */
  get(path: string, headers?: Readonly<Record<string, string>>, longestMs?: number): Promise<unknown>;
  /** @throws Fault */
  post(path: string, body: object): Promise<unknown>;
  /** Without the client's own retries: for calls that are paced, and tried again in their turn. @throws Fault */
  postOnce(path: string, body: object): Promise<unknown>;
  /** Bytes of a file. @throws Fault */
  download(path: string, maxBytes: number): Promise<Uint8Array>;
}

const SCOPE = 'https://graph.microsoft.com/.default';

/**
 * For one call with its token and retries. Graph answers within a second. What waits for it is someone with a form open, or
 * the delivery of a concern, which has another way where the directory does not answer; a hang must not hold that way shut.
 */
const LONGEST_MS = 5_000;
const LONGEST_DOWNLOAD_MS = 60_000;

/** Of an answer. A page of 999 people is about a megabyte; more than this is no answer to anything we ask. */
const MOST_BYTES = 32 * 1024 * 1024;

/** A service that asks for more than this is not waited for here: the caller is told how long. */
const SOON_MS = 2_000;
const isSoon = (response?: Response): boolean => (retryAfterMs(response?.headers, Date.now()) ?? 0) <= SOON_MS;

/** The client's own retries (429, 503, 504) are kept short: durable work is tried again by us, with the person named. */
const RETRIES = new RetryHandlerOptions(1, 2, (_delay, _attempt, _request, _options, response) => isSoon(response));

/**
 * @param url `https://graph.microsoft.com/v1.0`, or the sandbox's
 * @param usualMs the limit of a call that names none
 */
export function createGraph(url: string, credential: TokenCredential, usualMs = LONGEST_MS): Graph {
  const host = new URL(url).host;
  const transport = new HTTPMessageHandler();
  const retry = new RetryHandler(RETRIES);
  const bearer = bearerMiddleware(credential, host);
  bearer.setNext(retry);
  retry.setNext(transport);
  const base = new URL(url);
  const version = base.pathname.split('/').pop() ?? 'v1.0';
  const client = Client.initWithMiddleware({
    middleware: bearer,
    baseUrl: url.slice(0, url.length - version.length),
    defaultVersion: version,
  });

  /** The client's pauses and the credential know no signal: so the limit is kept here, and the signal only frees the line. */
  const guarded = async <T>(ms: number, call: (signal: AbortSignal) => Promise<T>): Promise<T> => {
    try {
      return await withTimeout(ms, call, () => new Fault('unavailable', `Graph did not answer within ${ms} ms`));
    } catch (error) {
      throw toFault(error);
    }
  };
  // The client takes a whole address only with https; a page's next link from the sandbox is cut to its path.
  const request = (path: string, signal: AbortSignal) =>
    client.api(path.startsWith(`${url}/`) ? path.slice(url.length) : path).option('signal', signal);
  return {
    get: (path, headers = {}, longestMs = usualMs) =>
      guarded(longestMs, (signal) =>
        request(path, signal)
          .headers({ ...headers })
          .get(),
      ),
    post: (path, body) => guarded(usualMs, (signal) => request(path, signal).post(body)),
    postOnce: (path, body) =>
      guarded(usualMs, (signal) =>
        request(path, signal)
          .middlewareOptions([new RetryHandlerOptions(1, 0)])
          .post(body),
      ),
    download: (path, maxBytes) =>
      guarded(LONGEST_DOWNLOAD_MS, async (signal) => {
        const bytes = await readAtMost(await request(path, signal).getStream(), maxBytes);
        if (!bytes) throw new Fault('rejected', `the file is larger than ${maxBytes} bytes`);
        return bytes;
      }),
  };
}

interface Chain extends Middleware {
  setNext(next: Middleware): void;
}

/**
 * Adds our token, and only for the configured host: a paging link could name any. (The client's own handler sends tokens to
 * known https hosts alone and so cannot speak to the sandbox.)
 */
function bearerMiddleware(credential: TokenCredential, host: string): Chain {
  let next: Middleware | undefined;
  const tokenNow = keptToken(credential, SCOPE, 'Graph');
  return {
    setNext(following) {
      next = following;
    },
    async execute(context: Context) {
      const address = typeof context.request === 'string' ? context.request : context.request.url;
      if (new URL(address).host !== host) throw new Fault('malformed', 'Graph pointed to another host');
      const ask = async (isRefused: boolean): Promise<void> => {
        const headers = new Headers(context.options?.headers as Record<string, string> | undefined);
        headers.set('Authorization', `Bearer ${await tokenNow(isRefused)}`);
        context.options = { ...context.options, headers: Object.fromEntries(headers) };
        await next?.execute(context);
      };
      await ask(false);
      if (context.response?.status === 401) {
        await context.response.body?.cancel();
        await ask(true);
      }
      if (context.response) context.response = limited(context.response);
    },
  };
}

/** The same answer, which breaks off where there is too much of it: the client would read it whole before anyone could look. */
function limited(response: Response): Response {
  if (response.body === null) return response;
  let size = 0;
  const counted = new TransformStream<Uint8Array, Uint8Array>({
    transform(part, out) {
      size += part.byteLength;
      if (size > MOST_BYTES) out.error(new Fault('malformed', `Graph’s answer is larger than ${MOST_BYTES} bytes`));
      else out.enqueue(part);
    },
  });
  return new Response(response.body.pipeThrough(counted), response);
}

/** Status and code only: Graph's messages can repeat names and addresses. */
function toFault(error: unknown): Fault {
  if (error instanceof Fault) return error;
  if (error instanceof GraphError) {
    const said = `Graph ${error.statusCode} ${error.code ?? ''}`.trim();
    // None at all says as little as no header: the caller's own pause counts.
    const asked = { retryAfterMs: retryAfterMs(error.headers, Date.now()) || undefined };
    if (error.statusCode === 429) return new Fault('throttled', said, asked);
    if (error.statusCode === 404) return new Fault('not-found', said);
    if (error.statusCode === 403) return new Fault('forbidden', said);
    // Graph does not take our token, which is another soon; what it lacks is a 403. Nothing was done.
    if (error.statusCode === 401) return new Fault('unavailable', said, { mayBeDone: false });
    if (error.statusCode >= 200 && error.statusCode < 300)
      return new Fault('malformed', `${said}, and an answer that cannot be read or is larger than ${MOST_BYTES} bytes`);
    if (error.statusCode >= 500 || error.statusCode === 408 || error.statusCode === -1)
      return new Fault('unavailable', said, asked);
    return new Fault('rejected', said);
  }
  const name = nameOf(error);
  if (
    name === 'CredentialUnavailableError' ||
    name === 'AuthenticationError' ||
    name === 'AggregateAuthenticationError'
  ) {
    return new Fault('forbidden', `no token for Graph (${name})`, { cause: error });
  }
  return new Fault('unavailable', `Graph did not answer (${name})`, { cause: error });
}
