import type { Policy } from '../../ask/policy.ts';
import { tellAfterFact } from '../../hear/talk/after/after-fact.ts';
import { tellOfPolicies, tellOfReview } from '../../hear/talk/policy-facts.ts';
import { isSchoolWish, tellOfSchool } from '../../hear/talk/school-facts.ts';
import { asText } from '../../hear/talk/told.ts';
import type { Wished } from '../../hear/wishes/recognise.ts';
import type { School } from '../../school/school.ts';

/** What lanyard.yml and the policies say to what is asked of Lanyard itself; `undefined` where only the running bot knows. */
export async function wishText(
  { wish, about, isOfStandIn }: Wished,
  given: {
    readonly school: School;
    readonly now: Date;
    policies(): Promise<readonly Policy[]>;
  },
): Promise<string | undefined> {
  const standIn = isOfStandIn
    ? tellAfterFact({ kind: 'stand-in' }, { fact: wish }, given.school, given.now)
    : undefined;
  if (standIn) return asText(standIn.told);
  if (isSchoolWish(wish)) return asText(tellOfSchool(wish, given.school, given.now, about));
  if (wish !== 'policy.review' && wish !== 'policy.list') return undefined;
  const policies = (await given.policies()).map(({ title, version, adoptedOn, reviewOn }) => ({
    ...{ title, version, adoptedOn, reviewOn, inForceAt: undefined },
  }));
  return asText(wish === 'policy.list' ? tellOfPolicies(policies) : tellOfReview(policies, about, given.now));
}

/** What stands where only the running bot knows. */
export const IN_TEAMS =
  'In Teams, Lanyard answers this from its register and its records, for the person who may see it. From a terminal it reads lanyard.yml and the policies alone.';
