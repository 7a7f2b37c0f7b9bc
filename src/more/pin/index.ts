import type { Feature } from '../../feature.ts';
import { askForStep } from './closed.handlers.ts';
import { pinNotices } from './pin.cards.ts';
import { registerSecondStep } from './pin.handlers.ts';
import { createSecondStep } from './second-step.ts';
import { pinGuard } from './second-step-gate.ts';

/** A second step before a record opens. */
export const pin: Feature = {
  tables: ['concern_pin'],
  start({ context: { routes, log, command }, report: { deps, steps } }) {
    registerSecondStep(routes.report, steps.find, { secondStep: createSecondStep(deps), trust: deps.trust, log });
    return {
      inReports: { readGuard: pinGuard(deps.pins), askForStep },
      notices: pinNotices,
      wishes: { pin: command('pin') },
    };
  },
};
