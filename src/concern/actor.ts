import type { TenantId, UserId } from '../core/ids.ts';

/** Who acts: from the validated activity. */
export interface Actor {
  readonly user: UserId;
  readonly tenant: TenantId;
}
