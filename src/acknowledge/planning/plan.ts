import type { CampaignId, Ids, PolicyVersionId, SchoolId, UserId } from '../../kernel/ids.ts';
import { type Clock, dayOf, type IsoDay } from '../../kernel/time.ts';
import type { Directory } from '../../school/people.ts';
import { holdsRole, type School, type Trust } from '../../school/school.ts';
import { readAudience } from '../audience/audience.ts';
import { fromFirstDay, type KnownElsewhere, roster } from '../audience/roster.ts';
import { heldParts } from '../audience/roster-changes.ts';
import { choicesOf, choose, policiesFor, type Wanted } from '../audience/wanted.ts';
import { type BoundPolicy, type Campaign, sameYear, UNSENT } from '../campaign/campaign.ts';
import { endOf } from '../delivery/ends.ts';
import type { NewEvent } from '../evidence/event.ts';
import type { Host } from '../host.ts';
import type { PolicyTexts } from '../ports.ts';
import { type NewPerson, personIdOf } from '../register/person.ts';
import type { CampaignStore, LeftBehind } from '../store-ports.ts';
import { titleOf } from '../text/as-asked.ts';
import { confirmation } from '../text/confirmation.ts';
import type { PolicyText } from '../text/policy-text.ts';
import { countWords, sha256, textShown } from '../text/text-shown.ts';
import { type DueDayProblem, dueDayProblem } from './due-day.ts';

/** What campaigns, and the features beside them, are made of. */
export interface CampaignParts {
  readonly trust: Trust;
  readonly campaigns: CampaignStore;
  readonly directory: Directory;
  readonly policies: PolicyTexts;
  readonly clock: Clock;
  readonly ids: Ids;
}

export interface PlanDeps extends CampaignParts {
  readonly host: Host;
}

/** What HR wants to ask, and by when. */
export interface Wish {
  readonly school: SchoolId;
  readonly versions: readonly PolicyVersionId[];
  readonly dueDay: IsoDay;
  /** They have been asked about a day on which the school is closed, and want it all the same. */
  readonly keepsDay?: boolean;
  /** False leaves out the questions that policy owners wrote. */
  readonly usesQuizzes?: boolean;
  /** Everyone, without it. */
  readonly wanted?: Wanted;
  /** The withdrawn campaign that was to ask these people, where it is for them, and what was left to that one. */
  readonly inPlaceOf?: { readonly id: CampaignId; readonly title: string; readonly left: readonly LeftBehind[] };
  /** As the school has it, without it. */
  readonly reading?: Campaign['reading'];
}

export type Planned =
  | { readonly kind: 'planned'; readonly campaign: CampaignId }
  | { readonly kind: 'not-allowed' }
  | DueDayProblem
  | { readonly kind: 'no-policy' };

/** Schools at which this person may run campaigns. Asked at every step, because roles change. */
export const schoolsRunBy = (trust: Trust, user: UserId): readonly School[] =>
  trust.schools.filter((school) => holdsRole(school, user, 'hr'));

/** Records what is wanted. Nobody is counted, let alone asked, before `prepare`. */
export async function plan(
  { trust, campaigns, policies, clock, ids }: PlanDeps,
  by: UserId,
  wish: Wish,
): Promise<Planned> {
  const school = schoolsRunBy(trust, by).find(({ id }) => id === wish.school);
  if (!school) return { kind: 'not-allowed' };

  const now = clock();
  const problem = dueDayProblem(school.hours, wish.dueDay, now, wish.keepsDay ?? false);
  if (problem) return problem;

  const inForce = await policies.inForce(school.id);
  const chosen = inForce.filter(({ versionId }) => wish.versions.includes(versionId));
  if (chosen.length === 0 || chosen.length !== new Set(wish.versions).size) return { kind: 'no-policy' };

  const bound = chosen.map((policy) => bind(policy));
  const campaign: Campaign = {
    id: ids.uuid() as CampaignId,
    school: school.id,
    title: titleOf(bound, now),
    status: 'preparing',
    dueDay: wish.dueDay,
    sendAt: undefined,
    spreadMinutes: 0,
    endsOn: endOf(school.acknowledgement.proposeOn, wish.dueDay),
    policies: bound,
    wording: confirmation(bound, school),
    language: 'en-GB',
    usesQuizzes: wish.usesQuizzes ?? true,
    wanted: wish.wanted ?? {},
    choices: {},
    message: undefined,
    reading: wish.reading ?? school.acknowledgement.reading ?? 'opened',
    note: undefined,
    revision: 1,
    createdBy: by,
    createdAt: now,
    startedAt: undefined,
    endedAt: undefined,
    problem: undefined,
    held: { leavers: 0, joiners: 0 },
    ...(wish.inPlaceOf && { inPlaceOf: wish.inPlaceOf.title }),
  };
  await campaigns.add(campaign, wish.inPlaceOf);
  return { kind: 'planned', campaign: campaign.id };
}

