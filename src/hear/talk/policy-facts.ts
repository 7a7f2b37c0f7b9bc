import { isPastReview } from '../../ask/library/review.ts';
import { dayOf, formatDay, type IsoDay } from '../../kernel/time.ts';
import type { Told } from './told.ts';

/** What can be told about a policy in force without its text. */
export interface PolicyFact {
  readonly title: string;
  /** As the document states them. */
  readonly version?: string | undefined;
  readonly adoptedOn?: string | undefined;
  readonly reviewOn?: string | undefined;
  readonly inForceAt: Date | undefined;
  /** Against the version before; absent for the first that Lanyard knew. */
  readonly changed?: { readonly sections: readonly string[] } | undefined;
}

/** Words of a title that tell no policy from another. */
const COMMON: ReadonlySet<string> = new Set(
  'policy policies staff school academy trust for and the all summary of on in'.split(' '),
);

/** The policies whose titles share most of the words that were said; all of them where none does. */
function namedIn(policies: readonly PolicyFact[], said: string | undefined): readonly PolicyFact[] {
  const words = new Set((said ?? '').split(' '));
  const shared = policies.map(({ title }) => {
    const own = (title.toLowerCase().match(/\p{L}+/gu) ?? []).filter((word) => !COMMON.has(word));
    return own.filter((word) => words.has(word)).length;
  });
  const most = Math.max(0, ...shared);
  return most === 0 ? policies : policies.filter((_, at) => shared[at] === most);
}

const SOURCE = 'From the policies in force';

export function tellOfReview(policies: readonly PolicyFact[], about: string | undefined, now: Date): Told {
  const meant = namedIn(policies, about);
  return {
    heading: meant.length === 1 ? `When the ${meant[0]?.title} is reviewed` : 'When the policies are reviewed',
    lines: meant.map((policy) => [policy.title, reviewOf(policy, dayOf(now))]),
    source: SOURCE,
  };
}

function reviewOf({ version, adoptedOn, reviewOn }: PolicyFact, today: IsoDay): string {
  const edition = [version && `version ${version}`, adoptedOn && `adopted ${adoptedOn}`].filter(Boolean).join(', ');
  const review =
    reviewOn === undefined
      ? 'the document gives no review date'
      : isPastReview(reviewOn, today)
        ? `review was due ${reviewOn}: ask the policy owner`
        : `next review ${reviewOn}`;
  return [review, edition].filter(Boolean).join('; ');
}

export function tellOfChanges(policies: readonly PolicyFact[], about: string | undefined, now: Date): Told {
  const today = dayOf(now);
  const year = Number(today.slice(0, 4)) - (today.slice(5) >= '09-01' ? 0 : 1);
  const since = `${year}-09-01` as IsoDay;
  const meant = namedIn(policies, about);
  const changed = meant.filter(({ inForceAt, changed }) => changed && inForceAt && dayOf(inForceAt) >= since);
  const first = meant.filter(({ changed }) => !changed);
  return {
    heading: `What changed since ${formatDay(since)}`,
    lines: [
      ...(changed.length === 0
        ? [`As far as Lanyard knows, no policy has been replaced since then.`]
        : changed.map((one) => [one.title, changeOf(one)] as const)),
      ...(first.length > 0 && changed.length === 0
        ? [`Lanyard has only one version of ${first.length === 1 ? 'this policy' : `${first.length} of them`}.`]
        : []),
    ],
    source: 'From the versions of the policies that were put in force in Lanyard',
  };
}

function changeOf({ inForceAt, changed }: PolicyFact): string {
  const since = inForceAt ? `new version since ${formatDay(dayOf(inForceAt))}` : 'new version';
  const sections = changed?.sections ?? [];
  return sections.length === 0 ? `${since}: wording only` : `${since}: ${sections.slice(0, 6).join('; ')}`;
}

export function tellOfPolicies(policies: readonly PolicyFact[]): Told {
  return {
    heading: policies.length === 1 ? 'The policy I have' : `The ${policies.length} policies I have`,
    lines: policies.map(({ title, version, adoptedOn }) => [
      title,
      [version && `version ${version}`, adoptedOn && `adopted ${adoptedOn}`].filter(Boolean).join(', ') || 'in force',
    ]),
    source: 'The policies in force at your school. Ask me what one says in your own words',
  };
}
