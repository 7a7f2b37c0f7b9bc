import type { Feature } from '../../feature.ts';
import type { ConcernId } from '../../kernel/ids.ts';
import { everyHolder } from '../../school/school.ts';
import { chronologyPdf } from './chronology.pdf.ts';
import { CHRONOLOGY_DOWNLOAD, registerStories, storiesInReports } from './stories.handlers.ts';
import { createStories } from './stories.ts';

/** Reports on one child seen together: the hint that there are others, the child's page, the chronology, and its print. */
export const children: Feature = {
  start({ context: { clock, downloads }, report: { deps, rolls, concerns, hosted, steps } }) {
    const { trust } = deps;
    const stories = createStories(deps, rolls);
    const parts = { hosted, concerns, stories, downloads };
    registerStories(steps.routes, parts);
    downloads.handle(CHRONOLOGY_DOWNLOAD, {
      title: 'A chronology of reports (PDF)',
      note: 'Each download is recorded in every report it covers. Other children may be named in it: read it before it leaves the school.',
      uses: 1,
      // Made when it is fetched: each report in it is checked again then.
      async make(user, subject) {
        const [concern = '', choice] = subject.split('/');
        const found = await stories.chronologyToPrint(concern as ConcernId, { user, tenant: trust.tenantId }, choice);
        const [first] = found.kind === 'chronology' ? found.lines : [];
        if (found.kind !== 'chronology' || !first) return undefined;
        const name = everyHolder(first.school).find(({ id }) => id === user)?.name ?? user;
        const bytes = await chronologyPdf(found, name, clock());
        return { name: `chronology-${first.concern.reference}.pdf`, type: 'application/pdf', bytes };
      },
    });
    return { inReports: storiesInReports(parts) };
  },
};
