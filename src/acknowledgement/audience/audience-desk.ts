import type { CampaignId, UserId } from '../../core/ids.ts';
import type { Jobs } from '../../core/jobs.ts';
import type { Log } from '../../core/log.ts';
import { holdsRole, type School } from '../../core/school/school.ts';
import type { Harmless } from '../../disclosure/gate.ts';
import type { Campaign } from '../campaign/campaign.ts';
import { mayRun } from '../campaign/campaign-commands.ts';
import type { PlanDeps } from '../campaign/plan.ts';
import { JOBS } from '../jobs.ts';
import { type RequestView, requestView } from '../request/request-view.ts';
import type { ChaseStore } from '../stores.ts';
import type { Exclusion } from './exclusion.ts';
import { syncRoster } from './sync.ts';
import type { Wanted } from './wanted.ts';

interface AudienceDeskDeps extends PlanDeps {
  readonly chases: ChaseStore;
  readonly jobs: Pick<Jobs, 'wake'>;
  readonly log: Log;
  readonly schoolOf: (campaign: Campaign) => School;
  readonly changed: (id: CampaignId) => Promise<void>;
}

/** Who is asked, and what comes with it. Whether someone may is asked at every step. */
export function createAudienceDesk(deps: AudienceDeskDeps) {
  const { trust, campaigns, clock, jobs, changed, schoolOf } = deps;

  /** Those who run the campaign, and the headteacher, whose word may go with it. */
  async function mayWrite(by: UserId, id: CampaignId): Promise<Campaign | undefined> {
    const campaign = await campaigns.find(id);
    const school = trust.schools.find((each) => each.id === campaign?.school);
    return campaign && school && holdsRole(school, by, 'hr', 'headteacher') ? campaign : undefined;
  }

  return {
    /** Asks these and no others; the list is read again. False when it is out, or for anyone who may not. */
    async want(by: UserId, id: CampaignId, wanted: Wanted): Promise<boolean> {
      if (!(await mayRun(deps, by, id)) || !(await campaigns.want(id, wanted))) return false;
      await jobs.wake(JOBS.prepare, id);
      return true;
    },

    async setReading(by: UserId, id: CampaignId, reading: Campaign['reading']): Promise<boolean> {
      if (!(await mayRun(deps, by, id)) || !(await campaigns.setReading(id, reading))) return false;
      await changed(id);
      return true;
    },

    /** Campaigns that are not out, for those who may put their word to one. */
    async message(by: UserId, id: CampaignId): Promise<{ readonly words: string } | undefined> {
      const campaign = await mayWrite(by, id);
      return campaign && { words: campaign.message?.words ?? '' };
    },

    /** In the words and under the name of whoever writes it; without words it is taken away. */
    async setMessage(by: UserId, id: CampaignId, words: Harmless): Promise<boolean> {
      if (!(await mayWrite(by, id))) return false;
      const done = await campaigns.setMessage(id, words.words.trim() === '' ? undefined : { words, by });
      if (done) await changed(id);
      return done;
    },

    /** The card as everyone would get it, to be looked at where one is. */
    async preview(by: UserId, id: CampaignId): Promise<RequestView | undefined> {
      const campaign = await mayWrite(by, id);
      if (!campaign) return undefined;
      const nobody = { state: 'asked', dueDay: campaign.dueDay, signedBefore: {}, acknowledgedAt: undefined } as const;
      return requestView(campaign, nobody, schoolOf(campaign), { now: clock(), opened: new Map(), isTrial: true });
    },

    /** Accounts that look like no person's, with why. */
    async accounts(by: UserId, id: CampaignId): Promise<readonly Exclusion[] | undefined> {
      if (!(await mayRun(deps, by, id))) return undefined;
      return (await campaigns.exclusions(id)).filter(({ reason }) => reason === 'may-be-no-person');
    },

    /** What HR says of one of them; it counts for every campaign of the school from now on. */
    async decideAccount(by: UserId, id: CampaignId, user: UserId, isPerson: boolean): Promise<boolean> {
      const allowed = await mayRun(deps, by, id);
      if (!allowed) return false;
      const { campaign, school } = allowed;
      await campaigns.decideAccount(school.id, { user, isPerson, by, at: clock() });
      if (campaign.status === 'running' || campaign.status === 'paused') {
        await syncRoster(deps, campaign);
        await jobs.wake(JOBS.push, id);
        await changed(id);
      } else await jobs.wake(JOBS.prepare, id);
      return true;
    },
  };
}
