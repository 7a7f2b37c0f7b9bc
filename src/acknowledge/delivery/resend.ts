import type { CampaignId, UserId } from '../../kernel/ids.ts';
import { type CampaignDeps, mayRun } from '../campaign/campaign-commands.ts';
import type { ChaseStore } from '../store-ports.ts';

export type Resent =
  /** `people` had no card and are tried now. */
  { readonly kind: 'resent'; readonly people: number } | { readonly kind: 'not-now' | 'not-allowed' };

/**
 * Tries everyone again who has no card, now instead of in their turn, and looks whether the cards of those who have not
 * answered are still there. Nobody who has a card gets a second one; anyone who deleted the chat gets it again. Repeating it
 * changes nothing.
 */
export async function resend(
  deps: CampaignDeps & { readonly chases: ChaseStore },
  by: UserId,
  id: CampaignId,
): Promise<Resent> {
  const allowed = await mayRun(deps, by, id);
  if (!allowed) return { kind: 'not-allowed' };
  if (allowed.campaign.status !== 'running') return { kind: 'not-now' };
  return { kind: 'resent', people: await deps.chases.resend(id, by, deps.clock()) };
}
