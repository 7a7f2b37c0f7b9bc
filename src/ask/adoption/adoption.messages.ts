import type { TenantId } from '../../kernel/ids.ts';
import type { Messenger } from '../../platform/teams/outbound/messenger.ts';
import { endedCard } from './adoption.cards.ts';
import type { AdoptionMessages } from './adoptions.ts';
import { consultedCard } from './consulted.cards.ts';

/** Tells those who are consulted, and owners when a consultation has ended, in their own chats. */
export const createAdoptionMessages = (messenger: Messenger, tenant: TenantId): AdoptionMessages => ({
  consulted: (user, school, comparison, consultation) =>
    messenger.toPerson(user, tenant, {
      card: consultedCard(school, comparison, consultation),
      summary: `You are being consulted on a policy: ${comparison.after.title}`,
    }),
  ended: (owner, school, view) =>
    messenger.toPerson(owner, tenant, {
      card: endedCard(school, view),
      summary: `The consultation has ended: ${view.comparison.after.title}`,
    }),
});
