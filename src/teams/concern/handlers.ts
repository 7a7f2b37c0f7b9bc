import type { Concerns } from '../../concern/concerns.ts';
import type { NextSchool } from '../../concern/next-school/next-school.ts';
import type { Screenshots } from '../../concern/report/picture/screenshot.ts';
import type { Ids } from '../../core/ids.ts';
import type { Downloads } from '../../core/pages/downloads.ts';
import { registerAlsoTell } from './also-tell/also-handlers.ts';
import { registerCases } from './case/case-handlers.ts';
import { registerOwnCases } from './case/own-case-handlers.ts';
import { registerDrills } from './cover/drill-handlers.ts';
import { registerRota } from './cover/rota-handlers.ts';
import { registerReports } from './form/report-handlers.ts';
import { createReportPages, type ReportDeps } from './form/report-pages.ts';
import { registerNextSchool } from './next-school/next-school-handlers.ts';
import { registerOwnReports } from './own-report/own-handlers.ts';
import { registerPatterns } from './patterns/pattern-handlers.ts';
import { registerPhones } from './phones/phones-handlers.ts';
import { registerPictures } from './picture/picture-handlers.ts';
import { registerConcernRecords } from './record/record-handlers.ts';
import { registerTriage } from './record/triage-handlers.ts';
import { registerRoles } from './roles/role-handlers.ts';
import { registerRolls } from './roll/roll-handlers.ts';
import { registerSecondStep, rememberSteps } from './second-step/pin-handlers.ts';
import { registerTrust } from './trust/trust-handlers.ts';
import type { Routes } from './turns.ts';

/** Everything about concerns that can be said or clicked in Teams. */
export function registerConcerns(
  routes: Routes,
  deps: ReportDeps & {
    readonly concerns: Concerns;
    readonly screenshots: Screenshots;
    readonly nextSchool: NextSchool;
    readonly downloads: Pick<Downloads, 'offer'>;
    readonly ids: Pick<Ids, 'uuid'>;
  },
): void {
  registerReports(routes, deps);
  registerOwnReports(routes, deps);
  registerAlsoTell(routes, deps);
  registerOwnCases(routes, deps);
  registerRota(routes, deps);
  registerDrills(routes, deps, createReportPages(deps));
  registerPhones(routes, deps);
  registerRoles(routes, deps);
  registerRolls(routes, deps);
  registerTrust(routes, deps);
  // What shows a record can be gone on with once its second step is taken.
  const steps = rememberSteps(routes);
  registerTriage(steps.routes, deps);
  registerConcernRecords(steps.routes, deps);
  registerCases(steps.routes, deps);
  registerPictures(steps.routes, deps);
  registerPatterns(steps.routes, deps);
  registerNextSchool(steps.routes, deps);
  registerSecondStep(routes, steps.find, deps);
}
