import type { CampaignId, PolicyId, UserId } from '../core/ids.ts';
import type { Jobs } from '../core/jobs.ts';
import type { Log } from '../core/log.ts';
import type { School } from '../core/school.ts';
import { HOUR_MS, type IsoDay } from '../core/time.ts';
import { type Answered, acknowledge, type Queried, query } from './answer.ts';
import type { Campaign, Held } from './campaign.ts';
import { campaignCsv } from './csv.ts';
import { createDrawing } from './drawing.ts';
import { campaignPack } from './evidence.ts';
import { type ListKey, type ListView, listNow, sendLists } from './lists.ts';
import { addPaperPerson, type Changed, changePerson, type PersonChange } from './people.ts';
import { type PersonId, personIdOf } from './person.ts';
import { type Planned, type PlanParts, plan, prepare, schoolsRunBy, type Wish } from './plan.ts';
import type { ChaseStore, Courier, ListStore, PolicyText, PushStore } from './ports.ts';
import { proposeYearly } from './propose.ts';
import { createPush, type Push } from './push.ts';
import { type Reading, readPolicy } from './reading.ts';
import { remindDue } from './remind.ts';
import { type Resent, resend } from './resend.ts';
import { type Command, type Commanded, type Corrected, command, correct, listFor, mayRun } from './run.ts';
import type { Signature } from './signature.ts';
import { syncRoster, syncRosters } from './sync.ts';
import { type Asking, answerQuestion, openCheckFor } from './take-check.ts';
import { type CampaignView, requestView } from './view.ts';
import {
  type CheckDesk,
  type CheckPlace,
  type Draft,
  openCheck,
  removeQuestion,
  type Saved,
  saveQuestion,
} from './write-check.ts';

export interface AcknowledgementParts extends PlanParts {
  readonly pushes: PushStore;
  readonly chases: ChaseStore;
  readonly lists: ListStore;
  readonly courier: Courier;
  readonly jobs: Pick<Jobs, 'wake'>;
  readonly wait: (ms: number) => Promise<void>;
  readonly random: () => number;
  readonly log: Log;
}

/** Names of the jobs that wake this capability; app.ts registers them. */
export const JOBS = {
  prepare: 'acknowledgement.prepare',
  push: 'acknowledgement.push',
  redraw: 'acknowledgement.redraw',
  progress: 'acknowledgement.progress',
  sweep: 'acknowledgement.sweep',
} as const;

/** The campaign's own card is drawn at most this often: one chat takes 60 messages in 30 seconds, and people read slower. */
const PROGRESS_PAUSE_MS = 3_000;
/** Whoever said so asks soon; after this a question is one of every day again. */
const QUESTION_MS = HOUR_MS;

export type Acknowledgements = ReturnType<typeof createAcknowledgements>;

