import type { Actor } from './actor.ts';
import { type AlsoTell, createAlsoTell } from './also-tell/also-tell.ts';
import type { ConcernDeps } from './deps.ts';
import { createReportForm, type ReportForm } from './form/report-form.ts';
import type { ChildFinder } from './host.ts';
import { createRecordKeeping, type RecordKeeping } from './keeping/record-keeping.ts';
import { type Figures, figuresOf } from './opening/figures.ts';
import { createLists, type Lists } from './opening/lists.ts';
import { createRecords, type Records } from './opening/records.ts';
import { createOwnReports, type OwnReports } from './own-report/own-report.ts';
import { createPhones, type Phones } from './phones/phones.ts';
import { type Cover, createCover } from './rota/cover.ts';

/** What can be done with concerns, by who does it. Each method checks on its own who may. */
export interface Concerns {
  /** Writing a report and sending it. */
  readonly form: ReportForm;
  /** What a reporter does with what they sent. */
  readonly own: OwnReports;
  /** Who the school's policy names beside those who have a report. */
  readonly alsoTell: AlsoTell;
  /** Opening one record and acting on it. */
  readonly record: Records;
  /** What someone who answers for reports finds. */
  readonly lists: Lists;
  /** How many of theirs are open and overdue, for their own first page. */
  figures(actor: Actor): Promise<Figures>;
  /** Who of the DSL's team is there when. */
  readonly cover: Cover;
  /** Who to phone. */
  readonly phones: Phones;
  /** Taking a record away, and how long it stays. */
  readonly keeping: RecordKeeping;
}

/** @param children where a child is found as one types; absent where a school keeps no roll here */
export function createConcerns(deps: ConcernDeps, children?: ChildFinder): Concerns {
  return {
    form: createReportForm(deps, children),
    own: createOwnReports(deps),
    alsoTell: createAlsoTell(deps),
    record: createRecords(deps),
    lists: createLists(deps),
    figures: (actor) => figuresOf(deps, actor),
    cover: createCover(deps),
    phones: createPhones(deps),
    keeping: createRecordKeeping(deps),
  };
}
