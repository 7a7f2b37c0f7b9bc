import { setTimeout as wait } from 'node:timers/promises';
import { createAcknowledgements } from '../../acknowledgement/acknowledgements.ts';
import { JOBS } from '../../acknowledgement/jobs.ts';
import { createPeopleWithoutTeams } from '../../acknowledgement/paper/without-teams.ts';
import { trainingDates } from '../../acknowledgement/training/training.ts';
import type { CampaignId } from '../../core/ids.ts';
import { writtenSecret } from '../../core/pages/tickets.ts';
import type { Installs } from '../../graph/installs.ts';
import type { Nudges } from '../../graph/nudge.ts';
import type { Library } from '../../policy/library/library.ts';
import { sqlListStore } from '../../store/acknowledgement/campaign-lists.ts';
import { sqlCampaignStore } from '../../store/acknowledgement/campaign-store.ts';
import { sqlChaseStore } from '../../store/acknowledgement/chase-store.ts';
import { sqlPushStore } from '../../store/acknowledgement/push-store.ts';
import { sqlQuizStore } from '../../store/acknowledgement/quiz-store.ts';
import { sqlScenarioStore } from '../../store/acknowledgement/scenario-store.ts';
import { sqlTrainingStore } from '../../store/acknowledgement/training-store.ts';
import { registerCampaignAudience } from '../../teams/acknowledgement/audience/audience-handlers.ts';
import { registerCampaignSending } from '../../teams/acknowledgement/calendar/sending-handlers.ts';
import { registerCampaignYear } from '../../teams/acknowledgement/calendar/year-handlers.ts';
import { registerCampaignCommands } from '../../teams/acknowledgement/campaign/command-handlers.ts';
import { registerCampaignForms } from '../../teams/acknowledgement/campaign/form-handlers.ts';
import { registerCampaignPaper } from '../../teams/acknowledgement/campaign/paper-handlers.ts';
import { registerCampaignPeople } from '../../teams/acknowledgement/campaign/people-handlers.ts';
import { registerCampaignPlanning } from '../../teams/acknowledgement/campaign/plan-handlers.ts';
import { createAcknowledgementCourier } from '../../teams/acknowledgement/courier.ts';
import { registerQuizzes } from '../../teams/acknowledgement/quiz/quiz-handlers.ts';
import { registerAcknowledgements } from '../../teams/acknowledgement/request/request-handlers.ts';
import { registerScenarios } from '../../teams/acknowledgement/scenario/scenario-handlers.ts';
import { registerTraining } from '../../teams/acknowledgement/training/training-handlers.ts';
import type { AppContext } from '../app-context.ts';
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
