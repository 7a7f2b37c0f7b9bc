import type { Feature } from '../../feature.ts';
import { registerPatterns } from './patterns.handlers.ts';
import { patternsFor } from './patterns.ts';

/** What keeps coming back in the reports that someone may open. */
export const patterns: Feature = {
  start({ report: { deps, rolls, concerns, hosted, steps } }) {
    registerPatterns(steps.routes, { hosted, concerns, patterns: (actor) => patternsFor(deps, rolls, actor) });
    return {};
  },
};
