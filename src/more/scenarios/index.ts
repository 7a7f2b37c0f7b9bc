import type { Extension } from '../../acknowledge/host.ts';
import type { Courier } from '../../acknowledge/ports.ts';
import type { Db } from '../../platform/postgres/database.ts';
import type { Messenger } from '../../platform/teams/outbound/messenger.ts';
import type { Routes } from '../../platform/teams/routes.ts';
import { sqlQuizStore } from '../quiz/quiz.store.ts';
import { registerScenarios } from './scenario.handlers.ts';
import { createScenarioMessages } from './scenario.messages.ts';
import { sqlScenarioStore } from './scenario.store.ts';
import { createScenarioDesk } from './scenario-desk.ts';
import type { ScenarioDeps } from './send.ts';

interface ScenarioParts extends Omit<ScenarioDeps, 'scenarios' | 'quizzes' | 'courier'>, Pick<Courier, 'install'> {
  readonly db: Db;
  readonly routes: Routes;
  readonly messenger: Messenger;
}

export function startScenarios({ db, routes, messenger, install, ...parts }: ScenarioParts): Extension {
  const courier = { ...createScenarioMessages(messenger, parts.trust.tenantId), install };
  const stores = { scenarios: sqlScenarioStore(db), quizzes: sqlQuizStore(db) };
  const scenarios = createScenarioDesk({ ...parts, ...stores, courier });
  registerScenarios(routes, scenarios);
  return scenarios.extension;
}
