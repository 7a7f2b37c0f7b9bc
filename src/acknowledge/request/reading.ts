import type { CampaignId, UserId } from '../../kernel/ids.ts';
import type { BoundPolicy } from '../campaign/campaign.ts';
import { type CampaignDeps, mayRun } from '../campaign/campaign-commands.ts';
import { findRequest, noteOpened } from './answer.ts';
import { pagesOf, type ReadLine, type ReadPart, type ReadSoFar } from './pages.ts';
import { noveltyOf, soFar } from './request-view.ts';

/** What someone reads when they open a policy from their card. */
export interface Reading {
  readonly policy: BoundPolicy;
  readonly index: number;
  readonly part: ReadPart;
  /** From 1; one that is there. */
  readonly page: number;
  readonly lines: readonly ReadLine[];
  /** How far this person is with it, this page included; absent for someone who only tries it. */
  readonly soFar: ReadSoFar | undefined;
  readonly pages: number;
}

/** A policy, or what changed in it, for the person asked; that it was open is kept. */
export async function readPolicy(
  deps: CampaignDeps,
  user: UserId,
  id: CampaignId,
  index: number,
  wanted: { readonly part: ReadPart; readonly page: number },
): Promise<Reading | undefined> {
  const { campaigns, clock } = deps;
  const found = await findRequest(campaigns, id, user);
  if (found.kind !== 'found') return readTrial(deps, user, id, index, wanted.page);
  const policy = found.campaign.policies[index];
  if (!policy) return undefined;
  const signed = found.person.signedBefore[policy.policyId];
  const changes = (signed && policy.changes[signed]?.sections) ?? [];
  // Nothing to compare with: the whole text is what is new.
  const part = wanted.part === 'changes' && noveltyOf(policy, signed).kind === 'first' ? 'text' : wanted.part;
  const pages = pagesOf(policy, part, changes);
  const page = among(wanted.page, pages.length);
  const now = clock();
  await noteOpened(campaigns, found, index, part, page, now);
  const opened = await campaigns.opened(id, found.person.id);
  return {
    ...{ policy, index, part, page, pages: pages.length },
    lines: pages[page - 1] ?? [],
    soFar: soFar(policy, signed, part, opened, now),
  };
}

const among = (page: number, pages: number): number => Math.min(Math.max(page, 1), pages);

/** Anyone who runs the campaign may read before it starts, without being asked. */
async function readTrial(
  deps: CampaignDeps,
  user: UserId,
  id: CampaignId,
  index: number,
  wanted: number,
): Promise<Reading | undefined> {
  const policy = (await mayRun(deps, user, id))?.campaign.policies[index];
  if (!policy) return undefined;
  const pages = pagesOf(policy, 'text', []);
  const page = among(wanted, pages.length);
  return { policy, index, part: 'text', page, pages: pages.length, lines: pages[page - 1] ?? [], soFar: undefined };
}
