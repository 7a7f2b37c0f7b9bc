import type { CampaignId, PolicyId } from '../../kernel/ids.ts';
import { dayOf, type IsoDay, instantOf } from '../../kernel/time.ts';
import { nextOpening } from '../../school/hours.ts';
import type { DirectoryPerson } from '../../school/people.ts';
import type { School } from '../../school/school.ts';
import { ownDueDay } from '../planning/due-day.ts';
import { type NewPerson, type PersonId, personIdOf } from '../register/person.ts';
import type { Audience, Exclusion } from './exclusion.ts';
import { groupOf, siteOf } from './wanted.ts';

/** What other campaigns say of those who may be asked. */
export interface KnownElsewhere {
  /** Policies of which another open campaign, this one, asks them for the same version; or of which they have signed it in one. */
  readonly elsewhere: ReadonlyMap<PersonId, ReadonlyMap<PolicyId, CampaignId | 'signed'>>;
  readonly signed: ReadonlyMap<PersonId, NewPerson['signedBefore']>;
  readonly away: ReadonlySet<PersonId>;
}

/** A policy for which a campaign does not ask someone, because another open one does. */
export interface LeftTo {
  readonly person: PersonId;
  readonly policy: PolicyId;
  readonly campaign: CampaignId;
}

/**
 * Turns the audience into a register. What another open campaign asks someone for in the same version is not asked twice; who is left with
 * nothing is left out.
 * @param which policies are for someone; `undefined` for all
 * @param policies of the campaign
 */
export function roster(
  audience: Audience,
  dueDay: IsoDay,
  { elsewhere, signed, away }: KnownElsewhere,
  which: (person: DirectoryPerson) => readonly PolicyId[] | undefined,
  policies: readonly PolicyId[],
): {
  readonly people: readonly NewPerson[];
  readonly exclusions: readonly Exclusion[];
  readonly left: readonly LeftTo[];
} {
  const people: NewPerson[] = [];
  const exclusions: Exclusion[] = [...audience.excluded];
  const left: LeftTo[] = [];
  for (const [state, members] of [['waiting', audience.ask] as const, ['paper', audience.paper] as const]) {
    for (const member of members) {
      const id = personIdOf(member.id);
      const theirs = which(member);
      const there = elsewhere.get(id);
      const here: PolicyId[] = [];
      for (const policy of theirs ?? policies) {
        const campaign = there?.get(policy);
        if (campaign === undefined) here.push(policy);
        else if (campaign !== 'signed') left.push({ person: id, policy, campaign });
      }
      const askedFor = here.length < (theirs ?? policies).length ? here : theirs;
      if (askedFor?.length === 0) {
        exclusions.push({ user: member.id, name: member.name, reason: 'asked-elsewhere' });
        continue;
      }
      people.push({
        id,
        user: member.id,
        name: member.name,
        jobTitle: member.jobTitle,
        email: member.email,
        staffNumber: member.staffNumber,
        staffGroup: groupOf(member),
        site: siteOf(member),
        state,
        reason: state === 'paper' ? 'no-teams-licence' : undefined,
        dueDay,
        signedBefore: signed.get(id) ?? {},
        ...(askedFor && { askedFor }),
        ...(away.has(id) && { isAway: true }),
        ...(member.startsOn && { startsOn: member.startsOn }),
      });
    }
  }
  return { people, exclusions, left };
}

/**
 * Who has not started yet is asked when the school opens on their first day, and has as long as any joiner from then. In the holidays
 * that is the next school day.
 */
export function fromFirstDay(
  people: readonly NewPerson[],
  school: Pick<School, 'hours' | 'acknowledgement'>,
  today: IsoDay,
): readonly NewPerson[] {
  const { hours } = school;
  return people.map((person) => {
    const { startsOn } = person;
    if (startsOn === undefined || startsOn <= today) return person;
    const askAt = nextOpening(hours, instantOf(startsOn, hours.opens));
    if (askAt === undefined) return person;
    const due = ownDueDay(school, dayOf(askAt));
    return { ...person, askAt, dueDay: due > person.dueDay ? due : person.dueDay };
  });
}
