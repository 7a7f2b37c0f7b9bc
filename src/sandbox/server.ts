import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { followClock, serveClock } from './api/clock.ts';
import { serveApi } from './api/serve.ts';
import { followPerson } from './api/stream.ts';
import type { createConnector } from './connector/serve.ts';
import type { Served } from './faults.ts';
import type { createGraph } from './graph/serve.ts';
import { BadRequest, type Call, type Reply, readCall, send } from './http.ts';
import { serveIdentity } from './identity.ts';
import type { BotDoor } from './inbound/delivery.ts';
import { servePage } from './page-files.ts';
import type { Sandbox } from './running-sandbox.ts';
import type { Tokens } from './tokens.ts';

interface Deps {
  sandbox: Sandbox;
  tokens: Tokens;
  door: BotDoor;
  connector: ReturnType<typeof createConnector>;
  graph: ReturnType<typeof createGraph>;
  tokenLifetimeSeconds: number;
}

/** Which part of the sandbox answers: each lives under its own first segment of the path. */
export function createRequestListener(deps: Deps) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      if (!isLoopback(request))
        return send(response, { status: 421, body: { error: 'This sandbox answers on loopback only.' } });
      if (follow(request, response, deps.sandbox)) return;
      const { reply, drop } = await answer(request, deps);
      if (drop) request.socket.destroy();
      else send(response, reply);
    } catch (error) {
      const isBad = error instanceof BadRequest;
      if (!isBad) console.error('sandbox:', error);
      const message = isBad ? error.message : 'The sandbox has a fault of its own.';
      send(response, { status: isBad ? 400 : 500, body: { error: { code: 'BadSyntax', message } } });
    }
  };
}

/** A page elsewhere that points a name of its own at this machine must not drive the sandbox. */
const isLoopback = (request: IncomingMessage) =>
  /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(request.headers.host ?? '');

/** The two streams of server-sent events; true where the request was one. */
function follow(request: IncomingMessage, response: ServerResponse, sandbox: Sandbox): boolean {
  const [path = '', query = ''] = (request.url ?? '').split('?');
  if (request.method !== 'GET') return false;
  if (path === '/clock/stream') followClock(response, sandbox.clock);
  else if (path === '/sandbox/api/stream') {
    followPerson(response, sandbox, new URLSearchParams(query).get('user') ?? '');
  } else return false;
  return true;
}

async function answer(request: IncomingMessage, deps: Deps): Promise<Served> {
  const target = request.url ?? '/';
  const { sandbox, tokens, connector, graph } = deps;
  const wait = (ms: number) => sleep(ms);
  const under = (root: string): Promise<Call> => readCall(request, target.slice(root.length));

  if (target.startsWith('/connector/')) return connector(await under('/connector'), wait);
  if (target.startsWith('/graph/v1.0/')) return graph(await under('/graph/v1.0'), wait);
  if (target.startsWith('/identity/token')) {
    const { world, faults } = sandbox;
    return serveIdentity(await under('/identity'), {
      world,
      tokens,
      faults,
      lifetimeSeconds: deps.tokenLifetimeSeconds,
    });
  }
  if (target.startsWith('/sandbox/api/')) return { reply: await serveApi(await under('/sandbox/api'), deps) };
  if (target.split('?')[0] === '/clock') return { reply: serveClock(await under(''), sandbox.clock) };
  if (target.startsWith('/openid/')) return { reply: await openId(target, sandbox, tokens) };
  if (target.startsWith('/library/')) return { reply: libraryContent(target, sandbox) };
  if (target.startsWith('/files/')) return { reply: uploadedFile(target, sandbox) };
  return { reply: await servePage(target) };
}

async function openId(target: string, sandbox: Sandbox, tokens: Tokens): Promise<Reply> {
  if (target.startsWith('/openid/keys')) return { status: 200, body: await tokens.keys() };
  if (!target.startsWith('/openid/.well-known/openidconfiguration')) return { status: 404, body: {} };
  return {
    status: 200,
    body: {
      issuer: 'https://api.botframework.com',
      authorization_endpoint: 'https://invalid.botframework.com',
      jwks_uri: `${sandbox.url}/openid/keys`,
      id_token_signing_alg_values_supported: ['RS256'],
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
    },
  };
}

/** The short-lived address that Graph points to for a file's content. */
function libraryContent(target: string, sandbox: Sandbox): Reply {
  const item = sandbox.world.library.items.get(decodeURIComponent(target.slice('/library/'.length)));
  if (!item || item.deleted) return { status: 404, body: {} };
  return { status: 200, raw: item.content, contentType: 'application/octet-stream' };
}

function uploadedFile(target: string, sandbox: Sandbox): Reply {
  sandbox.world.filesFetched += 1;
  const content = sandbox.world.uploads.get(target.split('/')[2] ?? '');
  if (content === undefined) return { status: 404, body: {} };
  return { status: 200, raw: content, contentType: 'application/octet-stream' };
}
