import { applyFault, type FaultRules, type Served } from '../faults.ts';
import { type Call, findRoute, makeCall, type Reply } from '../http.ts';
import { isObject, listAt, textAt } from '../json.ts';
import type { RateLimits } from '../rate-limits.ts';
import { noteReceived } from '../received.ts';
import { findPerson, type World } from '../tenant/world.ts';
import { GRAPH_AUDIENCE, type Tokens } from '../tokens.ts';
import { type GraphContext, graphError } from './context.ts';
import { groupRoutes } from './groups.ts';
import { installedAppRoutes } from './installed-apps.ts';
import { libraryRoutes } from './library.ts';
import { graphLimitKeys, saysWhen } from './limits.ts';
import { notificationRoutes } from './notifications.ts';
import { isPermitted, permissionRoutes } from './permissions.ts';
import { createReadings } from './readings.ts';
import { teamRoutes } from './teams.ts';
import { userRoutes } from './users.ts';

const routes = [
  ...userRoutes,
  ...groupRoutes,
  ...installedAppRoutes,
  ...teamRoutes,
  ...notificationRoutes,
  ...libraryRoutes,
  ...permissionRoutes,
];
const MOST_IN_BATCH = 20;

/** One call of Microsoft Graph: token, then limits, permission, faults and the work, for each inner call of a batch too. */
export function createGraph(parts: {
  world: World;
  tokens: Tokens;
  limits: RateLimits;
  faults: FaultRules;
  root: () => string;
  events: GraphContext['events'];
}) {
  const { world, tokens, limits, faults } = parts;
  const readings = createReadings();
  let refusals = 0;

  async function serveOne(call: Call, context: GraphContext, wait: (ms: number) => Promise<void>): Promise<Served> {
    const found = findRoute(routes, call.method, call.path);
    if (!found) return { reply: graphError(400, 'BadRequest', `Resource not found for the segment '${call.path}'.`) };
    call.params = found.params;
    const { operation } = found.route;
    noteReceived(world.received, 'graph', operation, call);
    const throttled = limits.take(graphLimitKeys(operation, call), { countRefused: true });
    if (throttled !== undefined) {
      refusals += 1;
      return { reply: tooMany(throttled, saysWhen(operation, refusals)) };
    }
    if (!isPermitted(world, operation)) {
      return {
        reply: graphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.'),
      };
    }
    const userId = findPerson(world, found.params.user ?? '')?.id;
    const fault = faults.strike({ surface: 'graph', method: call.method, path: call.path, operation, userId });
    if (fault?.delayMs) await wait(fault.delayMs);
    return applyFault(fault, () => found.route.handle(call, context), graphError);
  }

  async function serveBatch(call: Call, context: GraphContext, wait: (ms: number) => Promise<void>): Promise<Reply> {
    const requests = listAt(call.body, 'requests');
    if (requests.length === 0 || requests.length > MOST_IN_BATCH) {
      return graphError(400, 'BadRequest', 'A batch must hold between 1 and 20 requests.');
    }
    const responses = [];
    for (const request of requests) {
      const headers = isObject(request) && isObject(request.headers) ? request.headers : {};
      const lowered = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]);
      const body = isObject(request) ? request.body : undefined;
      const method = textAt(request, 'method')?.toUpperCase() ?? 'GET';
      const inner = makeCall(method, textAt(request, 'url') ?? '', body, Object.fromEntries(lowered));
      const { reply } = await serveOne(inner, context, wait);
      responses.push({
        id: textAt(request, 'id'),
        status: reply.status,
        headers: reply.headers ?? {},
        body: reply.body,
      });
    }
    return { status: 200, body: { responses } };
  }

  return async function serve(call: Call, wait: (ms: number) => Promise<void>): Promise<Served> {
    const token = /^Bearer (.+)$/i.exec(call.headers.authorization ?? '')?.[1];
    const claims = token === undefined ? undefined : await tokens.check(token);
    if (claims?.audience !== GRAPH_AUDIENCE || claims.appId !== world.botId) {
      return { reply: graphError(401, 'InvalidAuthenticationToken', 'Access token is missing or not valid.') };
    }
    const { events } = parts;
    const context = { world, root: parts.root(), readings, tokenExpiresAtSeconds: claims.expiresAtSeconds, events };
    if (call.method === 'POST' && call.path === '/$batch') return { reply: await serveBatch(call, context, wait) };
    return serveOne(call, context, wait);
  };
}

function tooMany(waitMs: number, withTime: boolean): Reply {
  const reply = graphError(429, 'TooManyRequests', 'Too many requests.');
  const seconds = String(Math.max(1, Math.ceil(waitMs / 1000)));
  return withTime ? { ...reply, headers: { 'retry-after': seconds } } : reply;
}
