import { afterEach } from '@jest/globals';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/sandbox.ts';
import { BOT_ID, createSampleSchool, TENANT_ID } from '../../src/sandbox/tenant/sample-school.ts';

export interface Answer {
  status: number;
  headers: Headers;
  // Tests read what they expect to be there; a wrong shape shows as undefined.
  // biome-ignore lint/suspicious/noExplicitAny: JSON from outside, compared by the tests
  body: any;
}

export interface Client {
  sandbox: Sandbox;
  connector(method: string, path: string, body?: unknown): Promise<Answer>;
  graph(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  token(resource: string): Promise<string>;
  /** Moves the time by which rate limits are counted. */
  pass(ms: number): void;
}

const open: Sandbox[] = [];
const onto: (() => Promise<unknown>)[] = [];
/** What looks at sandboxes, such as windows, is to be closed first: a page whose sandbox has gone says so as an error. */
export const closedFirst = (close: () => Promise<unknown>): void => void onto.push(close);

afterEach(async () => {
  for (const close of onto) await close();
  await Promise.all(open.splice(0).map((sandbox) => sandbox.close()));
});

/** A sandbox of the sample school, closed after the test, and a caller that holds the bot's own tokens. */
export async function given(options: Partial<SandboxOptions> = {}): Promise<Client> {
  let nowMs = 0;
  const sandbox = await createSandbox({
    school: createSampleSchool(),
    botId: BOT_ID,
    tenantId: TENANT_ID,
    nowMs: () => nowMs,
    ...options,
  });
  open.push(sandbox);
  const tokens = new Map<string, Promise<string>>();

  async function fetchToken(resource: string): Promise<string> {
    const query = new URLSearchParams({ resource, 'api-version': '2019-08-01', client_id: BOT_ID });
    const headers = { 'x-identity-header': sandbox.identity.header };
    const answer = await send('GET', `${sandbox.identity.endpoint}?${query}`, undefined, headers);
    return answer.body.access_token;
  }
  const token = (resource: string): Promise<string> => {
    const known = tokens.get(resource) ?? fetchToken(resource);
    tokens.set(resource, known);
    return known;
  };
  const bearer = async (resource: string) => ({ authorization: `Bearer ${await token(resource)}` });

  return {
    sandbox,
    token,
    connector: async (method, path, body) =>
      send(method, `${sandbox.url}/connector/v3${path}`, body, await bearer('https://api.botframework.com')),
    graph: async (method, path, body, headers) =>
      send(method, path.startsWith('http') ? path : `${sandbox.graphUrl}${path}`, body, {
        ...(await bearer('https://graph.microsoft.com')),
        ...headers,
      }),
    pass: (ms) => {
      nowMs += ms;
    },
  };
}

export async function send(
  method: string,
  url: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) };
}

export const card = (body: unknown[], more: Record<string, unknown> = {}) => ({
  type: 'message',
  attachments: [
    {
      contentType: 'application/vnd.microsoft.card.adaptive',
      content: { type: 'AdaptiveCard', version: '1.5', body, ...more },
    },
  ],
});
