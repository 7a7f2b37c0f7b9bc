import type { CampaignId, UserId } from '../kernel/ids.ts';
import type { Jobs } from '../kernel/jobs.ts';
import type { Log } from '../kernel/log.ts';
import type { School } from '../school/school.ts';
import { createAudienceDesk } from './audience/audience-desk.ts';
import { syncRosters } from './audience/sync.ts';
import { dropByHand, planByHand, sendByHand, type Whom } from './by-hand/by-hand.ts';
import type { Campaign } from './campaign/campaign.ts';
import { createCampaignDesk } from './campaign/campaign-desk.ts';
import { createCardRefresh } from './campaign/card-refresh.ts';
import { endDue } from './delivery/ends.ts';
import { createPush, type Push } from './delivery/push.ts';
import { type Reminded, remindDue } from './delivery/remind.ts';
import { startDue } from './delivery/sending.ts';
import { JOBS } from './job-names.ts';
import { proposeLeft } from './planning/left-over.ts';
import { type PlanDeps, prepare } from './planning/plan.ts';
import { proposeAdopted, proposeYearly } from './planning/propose.ts';
import type { Courier } from './ports.ts';
import type { Outcome } from './register/entries.ts';
import { listNow, ownLists, sendLists } from './register/lists.ts';
import type { ListKey, ListView } from './register/missing-list.ts';
import { enterByManager, everywhere, type ManagerEntry } from './register/people.ts';
import type { PersonId } from './register/person.ts';
import { createOwnRequests } from './request/own-requests.ts';
import type { ChaseStore, ListStore, PushStore } from './store-ports.ts';
import type { TalkStore } from './talk/talk.ts';
import { createTellingDesk, type TellingStore } from './telling/telling.ts';

export interface AcknowledgementDeps extends PlanDeps {
  readonly pushes: PushStore;
  readonly chases: ChaseStore;
  readonly lists: ListStore;
  readonly telling: TellingStore;
  readonly courier: Courier;
  readonly talks: Pick<TalkStore, 'open'>;
  readonly jobs: Pick<Jobs, 'wake'>;
  readonly wait: (ms: number) => Promise<void>;
  readonly random: () => number;
  readonly log: Log;
}

/** The campaign's own card is drawn at most this often: one chat takes 60 messages in 30 seconds, and people read slower. */
const PROGRESS_PAUSE_MS = 3_000;

export type Acknowledgements = ReturnType<typeof createAcknowledgements>;

/** Everything that can be done with acknowledgement campaigns, by those who may. */
export function createAcknowledgements(deps: AcknowledgementDeps) {
  const { trust, host, jobs, wait, log } = deps;
  const push: Push = createPush({ ...deps, schoolOf, onProgress });
  const { view, viewOf, showProgress, redrawSome } = createCardRefresh({
    ...deps,
    schoolOf,
    onLost: async (id) => void (await Promise.all([jobs.wake(JOBS.push), jobs.wake(JOBS.progress, id)])),
  });

  async function onProgress(ids: readonly CampaignId[]): Promise<void> {
    for (const id of ids) await jobs.wake(JOBS.progress, id);
  }

  function schoolOf(campaign: Campaign): School {
    const school = trust.schools.find(({ id }) => id === campaign.school);
    if (!school) throw new Error(`a campaign belongs to a school that lanyard.yml does not name: ${campaign.school}`);
    return school;
  }

  async function changed(id: CampaignId): Promise<void> {
    await Promise.all([jobs.wake(JOBS.redraw), jobs.wake(JOBS.progress, id)]);
  }

  return {
    ...createCampaignDesk({ ...deps, schoolOf, changed, view }),
    ...createAudienceDesk({ ...deps, schoolOf, changed }),
    ...createOwnRequests({ ...deps, changed, viewOf }),

    /** What features have added; see `Extension`. */
    buttons: host.buttons,
    hasQuestions: (): boolean => host.questions() !== undefined,
    /** Someone's own, beside what they have signed; `undefined` where there is nothing. */
    async goesWith(school: School, user: UserId) {
      const beside = host.goesWith();
      const rows = (await beside?.own(school, user)) ?? [];
      return beside && rows.length > 0 ? { title: beside.title, rows } : undefined;
    },

    ...createTellingDesk(deps),
    ...managerLists({ ...deps, schoolOf, changed }),
    ...remindersByHand(deps),

    /** The same for a line manager who asks, of every campaign that runs; `undefined` for anyone else. */
    ownLists: (by: UserId): Promise<readonly ListView[] | undefined> => ownLists({ ...deps, schoolOf }, by),

    /** The work behind `JOBS`. */
    work: {
      async prepare(id: CampaignId): Promise<void> {
        const result = await prepare(deps, id);
        log.info('campaign.prepared', { campaign: id, result });
        // What is tried again every minute changes nothing on its card.
        if (result !== 'gone' && result !== 'waits') await jobs.wake(JOBS.progress, id);
      },
      push: () => push.run(),
      sweep: () => sweep({ ...deps, schoolOf, changed, onProgress }),
      async redraw(): Promise<void> {
        while (await redrawSome());
      },
      async progress(id: CampaignId): Promise<void> {
        await showProgress(id);
        await wait(PROGRESS_PAUSE_MS);
      },
    },
    stop: () => push.stop(),
  };
}

