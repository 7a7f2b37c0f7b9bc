import { createDrills, type Drills } from '../more/drills/drill.ts';
import { createOwnCases, type OwnCases } from '../more/online-abuse/own-case.ts';
import { type PatternsAnswer, patternsFor } from '../more/patterns/patterns.ts';
import { createSecondStep, type SecondStep } from '../more/pin/second-step.ts';
import { createRoles, type Roles } from '../more/role-changes/roles.ts';
import { createRolls, type Rolls } from '../more/roll/rolls.ts';
import { createSharedDoor, type SharedDoor } from '../more/shared-address/shared-address.ts';
import { createTrustLeads, type TrustLeads } from '../more/trust-lead/trust-cover.ts';
import type { Actor } from './actor.ts';
import { type AlsoTell, createAlsoTell } from './also-tell/also-tell.ts';
import type { ConcernDeps } from './deps.ts';
import { createReportForm, type ReportForm } from './form/report-form.ts';
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
