import type { CampaignId, UserId } from '../core/ids.ts';
import type { Jobs } from '../core/jobs.ts';
import type { Log } from '../core/log.ts';
import type { School } from '../core/school.ts';
import type { IsoDay } from '../core/time.ts';
import type { Campaign, Held } from './campaign.ts';
import type { CampaignView } from './campaign-view.ts';
import { campaignCsv } from './csv.ts';
import { campaignPack } from './evidence.ts';
import { JOBS } from './jobs.ts';
import { addPaperPerson, type Changed, changePerson, type PersonChange } from './people.ts';
import type { PersonId } from './person.ts';
import { type Planned, type PlanParts, plan, schoolsRunBy, type Wish } from './plan.ts';
import type { PolicyText } from './policy-text.ts';
import type { Courier } from './ports.ts';
import { requestView } from './request-view.ts';
import { type Resent, resend } from './resend.ts';
import { type Command, type Commanded, type Corrected, command, correct, listFor, mayRun } from './run.ts';
import type { ChaseStore } from './stores.ts';
import { syncRoster } from './sync.ts';

export interface CampaignDeskParts extends PlanParts {
  readonly chases: ChaseStore;
  readonly courier: Courier;
  readonly jobs: Pick<Jobs, 'wake'>;
  readonly log: Log;
  readonly schoolOf: (campaign: Campaign) => School;
  /** Cards that show this campaign are to be drawn again. */
  readonly changed: (id: CampaignId) => Promise<void>;
  readonly view: (campaign: Campaign) => Promise<CampaignView>;
}

/** What those who run campaigns do. Whether they may is asked at every step. */
export function createCampaignDesk(parts: CampaignDeskParts) {
  const { trust, campaigns, policies, clock, courier, jobs, log, schoolOf, changed, view } = parts;
  return {
    /** Schools this person may run campaigns for, with the policies in force there. Empty: nothing may be offered. */
    async choices(
      by: UserId,
    ): Promise<readonly { readonly school: School; readonly policies: readonly PolicyText[] }[]> {
      const schools = schoolsRunBy(trust, by);
      return Promise.all(schools.map(async (school) => ({ school, policies: await policies.inForce(school.id) })));
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
  };
}
