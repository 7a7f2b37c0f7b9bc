import type { TenantId } from '../../kernel/ids.ts';
import type { Messenger } from '../../platform/teams/outbound/messenger.ts';
import { proposalCard, proposalSummary, scenarioCard, scenarioSummary } from './scenario.cards.ts';
import type { ScenarioCourier } from './scenario.ts';

export const createScenarioMessages = (messenger: Messenger, tenant: TenantId): ScenarioCourier => ({
  proposeScenario: (user, proposal) =>
    messenger.toPerson(user, tenant, { card: proposalCard(proposal), summary: proposalSummary }),
  // Marked before it goes and never sent again.
  sendScenario: (user, scenario, permit) =>
    messenger.once.toPerson(user, tenant, { card: scenarioCard(scenario), summary: scenarioSummary(scenario) }, permit),
});
