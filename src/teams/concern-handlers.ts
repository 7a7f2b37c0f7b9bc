import type { Screenshots } from '../concern/screenshot.ts';
import type { Downloads } from '../core/downloads.ts';
import { registerOwnReports } from './concern-own-handlers.ts';
import { registerPictures } from './concern-picture-handlers.ts';
import { registerConcernRecords } from './concern-record-handlers.ts';
import { type ReportParts, registerReports } from './concern-report-handlers.ts';
import { registerTriage } from './concern-triage-handlers.ts';
import type { Routes } from './routes.ts';

/** Everything about concerns that can be said or clicked in Teams. */
export function registerConcerns(
  routes: Routes,
  parts: ReportParts & { readonly screenshots: Screenshots; readonly downloads: Pick<Downloads, 'offer'> },
): void {
  registerReports(routes, parts);
  registerOwnReports(routes, parts);
  registerTriage(routes, parts);
  registerConcernRecords(routes, parts);
  registerPictures(routes, parts);
}
