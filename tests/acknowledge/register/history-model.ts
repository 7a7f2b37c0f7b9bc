import type { Chosen } from '../../../src/acknowledge/audience/wanted.ts';
import type { EntryKind, PersonId } from '../../../src/acknowledge/register/person.ts';
import type { PolicyText } from '../../../src/acknowledge/text/policy-text.ts';
import type { CampaignId, PolicyId, PolicyVersionId } from '../../../src/kernel/ids.ts';
import { socialMedia, userId } from '../school.ts';

/** The same numbers for the same seed. */
export function dice(seed: number) {
  let state = seed;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return <T>(all: readonly T[]): T => all[Math.floor(next() * all.length)] as T;
}

/** What is true of a person, kept by the test itself and by no code of ours. */
export interface Truth {
  /** Titles of what they were asked for when they came on the list. */
  readonly reads: readonly string[];
  readonly isOn: boolean;
  readonly isAway: boolean;
  readonly hasSigned: boolean;
}
export interface Known {
  readonly truth: Truth;
  /** What was true before each entry that stands. */
  readonly before: readonly Truth[];
  /** Their department when it was settled what they read; none while the directory has not said it. */
  readonly settledBy?: string | undefined;
  /** HR put them on the list by name, and chose what they read. */
  readonly isByName?: boolean;
  /** Not on the list, because they were in the directory no more. */
  readonly isGone?: boolean;
}

/** A campaign, and all that is true of it and round it. */
export interface Story {
  readonly id: CampaignId;
  readonly known: Map<PersonId, Known>;
  /** Who is in the directory, and their department where it says one. */
  readonly staff: Map<PersonId, string | undefined>;
  /** Titles of what is for someone of a department. */
  readonly isFor: (who: PersonId, department: string | undefined) => readonly string[];
  readonly isForSome: boolean;
  /** Another campaign that asks two of the staff for the first policy, while it runs. */
  other: CampaignId | undefined;
}

/** What an entry makes true. */
export const ENTERED: Readonly<Partial<Record<EntryKind, (truth: Truth) => Truth>>> = {
  away: (truth) => ({ ...truth, isAway: true }),
  back: (truth) => ({ ...truth, isAway: false }),
  answered: (truth) => truth,
  'to-paper': (truth) => truth,
  // Who is put on the list again is away still.
  'not-staff': (truth) => ({ ...truth, isOn: false }),
  witnessed: (truth) => ({ ...truth, hasSigned: true, isAway: false }),
};
/** Three policies, of which a history may ask some people for less than others. */
export const TITLES = ['Social Media Policy', 'Visits Policy', 'Keys Policy'];
/** In versions of one history alone: what was signed in the one before counts for nothing. */
export const policiesOf = (history: number): readonly PolicyText[] =>
  TITLES.map((title, at) => ({
    ...socialMedia('5.0'),
    ...{ title, policyId: `policy-${at}` as PolicyId, versionId: `version-${at}-${history}` as PolicyVersionId },
  }));
/** Whom a policy may be for, and who that is among the staff of the sample, told by the test itself. */
export const GROUPS = ['Teaching', 'Site and office'];
export const AUDIENCES: readonly (readonly [Chosen, (n: number, department: string | undefined) => boolean])[] = [
  [{}, () => true],
  ...GROUPS.map(
    (name) => [{ groups: [name] }, (_: number, department: string | undefined) => department === name] as const,
  ),
  [{ people: [userId(1), userId(2), userId(6)] }, (n) => [1, 2, 6].includes(n)],
];
/** Whom the other campaign asks, by their numbers. */
export const ASKED_ELSEWHERE = [3, 4];
export const numberOf = (who: PersonId): number => Number(who.slice(-4));

/** Without what the other campaign asks them for. */
export const left = ({ other }: Story, who: PersonId, titles: readonly string[]): readonly string[] =>
  other && ASKED_ELSEWHERE.includes(numberOf(who)) ? titles.filter((title) => title !== TITLES[0]) : titles;

/** They are asked for this, also where an entry about them is taken back. */
export const reading = (one: Known, reads: readonly string[]): Known => ({
  ...one,
  truth: { ...one.truth, reads },
  before: one.before.map((truth) => ({ ...truth, reads })),
});

/** What a look at the directory makes true. */
export function synced(story: Story): void {
  const { known, staff, isFor } = story;
  for (const [who, department] of staff) {
    const one = known.get(who);
    const fresh = left(story, who, isFor(who, department));
    if (!one) {
      const truth = { reads: fresh, isOn: true, isAway: false, hasSigned: false };
      if (fresh.length > 0) known.set(who, { truth, before: [], settledBy: department });
      continue;
    }
    const settledBy = one.settledBy ?? department;
    const isOurs = one.truth.hasSigned || one.isByName === true;
    const back = { ...one, truth: { ...one.truth, isOn: true }, isGone: false };
    if (one.truth.isOn && !isOurs && isFor(who, department).length > 0) {
      const theirs = left(story, who, isFor(who, settledBy));
      const reads = TITLES.filter((title) => one.truth.reads.includes(title) || theirs.includes(title));
      known.set(who, { ...reading(one, reads), settledBy });
    } else if (one.isGone && fresh.length > 0)
      known.set(who, isOurs ? { ...back, settledBy } : { ...reading(back, fresh), settledBy: department });
    else known.set(who, { ...one, settledBy });
  }
  for (const [who, one] of known)
    if (one.truth.isOn && !who.startsWith('paper:') && !staff.has(who))
      known.set(who, { ...one, truth: { ...one.truth, isOn: false }, isGone: true });
}
