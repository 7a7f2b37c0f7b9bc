import type { Acknowledgements } from '../acknowledgement/acknowledgements.ts';
import { acknowledgementFigures } from '../acknowledgement/campaign/overview.ts';
import type { Actor } from '../concern/actor.ts';
import type { Figures } from '../concern/record/figures.ts';
import type { SchoolId, UserId } from '../core/ids.ts';
import { mergedCounts } from '../core/school/merged-figures.ts';
import type { SchoolOverview } from '../core/school/overview.ts';
import { holdsRole, type School } from '../core/school/school.ts';
import { addDays, dayOf } from '../core/time.ts';
import type { Library } from '../policy/library/library.ts';
import { lastDayOf } from '../policy/owner/review.ts';
import { governorsPdf } from '../print/governors-pdf.ts';
import { sqlCampaignStore } from '../store/acknowledgement/campaign-store.ts';
import { sqlQuestionStore } from '../store/policy/question-store.ts';
import { GOVERNORS_DOWNLOAD, registerOverview } from '../teams/overview/overview-handlers.ts';
import type { AppContext } from './app-context.ts';

interface Further {
  readonly acknowledgements: Pick<Acknowledgements, 'unsent'>;
  readonly library: Library;
  /** Over what someone may open, and nothing else. */
  readonly figures: (actor: Actor) => Promise<Figures>;
}

/** About a term. */
const LOOKS_BACK_DAYS = 100;

/** Puts together what a head and a chair of governors see of their school. */
export function wireOverview(context: AppContext, { acknowledgements: { unsent }, library, figures }: Further): void {
  const { config, db, clock, routes, downloads } = context;
  const { schools, tenantId } = config.trust;
  const campaigns = sqlCampaignStore(db);
  const questions = sqlQuestionStore(db);
  const isTheirs = (user: UserId, school: School): boolean =>
    holdsRole(school, user, 'headteacher', 'chair-of-governors');

  const overviewOf = async (school: School, by: Actor): Promise<SchoolOverview> => {
    const madeAt = clock();
    const today = dayOf(madeAt);
    const since = addDays(today, -LOOKS_BACK_DAYS);
    const [acknowledgements, policies, tally, counted] = await Promise.all([
      acknowledgementFigures({ campaigns, clock }, school.id),
      library.inForce(school.id),
      questions.tally(school.id, since),
      figures(by),
    ]);
    const titles = new Map<string, string>(policies.map(({ policyId, title }) => [policyId, title]));
    const open = tally.filter(({ kind }) => kind === 'not-covered');
    const byTopic = Map.groupBy(open, ({ policyId }) => titles.get(policyId ?? '') ?? 'No policy is near');
    // Only a role of theirs brings reports: a head who is also a deputy counts both.
    const takesChildren = holdsRole(school, by.user, 'dsl', 'deputy-dsl');
    const parts = takesChildren ? [counted.adults, counted.children] : [counted.adults];
    const sum = (of: (part: (typeof parts)[number]) => number) => parts.reduce((all, part) => all + of(part), 0);
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
      pastReview: policies.flatMap(({ title, reviewOn }) => {
        const day = reviewOn === undefined ? undefined : lastDayOf(reviewOn);
        return day && day < today ? [{ title, reviewOn: day }] : [];
      }),
      concerns: {
        open: sum(({ open: all }) => all),
        overAFortnight: sum((part) => part.overAFortnight),
        overdue: sum((part) => part.overdue),
      },
    };
  };

  registerOverview(routes, {
    overviews: (by) =>
      Promise.all(schools.filter((school) => isTheirs(by.user, school)).map((school) => overviewOf(school, by))),
    unsent,
    mayHavePage: (user, id) => schools.some((school) => school.id === id && isTheirs(user, school)),
    downloads,
  });

  downloads.handle(GOVERNORS_DOWNLOAD, {
    title: 'One page for the governors (PDF)',
    async make(user, subject) {
      const school = schools.find(({ id }) => id === (subject as SchoolId));
      if (!school || !isTheirs(user, school)) return undefined;
      const overview = await overviewOf(school, { user, tenant: tenantId });
      // The page is read by all governors and by the head: what only the chair may know of is not on it, nor anything about children.
      const isHead =
        holdsRole(school, user, 'headteacher') && !holdsRole(school, user, 'dsl', 'deputy-dsl', 'chair-of-governors');
      const { concerns, ...rest } = overview;
      const bytes = await governorsPdf({ ...rest, concerns: isHead ? concerns : undefined });
      return {
        name: `${school.name.replaceAll(/[^\p{L}\p{N} ]/gu, ' ')} - for the governors.pdf`,
        type: 'application/pdf',
        bytes,
      };
    },
  });
}
