import { setTimeout as wait } from 'node:timers/promises';
import { createAcknowledgements } from '../acknowledgement/acknowledgements.ts';
import { JOBS } from '../acknowledgement/jobs.ts';
import { createPeopleWithoutTeams } from '../acknowledgement/without-teams.ts';
import type { CampaignId } from '../core/ids.ts';
import { writtenSecret } from '../core/tickets.ts';
import type { Installs } from '../graph/installs.ts';
import type { Nudges } from '../graph/nudge.ts';
import type { Library } from '../policy/library.ts';
import { sqlListStore } from '../store/acknowledgement/campaign-lists.ts';
import { sqlCampaignStore } from '../store/acknowledgement/campaign-store.ts';
import { sqlChaseStore } from '../store/acknowledgement/chase-store.ts';
import { sqlCheckStore } from '../store/acknowledgement/check-store.ts';
import { sqlPushStore } from '../store/acknowledgement/push-store.ts';
import { registerCampaigns } from '../teams/acknowledgement/campaign-handlers.ts';
import { registerCampaignPaper } from '../teams/acknowledgement/campaign-paper-handlers.ts';
import { registerCampaignPeople } from '../teams/acknowledgement/campaign-people-handlers.ts';
import { registerChecks } from '../teams/acknowledgement/check-handlers.ts';
import { createAcknowledgementCourier } from '../teams/acknowledgement/courier.ts';
import { registerAcknowledgements } from '../teams/acknowledgement/handlers.ts';
import { offerCampaignFiles } from './campaign-downloads.ts';
import { campaignPolicies } from './campaign-policies.ts';
import type { Ground } from './ground.ts';

/** How often due work is looked for; what is asked for by a person is woken at once. */
const SWEEP_MS = 30_000;

interface Further {
  readonly library: Library;
  readonly installs: Pick<Installs, 'install'>;
  readonly nudges: Pick<Nudges, 'nudge'>;
}

/** Puts the campaigns together: registers, cards, links and sheets for people without Teams, and the work in between. */
export function wireAcknowledgements(ground: Ground, { library, installs, nudges }: Further) {
  const { config, db, clock, ids, log, jobs, routes, directory, messenger, tickets, downloads, address } = ground;
  const { trust } = config;
  const campaigns = sqlCampaignStore(db);
  const acknowledgements = createAcknowledgements({
    trust,
    campaigns,
    pushes: sqlPushStore(db),
    chases: sqlChaseStore(db),
    lists: sqlListStore(db),
    checks: sqlCheckStore(db),
    directory,
    policies: campaignPolicies(library),
    courier: createAcknowledgementCourier({
      messenger,
      tenant: trust.tenantId,
      install: installs.install,
      nudge: nudges.nudge,
      clock,
    }),
    clock,
    ids,
    jobs,
    wait,
    random: Math.random,
    log,
  });
  const withoutTeams = createPeopleWithoutTeams({ trust, campaigns, tickets, clock, jobs });
  const linkAddress = (secret: string) => `${address()}/a/${writtenSecret(secret)}`;
  offerCampaignFiles(downloads, { trust, campaigns, acknowledgements, withoutTeams, clock, linkAddress });

  registerAcknowledgements(routes, acknowledgements);
  registerCampaignPaper(routes, { acknowledgements, withoutTeams, downloads });
  registerCampaigns(routes, acknowledgements);
  registerCampaignPeople(routes, acknowledgements);
  registerChecks(routes, acknowledgements);

  const { work } = acknowledgements;
  jobs.handle(JOBS.prepare, (key) => work.prepare(key as CampaignId));
  jobs.handle(JOBS.push, work.push);
  jobs.handle(JOBS.sweep, work.sweep);
  jobs.every(JOBS.sweep, SWEEP_MS);
  jobs.handle(JOBS.redraw, work.redraw);
  jobs.handle(JOBS.progress, (key) => work.progress(key as CampaignId));
  return { acknowledgements, withoutTeams };
}
