import { permissions } from '../../../../src/platform/graph/permissions.ts';
import { groupRoutes } from '../../../../src/sandbox/graph/groups.ts';
import { installedAppRoutes } from '../../../../src/sandbox/graph/installed-apps.ts';
import { libraryRoutes } from '../../../../src/sandbox/graph/library.ts';
import { notificationRoutes } from '../../../../src/sandbox/graph/notifications.ts';
import { permissionRoutes } from '../../../../src/sandbox/graph/permissions.ts';
import { teamRoutes } from '../../../../src/sandbox/graph/teams.ts';
import { userRoutes } from '../../../../src/sandbox/graph/users.ts';

/** Every call of Graph that the sandbox answers, with the name by which its permission table knows it. */
export const sandboxCalls = [
  ...[userRoutes, groupRoutes, installedAppRoutes, teamRoutes, notificationRoutes, libraryRoutes, permissionRoutes],
]
  .flat()
  .map(({ method, pattern, operation }) => ({
    operation,
    call: `${method} ${pattern.source.slice(1, -4).replaceAll('([^/]+)', '{id}').replace(/\\(.)/g, '$1')}`,
  }));

/** As Microsoft's permission tables write it: small, without casts and with every key as `{id}`. */
export const inTable = (call: string): string =>
  call
    .replace(/\/microsoft\.graph\.\w+/, '')
    .replace(/\(appId='\{id\}'\)/, '/{id}')
    .replace(/^(\w+ )(.*)$/, (_, method: string, path: string) => method + path.toLowerCase());

/** Every call whose address, types and permissions are kept. */
export const calls: readonly string[] = [
  ...new Set([...permissions.flatMap((one) => one.calls), ...sandboxCalls.map(({ call }) => call)]),
].sort();
