import type { Feature } from '../../feature.ts';
import { createRollReceipt, registerRolls } from './roll.handlers.ts';

const ROLLS = 'concern-rolls';
const ROLLS_MS = 12 * 60 * 60_000;

/** The school's list of its pupils, by which a child is found as one types. */
export const roll: Feature = {
  start({ context: { jobs, routes, standingOf, log }, fetchText, report: { deps, rolls } }) {
    registerRolls(routes.report, { rolls, trust: deps.trust, standingOf, log });
    jobs.handle(ROLLS, () => rolls.keepUp());
    jobs.every(ROLLS, ROLLS_MS);
    return { receive: createRollReceipt(rolls, fetchText) };
  },
  // A roll that was given stays no longer than it was said to.
  leftOut({ context: { jobs }, report: { rolls } }) {
    jobs.handle(ROLLS, () => rolls.removeOld());
    jobs.every(ROLLS, ROLLS_MS);
    return {};
  },
};
