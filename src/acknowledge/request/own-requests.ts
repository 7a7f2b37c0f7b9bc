import type { CampaignId, PolicyId, UserId } from '../../kernel/ids.ts';
import type { Jobs } from '../../kernel/jobs.ts';
import { HOUR_MS } from '../../kernel/time.ts';
import type { CampaignStatus } from '../campaign/campaign.ts';
import type { CampaignDeps } from '../campaign/campaign-commands.ts';
import type { Host } from '../host.ts';
import { JOBS } from '../job-names.ts';
import { personIdOf } from '../register/person.ts';
import { type Answered, acknowledge, type Queried, query } from './answer.ts';
import { type Reading, readPolicy } from './reading.ts';
import type { RequestView } from './request-view.ts';
import type { Signature } from './signature.ts';

/** Anyone who said so asks soon; after this a question is one of every day again. */
const QUESTION_MS = HOUR_MS;

/** Campaigns in which people have been asked. */
const ASKED: ReadonlySet<CampaignStatus> = new Set<CampaignStatus>(['running', 'paused', 'finished']);
/** Of a whole trust, newest first: more than a year's. */
const MOST_OWN = 20;

interface OwnRequestsDeps extends CampaignDeps {
  readonly host: Host;
  readonly jobs: Pick<Jobs, 'wake'>;
  /** Cards that show this campaign are to be drawn again. */
  readonly changed: (id: CampaignId) => Promise<void>;
  readonly viewOf: (user: UserId, id: CampaignId) => Promise<RequestView | undefined>;
}

/** What staff do with what they are asked. Whose it is comes from who they are, never from a card. */
export function createOwnRequests(deps: OwnRequestsDeps) {
  const { campaigns, clock, host, jobs, changed, viewOf } = deps;
  return {
    /** The person's own card, as it stands now. */
    request: viewOf,

    /** Everything that this person was asked for and may still see, newest first. */
    async own(user: UserId): Promise<readonly RequestView[]> {
      const open = (await campaigns.list('all')).filter(({ status }) => ASKED.has(status)).slice(0, MOST_OWN);
      const views = await Promise.all(open.map(({ id }) => viewOf(user, id)));
      return views.flatMap((view) => (view && view.standing.kind !== 'left' ? [view] : []));
    },

    /** Opens a policy, or what changed in it, for the person asked. Opening is kept. */
    async read(
      user: UserId,
      id: CampaignId,
      index: number,
      part: Reading['part'],
      page = 1,
    ): Promise<Reading | undefined> {
      const reading = await readPolicy(deps, user, id, index, { part, page });
      if (reading) await jobs.wake(JOBS.redraw);
      return reading;
    },

    /** @param shown what the card that they answer shows, see `shownOf` */
    async acknowledge(user: UserId, id: CampaignId, shown?: string): Promise<Answered> {
      const answered = await acknowledge(campaigns, id, user, { now: clock(), method: 'teams', host, shown });
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

    /** What they have signed in any school of the trust, oldest first. */
    signed: (user: UserId): Promise<readonly Signature[]> =>
      campaigns.signedBy(
        personIdOf(user),
        deps.trust.schools.map(({ id }) => id),
      ),

    signature: (user: UserId, id: CampaignId): Promise<Signature | undefined> =>
      campaigns.signature(id, personIdOf(user)),
  };
}
