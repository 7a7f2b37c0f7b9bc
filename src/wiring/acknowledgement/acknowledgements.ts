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
import { JOBS } from '../../acknowledge/job-names.ts';
import { registerCampaignPlanning } from '../../acknowledge/planning/plan.handlers.ts';
import { sqlListStore } from '../../acknowledge/register/lists.store.ts';
import { registerCampaignPeople } from '../../acknowledge/register/people.handlers.ts';
import { registerAcknowledgements } from '../../acknowledge/request/request.handlers.ts';
import type { Library } from '../../ask/library/library.ts';
import type { AppContext } from '../../context.ts';
import type { CampaignId } from '../../kernel/ids.ts';
import { writtenSecret } from '../../kernel/pages/tickets.ts';
import { registerCampaignYear } from '../../more/calendar/year.handlers.ts';
import { registerCampaignPaper } from '../../more/paper/paper.handlers.ts';
import { createPeopleWithoutTeams } from '../../more/paper/without-teams.ts';
import { registerQuizzes } from '../../more/quiz/quiz.handlers.ts';
import { sqlQuizStore } from '../../more/quiz/quiz.store.ts';
import { registerScenarios } from '../../more/scenarios/scenario.handlers.ts';
import { sqlScenarioStore } from '../../more/scenarios/scenario.store.ts';
import { registerTraining } from '../../more/training/training.handlers.ts';
import { sqlTrainingStore } from '../../more/training/training.store.ts';
import { trainingDates } from '../../more/training/training.ts';
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
}

/** Puts the campaigns together: registers, cards, links and sheets for people without Teams, and the work in between. */
export function wireAcknowledgements(context: AppContext, { library, installs, nudges }: Further) {
  const { config, db, clock, ids, log, jobs, routes, directory, messenger, tickets, downloads, address, schoolOf } =
    context;
  const { trust } = config;
  const campaigns = sqlCampaignStore(db);
  const trainings = sqlTrainingStore(db);
  const acknowledgements = createAcknowledgements({
    trust,
    campaigns,
    pushes: sqlPushStore(db),
    chases: sqlChaseStore(db),
    lists: sqlListStore(db),
    quizzes: sqlQuizStore(db),
    trainings,
    scenarios: sqlScenarioStore(db),
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
  offerCampaignFiles(downloads, { trust, campaigns, trainings, acknowledgements, withoutTeams, clock, linkAddress });

  registerAcknowledgements(routes, acknowledgements);
  registerCampaignPaper(routes, { acknowledgements, withoutTeams, downloads });
  registerCampaignPlanning(routes, acknowledgements);
  registerCampaignCommands(routes, acknowledgements);
  registerCampaignForms(routes, acknowledgements);
  registerCampaignAudience(routes, acknowledgements);
  registerCampaignSending(routes, acknowledgements);
  registerCampaignYear(routes, { acknowledgements, downloads });
  registerCampaignPeople(routes, acknowledgements);
  registerQuizzes(routes, acknowledgements);
  registerScenarios(routes, acknowledgements);
  registerTraining(routes, { acknowledgements, schoolOf });

  const { work } = acknowledgements;
  jobs.handle(JOBS.prepare, (key) => work.prepare(key as CampaignId));
  jobs.handle(JOBS.push, work.push);
  jobs.handle(JOBS.sweep, work.sweep);
  jobs.every(JOBS.sweep, SWEEP_MS);
  jobs.handle(JOBS.redraw, work.redraw);
  jobs.handle(JOBS.progress, (key) => work.progress(key as CampaignId));
  return { acknowledgements, withoutTeams, training: trainingDates(trainings, clock) };
}
