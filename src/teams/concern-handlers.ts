import { registerOwnReports } from './concern-own-handlers.ts';
import { type ReportParts, registerReports } from './concern-report-handlers.ts';
import { registerTriage } from './concern-triage-handlers.ts';
import type { Routes } from './routes.ts';

/** Everything about concerns that can be said or clicked in Teams. */
export function registerConcerns(routes: Routes, parts: ReportParts): void {
  registerReports(routes, parts);
  registerOwnReports(routes, parts.concerns);
  registerTriage(routes, parts);
}
