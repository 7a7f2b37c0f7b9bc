import type { IncomingMessage, ServerResponse } from 'node:http';

/** A request, read whole and detached from its socket, so that `$batch` can make inner ones. */
export interface Call {
  method: string;
  /** Path and query below the service's own root, as it was sent. */
  target: string;
  path: string;
  query: URLSearchParams;
  headers: Record<string, string | undefined>;
  /** Parsed JSON; `undefined` without a body. */
  body: unknown;
  params: Record<string, string>;
}

export interface Reply {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
  /** Sent as it is, instead of `body` as JSON. */
  raw?: string | Uint8Array;
  contentType?: string;
}

export interface Route<Context> {
  method: string;
  pattern: RegExp;
  names: string[];
  /** The name by which fault rules and limits know this call. */
  operation: string;
  handle: (call: Call, context: Context) => Reply | Promise<Reply>;
}

/** Declares a route. `{name}` in the path stands for one segment. */
export function route<Context>(
  method: string,
  path: string,
  operation: string,
  handle: (call: Call, context: Context) => Reply | Promise<Reply>,
): Route<Context> {
  const names: string[] = [];
  const source = path
    .split(/(\{\w+\})/)
    .map((part) => {
      if (!part.startsWith('{')) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      names.push(part.slice(1, -1));
      return '([^/]+)';
    })
    .join('');
  return { method, pattern: new RegExp(`^${source}/?$`, 'i'), names, operation, handle };
}

/** The route of a call and the values of its path; `undefined` if none has this path and method. */
export function findRoute<Context>(
  routes: Route<Context>[],
  method: string,
  path: string,
): { route: Route<Context>; params: Record<string, string> } | undefined {
  for (const candidate of routes) {
    if (candidate.method !== method) continue;
    const match = candidate.pattern.exec(path);
    if (!match) continue;
    const params: Record<string, string> = {};
    candidate.names.forEach((name, index) => {
      params[name] = decode(match[index + 1] ?? '');
    });
    return { route: candidate, params };
  }
  return undefined;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

export class BadRequest extends Error {}

const MOST_BYTES = 8 * 1024 * 1024;

/** Reads a request whole. Throws BadRequest if it is too long or its JSON does not parse. */
export async function readCall(request: IncomingMessage, target: string): Promise<Call> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new BadRequest('The request is too long.');
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  return makeCall(request.method ?? 'GET', target, parseBody(text), headersOf(request));
}

export function makeCall(method: string, target: string, body: unknown, headers: Call['headers']): Call {
  const mark = target.indexOf('?');
  const path = mark === -1 ? target : target.slice(0, mark);
  const query = new URLSearchParams(mark === -1 ? '' : target.slice(mark + 1));
  return { method, target, path, query, headers, body, params: {} };
}

function parseBody(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new BadRequest('The body is not JSON.');
  }
}

function headersOf(request: IncomingMessage): Call['headers'] {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
}

export function send(response: ServerResponse, reply: Reply): void {
  const payload = reply.raw ?? (reply.body === undefined ? '' : JSON.stringify(reply.body));
  const type = reply.contentType ?? (reply.body === undefined ? undefined : 'application/json; charset=utf-8');
  response.writeHead(reply.status, {
    ...(type ? { 'content-type': type } : {}),
    'content-length': Buffer.byteLength(payload),
    ...reply.headers,
  });
  response.end(payload);
}
