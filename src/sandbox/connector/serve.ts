import { applyFault, connectorError, type FaultRules, type Served } from '../faults.ts';
import { type Call, findRoute, type Reply, type Route } from '../http.ts';
import { textAt } from '../json.ts';
import { CONNECTOR_ALL, CONNECTOR_READS, CONNECTOR_WRITES, type LimitKey, type RateLimits } from '../rate-limits.ts';
import { noteReceived } from '../received.ts';
import { findPerson, type World } from '../tenant/world.ts';
import { BOT_AUDIENCE, type Tokens } from '../tokens.ts';
import { type ConnectorContext, personOf } from './context.ts';
import { connectorRoutes } from './routes.ts';

/** One call of the Bot Connector: token, limits, faults, then the work. */
export function createConnector(parts: { world: World; tokens: Tokens; limits: RateLimits; faults: FaultRules }) {
  const { world, tokens, limits, faults } = parts;
  const busy = new Set<string>();

  return async function serve(call: Call, wait: (ms: number) => Promise<void>): Promise<Served> {
    const found = findRoute(connectorRoutes, call.method, call.path);
    if (!found) return { reply: connectorError(404, 'NotFound', 'No such resource.') };
    call.params = found.params;
    if (!(await isAllowed(call, tokens, world))) {
      return { reply: connectorError(401, 'Unauthorized', 'Authorization has been denied for this request.') };
    }
    noteReceived(world.received, 'connector', found.route.operation, call);
    const throttled = limits.take(limitKeys(found.route, call, world));
    if (throttled !== undefined) return { reply: tooMany(throttled) };

    const { operation } = found.route;
    const userId = operation === 'createConversation' ? memberOf(call, world) : personOf(call, world);
    const fault = faults.strike({ surface: 'connector', method: call.method, path: call.path, operation, userId });

    // Two changes of one message at the same time: the second is told to wait for the first.
    const subject = operation === 'updateActivity' ? call.path : undefined;
    if (subject !== undefined && busy.has(subject)) {
      return { reply: connectorError(412, 'PreconditionFailed', 'Another operation on this activity is under way.') };
    }
    if (subject !== undefined) busy.add(subject);
    try {
      if (fault?.delayMs) await wait(fault.delayMs);
      return await applyFault(fault, () => found.route.handle(call, { world }), connectorError);
    } finally {
      if (subject !== undefined) busy.delete(subject);
    }
  };
}

async function isAllowed(call: Call, tokens: Tokens, world: World): Promise<boolean> {
  const token = /^Bearer (.+)$/i.exec(call.headers.authorization ?? '')?.[1];
  const claims = token === undefined ? undefined : await tokens.check(token);
  return claims?.audience === BOT_AUDIENCE && claims.appId === world.botId;
}

const memberOf = (call: Call, world: World) => findPerson(world, textAt(call.body, 'members', 0, 'id') ?? '')?.id;

function limitKeys(route: Route<ConnectorContext>, call: Call, world: World): LimitKey[] {
  const all: LimitKey = { key: 'all', limits: CONNECTOR_ALL };
  if (route.operation === 'createConversation') {
    const target = textAt(call.body, 'channelData', 'channel', 'id') ?? memberOf(call, world) ?? 'nobody';
    return [all, { key: `create:${target}`, limits: CONNECTOR_WRITES }];
  }
  // A thread counts with its channel: the channel is one conversation.
  const conversation = (call.params.conversation ?? call.params.team ?? '').split(';')[0] ?? '';
  const isRead = call.method === 'GET';
  const kind = isRead ? 'read' : 'write';
  return [all, { key: `${kind}:${conversation}`, limits: isRead ? CONNECTOR_READS : CONNECTOR_WRITES }];
}

function tooMany(waitMs: number): Reply {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000));
  const reply = connectorError(429, 'Throttled', 'Too many requests.');
  return { ...reply, headers: { 'retry-after': String(seconds) } };
}
