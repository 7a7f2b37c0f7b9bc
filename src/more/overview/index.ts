import { sqlCampaignStore } from '../../acknowledge/campaign/campaign.store.ts';
import { acknowledgementFigures } from '../../acknowledge/campaign/campaign-overview.ts';
import { lastDayOf } from '../../ask/library/review.ts';
import { sqlQuestionStore } from '../../ask/referral/questions.store.ts';
import type { Feature } from '../../feature.ts';
import type { SchoolId, UserId } from '../../kernel/ids.ts';
import type { Actor } from '../../report/actor.ts';
import { withTotal } from '../../school/merged-figures.ts';
import { holdsRole, type School } from '../../school/school.ts';
import { governorsPdf } from './governors.pdf.ts';
import { sqlLooks } from './looks.store.ts';
import { GOVERNORS_DOWNLOAD, registerOverview } from './overview.handlers.ts';
import { forGovernors, overviewOf, type SchoolOverview } from './school-overview.ts';

/** What a head and a chair of governors see of their school. */
export const overview: Feature = {
  start({ context, acknowledgements, policies, report: { concerns } }) {
    const { config, db, clock, routes, downloads } = context;
    const { library } = policies;
    const { unsent } = acknowledgements;
    const { schools, tenantId } = config.trust;
    const campaigns = sqlCampaignStore(db);
    const questions = sqlQuestionStore(db);
    const looks = sqlLooks(db);
    const isTheirs = (user: UserId, school: School): boolean =>
      holdsRole(school, user, 'headteacher', 'chair-of-governors');

    /** @param isForHead the head alone reads it: nothing of this goes on a page for others */
    const overviewFor = (school: School, by: Actor, isForHead: boolean): Promise<SchoolOverview> =>
      overviewOf(school, clock(), {
        acknowledgements: async () =>
          (await acknowledgementFigures({ campaigns, clock }, school.id)).map(({ acknowledged, figures, ...one }) => ({
            ...one,
            figures: isForHead ? withTotal(figures, acknowledged) : figures,
          })),
        policies: async () =>
          (await library.inForce(school.id)).map(({ policyId, title, versionId, reviewOn }) => ({
            id: policyId,
            title,
            versionId,
            reviewOn: reviewOn === undefined ? undefined : lastDayOf(reviewOn),
          })),
        asked: (since) => questions.tally(school.id, since),
        reports: () => concerns.figures(by, { isToActOn: false }),
      });

    registerOverview(routes, {
      overviews: (by) =>
        Promise.all(
          schools
            .filter((school) => isTheirs(by.user, school))
            .map((school) => overviewFor(school, by, holdsRole(school, by.user, 'headteacher'))),
        ),
      unsent,
      looks,
      mayHavePage: (user, id) => schools.some((school) => school.id === id && isTheirs(user, school)),
      downloads,
    });

    downloads.handle(GOVERNORS_DOWNLOAD, {
      title: 'One page for the governors (PDF)',
      async make(user, subject) {
        const school = schools.find(({ id }) => id === (subject as SchoolId));
        if (!school || !isTheirs(user, school)) return undefined;
        const overview = await overviewFor(school, { user, tenant: tenantId }, false);
        const bytes = await governorsPdf(forGovernors(overview, school, user));
        return {
          name: `${school.name.replaceAll(/[^\p{L}\p{N} ]/gu, ' ')} - for the governors.pdf`,
          type: 'application/pdf',
          bytes,
        };
      },
    });
    return { wishes: { 'governors.page': context.command('overview') } };
  },
};
