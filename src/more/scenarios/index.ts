import type { AppContext } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import { addDays, DAY_MS, dayOf } from '../../kernel/time.ts';
import { sqlQuizStore } from '../quiz/quiz.store.ts';
import { registerScenarios } from './scenario.handlers.ts';
import { createScenarioMessages } from './scenario.messages.ts';
import { sqlScenarioStore } from './scenario.store.ts';
import type { ScenarioStore } from './scenario.ts';
import { createScenarioDesk } from './scenario-desk.ts';

const FORGET = 'scenarios.forget';
/** Who was sent what is of no use to anyone after this. */
const KEPT_DAYS = 400;

/** A short question each half-term to those who have signed. */
export const scenarios: Feature = {
  start({ context, campaigns }) {
    const { db, routes, messenger } = context;
    const courier = { ...createScenarioMessages(messenger, campaigns.trust.tenantId), install: campaigns.install };
    const store = sqlScenarioStore(db);
    const desk = createScenarioDesk({ ...campaigns, courier, scenarios: store, quizzes: sqlQuizStore(db) });
    registerScenarios(routes, desk);
    forgetInTime(context, store);
    return { extension: desk.extension };
  },

  leftOut({ context }) {
    forgetInTime(context, sqlScenarioStore(context.db));
    return {};
  },
};

function forgetInTime({ jobs, clock }: Pick<AppContext, 'jobs' | 'clock'>, store: ScenarioStore): void {
  jobs.handle(FORGET, () => store.forget(addDays(dayOf(clock()), -KEPT_DAYS)));
  jobs.every(FORGET, DAY_MS);
}
