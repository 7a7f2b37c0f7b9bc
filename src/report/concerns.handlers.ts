import type { Ids } from '../kernel/ids.ts';
import type { Downloads } from '../kernel/pages/downloads.ts';
import { registerAlsoTell } from './also-tell/also-tell.handlers.ts';
import type { Concerns } from './concerns.ts';
import { registerReports } from './form/report.handlers.ts';
import type { ReportDeps } from './form/report-pages.handlers.ts';
import type { Hosting } from './handlers/closed.handlers.ts';
import { rememberSteps, type Steps } from './handlers/steps.handlers.ts';
import type { Routes } from './handlers/turns.handlers.ts';
import { registerConcernRecords } from './opening/record.handlers.ts';
import { registerOwnReports } from './own-report/own-report.handlers.ts';
import { registerPhones } from './phones/phones.handlers.ts';
import { registerRota } from './rota/rota.handlers.ts';
import { registerTriage } from './triage/triage.handlers.ts';

/** Everything about concerns that can be said or clicked in Teams. What shows a record can be gone on with once its second step is taken. */
export function registerConcerns(
  routes: Routes,
  deps: ReportDeps &
    Hosting & {
      readonly concerns: Concerns;
      readonly downloads: Pick<Downloads, 'offer'>;
      readonly ids: Pick<Ids, 'uuid'>;
    },
): Steps {
  registerReports(routes, deps);
  registerOwnReports(routes, deps);
  registerAlsoTell(routes, deps);
  registerRota(routes, deps);
  registerPhones(routes, deps);
  const steps = rememberSteps(routes);
  registerTriage(steps.routes, deps);
  registerConcernRecords(steps.routes, deps);
  return steps;
}
