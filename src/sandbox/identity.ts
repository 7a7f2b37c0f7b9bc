import type { FaultRules } from './faults.ts';
import { applyFault, type Served } from './faults.ts';
import type { Call, Reply } from './http.ts';
import type { World } from './tenant/world.ts';
import { BOT_AUDIENCE, GRAPH_AUDIENCE, type Tokens } from './tokens.ts';

export const IDENTITY_HEADER = 'sandbox-identity';

/**
 * The managed identity endpoint of Azure App Service (api-version 2019-08-01), as @azure/identity calls it where
 * IDENTITY_ENDPOINT and IDENTITY_HEADER are set.
 */
export async function serveIdentity(
  call: Call,
  deps: { world: World; tokens: Tokens; faults: FaultRules; lifetimeSeconds: number },
): Promise<Served> {
  const { world, tokens, faults, lifetimeSeconds } = deps;
  const problem = (status: number, message: string): Reply => ({ status, body: { statusCode: status, message } });
  const fault = faults.strike({ surface: 'identity', method: call.method, path: call.path, operation: 'getToken' });
  const issue = async (): Promise<Reply> => {
    if (call.headers['x-identity-header'] !== IDENTITY_HEADER) return problem(401, 'X-IDENTITY-HEADER is wrong.');
    if (call.query.get('api-version') !== '2019-08-01') return problem(400, 'Unsupported api-version.');
    const clientId = call.query.get('client_id');
    if (clientId !== null && clientId !== world.botId) return problem(400, 'No managed identity has this client id.');
    const resource = (call.query.get('resource') ?? '').replace(/\/(\.default)?$/, '');
    if (resource !== BOT_AUDIENCE && resource !== GRAPH_AUDIENCE) return problem(400, 'Unknown resource.');
    const { token, expiresAtSeconds } = await tokens.forService(resource, lifetimeSeconds);
    return {
      status: 200,
      body: {
        access_token: token,
        expires_on: String(expiresAtSeconds),
        resource,
        token_type: 'Bearer',
        client_id: world.botId,
      },
    };
  };
  return applyFault(fault, issue, (status, _code, message) => problem(status, message));
}
