import type { TenantId } from '../../kernel/ids.ts';
import type { Messenger } from '../../platform/teams/outbound/messenger.ts';
import { guidanceCard, guidanceSummary } from './guidance.cards.ts';
import type { GuidanceCourier } from './guidance.ts';

export const createGuidanceMessages = (messenger: Messenger, tenant: TenantId): GuidanceCourier => ({
  prompt: (user, prompt) =>
    messenger.toPerson(user, tenant, { card: guidanceCard(prompt), summary: guidanceSummary(prompt) }),
});
