import type { CampaignId, UserId } from '../../core/ids.ts';
import type { BoundPolicy } from '../campaign/campaign.ts';
import { type CampaignDeps, mayRun } from '../campaign/campaign-commands.ts';
import { findRequest, noteOpened } from './answer.ts';
import { noveltyOf } from './request-view.ts';

/** What someone reads when they open a policy from their card. */
export interface Reading {
  readonly policy: BoundPolicy;
  readonly index: number;
  readonly part: 'text' | 'changes';
  readonly changes: {
    readonly heading: string;
    readonly kind: 'added' | 'changed' | 'removed';
    readonly before: string;
    readonly after: string;
  }[];
}

/** A policy, or what changed in it, for the person asked; that it was open is kept. */
export async function readPolicy(
  deps: CampaignDeps,
  user: UserId,
  id: CampaignId,
  index: number,
  part: Reading['part'],
): Promise<Reading | undefined> {
  const { campaigns, clock } = deps;
  const found = await findRequest(campaigns, id, user);
  if (found.kind !== 'found') return readTrial(deps, user, id, index);
  const policy = found.campaign.policies[index];
  if (!policy) return undefined;
  const signed = found.person.signedBefore[policy.policyId];
  const changes = (signed && policy.changes[signed]?.sections) ?? [];
  // Nothing to compare with: the whole text is what is new.
  const shown = part === 'changes' && noveltyOf(policy, signed).kind === 'first' ? 'text' : part;
  await noteOpened(campaigns, found, index, shown, clock());
  return { policy, index, part: shown, changes: [...changes] };
}

/** Anyone who runs the campaign may read before it starts, without being asked. */
async function readTrial(
  deps: CampaignDeps,
  user: UserId,
  id: CampaignId,
  index: number,
): Promise<Reading | undefined> {
  const policy = (await mayRun(deps, user, id))?.campaign.policies[index];
  return policy && { policy, index, part: 'text', changes: [] };
}