interface ManagerDeps extends AcknowledgementDeps {
  readonly schoolOf: (campaign: Campaign) => School;
  readonly changed: (id: CampaignId) => Promise<void>;
}

interface SweepDeps extends ManagerDeps {
  /** The cards of these campaigns say something else now. */
  readonly onProgress: (ids: readonly CampaignId[]) => Promise<void>;
}

/** Looks at everything that may be due by now. Harmless to repeat or to run late. */
async function sweep(deps: SweepDeps): Promise<void> {
  const { campaigns, clock, host, pushes, chases, jobs, log, changed, onProgress } = deps;
  const now = clock();
  const { freed, doubtful } = await pushes.recover(now);
  if (freed > 0) log.warn('push.recovered', { freed, doubtful });
  const { started, changed: moved } = await startDue(deps);
  if (started.length > 0) await jobs.wake(JOBS.push);
  await onProgress(moved);
  await onProgress(await campaigns.toTell(now));
  for (const id of await endDue(deps)) await changed(id);
  await onProgress(await syncRosters(deps));
  let listed = 0;
  let reminded = undefined as Reminded | undefined;
  await chases.alone(async (turn) => {
    reminded = await remindDue(deps, turn);
    listed = await sendLists(deps, await chases.running(), turn);
    await host.sweep(turn);
    await proposeLeft(deps);
  });
  await proposeYearly(deps);
  await proposeAdopted(deps);
  for (const id of await campaigns.toPrepare()) await jobs.wake(JOBS.prepare, id);
  const due = await pushes.nextDue();
  // The push waits for what another holds, and takes over from one that has stalled.
  if ((due && due <= clock()) || (await pushes.underWay()) > 0) await jobs.wake(JOBS.push);
  await jobs.wake(JOBS.redraw);
  // `putOff` is left out if someone else was working on it.
  log.debug('campaign.swept', {
    at: now.toISOString(),
    reminded: reminded?.sent ?? 0,
    putOff: reminded?.putOff,
    listed,
  });
}

/** A reminder that HR sends by hand; see `by-hand.ts`. */
const remindersByHand = (deps: AcknowledgementDeps) => ({
  planByHand: (by: UserId, id: CampaignId, whom?: Whom) => planByHand(deps, by, id, whom),
  async sendByHand(by: UserId, id: CampaignId, wanted: Parameters<typeof sendByHand>[3]) {
    const sent = await sendByHand(deps, by, id, wanted);
    if (sent && sent.count > 0) await deps.jobs.wake(JOBS.sweep);
    return sent;
  },
  dropByHand: (by: UserId, id: CampaignId, wantedAt: Date) => dropByHand(deps, by, id, wantedAt),
});

/** Who of someone's own people has not answered, and what they may say about them. Whose manager they are is asked each time. */
const managerLists = (deps: ManagerDeps) => ({
  /** Who of a line manager's own people, or of HR's, has not answered; nothing for anyone else. */
  missing: (key: ListKey): Promise<ListView | undefined> => listNow(deps, key),

  /** What a line manager says about someone on their list; whose manager they are is asked again. */
  async managerSays(key: Omit<ListKey, 'kind'>, person: PersonId, kind: ManagerEntry): Promise<Outcome> {
    const theirs = await listNow(deps, { ...key, kind: 'manager' });
    if (!theirs?.people.some(({ id }) => id === person)) return { kind: 'not-allowed' };
    return everywhere(deps, key.campaign, kind, (id) => enterByManager(deps, key.user, id, { person, kind }));
  },
});
