import { setTimeout as wait } from 'node:timers/promises';
import type { AppContext } from '../context.ts';
import type { CampaignId } from '../kernel/ids.ts';
import { MINUTE_MS } from '../kernel/time.ts';
import type { Installs } from '../platform/graph/installs.ts';
import type { Nudges } from '../platform/graph/nudge.ts';
import { createAcknowledgements } from './acknowledgements.ts';
import { registerAddingByName } from './audience/add-by-name.handlers.ts';
import { registerCampaignAudience } from './audience/audience.handlers.ts';
import { registerHandReminders } from './by-hand/by-hand.handlers.ts';
import { sqlCampaignStore } from './campaign/campaign.store.ts';
import { registerCampaignCommands } from './campaign/command.handlers.ts';
import { registerCampaignForms } from './campaign/form.handlers.ts';
import { sqlChaseStore } from './delivery/chase.store.ts';
import { createAcknowledgementCourier } from './delivery/courier.messages.ts';
import { sqlPushStore } from './delivery/push.store.ts';
import { registerCampaignSending } from './delivery/sending.handlers.ts';
import { offerCampaignFiles } from './evidence/campaign-files.pdf.ts';
import { registerCampaignDownloads } from './evidence/downloads.handlers.ts';
import { type Extension, hostOf } from './host.ts';
import { JOBS } from './job-names.ts';
import { registerCampaignPlanning } from './planning/plan.handlers.ts';
import type { PolicyTexts } from './ports.ts';
import { registerEntries } from './register/entries.handlers.ts';
import { sqlListStore } from './register/lists.store.ts';
import { registerCampaignPeople } from './register/people.handlers.ts';
import { registerAcknowledgements } from './request/request.handlers.ts';
import { registerTalks } from './talk/talk.handlers.ts';
import { createTalkMessages } from './talk/talk.messages.ts';
import { type KeyWrap, sqlTalkStore } from './talk/talk.store.ts';
import { createTalks } from './talk/talk.ts';
import { registerTelling } from './telling/telling.handlers.ts';
import { sqlTellingStore } from './telling/telling.store.ts';

/** How often due work is looked for; what is asked for by a person is woken at once. */
const SWEEP_MS = 30_000;
/** A wish for a talk wakes it at once; this is for what went wrong then. */
const TALKS_MS = 5 * MINUTE_MS;

interface Further {
  readonly policies: PolicyTexts;
  readonly installs: Pick<Installs, 'install'>;
  readonly nudges: Pick<Nudges, 'nudge'>;
  /** Wraps the keys of what people wrote. */
  readonly recordKey: KeyWrap;
  /** Of the features that are on. */
  extensions(): readonly Extension[];
}

/** What campaigns, and the features beside them, are made of. */
export type CampaignHost = ReturnType<typeof startAcknowledgements>['campaigns'];

/** The yearly round: registers, cards, and the work in between. */
export function startAcknowledgements(
  context: AppContext,
  { policies, installs, nudges, recordKey, extensions }: Further,
) {
  const { config, db, clock, ids, log, jobs, routes, directory, messenger, downloads } = context;
  const { trust } = config;
  const campaigns = sqlCampaignStore(db);
  const chases = sqlChaseStore(db);
  const host = hostOf(extensions);
  const parts = { trust, campaigns, chases, directory, policies, clock, ids, jobs, log, host };
  const talkStore = sqlTalkStore(db, recordKey);
  const acknowledgements = createAcknowledgements({
    ...parts,
    talks: talkStore,
    pushes: sqlPushStore(db),
    lists: sqlListStore(db),
    telling: sqlTellingStore(db),
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
  offerCampaignFiles(downloads, { ...parts, acknowledgements });

  registerAcknowledgements(routes, acknowledgements);
  registerCampaignDownloads(routes, { acknowledgements, downloads });
  registerCampaignPlanning(routes, acknowledgements);
  registerCampaignCommands(routes, acknowledgements);
  registerCampaignForms(routes, acknowledgements);
  registerCampaignAudience(routes, acknowledgements);
  registerAddingByName(routes, acknowledgements);
  registerCampaignSending(routes, acknowledgements);
  registerHandReminders(routes, acknowledgements);
  registerCampaignPeople(routes, acknowledgements);
  registerTelling(routes, acknowledgements);
  registerEntries(routes, acknowledgements);
  const talks = createTalks({ ...parts, talks: talkStore, messages: createTalkMessages(messenger, trust.tenantId) });
  registerTalks(routes, talks);

  const { work } = acknowledgements;
  jobs.handle(JOBS.prepare, (key) => work.prepare(key as CampaignId));
  jobs.handle(JOBS.push, work.push);
  jobs.handle(JOBS.sweep, work.sweep);
  jobs.every(JOBS.sweep, SWEEP_MS);
  jobs.handle(JOBS.talks, talks.work);
  jobs.every(JOBS.talks, TALKS_MS);
  jobs.handle(JOBS.redraw, work.redraw);
  jobs.handle(JOBS.progress, (key) => work.progress(key as CampaignId));
  return { acknowledgements, campaigns: { ...parts, install: installs.install } };
}
