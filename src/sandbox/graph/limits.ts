import type { Call } from '../http.ts';
import type { LimitKey } from '../rate-limits.ts';

/**
 * Directory calls and what one costs in resource units; `$select` makes it one cheaper. Source: Microsoft Learn, "Microsoft
 * Graph service-specific throttling limits".
 */
const UNITS: Record<string, number> = {
  listUsers: 2,
  getUser: 1,
  getManager: 1,
  checkMemberGroups: 4,
  listGroups: 2,
  getGroup: 1,
  listMembers: 3,
  listTransitiveMembers: 5,
  listGrants: 1,
};
const UNITS_PER_10_SECONDS = 3500;

const PER_SECOND: Record<string, [family: string, most: number]> = {
  installApp: ['install', 30],
  removeApp: ['install', 30],
  listInstalledApps: ['installed', 30],
  getInstalledChat: ['installed', 30],
  listCatalogue: ['catalogue', 30],
  sendNotification: ['notify', 5],
  sendNotifications: ['notify-many', 2],
  listChannelMembers: ['channel-members', 60],
};

const perSecond = (key: string, most: number): LimitKey => ({ key, limits: [{ most, windowMs: 1000 }] });

/** Everything a Graph call counts against. */
export function graphLimitKeys(operation: string, call: Call): LimitKey[] {
  const units = UNITS[operation];
  if (units !== undefined) {
    const cost = Math.max(1, units - (call.query.has('$select') ? 1 : 0));
    return [{ key: 'graph:units', limits: [{ most: UNITS_PER_10_SECONDS, windowMs: 10_000 }], cost }];
  }
  const [family, most] = PER_SECOND[operation] ?? [call.method === 'GET' ? 'get' : 'other', 30];
  const keys = [perSecond(`graph:${family}`, most)];
  const { team, channel, chat, user } = call.params;
  if (team) keys.push(perSecond(`graph:team:${team}`, 4));
  if (channel) keys.push(perSecond(`graph:channel:${channel}`, 1));
  if (chat) keys.push(perSecond(`graph:chat:${chat}`, 1));
  if (operation === 'sendNotification' && user) {
    keys.push({ key: `graph:feed:${user}`, limits: [{ most: 10, windowMs: 60_000 }] });
  }
  return keys;
}

/** Directory answers say when to come back; answers about Teams do so only sometimes. */
export const saysWhen = (operation: string, refusals: number): boolean => operation in UNITS || refusals % 2 === 1;
