import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod/v4';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';

/** One activity of the playground and what the bot answered to it. */
interface Relayed {
  readonly activity: Readonly<Record<string, unknown>>;
  readonly status: number;
  readonly body: unknown;
}

export interface Relay {
  readonly url: string;
  readonly relayed: readonly Relayed[];
  /** The bot's answer to the next invoke of this name; ask before it is sent. */
  answerTo(invoke: string): Promise<Relayed>;
  /** Whose keys to sign with. The playground must be told our address before there is a bot to ask. */
  signFor(sandbox: Sandbox): void;
  close(): Promise<void>;
}

/**
 * Stands where the Bot Connector stands. The playground sends no tokens and can get none without Entra, and a bot that
 * takes unsigned calls even in development is one wrong setting away from taking them in a school: so it is the
 * playground's calls that are signed here, and the bot runs as it is.
 */
export async function startRelay(): Promise<Relay> {
  const relayed: Relayed[] = [];
  const waiting = new Map<string, (answer: Relayed) => void>();
  let signer: Sandbox | undefined;
  const server = createServer(async (request, response) => {
    const activity = z.record(z.string(), z.unknown()).safeParse(parsed(await text(request))).data;
    if (!signer || !activity) {
      response.statusCode = 503;
      response.end();
      return;
    }
    const token = { claims: { serviceurl: activity.serviceUrl } };
    const { status, body } = await signer.sendActivity(activity as never, { token });
    relayed.push({ activity, status, body });
    waiting.get(String(activity.name))?.({ activity, status, body });
    response.statusCode = status || 502;
    response.setHeader('content-type', 'application/json');
    response.end(body === undefined ? '' : JSON.stringify(body));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages`,
    relayed,
    answerTo: (invoke) => new Promise((done) => waiting.set(invoke, done)),
    signFor(sandbox) {
      signer = sandbox;
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

async function text(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += chunk;
  return body;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
