import type { Resources } from './resources.ts';

export const TENANT = '7a000000-0000-4000-8000-000000000001';
export const SUBSCRIPTION = '7b000000-0000-4000-8000-000000000001';
export const ADMIN = '7c000000-0000-4000-8000-000000000001';

/** What goes wrong in a real tenant, one by one; the numbers are those of the list in docs/decisions.md. */
export type Misfortune =
  | 'administrator-too-early'
  | 'database-refused'
  | 'may-not-consent'
  | 'vault-deleted'
  | 'name-taken'
  | 'no-room'
  | 'policy-forbids'
  | 'not-owner'
  | 'unpacking-fails'
  | 'program-does-not-start'
  | 'program-is-silent'
  | 'throttled'
  | 'entra-is-late';

export interface CloudState {
  group: { location: string } | undefined;
  readonly registered: Set<string>;
  /** What the template makes, carried out. */
  readonly resources: Resources;
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
  /** Why the program does not start, as it says it itself. */
  said: string;
}
