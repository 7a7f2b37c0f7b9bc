import { bound } from '../kernel/calls/bound.ts';
import type { ConcernId } from '../kernel/ids.ts';
import type { Actor } from './actor.ts';
import { createAlsoTell } from './also-tell/also-tell.ts';
import { governorsFor } from './deciding/governors.ts';
import { logsFor } from './deciding/logs.ts';
import type { ConcernDeps } from './deps.ts';
import { createReportForm } from './form/report-form.ts';
import type { ChildFinder } from './host.ts';
import { type ExportFormat, exportConcern } from './keeping/export.ts';
import { dueFor, keepingFor } from './keeping/retention.ts';
import { confirmable, reducible } from './keeping/stub.ts';
import { figuresOf } from './opening/figures.ts';
import { listFor, mayList, searchDoor } from './opening/lists.ts';
import { morningFor, searchNaming, type WantedLines, wordsOfActions, wordsOfLines } from './opening/morning.ts';
import { look, open } from './opening/open.ts';
import { addToOwn, ownReport, ownReports, sayWhomInOwn } from './own-report/own-report.ts';
import { createPhones } from './phones/phones.ts';
import { letInAll } from './roles/let-in-all.ts';
import { createCover } from './rota/cover.ts';
import { openBeside } from './same-child/others.ts';
import { act } from './triage/triage.ts';

/**
 * What can be done with concerns, by who does it. Each checks on its own who may.
 * @param children where a child is found as one types; absent where a school keeps no roll here
 */
export const createConcerns = (deps: ConcernDeps, children?: ChildFinder) => ({
  /** Writing a report and sending it. */
  form: createReportForm(deps, children),
  /** What a reporter does with what they sent. Someone else's look like none at all. */
  own: bound(deps, { report: ownReport, all: ownReports, sayWhom: sayWhomInOwn, add: addToOwn }),
  /** Who the school's policy names beside those who have a report. */
  alsoTell: createAlsoTell(deps),
  /** One record, for those who may open it at the moment of asking. */
  record: bound({ ...deps, children }, { open, look, act, letInAll, openBeside }),
  /** What someone who answers for reports finds. */
  lists: {
    ...bound(deps, { mayList, list: listFor, searchDoor }),
    ...bound(deps, { logs: logsFor, governors: governorsFor }),
    search: (actor: Actor, sought: string, from?: number) => searchNaming(deps, children, actor, sought, from),
    ...bound(deps, { wordsOfActions, wordsOfLines }),
    morning: (actor: Actor, wanted: WantedLines) => morningFor(deps, children, actor, wanted),
  },
  /** How many of theirs are open and overdue, for their own first page. */
  figures: (actor: Actor, wanted?: Parameters<typeof figuresOf>[2]) => figuresOf(deps, actor, wanted),
  /** Who of the DSL's team is there when. */
  cover: createCover(deps),
  /** Who to phone. */
  phones: createPhones(deps),
  /** How a record leaves, and when it is time to decide whether it is kept. */
  keeping: {
    ...bound(deps, { reducible, confirmable, due: dueFor, of: keepingFor }),
    exportRecord: (id: ConcernId, actor: Actor, format: ExportFormat) =>
      exportConcern(deps, children, id, actor, format),
  },
});
export type Concerns = ReturnType<typeof createConcerns>;
