import type { Ids } from '../kernel/ids.ts';
import type { Downloads } from '../kernel/pages/downloads.ts';
import { registerDrills } from '../more/drills/drill.handlers.ts';
import { registerNextSchool } from '../more/next-school/next-school.handlers.ts';
import type { NextSchool } from '../more/next-school/next-school.ts';
import { registerCases } from '../more/online-abuse/case.handlers.ts';
import { registerOwnCases } from '../more/online-abuse/own-case.handlers.ts';
import { registerPatterns } from '../more/patterns/patterns.handlers.ts';
import { registerSecondStep, rememberSteps } from '../more/pin/pin.handlers.ts';
import { registerRoles } from '../more/role-changes/roles.handlers.ts';
import { registerRolls } from '../more/roll/roll.handlers.ts';
import { registerPictures } from '../more/screenshots/screenshot.handlers.ts';
import type { Screenshots } from '../more/screenshots/screenshot.ts';
import { registerTrust } from '../more/trust-lead/trust.handlers.ts';
import { registerAlsoTell } from './also-tell/also-tell.handlers.ts';
import type { Concerns } from './concerns.ts';
import { registerReports } from './form/report.handlers.ts';
import { createReportPages, type ReportDeps } from './form/report-pages.handlers.ts';
import type { Routes } from './handlers/turns.handlers.ts';
import { registerConcernRecords } from './opening/record.handlers.ts';
import { registerOwnReports } from './own-report/own-report.handlers.ts';
import { registerPhones } from './phones/phones.handlers.ts';
import { registerRota } from './rota/rota.handlers.ts';
import { registerTriage } from './triage/triage.handlers.ts';

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
