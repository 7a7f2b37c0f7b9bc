import type { Harmless } from '../../hear/gate.ts';
import { Fault, nameOf } from '../../kernel/calls/fault.ts';
import type { CampaignId, UserId } from '../../kernel/ids.ts';
import type { Jobs } from '../../kernel/jobs.ts';
import type { Log } from '../../kernel/log.ts';
import type { Delivery } from '../../kernel/messages.ts';
import { type Clock, DAY_MS } from '../../kernel/time.ts';
import { holders, type School, type Trust } from '../../school/school.ts';
import type { Campaign } from '../campaign/campaign.ts';
import { mayRun } from '../campaign/campaign-commands.ts';
import { JOBS } from '../job-names.ts';
import { personIdOf } from '../register/person.ts';
import { findRequest } from '../request/answer.ts';
import type { CampaignStore } from '../store-ports.ts';
import type { OpenTalk, TalkKind } from './open-talk.ts';

/** As HR's list has it. */
export interface Wanted extends OpenTalk {
  readonly user: UserId;
  /** Why, where they wrote it. */
  readonly words: string;
}

/**
 * Who would rather talk first. Open until HR has talked with them or they have answered. What they wrote is sealed where it is kept, and removed
 * once it has ended.
 */
export interface TalkStore {
  /** Said again it is open once more, with the new words in place of the old. Their card is due to be drawn again. */
  want(wish: {
    readonly campaign: CampaignId;
    readonly user: UserId;
    readonly kind: TalkKind;
    readonly words: Harmless | undefined;
    readonly at: Date;
  }): Promise<void>;
  open(id: CampaignId, user: UserId): Promise<OpenTalk | undefined>;
  /** Oldest first. */
  list(id: CampaignId): Promise<readonly Wanted[]>;
  /** False when it has ended by now. */
  offered(id: CampaignId, user: UserId, at: Date): Promise<boolean>;
  end(id: CampaignId, user: UserId, at: Date): Promise<boolean>;
  /** Campaigns of which HR does not know all yet. */
  untold(): Promise<readonly CampaignId[]>;
  told(id: CampaignId, at: Date): Promise<void>;
  /** What has ended, or belongs to a campaign that had ended, before then is removed. */
  forget(before: Date): Promise<void>;
}

/** What is sent because someone would rather talk first. Throws a Fault for trouble that passes. */
export interface TalkMessages {
  /** To HR, without a name. */
  wanted(hr: UserId, campaign: Pick<Campaign, 'id' | 'title'>): Promise<Delivery>;
  /** To the person, from HR. */
  offer(
    user: UserId,
    offer: { readonly campaign: Pick<Campaign, 'id' | 'title'>; readonly from: string; readonly words: string },
  ): Promise<Delivery>;
}

interface TalkDeps {
  readonly trust: Trust;
  readonly campaigns: CampaignStore;
  readonly talks: TalkStore;
  readonly messages: TalkMessages;
  readonly jobs: Pick<Jobs, 'wake'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** One person on HR's list, with what the register says they are called. */
export interface Listed extends Wanted {
  readonly name: string;
  readonly jobTitle: string | undefined;
}

export interface TalkList {
  readonly campaign: Campaign;
  readonly people: readonly Listed[];
}

/** How long it is kept after the campaign, or after the talk. */
const KEPT_DAYS = 90;

export type Talks = ReturnType<typeof createTalks>;

/** Wishes for help or a talk, and what HR does about them. Nothing of it reaches a manager, the head, the register or the evidence. */
export function createTalks(deps: TalkDeps) {
  const { campaigns, talks, messages, jobs, clock } = deps;
  return {
    /** Someone’s own wish. What they wrote has been heard for a concern before. */
    async want(user: UserId, id: CampaignId, kind: TalkKind, words: Harmless | undefined) {
      const found = await findRequest(campaigns, id, user);
      if (found.kind !== 'found' || found.person.state === 'left') return 'not-asked' as const;
      if (found.person.acknowledgedAt) return 'already-answered' as const;
      await talks.want({ campaign: id, user, kind, words, at: clock() });
      await Promise.all([jobs.wake(JOBS.redraw), jobs.wake(JOBS.talks)]);
      return 'wanted' as const;
    },

    /** For those who run the campaign, and nobody else. */
    async list(by: UserId, id: CampaignId): Promise<TalkList | undefined> {
      const allowed = await mayRun(deps, by, id);
      if (!allowed) return undefined;
      const [wanted, people] = [await talks.list(id), await campaigns.people(id)];
      const named = new Map(people.map((person) => [person.user, person]));
      return {
        campaign: allowed.campaign,
        people: wanted.map((wish) => ({
          ...wish,
          name: named.get(wish.user)?.name ?? '',
          jobTitle: named.get(wish.user)?.jobTitle,
        })),
      };
    },

    /** A conversation is offered in the person's own chat, in the name of HR who presses. */
    async offer(
      by: UserId,
      id: CampaignId,
      user: UserId,
      words: Harmless,
    ): Promise<'offered' | 'unreachable' | 'not-now' | 'not-allowed'> {
      const allowed = await mayRun(deps, by, id);
      if (!allowed) return 'not-allowed';
      if (!(await talks.open(id, user))) return 'not-now';
      const from = holders(allowed.school, 'hr').find((holder) => holder.id === by)?.name ?? 'HR';
      const delivery = await messages.offer(user, { campaign: allowed.campaign, from, words: words.words });
      if (delivery.kind !== 'sent') return 'unreachable';
      await talks.offered(id, user, clock());
      await jobs.wake(JOBS.redraw);
      return 'offered';
    },

    /** HR has talked with them: it ends, and what they wrote goes. They are still asked. */
    async end(by: UserId, id: CampaignId, user: UserId): Promise<'ended' | 'not-now' | 'not-allowed'> {
      if (!(await mayRun(deps, by, id))) return 'not-allowed';
      const person = await campaigns.person(id, personIdOf(user));
      const done = person && (await talks.end(id, user, clock()));
      await jobs.wake(JOBS.redraw);
      return done ? 'ended' : 'not-now';
    },

    open: talks.open,

    /** Tells HR what they do not know yet, and removes what is over. Harmless to repeat. */
    async work(): Promise<void> {
      for (const id of await talks.untold()) await tellHr(deps, id);
      await talks.forget(new Date(clock().getTime() - KEPT_DAYS * DAY_MS));
    },
  };
}

/** Everyone who holds HR at the school hears that there is something on the list; one who has it is enough not to say it again. */
async function tellHr({ trust, campaigns, talks, messages, clock, log }: TalkDeps, id: CampaignId): Promise<void> {
  const campaign = await campaigns.find(id);
  const school: School | undefined = trust.schools.find((one) => one.id === campaign?.school);
  if (!campaign || !school) return;
  let told = false;
  for (const { id: hr } of holders(school, 'hr')) {
    try {
      const delivery = await messages.wanted(hr, campaign);
      told ||= delivery.kind === 'sent';
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      log.warn('campaign.talk-untold', { campaign: id, reason: nameOf(error) });
    }
  }
  if (told) await talks.told(id, clock());
}