/** Everything that can be done with acknowledgement campaigns, by whoever may. */
export function createAcknowledgements(parts: AcknowledgementParts) {
  const { trust, campaigns, policies, clock, courier, pushes, chases, jobs, wait, log } = parts;
  const push: Push = createPush({ ...parts, schoolOf, onProgress });
  const { view, viewOf, showProgress, redrawSome } = createDrawing({
    ...parts,
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
    /** Schools this person may run campaigns for, with the policies in force there. Empty: nothing may be offered. */
    async choices(
      by: UserId,
    ): Promise<readonly { readonly school: School; readonly policies: readonly PolicyText[] }[]> {
      const schools = schoolsRunBy(trust, by);
      return Promise.all(schools.map(async (school) => ({ school, policies: await policies.inForce(school.id) })));
    },

    /** The owner's questions about a policy, for the owner. */
    check: (by: UserId, place: CheckPlace): Promise<CheckDesk | undefined> => openCheck(parts, by, place),
    saveQuestion: (by: UserId, place: CheckPlace, draft: Draft): Promise<Saved> =>
      saveQuestion(parts, by, place, draft),
    removeQuestion: (by: UserId, place: CheckPlace, question: string): Promise<Saved> =>
      removeQuestion(parts, by, place, question),

    /** The questions before an answer, for whoever is asked. */
    takeCheck: (user: UserId, id: CampaignId, index: number): Promise<Asking | undefined> =>
      openCheckFor(parts, user, id, index),
    async answerQuestion(
      user: UserId,
      id: CampaignId,
      given: { readonly index: number; readonly question: string; readonly answer: number },
    ): Promise<Asking | undefined> {
      const next = await answerQuestion(parts, user, id, given);
      if (next?.isJustPassed) await jobs.wake(JOBS.redraw);
      return next;
    },

    /** Notes a campaign and begins to read its roster; the card that asks for confirmation follows in the chat. */
    async plan(by: UserId, wish: Wish): Promise<Planned> {
      const planned = await plan(parts, by, wish);
      if (planned.kind === 'planned') await jobs.wake(JOBS.prepare, planned.campaign);
      return planned;
    },

    /** A fresh look at the roster of a draft. */
    async prepareAgain(by: UserId, id: CampaignId): Promise<boolean> {
      if (!(await mayRun(parts, by, id))) return false;
      await jobs.wake(JOBS.prepare, id);
      return true;
    },

    async command(by: UserId, id: CampaignId, name: Command): Promise<Commanded> {
      const result = await command(parts, by, id, name);
      if (result.kind === 'done') {
        if (result.campaign.status === 'running') await jobs.wake(JOBS.push, id);
        await changed(id);
        log.info('campaign.changed', { campaign: id, status: result.campaign.status });
      }
      return result;
    },

    /** Away, back, on paper, witnessed and so on: one person, by somebody who runs the campaign. */
    async changePerson(by: UserId, id: CampaignId, who: PersonId, change: PersonChange): Promise<Changed> {
      const result = await changePerson(parts, by, id, who, change);
      if (result === 'changed') {
        await jobs.wake(JOBS.push);
        await changed(id);
      }
      return result;
    },

    async addPaperPerson(by: UserId, id: CampaignId, named: { name: string; role: string }): Promise<Changed> {
      const result = await addPaperPerson(parts, by, id, named);
      if (result === 'changed') await changed(id);
      return result;
    },

    /** So many people as the card said have really left, or really joined. */
    async confirmRoster(by: UserId, id: CampaignId, seen: Partial<Held>): Promise<boolean> {
      const allowed = await mayRun(parts, by, id);
      if (!allowed || !['running', 'paused'].includes(allowed.campaign.status)) return false;
      await syncRoster({ ...parts, schoolOf }, allowed.campaign, { leavers: 0, joiners: 0, ...seen });
      await jobs.wake(JOBS.push, id);
      await changed(id);
      return true;
    },

    async resend(by: UserId, id: CampaignId): Promise<Resent> {
      const result = await resend(parts, by, id);
      if (result.kind === 'resent') {
        await jobs.wake(JOBS.push, id);
        await changed(id);
      }
      return result;
    },

    async correct(
      by: UserId,
      id: CampaignId,
      change: { readonly dueDay?: IsoDay; readonly note?: string },
    ): Promise<Corrected> {
      const result = await correct(parts, by, id, change);
      if (result.kind === 'corrected') await changed(id);
      return result;
    },

    /** The card as everybody would get it, to whoever prepares it. Nothing is kept of it. */
    async trial(by: UserId, id: CampaignId): Promise<'sent' | 'unreachable' | 'not-allowed'> {
      const allowed = await mayRun(parts, by, id);
      if (!allowed) return 'not-allowed';
      const { campaign, school } = allowed;
      const nobody = { state: 'asked', dueDay: campaign.dueDay, signedBefore: {}, acknowledgedAt: undefined } as const;
      const shown = requestView(campaign, nobody, school, { now: clock(), opened: new Set(), isTrial: true });
      return (await courier.ask(by, shown)).kind === 'sent' ? 'sent' : 'unreachable';
    },

    /** The card of a campaign, for those who may run it. */
    async campaign(by: UserId, id: CampaignId): Promise<CampaignView | undefined> {
      const allowed = await mayRun(parts, by, id);
      return allowed && view(allowed.campaign);
    },

    async list(by: UserId): Promise<readonly CampaignView[]> {
      return Promise.all((await listFor(parts, by)).map(view));
    },

    /** The register, for those who may run the campaign. */
    async register(by: UserId, id: CampaignId) {
      const allowed = await mayRun(parts, by, id);
      return allowed && { campaign: allowed.campaign, people: await campaigns.people(id) };
    },

    async csv(by: UserId, id: CampaignId): Promise<string | undefined> {
      const allowed = await mayRun(parts, by, id);
      if (!allowed) return undefined;
      return campaignCsv(campaigns, allowed.campaign);
    },

    /** Everything that happened, as a file that `verifyEvidence` can check without us. */
    async evidence(by: UserId, id: CampaignId): Promise<string | undefined> {
      const allowed = await mayRun(parts, by, id);
      return allowed && campaignPack(allowed.campaign, await campaigns.events(id), clock());
    },

    /** The person's own card, as it stands now. */
    request: viewOf,

    /** Opens a policy, or what changed in it, for the person asked. Opening is kept. */
    async read(user: UserId, id: CampaignId, index: number, part: Reading['part']): Promise<Reading | undefined> {
      const reading = await readPolicy(parts, user, id, index, part);
      if (reading) await jobs.wake(JOBS.redraw);
      return reading;
    },

    async acknowledge(user: UserId, id: CampaignId): Promise<Answered> {
      const answered = await acknowledge(campaigns, id, user, { now: clock(), method: 'teams' });
      if (answered.kind === 'recorded') await changed(id);
      return answered;
    },

    /** The policies that this person said a moment ago they have a question about: where Ask looks first. */
    inQuestion: (user: UserId): Promise<readonly PolicyId[]> =>
      campaigns.inQuestion(personIdOf(user), new Date(clock().getTime() - QUESTION_MS)),

    async query(user: UserId, id: CampaignId, what: 'queried' | 'format-wanted'): Promise<Queried> {
      const queried = await query(campaigns, id, user, what, clock());
      if (queried.kind === 'queried') await changed(id);
      return queried;
    },

    /** Who of a line manager's own people, or of HR's, has not answered; nothing for anybody else. */
    missing: (key: ListKey): Promise<ListView | undefined> => listNow({ ...parts, schoolOf }, key),

    signature: (user: UserId, id: CampaignId): Promise<Signature | undefined> =>
      campaigns.signature(id, personIdOf(user)),

    /** The work behind `JOBS`. */
    work: {
      async prepare(id: CampaignId): Promise<void> {
        const result = await prepare(parts, id);
        log.info('campaign.prepared', { campaign: id, result });
        if (result !== 'gone') await showProgress(id);
      },
      push: () => push.run(),
      /** Looks at everything that may be due by now. Harmless to repeat, and to run late. */
      async sweep(): Promise<void> {
        const now = clock();
        const { freed, doubtful } = await pushes.recover(now);
        if (freed > 0) log.warn('push.recovered', { freed, doubtful });
        await onProgress(await syncRosters({ ...parts, schoolOf }));
        let [reminded, listed] = [0, 0];
        await chases.alone(async () => {
          reminded = await remindDue({ ...parts, schoolOf });
          listed = await sendLists({ ...parts, schoolOf }, await chases.running());
        });
        for (const id of await proposeYearly(parts)) await jobs.wake(JOBS.prepare, id);
        const due = await pushes.nextDue();
        if (due && due <= clock()) await jobs.wake(JOBS.push);
        await jobs.wake(JOBS.redraw);
        log.debug('campaign.swept', { at: now.toISOString(), reminded, listed });
      },
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
