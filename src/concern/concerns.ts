import type { Actor } from './actor.ts';
import { type AlsoTell, createAlsoTell } from './also-tell/also-tell.ts';
import { createOwnCases, type OwnCases } from './case/own-case.ts';
import { type Cover, createCover } from './cover/cover.ts';
import { createDrills, type Drills } from './cover/drill.ts';
import type { ConcernDeps } from './deps.ts';
import { type PatternsAnswer, patternsFor } from './patterns/patterns.ts';
import { createPhones, type Phones } from './phones/phones.ts';
import { type Figures, figuresOf } from './record/figures.ts';
import { createLists, type Lists } from './record/lists.ts';
import { createRecords, type Records } from './record/records.ts';
import { createOwnReports, type OwnReports } from './report/own-report.ts';
import { createReportForm, type ReportForm } from './report/report-form.ts';
import { createRecordKeeping, type RecordKeeping } from './retention/record-keeping.ts';
import { createRoles, type Roles } from './roles/roles.ts';
import { createRolls, type Rolls } from './roll/rolls.ts';
import { createSecondStep, type SecondStep } from './second-step/second-step.ts';
import { createSharedDoor, type SharedDoor } from './shared-address/shared-address.ts';
import { createTrustLeads, type TrustLeads } from './trust/trust-cover.ts';

/** What can be done with concerns, by who does it. Each method checks on its own who may. */
export interface Concerns {
  /** Writing a report and sending it. */
  readonly form: ReportForm;
  /** What a reporter does with what they sent. */
  readonly own: OwnReports;
  /** Who the school's policy names beside those who have a report. */
  readonly alsoTell: AlsoTell;
  /** How far a case is, for the member of staff it is about. */
  readonly ownCases: OwnCases;
  /** Opening one record and acting on it. */
  readonly record: Records;
  /** What someone who answers for reports finds. */
  readonly lists: Lists & {
    /** What keeps coming back in them; says about reports who they are about, so it is closed like them. */
    patterns(actor: Actor): Promise<PatternsAnswer>;
  };
  /** How many of theirs are open and overdue, for their own first page. */
  figures(actor: Actor): Promise<Figures>;
  /** Who of the DSL's team is there when. */
  readonly cover: Cover;
  /** Marked test reports, timed. */
  readonly drills: Drills;
  /** The school's list of its pupils, by which a child is found as one types. */
  readonly rolls: Rolls;
  /** Who to phone. */
  readonly phones: Phones;
  /** Who holds which role. */
  readonly roles: Roles;
  /** Asking and reporting without Teams. */
  readonly sharedDoor: SharedDoor;
  /** The trust's safeguarding lead: for whom they cover, and what is open to them. */
  readonly trustLeads: TrustLeads;
  /** Taking a record away, and how long it stays. */
  readonly keeping: RecordKeeping;
  /** What their school asks for before any of it opens. */
  readonly secondStep: SecondStep;
}

export function createConcerns(deps: ConcernDeps, rolls: Rolls = createRolls(deps)): Concerns {
  const cover = createCover(deps);
  return {
    form: createReportForm(deps, rolls),
    own: createOwnReports(deps),
    alsoTell: createAlsoTell(deps),
    ownCases: createOwnCases(deps),
    record: createRecords(deps, rolls),
    lists: { ...createLists(deps), patterns: (actor) => patternsFor(deps, rolls, actor) },
    figures: (actor) => figuresOf(deps, actor),
    cover,
    drills: createDrills(deps),
    rolls,
    phones: createPhones(deps),
    roles: createRoles(deps),
    trustLeads: createTrustLeads(deps),
    sharedDoor: createSharedDoor(deps, cover.onDuty),
    keeping: createRecordKeeping(deps),
    secondStep: createSecondStep(deps),
  };
}
