import type { UserId } from '../../kernel/ids.ts';
import { addDays, dayOf, type IsoDay } from '../../kernel/time.ts';
import { type MergedFigures, mergedCounts } from '../../school/merged-figures.ts';
import { holdsRole, type School } from '../../school/school.ts';

/** What a head or a governor sees of a school at a glance. No name of anyone whose name is not theirs to know, and no word that anyone wrote. */
export interface SchoolOverview {
  readonly school: Pick<School, 'id' | 'name'>;
  readonly madeAt: Date;
  readonly term: string | undefined;
  readonly acknowledgements: readonly {
    readonly title: string;
    readonly dueDay: IsoDay;
    readonly figures: MergedFigures;
  }[];
  /** Since this day: what was asked and not covered by any policy, by topic. */
  readonly since: IsoDay;
  readonly asked: number;
  readonly notCovered: readonly (readonly [topic: string, count: number | 'few'])[];
  readonly pastReview: readonly { readonly title: string; readonly reviewOn: IsoDay }[];
  /** Over what the viewer may open, and nothing else; absent for anyone who may open none. */
  readonly concerns: { readonly open: number; readonly overAFortnight: number; readonly overdue: number } | undefined;
}

type ReportFigures = NonNullable<SchoolOverview['concerns']>;

/** What a school's slices know of it, asked when someone looks. */
export interface OverviewParts {
  acknowledgements(): Promise<SchoolOverview['acknowledgements']>;
  /** The policies in force; `reviewOn`: the last day on which the review that one announces is not late. */
  policies(): Promise<
    readonly { readonly id: string; readonly title: string; readonly reviewOn: IsoDay | undefined }[]
  >;
  /** What was asked since a day, by the policy that came nearest and how it was answered. */
  asked(since: IsoDay): Promise<readonly Tally[]>;
  /** Over what the viewer may open, and nothing else. */
  reports(): Promise<{ readonly children: ReportFigures; readonly adults: ReportFigures }>;
}

interface Tally {
  readonly policyId: string | undefined;
  readonly kind: string;
  readonly asked: number;
}

/** About a term. */
const LOOKS_BACK_DAYS = 100;

/** What a head and a chair of governors see of their school. */
export async function overviewOf(
  school: School,
  by: UserId,
  madeAt: Date,
  parts: OverviewParts,
): Promise<SchoolOverview> {
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
  // Only a role of theirs brings reports: a head who is also a deputy counts both.
  const takesChildren = holdsRole(school, by, 'dsl', 'deputy-dsl');
  const shelves = takesChildren ? [reports.adults, reports.children] : [reports.adults];
  const sum = (of: (shelf: ReportFigures) => number) => shelves.reduce((all, shelf) => all + of(shelf), 0);
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
    pastReview: policies.flatMap(({ title, reviewOn }) => (reviewOn && reviewOn < today ? [{ title, reviewOn }] : [])),
    concerns: {
      open: sum(({ open: all }) => all),
      overAFortnight: sum((shelf) => shelf.overAFortnight),
      overdue: sum((shelf) => shelf.overdue),
    },
  };
}

/**
 * What of it is on the page that all governors and the head read: what only the chair may know of is not on it, nor anything about
 * children.
 */
export function forGovernors(overview: SchoolOverview, school: School, by: UserId): SchoolOverview {
  const isHead =
    holdsRole(school, by, 'headteacher') && !holdsRole(school, by, 'dsl', 'deputy-dsl', 'chair-of-governors');
  return { ...overview, concerns: isHead ? overview.concerns : undefined };
}
