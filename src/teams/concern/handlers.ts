import type { Screenshots } from '../../concern/screenshot.ts';
import type { Downloads } from '../../core/downloads.ts';
import type { Routes } from '../routes.ts';
import { registerOwnReports } from './own-handlers.ts';
import { registerPictures } from './picture-handlers.ts';
import { registerConcernRecords } from './record-handlers.ts';
import { type ReportParts, registerReports } from './report-handlers.ts';
import { registerTriage } from './triage-handlers.ts';

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
