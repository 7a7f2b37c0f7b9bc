import type { CampaignId, UserId } from '../../kernel/ids.ts';
import { addDays, dayOf, type IsoDay } from '../../kernel/time.ts';
import { type MergedFigures, mergedCounts } from '../../school/merged-figures.ts';
import { holdsRole, type School } from '../../school/school.ts';

/** What a head or a governor sees of a school at a glance. No name of anyone whose name is not theirs to know, and no word that anyone wrote. */
export interface SchoolOverview {
  readonly school: Pick<School, 'id' | 'name'>;
  readonly madeAt: Date;
  readonly term: string | undefined;
  readonly acknowledgements: readonly {
    readonly id: CampaignId;
    readonly title: string;
    readonly dueDay: IsoDay;
    readonly figures: MergedFigures;
  }[];
  /** Since this day: what was asked and not covered by any policy, by topic. */
  readonly since: IsoDay;
  readonly asked: number;
  readonly notCovered: readonly (readonly [topic: string, count: number | 'few'])[];
  /** Those in force. */
  readonly policies: readonly Pick<Policy, 'id' | 'title' | 'versionId'>[];
  readonly pastReview: readonly { readonly title: string; readonly reviewOn: IsoDay }[];
  /** Over all that the viewer may open, and nothing else: as many as their list of reports has. */
  readonly concerns: ReportFigures;
  /** Of these: about adults. On the page of the governors, where it may be on it. */
  readonly aboutAdults: ReportFigures | undefined;
  /** A place could not be read: what is there is in no number. */
  readonly isPartial: boolean;
}

interface ReportFigures {
  readonly open: number;
  readonly overAFortnight: number;
  readonly overdue: number;
}

interface Policy {
  readonly id: string;
  readonly title: string;
  readonly versionId: string;
  readonly reviewOn: IsoDay | undefined;
}

/** What a school's slices know of it, asked when someone looks. */
export interface OverviewParts {
  acknowledgements(): Promise<SchoolOverview['acknowledgements']>;
  /** The policies in force; `reviewOn`: the last day on which the review that one announces is not late. */
  policies(): Promise<readonly Policy[]>;
  /** What was asked since a day, by the policy that came nearest and how it was answered. */
  asked(since: IsoDay): Promise<readonly Tally[]>;
  /** Over what the viewer may open, and nothing else. */
  reports(): Promise<{ readonly children: ReportFigures; readonly adults: ReportFigures; readonly isPartial: boolean }>;
}

interface Tally {
  readonly policyId: string | undefined;
  readonly kind: string;
  readonly asked: number;
}

/** About a term. */
const LOOKS_BACK_DAYS = 100;

/** What a head and a chair of governors see of their school. */
export async function overviewOf(school: School, madeAt: Date, parts: OverviewParts): Promise<SchoolOverview> {
  const today = dayOf(madeAt);
  const since = addDays(today, -LOOKS_BACK_DAYS);
  const [acknowledgements, policies, tally, reports] = await Promise.all([
    parts.acknowledgements(),
    parts.policies(),
    parts.asked(since),
    parts.reports(),
  ]);
  const titles = new Map(policies.map(({ id, title }) => [id, title]));
  const open = tally.filter(({ kind }) => kind === 'not-covered');
  const byTopic = Map.groupBy(open, ({ policyId }) => titles.get(policyId ?? '') ?? 'No policy is near');
  const sum = (of: (shelf: ReportFigures) => number) => of(reports.adults) + of(reports.children);
  return {
    school,
    madeAt,
    term: school.hours.terms.find(({ from, to }) => from <= today && today <= to)?.name,
    acknowledgements,
    since,
    asked: tally.reduce((all, { asked }) => all + asked, 0),
    notCovered: mergedCounts(
      [...byTopic].map(([topic, rows]) => [topic, rows.reduce((all, { asked }) => all + asked, 0)] as const),
    ),
    policies: policies.map(({ id, title, versionId }) => ({ id, title, versionId })),
    pastReview: policies.flatMap(({ title, reviewOn }) => (reviewOn && reviewOn < today ? [{ title, reviewOn }] : [])),
    concerns: {
      open: sum(({ open: all }) => all),
      overAFortnight: sum((shelf) => shelf.overAFortnight),
      overdue: sum((shelf) => shelf.overdue),
    },
    aboutAdults: reports.adults,
    isPartial: reports.isPartial,
  };
}

/**
 * What of it is on the page that all governors and the head read: what only the chair may know of is not on it, nor anything about
 * children.
 */
export function forGovernors(overview: SchoolOverview, school: School, by: UserId): SchoolOverview {
  const isHead =
    holdsRole(school, by, 'headteacher') && !holdsRole(school, by, 'dsl', 'deputy-dsl', 'chair-of-governors');
  return { ...overview, aboutAdults: isHead ? overview.aboutAdults : undefined };
}
