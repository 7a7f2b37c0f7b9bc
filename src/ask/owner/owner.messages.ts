import type { TenantId } from '../../kernel/ids.ts';
import type { Messenger } from '../../platform/teams/outbound/messenger.ts';
import { proposalCard } from './change.cards.ts';
import { reviewCard, unreadableCard } from './desk.cards.ts';
import type { OwnerMessages } from './desk.ts';

/** Tells policy owners in their own chats. */
export const createOwnerMessages = (messenger: Messenger, tenant: TenantId): OwnerMessages => ({
  proposed: (owner, school, comparison) =>
    messenger.toPerson(owner, tenant, {
      card: proposalCard(school, comparison),
      summary: `A new version of a policy: ${comparison.after.title}`,
    }),
  pastReview: (owner, school, policies) =>
    messenger.toPerson(owner, tenant, { card: reviewCard(school, policies), summary: 'Past review' }),
  unreadable: (owner, school, file, why) =>
    messenger.toPerson(owner, tenant, { card: unreadableCard(school, file, why), summary: 'A file I cannot read' }),
  decided: (ref, school, comparison) =>
    messenger.update(ref, { card: proposalCard(school, comparison), summary: 'Decided' }),
});
