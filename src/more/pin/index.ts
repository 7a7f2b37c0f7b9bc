import type { Feature } from '../../feature.ts';
import { askForStep } from './closed.handlers.ts';
import { pinNotices } from './pin.cards.ts';
import { registerSecondStep } from './pin.handlers.ts';
import { sqlPinStore } from './pin.store.ts';
import { createSecondStep } from './second-step.ts';
import { pinGuard } from './second-step-gate.ts';

/** A second step before a record opens. */
export const pin: Feature = {
  start({ context: { db, routes, log, command }, recordKey, report: { deps, steps } }) {
    const pins = sqlPinStore(db, recordKey);
    const secondStep = createSecondStep({ ...deps, pins });
    registerSecondStep(routes.report, steps.find, { secondStep, trust: deps.trust, log });
    return {
      inReports: { readGuard: pinGuard(pins), askForStep },
      notices: pinNotices,
      wishes: { pin: command('pin') },
    };
  },
  // What was to be told before it was left out is told.
  leftOut: () => ({ notices: pinNotices }),
};
