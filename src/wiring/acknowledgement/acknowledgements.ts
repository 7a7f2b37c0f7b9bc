import { setTimeout as wait } from 'node:timers/promises';
import { createAcknowledgements } from '../../acknowledge/acknowledgements.ts';
import { registerCampaignAudience } from '../../acknowledge/audience/audience.handlers.ts';
import { sqlCampaignStore } from '../../acknowledge/campaign/campaign.store.ts';
import { registerCampaignCommands } from '../../acknowledge/campaign/command.handlers.ts';
import { registerCampaignForms } from '../../acknowledge/campaign/form.handlers.ts';
import { sqlChaseStore } from '../../acknowledge/delivery/chase.store.ts';
import { createAcknowledgementCourier } from '../../acknowledge/delivery/courier.messages.ts';
import { sqlPushStore } from '../../acknowledge/delivery/push.store.ts';
import { registerCampaignSending } from '../../acknowledge/delivery/sending.handlers.ts';
import { type Extension, hostOf } from '../../acknowledge/host.ts';
import { JOBS } from '../../acknowledge/job-names.ts';
import { registerCampaignPlanning } from '../../acknowledge/planning/plan.handlers.ts';
import { sqlListStore } from '../../acknowledge/register/lists.store.ts';
import { registerCampaignPeople } from '../../acknowledge/register/people.handlers.ts';
import { registerAcknowledgements } from '../../acknowledge/request/request.handlers.ts';
import type { Library } from '../../ask/library/library.ts';
import type { AppContext } from '../../context.ts';
import type { CampaignId } from '../../kernel/ids.ts';
import { writtenSecret } from '../../kernel/pages/tickets.ts';
import { registerCampaignPaper } from '../../more/paper/paper.handlers.ts';
import { createPeopleWithoutTeams } from '../../more/paper/without-teams.ts';
import type { Installs } from '../../platform/graph/installs.ts';
import type { Nudges } from '../../platform/graph/nudge.ts';
import { offerCampaignFiles } from './campaign-downloads.ts';
import { campaignPolicies } from './campaign-policies.ts';

/** How often due work is looked for; what is asked for by a person is woken at once. */
const SWEEP_MS = 30_000;

interface Further {
  readonly library: Library;
  readonly installs: Pick<Installs, 'install'>;
  readonly nudges: Pick<Nudges, 'nudge'>;
  /** Of the features that are on. */
  extensions(): readonly Extension[];
}

/** What campaigns, and the features beside them, are made of. */
export type CampaignHost = ReturnType<typeof wireAcknowledgements>['campaigns'];

/** Puts the campaigns together: registers, cards, links and sheets for people without Teams, and the work in between. */
export function wireAcknowledgements(context: AppContext, { library, installs, nudges, extensions }: Further) {
  const { config, db, clock, ids, log, jobs, routes, directory, messenger, tickets, downloads, address } = context;
  const { trust } = config;
  const campaigns = sqlCampaignStore(db);
  const chases = sqlChaseStore(db);
  const policies = campaignPolicies(library);
  const host = hostOf(extensions);
  const parts = { trust, campaigns, chases, directory, policies, clock, ids, jobs, log, host };
  const acknowledgements = createAcknowledgements({
    ...parts,
    pushes: sqlPushStore(db),
    lists: sqlListStore(db),
    courier: createAcknowledgementCourier({
      messenger,
      tenant: trust.tenantId,
      install: installs.install,
      nudge: nudges.nudge,
      clock,
    }),
    wait,
    random: Math.random,
  });
  const withoutTeams = createPeopleWithoutTeams({ ...parts, tickets });
  const linkAddress = (secret: string) => `${address()}/a/${writtenSecret(secret)}`;
  offerCampaignFiles(downloads, { ...parts, acknowledgements, withoutTeams, linkAddress });

  registerAcknowledgements(routes, acknowledgements);
  registerCampaignPaper(routes, { acknowledgements, withoutTeams, downloads });
  registerCampaignPlanning(routes, acknowledgements);
  registerCampaignCommands(routes, acknowledgements);
  registerCampaignForms(routes, acknowledgements);
  registerCampaignAudience(routes, acknowledgements);
  registerCampaignSending(routes, acknowledgements);
  registerCampaignPeople(routes, acknowledgements);

  const { work } = acknowledgements;
  jobs.handle(JOBS.prepare, (key) => work.prepare(key as CampaignId));
  jobs.handle(JOBS.push, work.push);
  jobs.handle(JOBS.sweep, work.sweep);
  jobs.every(JOBS.sweep, SWEEP_MS);
  jobs.handle(JOBS.redraw, work.redraw);
  jobs.handle(JOBS.progress, (key) => work.progress(key as CampaignId));
  return { acknowledgements, withoutTeams, campaigns: { ...parts, install: installs.install } };
}
