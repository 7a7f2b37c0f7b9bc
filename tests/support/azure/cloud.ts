import { armRoutes } from './arm.ts';
import { directoryRoutes } from './directory.ts';
import { serveRoutes } from './http.ts';
import { kuduRoutes } from './kudu.ts';

export const TENANT = '7a000000-0000-4000-8000-000000000001';
export const SUBSCRIPTION = '7b000000-0000-4000-8000-000000000001';
export const ADMIN = '7c000000-0000-4000-8000-000000000001';

/** What goes wrong in a real tenant, one by one; the numbers are those of the list in docs/decisions.md. */
export type Misfortune =
  | 'administrator-too-early'
  | 'may-not-consent'
  | 'vault-deleted'
  | 'name-taken'
  | 'no-room'
  | 'policy-forbids'
  | 'not-owner'
  | 'unpacking-fails'
  | 'program-does-not-start'
  | 'throttled'
  | 'entra-is-late';

export interface CloudState {
  group: { location: string } | undefined;
  readonly registered: Set<string>;
  /** Resources by type and name, small letters. */
  readonly resources: Set<string>;
  deployment: Record<string, unknown> | undefined;
  deployments: number;
  deletedVault: boolean;
  readonly applications: { id: string; appId: string; uniqueName: string; displayName: string }[];
  readonly principals: { id: string; appId: string }[];
  readonly vouching: { id: string; name: string; issuer: string; subject: string; audiences: string[] }[];
  readonly granted: { id: string; principalId: string; resourceId: string; appRoleId: string }[];
  readonly files: Map<string, Buffer>;
  published: number;
  restarts: number;
  isReady: boolean;
  readonly errands: string[][];
}

/** Azure Resource Manager, the directory in Graph and one web app's side door, as far as a deployment sees them. */
export async function createCloud(...misfortunes: readonly Misfortune[]) {
  const bad = new Set(misfortunes);
  const state: CloudState = {
    group: undefined,
    registered: new Set(['microsoft.web', 'microsoft.network']),
    resources: new Set(),
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
  };
  const token = 'of-the-administrator';
  const [arm, graph, kudu] = await Promise.all([
    serveRoutes(armRoutes(state, bad), token),
    serveRoutes(directoryRoutes(state, bad), token),
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
