import type { Feature, Host } from '../../feature.ts';
import { DAY_MS } from '../../kernel/time.ts';
import { ACCESS_DOWNLOAD, registerAccess } from './access.handlers.ts';
import { createAccess } from './access.ts';
import { tellOfRequests } from './chase.ts';
import { givenPdf } from './given.pdf.ts';
import { sqlRequestStore } from './request.store.ts';
import { accessNotices } from './requests.cards.ts';
import { isNeededForRequest, removeOldRequests } from './requests.ts';

const OLD = 'concern-access-old';

/** Requests, each removed at its time. */
function requestsIn({ context: { db, jobs, log }, recordKey, report: { deps } }: Host) {
  const whole = { ...deps, requests: sqlRequestStore(db, recordKey, log) };
  jobs.handle(OLD, () => removeOldRequests(whole));
  jobs.every(OLD, DAY_MS);
  return whole;
}

/** Everything in reports that names someone, for a person who asks what is held about them: found, decided on and given. */
export const subjectAccess: Feature = {
  start(host) {
    const { downloads, ids, log, clock } = host.context;
    const { deps, concerns, hosted, steps, rolls, sendUntracked } = host.report;
    const whole = { ...requestsIn(host), rolls };
    const access = createAccess(whole);
    registerAccess(steps.routes, { hosted, access, concerns, directory: deps.directory, downloads, ids, log });
    downloads.handle(ACCESS_DOWNLOAD, {
      title: 'What is given for a subject access request (PDF)',
      note: 'Each download is recorded in every report in it. Read every page before it leaves the school.',
      uses: 1,
      // Made when it is fetched: each report in it is checked again then.
      async make(user, subject) {
        const file = await access.file(subject, { user, tenant: deps.trust.tenantId });
        if (!file) return undefined;
        return { name: 'subject access request.pdf', type: 'application/pdf', bytes: await givenPdf(file, clock()) };
      },
    });
    return {
      notices: accessNotices,
      inReports: { isStillNeeded: (trail) => isNeededForRequest(whole, trail) },
      tellDue: () => tellOfRequests(whole, sendUntracked),
    };
  },
  // What was asked for stays no longer than it was said to. Nobody can end a request then, so none holds a report.
  leftOut(host) {
    requestsIn(host);
    return {};
  },
};
