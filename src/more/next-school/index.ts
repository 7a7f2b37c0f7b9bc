import type { Feature } from '../../feature.ts';
import type { ConcernId } from '../../kernel/ids.ts';
import { writtenSecret } from '../../kernel/pages/tickets.ts';
import { MINUTE_MS } from '../../kernel/time.ts';
import { behindSecret } from '../../platform/web/pages.ts';
import { chronologyPdf } from '../children/chronology.pdf.ts';
import { handOverPage } from './hand-over.page.ts';
import { NEXT_SCHOOL_DOWNLOAD, registerNextSchool } from './next-school.handlers.ts';
import { createNextSchool } from './next-school.ts';

const LINKS = 'concern-school-links';
const LOOK_MS = 5 * MINUTE_MS;

/** A child's chronology handed over to their next school: printed here, and fetched from a page of ours. */
export const nextSchool: Feature = {
  tables: ['concern_school_link'],
  start({ context, report: { deps, rolls, hosted, steps } }) {
    const { tickets, address, downloads, jobs, config, log } = context;
    const handing = createNextSchool(
      { ...deps, tickets, print: chronologyPdf, address: (secret) => `${address()}/h/${writtenSecret(secret)}` },
      rolls,
    );
    registerNextSchool(steps.routes, { hosted, nextSchool: handing, downloads, log });
    const tenant = config.trust.tenantId;
    downloads.handle(NEXT_SCHOOL_DOWNLOAD, {
      title: 'What the next school will get (PDF)',
      note: 'Read all of it before you send the link. If it names another child who should not be in it, withdraw it and make it again.',
      // For someone who may open its report: to be read before its link is given away.
      async make(user, subject) {
        const [concern = '', link = ''] = subject.split('/');
        const found = await handing.read(concern as ConcernId, link, { user, tenant });
        return found && { name: `hand-over-${found.reference}.pdf`, type: 'application/pdf', bytes: found.bytes };
      },
    });
    jobs.handle(LINKS, () => handing.endOld());
    jobs.every(LINKS, LOOK_MS);
    return { doors: { h: behindSecret((secret, request) => handOverPage(handing, secret, request)) } };
  },
};
