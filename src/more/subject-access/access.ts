import type { Actor } from '../../report/actor.ts';
import { schoolReadBy } from '../../report/rota/cover.ts';
import type { School } from '../../school/school.ts';
import { titleOf } from '../roll/pupil.ts';
import {
  closedFor,
  decideAct,
  finishPart,
  givenFile,
  reportCalled,
  reportForRequest,
  reportsNaming,
} from './reports.ts';
import { type AccessDeps, enterRequest, noteOnRequest, requestFor, requestsFor } from './requests.ts';

/** What is done with subject access requests, by who does it. Each checks on its own who may. */
export const createAccess = (deps: AccessDeps) => ({
  /** Whether they are asked about requests at all. Anyone may type these words who wants to make one: that is no refusal. */
  isForThem: async (actor: Actor) => (await schoolReadBy(deps, actor)) !== undefined,
  requests: (actor: Actor) => requestsFor(deps, actor),
  request: (id: string, actor: Actor) => requestFor(deps, id, actor),
  enter: (actor: Actor, wanted: Parameters<typeof enterRequest>[2]) => enterRequest(deps, actor, wanted),
  /** Who was picked, as the box shows them. */
  async pupil(schools: readonly School[], id: string | undefined) {
    for (const school of id === undefined ? [] : schools) {
      const found = await deps.rolls.pupil(school, { id: id ?? '' }).catch(() => undefined);
      if (found) return { title: titleOf(found), value: found.id };
    }
    return undefined;
  },
  note: async (id: string, actor: Actor, act: Parameters<typeof noteOnRequest>[3], isTry = false) =>
    (await closedFor(deps, actor)) ?? noteOnRequest(deps, id, actor, act, isTry),
  reports: (id: string, actor: Actor, from?: number) => reportsNaming(deps, id, actor, from),
  report: (...of: Parameters<typeof reportForRequest> extends [unknown, ...infer Rest] ? Rest : never) =>
    reportForRequest(deps, ...of),
  decision: decideAct,
  /** A report of theirs by its reference. */
  called: (reference: string, actor: Actor) => reportCalled(deps, reference, actor),
  /** Whether words are closed until the second step. */
  closed: (actor: Actor) => closedFor(deps, actor),
  finish: (id: string, actor: Actor) => finishPart(deps, id, actor),
  file: (id: string, actor: Actor) => givenFile(deps, id, actor),
});

export type Access = ReturnType<typeof createAccess>;
