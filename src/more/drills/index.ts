import type { Feature } from '../../feature.ts';
import { drillNotices } from './drill.cards.ts';
import { registerDrills } from './drill.handlers.ts';
import { sqlDrillStore } from './drill.store.ts';
import { createDrills, tellDueDrills } from './drill.ts';

/** Marked test reports, timed: begun by hand, or proposed on a day that someone chose. */
export const drills: Feature = {
  start({ context: { db, routes, ids }, report }) {
    const deps = { ...report.deps, drills: sqlDrillStore(db) };
    registerDrills(routes.report, { drills: createDrills(deps), ids }, report.pages);
    return { notices: drillNotices, tellDue: () => tellDueDrills(deps, report.sendUntracked) };
  },
};
