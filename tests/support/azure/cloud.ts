import { armRoutes } from './arm.ts';
import { directoryRoutes } from './directory.ts';
import { serveRoutes } from './http.ts';
import { kuduRoutes } from './kudu.ts';
import { createResources, Refused } from './resources.ts';
import type { CloudState, Misfortune } from './state.ts';
import { tenantRoutes } from './tenant.ts';

/** Azure Resource Manager, the directory in Graph and one web app's side door, as far as a deployment sees them. */
export async function createCloud(...misfortunes: readonly Misfortune[]) {
  const bad = new Set(misfortunes);
  let deployments = 0;
  const taken = (type: string, name: string): Refused | undefined => {
    if (type === 'microsoft.keyvault/vaults' && state.deletedVault)
      return new Refused('FlagMustBeSetForRestore', `The vault ${name} is deleted and not purged.`);
    if (type === 'microsoft.dbforpostgresql/flexibleservers' && bad.has('database-refused'))
      return new Refused('LocationIsOfferRestricted', 'Subscriptions are restricted from provisioning in this region.');
    if (type === 'microsoft.dbforpostgresql/flexibleservers/administrators' && bad.has('administrator-too-early')) {
      deployments += 1;
      if (deployments === 1)
        return new Refused('AadAuthOperationCannotBePerformedWhenServerIsNotAccessible', 'Try again later.');
    }
    return undefined;
  };
  const state: CloudState = {
    group: undefined,
    registered: new Set(['microsoft.web', 'microsoft.network']),
    resources: createResources(taken),
    deployment: undefined,
    deployments: 0,
    deletedVault: bad.has('vault-deleted'),
    applications: [],
    principals: [{ id: 'sp-graph', appId: '00000003-0000-0000-c000-000000000000' }],
    vouching: [],
    granted: [],
    files: new Map(),
    published: 0,
    restarts: 0,
    isReady: false,
    errands: [],
    said: '',
  };
  const token = 'of-the-administrator';
  const [arm, graph, kudu] = await Promise.all([
    serveRoutes(armRoutes(state, bad), token),
    serveRoutes([...directoryRoutes(state, bad), ...tenantRoutes()], token),
    serveRoutes(kuduRoutes(state, bad), token),
  ]);
  return {
    state,
    bad,
    token,
    arm,
    graph,
    kudu,
    complaints: () => [...arm.complaints, ...graph.complaints, ...kudu.complaints],
    /** What has been changed since the last time this was asked. */
    writes() {
      const made = [arm, graph, kudu].flatMap(({ calls }) => calls.splice(0));
      // These only look.
      return made.filter(
        (call) => !call.startsWith('GET ') && !/checkNameAvailability$|\/validate$|calculateTemplateHash$/.test(call),
      );
    },
    close: () => Promise.all([arm.close(), graph.close(), kudu.close()]),
  };
}
export type Cloud = Awaited<ReturnType<typeof createCloud>>;
