import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { z } from 'zod/v4';

/** A request as it came in, whole. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly bytes: Buffer;
}

export interface Answered {
  readonly status: number;
  readonly body?: unknown;
  readonly bytes?: Uint8Array;
  readonly headers?: Record<string, string>;
}

export interface Route {
  readonly method: string;
  readonly path: RegExp;
  /** The published interface's own versions; without them it has none. */
  readonly versions?: readonly string[];
  /** What the published interface says about the body; a property more is a mistake. */
  readonly body?: z.ZodType;
  answer(asked: Asked, match: RegExpExecArray, body: never): Answered;
}

export const refuse = (status: number, code: string, message: string, details?: readonly object[]): Answered => ({
  status,
  body: { error: { code, message, ...(details && { details }) } },
});

/** Routes behind a token, on this computer. What does not fit the published interface is kept in `complaints` and refused. */
export async function serveRoutes(routes: readonly Route[], token: string) {
  const complaints: string[] = [];
  const calls: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? '/', 'http://x');
    const asked: Asked = {
      method: request.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      bytes: Buffer.concat(chunks),
    };
    calls.push(`${asked.method} ${asked.path}`);
    const { status, body, bytes, headers } = answerTo(asked);
    response.writeHead(status, { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers });
    response.end(bytes ?? (body === undefined ? undefined : JSON.stringify(body)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  function answerTo(asked: Asked): Answered {
    const place = `${asked.method} ${asked.path}`;
    // No password opens anything here: basic credentials are off.
    if (asked.headers.authorization !== `Bearer ${token}`)
      return refuse(401, 'AuthenticationFailed', 'No valid token.');
    for (const { method, path, versions, body, answer } of routes) {
      const match = method === asked.method ? path.exec(asked.path) : null;
      if (!match) continue;
      const version = asked.query.get('api-version') ?? '';
      if (versions ? !versions.includes(version) : version !== '') {
        complaints.push(`${place}: api-version ${version}`);
        return refuse(400, 'InvalidApiVersionParameter', version);
      }
      if (!body) return answer(asked, match, undefined as never);
      const read = body.safeParse(asked.bytes.length > 0 ? JSON.parse(asked.bytes.toString()) : undefined);
      if (read.success) return answer(asked, match, read.data as never);
      complaints.push(`${place}: ${read.error.message}`);
      return refuse(400, 'InvalidRequestContent', read.error.message);
    }
    complaints.push(`${place}: nothing published`);
    return refuse(404, 'NotFound', place);
  }

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    complaints,
    calls,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
