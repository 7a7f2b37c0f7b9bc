import { z } from 'zod/v4';
import type { CallPermissions } from '../facts.ts';

const table = z.object({
  permissions: z.record(
    z.string(),
    z.object({
      authorizationType: z.string(),
      pathSets: z.array(
        z.object({
          schemeKeys: z.array(z.string()),
          methods: z.array(z.string()),
          paths: z.record(z.string(), z.string()),
        }),
      ),
    }),
  ),
});
const deployed = z.object({
  permissionDeployments: z.record(
    z.string(),
    z.array(
      z.object({
        id: z.string().nullish(),
        scheme: z.string(),
        environment: z.string().nullish(),
        isEnabled: z.boolean().nullish(),
      }),
    ),
  ),
});

/** Of Microsoft's permission table what an application without a person needs for one call, as the table writes the call. */
export function permissionsOf(json: unknown, call: string): CallPermissions | undefined {
  const [method = '', path = ''] = call.split(' ');
  const found = {
    least: new Set<string>(),
    more: new Set<string>(),
    ofOne: new Set<string>(),
    leastOfOne: new Set<string>(),
  };
  for (const [name, { authorizationType, pathSets }] of Object.entries(table.parse(json).permissions))
    for (const { schemeKeys, methods, paths } of pathSets) {
      if (!schemeKeys.includes('Application') || !methods.includes(method)) continue;
      for (const [one, says] of Object.entries(paths)) {
        if (one.toLowerCase() !== path) continue;
        const isLeast = /least=[^;]*\bApplication\b/.test(says);
        if (authorizationType === 'RSC') (isLeast ? found.leastOfOne : found.ofOne).add(name);
        else (isLeast ? found.least : found.more).add(name);
      }
    }
  const sorted = (names: Set<string>): string[] => [...names].sort();
  const { least, more, ofOne, leastOfOne } = found;
  if (least.size + more.size + ofOne.size + leastOfOne.size === 0) return undefined;
  return { least: sorted(least), more: sorted(more), ofOne: sorted(ofOne), leastOfOne: sorted(leastOfOne) };
}

/** The role's id, of those that a tenant can be asked for. */
export const roleIdOf = (json: unknown, name: string): string | undefined =>
  deployed
    .parse(json)
    .permissionDeployments[name]?.find(
      ({ scheme, environment, isEnabled }) =>
        scheme === 'Application' && environment === 'public' && isEnabled === true,
    )?.id ?? undefined;

/** How many calls of Graph a permission opens to an application in all: a measure of how much is given with it. */
export const opensOf = (json: unknown, name: string): number =>
  new Set(
    (table.parse(json).permissions[name]?.pathSets ?? [])
      .filter(({ schemeKeys }) => schemeKeys.includes('Application'))
      .flatMap(({ methods, paths }) =>
        methods.flatMap((method) => Object.keys(paths).map((path) => `${method} ${path}`)),
      ),
  ).size;