/** Takes the text as it is now; what the library does with the version later does not reach the campaign. */
function bind({ policyId, versionId, title, version, date, contentHash, parts }: PolicyText): BoundPolicy {
  const shown = textShown(title, parts);
  return {
    policyId,
    versionId,
    title,
    version,
    date,
    contentHash,
    textHash: sha256(shown),
    words: countWords(shown),
    parts,
    changes: {},
  };
}

/**
 * Reads who is to be asked and lays it before the person who planned it. Changes nothing for anyone; may be repeated until the
 * campaign starts. Throws nothing for a directory that cannot be read: the campaign is refused, with the reason.
 * @returns `held` where it was planned and is no longer, because nobody is left to ask, more is different than someone who planned it would
 *   expect, or its moment passed while there was no list; `waits` where it is planned, cannot be read, and HR has been told
 */
export async function prepare(
  deps: PlanDeps,
  id: CampaignId,
): Promise<'prepared' | 'held' | 'refused' | 'waits' | 'gone'> {
  const { trust, campaigns, directory, clock } = deps;
  const campaign = await campaigns.find(id);
  const school = trust.schools.find((candidate) => candidate.id === campaign?.school);
  if (!campaign || !school || !UNSENT.includes(campaign.status)) return 'gone';

  const decided = await campaigns.accountDecisions(school.id);
  const read = await readAudience(directory, { ...audienceGroups(trust, school), decided });
  if (read.kind === 'refused') return campaigns.refuse(id, { problem: read.problem, at: clock() });
  const known = await knownElsewhere(deps, campaign);
  const { wanted } = campaign;
  const all = campaign.policies.map(({ policyId }) => policyId);
  const { people, exclusions, left } = roster(
    choose(read.audience, wanted, all),
    campaign.dueDay,
    known,
    (person) => policiesFor(person, wanted, all),
    all,
  );
  if (people.length === 0) {
    const at = clock();
    const dropsPlan: NewEvent = { kind: 'plan-dropped', at, facts: { why: 'nobody-to-ask' } };
    return campaigns.refuse(id, { problem: { kind: 'nobody-to-ask' }, at, dropsPlan });
  }
  const policies = await withChanges(deps, campaign, people);
  const at = clock();
  const held = await changedSincePlanned(deps, campaign, people);
  const dropsPlan: NewEvent | undefined =
    held.length > 0 ? { kind: 'plan-dropped', at, facts: { why: 'roster-changed', held } } : undefined;
  return campaigns.prepare(id, {
    ...{ people: fromFirstDay(people, school, dayOf(at)), exclusions, left, policies, wanted, at, dropsPlan },
    choices: choicesOf(read.audience),
  });
}

/** What differs by more than HR would expect from the list that they planned it with. */
async function changedSincePlanned(
  { campaigns }: PlanDeps,
  { id, school, policies }: Campaign,
  people: readonly NewPerson[],
): Promise<readonly string[]> {
  const planned = await campaigns.plannedList(id);
  if (!planned) return [];
  const decided = planned.readAt && (await campaigns.accountDecisions(school, planned.readAt));
  return heldParts(planned.people, people, policies, new Set([...(decided?.keys() ?? [])].map(personIdOf)));
}

/** Pupils of every school of the trust count: a pupil of one school is a pupil wherever we look. */
export const audienceGroups = (trust: Trust, school: School) => ({
  staff: school.staffGroups,
  pupils: [...new Set(trust.schools.flatMap(({ pupilGroups }) => pupilGroups))],
  teamsPlans: school.acknowledgement.teamsPlans,
});

/** What other campaigns of the school say of those whom this one may ask. */
export async function knownElsewhere(
  { campaigns, clock }: Pick<PlanDeps, 'campaigns' | 'clock'>,
  { id, school, policies }: Campaign,
): Promise<KnownElsewhere> {
  const since = sameYear(clock());
  const policyIds = policies.map(({ policyId }) => policyId);
  return {
    elsewhere: await campaigns.askedElsewhere(id, since),
    signed: await campaigns.lastSigned(school, policyIds),
    away: await campaigns.away(school, id, since),
  };
}

/** For each policy, what changed since each version that someone here signed, and the questions about it. */
async function withChanges(
  { policies, host }: PlanDeps,
  campaign: Campaign,
  people: readonly NewPerson[],
): Promise<readonly BoundPolicy[]> {
  return Promise.all(
    campaign.policies.map(async (policy) => {
      const earlier = new Set(people.map(({ signedBefore }) => signedBefore[policy.policyId]));
      const changes: Record<PolicyVersionId, Awaited<ReturnType<PolicyTexts['changes']>> & object> = {};
      for (const version of earlier) {
        if (version === undefined || version === policy.versionId) continue;
        const found = await policies.changes(campaign.school, version, policy.versionId);
        if (found) changes[version] = found;
      }
      const check = campaign.usesQuizzes ? await host.questions()?.bind(campaign.school, policy) : undefined;
      // A quiz that was left out since the last look is no longer there.
      const { check: _earlier, ...bare } = policy;
      return { ...bare, changes, ...(check && { check }) };
    }),
  );
}
