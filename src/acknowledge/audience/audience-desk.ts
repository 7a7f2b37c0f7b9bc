import type { Harmless } from '../../hear/gate.ts';
import type { CampaignId, SchoolId, UserId } from '../../kernel/ids.ts';
import type { Jobs } from '../../kernel/jobs.ts';
import type { Log } from '../../kernel/log.ts';
import { holdsRole, type School } from '../../school/school.ts';
import { type Campaign, UNSENT } from '../campaign/campaign.ts';
import { mayRun } from '../campaign/campaign-commands.ts';
import { JOBS } from '../job-names.ts';
import type { PlanDeps } from '../planning/plan.ts';
import { type RequestView, requestView } from '../request/request-view.ts';
import type { ChaseStore } from '../store-ports.ts';
import { type AddedByName, addByName } from './add-by-name.ts';
import type { ToAdd } from './audience.ts';
import type { Exclusion } from './exclusion.ts';
import { syncRoster } from './sync.ts';
import { isForSome, type Wanted } from './wanted.ts';

interface AudienceDeskDeps extends PlanDeps {
  readonly chases: ChaseStore;
  readonly jobs: Pick<Jobs, 'wake'>;
  readonly log: Log;
  readonly schoolOf: (campaign: Campaign) => School;
  readonly changed: (id: CampaignId) => Promise<void>;
}

/** A campaign in which nobody has been asked yet, as seen by someone who may add a message to it. */
export interface Unsent extends Pick<Campaign, 'id' | 'title' | 'dueDay'> {
  /** When it is sent; absent where nobody has planned it. */
  readonly sendAt: Date | undefined;
  readonly hasMessage: boolean;
}

const isUnsent = ({ status }: Campaign): boolean => UNSENT.includes(status);

/** Who is asked, and what comes with it. Permission is checked at every step. */
export function createAudienceDesk(deps: AudienceDeskDeps) {
  const { trust, campaigns, clock, jobs, changed, schoolOf } = deps;

  const mayWriteIn = (by: UserId, id: SchoolId): boolean => {
    const school = trust.schools.find((each) => each.id === id);
    return school !== undefined && holdsRole(school, by, 'hr', 'headteacher');
  };

  /** Those who run the campaign, and the headteacher, whose message may go with it. */
  async function mayWrite(by: UserId, id: CampaignId): Promise<Campaign | undefined> {
    const campaign = await campaigns.find(id);
    return campaign && mayWriteIn(by, campaign.school) ? campaign : undefined;
  }

  return {
    /** Asks these and no others; the list is read again. False when it is out, or for anyone who may not. */
    async want(by: UserId, id: CampaignId, wanted: Wanted): Promise<boolean> {
      if (!(await mayRun(deps, by, id)) || !(await campaigns.want(id, wanted))) return false;
      await Promise.all([jobs.wake(JOBS.prepare, id), changed(id)]);
      return true;
    },

    async setReading(by: UserId, id: CampaignId, reading: Campaign['reading']): Promise<boolean> {
      if (!(await mayRun(deps, by, id)) || !(await campaigns.setReading(id, reading))) return false;
      await changed(id);
      return true;
    },

    /** A school's campaigns that are ready and not sent, for those who may add a message to one; none for anyone else. */
    async unsent(by: UserId, school: SchoolId): Promise<readonly Unsent[]> {
      if (!mayWriteIn(by, school)) return [];
      return (await campaigns.list([school]))
        .filter(({ status }) => status === 'draft' || status === 'planned')
        .map(({ id, title, dueDay, status, sendAt, message }) => ({
          id,
          title,
          dueDay,
          sendAt: status === 'planned' ? sendAt : undefined,
          hasMessage: message !== undefined,
        }));
    },

    /** The words that go with a campaign, for those who may write them. */
    async message(by: UserId, id: CampaignId): Promise<{ readonly words: string } | undefined> {
      const campaign = await mayWrite(by, id);
      return campaign && { words: campaign.message?.words ?? '' };
    },

    /** In the words and under the name of the person who writes it; an empty one removes it. */
    async setMessage(by: UserId, id: CampaignId, words: Harmless): Promise<'set' | 'too-late' | 'not-allowed'> {
      const campaign = await mayWrite(by, id);
      if (!campaign) return 'not-allowed';
      // Pressed without a change, it stays under the name of the person who wrote it.
      if (campaign.message?.words === words.words) return isUnsent(campaign) ? 'set' : 'too-late';
      const done = await campaigns.setMessage(id, words.words.trim() === '' ? undefined : { words, by });
      if (done) await changed(id);
      return done ? 'set' : 'too-late';
    },

    /** The card as everyone would get it, to be looked at where one is. */
    async preview(
      by: UserId,
      id: CampaignId,
    ): Promise<{ readonly view: RequestView; readonly isForSome: boolean } | undefined> {
      const campaign = await mayWrite(by, id);
      if (!campaign) return undefined;
      const nobody = { state: 'asked', dueDay: campaign.dueDay, signedBefore: {}, acknowledgedAt: undefined } as const;
      const context = { now: clock(), opened: new Map(), host: deps.host, isTrial: true };
      return {
        view: requestView(campaign, nobody, schoolOf(campaign), context),
        isForSome: isForSome(campaign.wanted),
      };
    },

    ...byName(deps),
    ...accountDesk(deps),
  };
}

/** Someone with an account who is in none of the staff groups. */
function byName(deps: AudienceDeskDeps) {
  const { campaigns, jobs, changed } = deps;
  return {
    /** See `addByName`. */
    async addByName(by: UserId, id: CampaignId, who: ToAdd): Promise<AddedByName> {
      const result = await addByName(deps, by, id, who);
      if (result.kind === 'added' || result.kind === 'signed') {
        await jobs.wake(JOBS.push, id);
        await changed(id);
        // Neither who nor for whom a word was given.
        deps.log.info('campaign.added-by-name', { campaign: id });
      }
      return result;
    },
    /** Whether they are on the list of an open campaign by name: then what they are asked is theirs to use, whatever group they are in. */
    isAdded: (user: UserId): Promise<boolean> => campaigns.isAdded(user),
  };
}

/** Accounts that may not be a person's: HR decides about each. */
function accountDesk(deps: AudienceDeskDeps) {
  const { campaigns, clock, jobs, changed } = deps;
  return {
    /** Accounts that do not look like a person's, with the reason. */
    async accounts(by: UserId, id: CampaignId): Promise<readonly Exclusion[] | undefined> {
      if (!(await mayRun(deps, by, id))) return undefined;
      return (await campaigns.exclusions(id)).filter(({ reason }) => reason === 'may-be-no-person');
    },

    /** What HR says about one of them; it counts for every campaign of the school from now on. */
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
