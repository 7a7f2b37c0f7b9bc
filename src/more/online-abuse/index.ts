import type { Feature } from '../../feature.ts';
import { caseElements } from './case.cards.ts';
import { registerCases } from './case.handlers.ts';
import { caseNotices } from './own-case.cards.ts';
import { registerOwnCases } from './own-case.handlers.ts';
import { createOwnCases } from './own-case.ts';

/** The senior manager's case of abuse online: its steps, and how far it is, for the member of staff it is about. */
export const onlineAbuse: Feature = {
  start({ context: { routes, directory, log }, report: { deps, concerns, hosted, steps } }) {
    registerOwnCases(routes.report, { ownCases: createOwnCases(deps) });
    registerCases(steps.routes, { hosted, concerns, directory, log });
    return { inReports: { work: caseElements }, notices: caseNotices };
  },
  // What was to be told before it was left out is told.
  leftOut: () => ({ notices: caseNotices }),
};
