import type { CampaignId, SchoolId, UserId } from '../../kernel/ids.ts';
import { formatDay, type IsoDay } from '../../kernel/time.ts';
import type { SchoolOverview } from './school-overview.ts';

/** The numbers that someone saw when they looked: no name of anyone, and nothing that they may not see. */
export interface Seen {
  /** Where a total was shown, how many had acknowledged, and of how many. */
  readonly campaigns: Readonly<Record<CampaignId, readonly [acknowledged: number, expected: number] | null>>;
  readonly policies: Readonly<Record<string, { readonly title: string; readonly version: string }>>;
  readonly pastReview: readonly string[];
  readonly notCovered: readonly string[];
  readonly reports: { readonly open: number; readonly overdue: number };
}

/** What people saw when they last looked. */
export interface Looks {
  /** Of the last day before today on which they looked. */
  before(
    user: UserId,
    school: SchoolId,
    today: IsoDay,
  ): Promise<{ readonly day: IsoDay; readonly seen: Seen } | undefined>;
  /** In the place of an earlier look of today. */
  keep(user: UserId, school: SchoolId, today: IsoDay, seen: Seen): Promise<void>;
}

/** What has changed since someone last looked on another day; `undefined` for a first look. */
export interface Since {
  readonly day: IsoDay;
  readonly lines: readonly string[];
}

export const seenOf = ({ acknowledgements, policies, pastReview, notCovered, concerns }: SchoolOverview): Seen => ({
  campaigns: Object.fromEntries(
    acknowledgements.map(({ id, figures: { total } }) => [id, total ? [total.acknowledged, total.expected] : null]),
  ),
  policies: Object.fromEntries(policies.map(({ id, title, versionId }) => [id, { title, version: versionId }])),
  pastReview: pastReview.map(({ title }) => title),
  notCovered: notCovered.map(([topic]) => topic),
  reports: { open: concerns.open, overdue: concerns.overdue },
});

/** What is not as it was, in words; both sides are numbers that the same person was shown. */
export function changesSince(seen: Seen, overview: SchoolOverview): readonly string[] {
  return [
    ...campaignLines(seen, overview),
    ...reportLines(seen, overview),
    ...policyLines(seen, overview),
    ...overview.notCovered
      .filter(([topic]) => !seen.notCovered.includes(topic))
      .map(([topic]) => `No policy answered questions about: ${topic}`),
  ];
}

function campaignLines(seen: Seen, { acknowledgements }: SchoolOverview): readonly string[] {
  return acknowledgements.flatMap(({ id, title, dueDay, figures: { total } }) => {
    const before = seen.campaigns[id];
    if (before === undefined) return [`${title} has gone out. Answers are due by ${formatDay(dueDay)}.`];
    if (before === null || !total) return [];
    const [acknowledged, expected] = before;
    return acknowledged === total.acknowledged && expected === total.expected
      ? []
      : [
          `${title}: ${total.acknowledged} of ${total.expected} have acknowledged; it was ${acknowledged} of ${expected}.`,
        ];
  });
}

const reportLines = (seen: Seen, { concerns: { open, overdue } }: SchoolOverview): readonly string[] =>
  open === seen.reports.open && overdue === seen.reports.overdue
    ? []
    : [
        `Reports that you may open: ${open} open and ${overdue} overdue; it was ${seen.reports.open} and ${seen.reports.overdue}.`,
      ];

function policyLines(seen: Seen, { policies, pastReview }: SchoolOverview): readonly string[] {
  const now = new Set(policies.map(({ id }) => id));
  return [
    ...policies.flatMap(({ id, title, versionId }) => {
      const before = seen.policies[id];
      if (!before) return [`${title} is in force.`];
      return before.version === versionId ? [] : [`${title}: another version is in force.`];
    }),
    ...Object.entries(seen.policies)
      .filter(([id]) => !now.has(id))
      .map(([, { title }]) => `${title} is no longer in force.`),
    ...pastReview
      .filter(({ title }) => !seen.pastReview.includes(title))
      .map(({ title }) => `${title} is past its review.`),
  ];
}
