import type { Feature, Host } from '../../feature.ts';
import type { ConcernId } from '../../kernel/ids.ts';
import { writtenSecret } from '../../kernel/pages/tickets.ts';
import { MINUTE_MS } from '../../kernel/time.ts';
import { behindSecret } from '../../platform/web/pages.ts';
import { chronologyPdf } from '../children/chronology.pdf.ts';
import { handOverPage } from './hand-over.page.ts';
import { sqlSchoolLinkStore } from './link.store.ts';
import { NEXT_SCHOOL_DOWNLOAD, registerNextSchool } from './next-school.handlers.ts';
import { createNextSchool } from './next-school.ts';

const LINKS = 'concern-school-links';
const LOOK_MS = 5 * MINUTE_MS;

/** Hand-overs, each ended at its time. */
function handOvers({ context: { db, tickets, address, jobs }, recordKey, report: { deps, rolls } }: Host) {
  const parts = { ...deps, schoolLinks: sqlSchoolLinkStore(db, recordKey), tickets, print: chronologyPdf };
  const handing = createNextSchool({ ...parts, address: (secret) => `${address()}/h/${writtenSecret(secret)}` }, rolls);
  jobs.handle(LINKS, () => handing.endOld());
  jobs.every(LINKS, LOOK_MS);
  return handing;
}

/** A child's chronology handed over to their next school: printed here, and fetched from a page of ours. */
export const nextSchool: Feature = {
  start(host) {
    const { downloads, config, log } = host.context;
    const { hosted, steps } = host.report;
    const handing = handOvers(host);
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
    return { doors: { h: behindSecret((secret, request) => handOverPage(handing, secret, request)) } };
  },
  // What was handed over stays no longer than it was promised to.
  leftOut(host) {
    handOvers(host);
    return {};
  },
};
