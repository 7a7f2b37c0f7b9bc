import { createServer } from 'node:http';

/** A signed activity as the sandbox sent it: the real thing, to be sent again many times. */
export interface Captured {
  readonly authorization: string;
  readonly body: Record<string, unknown>;
}

const QUESTION = 'Can I add a pupil on Instagram?';
const ASKER = 'b0000000-0000-4000-8000-000000000010';

/** Lets the sandbox deliver one question to us in place of the bot. */
export async function capture(sandboxUrl: string): Promise<Captured> {
  const caught = Promise.withResolvers<Captured>();
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(parts).toString());
      if (body.type === 'message') caught.resolve({ authorization: request.headers.authorization ?? '', body });
      response.end('{}');
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const call = async (method: string, path: string, body: object): Promise<unknown> =>
    (
      await fetch(`${sandboxUrl}/sandbox/api${path}`, {
        method,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    ).text();
  await call('PUT', '/bot', { endpoint: `http://127.0.0.1:${port}/api/messages` });
  await call('POST', `/people/${ASKER}/say`, { text: QUESTION });
  const captured = await caught.promise;
  server.closeAllConnections();
  server.close();
  return captured;
}
