import type { Call, Reply } from '../http.ts';
import type { World } from '../tenant/world.ts';
import type { Readings } from './readings.ts';

export interface GraphContext {
  world: World;
  /** `{url}/graph/v1.0`, for links in answers. */
  root: string;
  readings: Readings;
  /** Of the token that came with the call. */
  tokenExpiresAtSeconds: number;
  /** Installs and removals reach the bot as activities, later than Graph's answer. */
  events: { installed(userId: string): void; removed(userId: string): void };
}

/** A refusal as Graph words it. */
export function graphError(status: number, code: string, message: string): Reply {
  return { status, body: { error: { code, message, innerError: { date: new Date().toISOString() } } } };
}

export const noSuchResource = (id: string): Reply =>
  graphError(
    404,
    'Request_ResourceNotFound',
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  );

/** Directory calls with a cast, `$filter`, `$search` or `$count` are advanced: they need the header and `$count=true`. */
export function complaintAboutAdvanced(call: Call, hasCast: boolean): Reply | undefined {
  const isAdvanced = hasCast || call.query.has('$filter') || call.query.has('$search');
  const isMarked = call.headers.consistencylevel?.toLowerCase() === 'eventual' && call.query.get('$count') === 'true';
  if (!isAdvanced || isMarked) return undefined;
  return graphError(
    400,
    'Request_UnsupportedQuery',
    'The request needs the header ConsistencyLevel: eventual and the query option $count=true.',
  );
}
