import type { TenantId, UserId } from '../kernel/ids.ts';

/** Who acts: from the validated activity. */
export interface Actor {
  readonly user: UserId;
  readonly tenant: TenantId;
}
