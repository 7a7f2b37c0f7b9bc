import type { CampaignId, UserId } from '../../kernel/ids.ts';
import { dayOf, type IsoDay } from '../../kernel/time.ts';
import { nextOpening } from '../../school/hours.ts';
import type { Problem } from '../campaign/campaign.ts';
import { mayRun } from '../campaign/campaign-commands.ts';
import { ownDueDay } from '../planning/due-day.ts';
import { audienceGroups, knownElsewhere, type PlanDeps } from '../planning/plan.ts';
import { type AddedBy, personIdOf } from '../register/person.ts';
import type { ChaseStore } from '../store-ports.ts';
import { policiesOf } from '../text/as-asked.ts';
import { readAudience, type ToAdd } from './audience.ts';
import type { Audience, ExclusionReason } from './exclusion.ts';
import { roster } from './roster.ts';
import { backTo, settledAs } from './roster-changes.ts';
import { policiesAt } from './wanted.ts';

/** What came of adding someone by name. */
export type AddedByName =
  | {
      readonly kind: 'added';
      readonly name: string;
      readonly dueDay: IsoDay;
      /** When they are asked; absent for someone without Teams, who is on the paper list, and for someone who is away. */
      readonly askedAt: Date | undefined;
      /** They were away when they left the list, and nothing is sent until HR says that they are back. */
      readonly isAway: boolean;
      /** What HR chose and another open campaign asks them for: titles. */
      readonly elsewhere: readonly string[];
    }
  /** They are on the list again with what they signed before; a campaign is signed once, so that the rest needs another. */
  | { readonly kind: 'signed'; readonly name: string; readonly at: Date; readonly lacking: readonly string[] }
  | { readonly kind: 'not-allowed' | 'not-now' | 'nothing-to-read' }
  | { readonly kind: 'already'; readonly name: string }
  /** Not found, or not someone who may be asked: a pupil is never named as one. */
  | { readonly kind: 'not-them'; readonly reason: ExclusionReason | 'unknown' }
  | { readonly kind: 'cannot-check'; readonly problem: Problem };

interface Deps extends PlanDeps {
  readonly chases: ChaseStore;
}

/**
 * Puts someone with an account on the list of a campaign that runs, by name: agency staff, a governor, a volunteer, a guest by HR's word.
 * Every group is read first, as for a whole campaign: while one cannot be read, nobody is added.
 */
export async function addByName(deps: Deps, by: UserId, id: CampaignId, who: ToAdd): Promise<AddedByName> {
  const { campaigns, chases, clock } = deps;
  const allowed = await mayRun(deps, by, id);
  if (!allowed) return { kind: 'not-allowed' };
  const { campaign, school } = allowed;
  if (campaign.status !== 'running' && campaign.status !== 'paused') return { kind: 'not-now' };
  const known = await campaigns.person(id, personIdOf(who.user));
  if (known && known.state !== 'left') return { kind: 'already', name: known.name };

  const askedFor = policiesAt(campaign, who.read);
  if (askedFor?.length === 0) return { kind: 'nothing-to-read' };

  const decided = await campaigns.accountDecisions(school.id);
  const groups = { ...audienceGroups(deps.trust, school), decided, added: [...(await campaigns.added(id)), who] };
  const read = await readAudience(deps.directory, groups);
  if (read.kind === 'refused') return { kind: 'cannot-check', problem: read.problem };

  const now = clock();
  const asking = nextOpening(school.hours, now) ?? now;
  const own = ownDueDay(school, dayOf(asking));
  const dueDay = own > campaign.dueDay ? own : campaign.dueDay;
  const elsewhere = await knownElsewhere(deps, campaign);
  const policies = campaign.policies.map(({ policyId }) => policyId);
  const {
    people,
    exclusions,
    left: toOthers,
  } = roster(only(read.audience, who.user), dueDay, elsewhere, () => askedFor, policies);
  const [person] = people;
  if (!person) return { kind: 'not-them', reason: exclusions[0]?.reason ?? 'unknown' };
  const addedBy: AddedBy = { by, isGuest: who.isGuest };
  const signature = known && (await campaigns.signature(id, known.id));
  const returner = known && {
    ...{ person: known, to: backTo(known), dueDay, addedBy },
    // What they signed before stays what it was.
    ...(!signature && { settled: settledAs(known, person, policies) }),
  };
  const change = returner
    ? { joiners: [], returners: [returner] }
    : { joiners: [{ ...person, addedBy }], returners: [] };
  const missed = await chases.changeRoster(
    id,
    { ...change, leavers: [], moved: [], askedMore: [], left: toOthers },
    now,
    asking,
  );
  if (missed > 0) return { kind: 'not-now' };
  if (signature) {
    const signed = signature.policies.map(({ policyId }) => policyId);
    const lacking = policiesOf(campaign.policies, person).filter(({ policyId }) => !signed.includes(policyId));
    return { kind: 'signed', name: person.name, at: signature.at, lacking: lacking.map(({ title }) => title) };
  }
  const isAway = returner?.to === 'paused' || (!known && person.isAway === true);
  const askedAt = person.state === 'waiting' && !isAway ? asking : undefined;
  const here = policiesOf(campaign.policies, person);
  const left = policiesOf(campaign.policies, { askedFor }).filter((policy) => !here.includes(policy));
  return { kind: 'added', name: person.name, dueDay, askedAt, isAway, elsewhere: left.map(({ title }) => title) };
}

/** One person of an audience, and why they are not asked where they are not. */
const only = ({ ask, paper, excluded, pupilsKnown }: Audience, user: UserId): Audience => ({
  ask: ask.filter(({ id }) => id === user),
  paper: paper.filter(({ id }) => id === user),
  excluded: excluded.filter((one) => one.user === user),
  pupilsKnown,
});
