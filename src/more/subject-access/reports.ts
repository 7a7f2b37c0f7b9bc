import type { ConcernId } from '../../kernel/ids.ts';
import type { Actor } from '../../report/actor.ts';
import type { Concern, Entry } from '../../report/concern.ts';
import { schoolOf } from '../../report/deps.ts';
import { isOnPaper } from '../../report/keeping/on-paper.ts';
import { access } from '../../report/opening/access.ts';
import { within } from '../../report/opening/lists.ts';
import type { OpenRecord } from '../../report/opening/open.ts';
import type { Locked } from '../../report/opening/read-guard.ts';
import { searchClosedTo } from '../../report/opening/second-step.ts';
import { change } from '../../report/record/change.ts';
import { isOfItsPeople } from '../../report/routing/lies-with.ts';
import { hidingFrom } from '../../report/routing/locked-away.ts';
import { asCorrected } from '../../report/same-child/corrected.ts';
import type { FeatureAct } from '../../report/triage/act.ts';
import type { ACCESS_DECISION_WORDING, ACCESS_GROUND_WORDING } from '../../report/wording.ts';
import { readingBeside } from '../children/namesakes.ts';
import { choiceOf, chosenFrom } from '../children/redaction.ts';
import { endOf } from './request.ts';
import { type AccessDeps, isDecisionFor, isOfRequest, requestFor, schoolsOf, type TheirRequest } from './requests.ts';
import { type GivenEntry, givenOf, othersNamed } from './third-parties.ts';
import { type Naming, namingIn } from './who-is-named.ts';

export type Decision = keyof typeof ACCESS_DECISION_WORDING;
export type Ground = keyof typeof ACCESS_GROUND_WORDING;

/** A report that has to do with the person, among those that the reader may open. */
export interface NamedReport {
  readonly concern: Concern;
  readonly entries: readonly Entry[];
  readonly how: Naming;
  /** What was decided of it for this request. */
  readonly decided: Entry | undefined;
}

export interface NamedReports extends TheirRequest {
  readonly kind: 'named';
  readonly reports: readonly NamedReport[];
  /** Where older ones are that were not looked through. */
  readonly next: number | undefined;
  readonly isPartial: boolean;
  readonly unreadable: number;
  /** How many were decided on for this request and are destroyed since. */
  readonly destroyed: number;
}

/** So many of each shelf at a time, the newest first: each costs a question to the vault. */
const LOOKED_THROUGH = 250;

/**
 * What someone has that names the person, of the reports that they may open and act on at this moment. That a report was found is in
 * its trail. Nothing of any other report plays a part in it.
 */
export async function reportsNaming(
  deps: AccessDeps,
  id: string,
  actor: Actor,
  from = 0,
): Promise<NamedReports | Locked | { readonly kind: 'not-available' }> {
  const closed = await closedFor(deps, actor);
  if (closed) return closed;
  const theirs = await requestFor(deps, id, actor);
  if (!theirs) return { kind: 'not-available' };
  const found = await lookThrough(deps, theirs, actor, from);
  await deps.store.noteFound(
    found.reports.map(({ concern }) => concern.id),
    { at: deps.clock(), actor: actor.user },
  );
  return { kind: 'named', ...theirs, ...found };
}

/** Whether words of reports are closed to them until the second step. */
export const closedFor = (deps: AccessDeps, actor: Actor): Promise<Locked | undefined> =>
  searchClosedTo(deps, schoolsOf(deps, actor), actor.user);

const ORDER: readonly Naming[] = ['about', 'sent', 'named', 'added', 'perhaps'];
/** What still waits comes first. */
const rank = ({ how, decided }: NamedReport): number => ORDER.indexOf(how) + (decided ? ORDER.length : 0);

async function lookThrough(
  deps: AccessDeps,
  { request, school }: TheirRequest,
  actor: Actor,
  from: number,
): Promise<Pick<NamedReports, 'reports' | 'next' | 'isPartial' | 'unreadable' | 'destroyed'>> {
  const { concerns, isMore, isPartial, unreadable } = await within(deps, actor, {
    newest: { most: LOOKED_THROUGH, from },
  });
  const ofThem = concerns.filter(
    (one) => one.school === request.school && isOfItsPeople(schoolOf(deps, one.school), one, actor.user),
  );
  const trails = await deps.store.entriesOf(ofThem);
  const theirs = ofThem.filter(({ isStub }) => !isStub);
  // Without a roll, or while it cannot be read, names alone decide.
  const told = readingBeside(await deps.rolls.pupils(school).catch(() => []));
  const shown = await hidingFrom(deps, actor.user);
  const reports = theirs.flatMap((concern): readonly NamedReport[] => {
    const trail = trails.get(concern.id) ?? [];
    const entries = shown(asCorrected(trail));
    const decided = decidedFor(request.id, trail);
    const wasDecided = trail.some(isDecisionFor(request.id));
    const how = namingIn(concern, entries, request.subject, told(entries)) ?? (wasDecided ? 'added' : undefined);
    return how ? [{ concern, entries, how, decided }] : [];
  });
  return {
    reports: reports.toSorted((left, right) => rank(left) - rank(right)),
    next: isMore ? from + LOOKED_THROUGH : undefined,
    isPartial,
    unreadable,
    destroyed: ofThem.filter(({ isStub, id }) => isStub && isOfRequest(request.id, trails.get(id) ?? [])).length,
  };
}

/** All of them, batch by batch. */
async function lookThroughAll(deps: AccessDeps, theirs: TheirRequest, actor: Actor) {
  const reports: NamedReport[] = [];
  let isWhole = true;
  for (let from: number | undefined = 0; from !== undefined; ) {
    const found = await lookThrough(deps, theirs, actor, from);
    reports.push(...found.reports);
    isWhole &&= !found.isPartial && found.unreadable === 0;
    from = found.next;
  }
  return { reports, isWhole };
}

/** What was decided on it as it is now: what was written since may name others, and nobody has decided on that. */
function decidedFor(request: string, trail: readonly Entry[]): Entry | undefined {
  const last = trail.findLast(isDecisionFor(request));
  const isAdded = ({ seq, kind, words }: Entry): boolean =>
    last !== undefined && seq > last.seq && words !== undefined && (isOnPaper(kind) || kind === 'corrected');
  return trail.some(isAdded) ? undefined : last;
}

/** A report that someone may open, by its reference; whether it is closed to them until the second step is asked when it opens. */
export async function reportCalled(deps: AccessDeps, reference: string, actor: Actor): Promise<ConcernId | undefined> {
  const found = reference === '' ? undefined : await deps.store.findByReference(reference);
  if (!found) return undefined;
  const { kind } = await access(deps, found.id, actor, 'access-request');
  return kind === 'granted' || kind === 'locked' ? found.id : undefined;
}

/** What a person's data in one report is, and who else is named beside it. */
export interface ReportForRequest {
  readonly given: readonly GivenEntry[];
  readonly names: readonly string[];
  /** The names, as a digest: what is ticked is compared with it. */
  readonly list: string;
  readonly decided: Entry | undefined;
  /** All that was decided on it for this request, whether or not it still counts. */
  readonly decisions: readonly Entry[];
}

/** @param record as it was opened: that it was is in its trail */
export async function reportForRequest(
  deps: AccessDeps,
  { request, school }: TheirRequest,
  record: Pick<OpenRecord, 'concern' | 'entries' | 'reporterName'>,
): Promise<ReportForRequest> {
  const entries = asCorrected(record.entries);
  const given = givenOf(school, record.concern.reporter, entries, []);
  // Without a roll, or while it cannot be read, capitals alone decide.
  const pupils = await deps.rolls.pupils(school).catch(() => []);
  const names = othersNamed(given, request.subject, { school, pupils, reporter: record.reporterName });
  // A record as it is opened is without what was decided for a request.
  const trail = await deps.store.entries(record.concern);
  return {
    ...{ given, names, list: choiceOf(names, []) },
    decided: decidedFor(request.id, trail),
    decisions: trail.filter(isDecisionFor(request.id)),
  };
}

export interface WantedDecision {
  readonly decision: Decision;
  readonly ground: Ground | undefined;
  readonly reason: string;
  readonly list: string;
  readonly leaveOut: readonly number[];
  /** Other words to take out. */
  readonly also: readonly string[];
}

/**
 * Decides what of a report is given, as an event of its own trail. `changed`: other names may be in it than were shown.
 * @param about the report as it is now
 */
export function decideAct(
  { request }: TheirRequest,
  { names }: Pick<ReportForRequest, 'names'>,
  { decision, ground, reason, list, leaveOut, also }: WantedDecision,
): FeatureAct | 'changed' | 'no-ground' {
  const chosen = chosenFrom(names, `${list}${leaveOut.join('.')}`);
  if (!chosen) return 'changed';
  if (decision === 'withhold' && ground === undefined) return 'no-ground';
  const removed = decision === 'give' ? [...new Set([...chosen, ...also])] : [];
  const facts = {
    request: request.id,
    decision,
    ...(decision === 'withhold' && ground !== undefined && { ground }),
    ...(removed.length > 0 && { leftOut: removed.length }),
  };
  const words = { ...(reason !== '' && { reason }), ...(removed.length > 0 && { removed: removed.join('\n') }) };
  return {
    kind: 'feature',
    name: 'access-decided',
    words,
    needsReason: decision === 'withhold',
    isForStubs: false,
    plan: ({ entry }) => ({ entries: [entry('access-decided', { facts, words })] }),
  };
}

const removedIn = ({ words }: Entry): readonly string[] => words?.removed?.split('\n') ?? [];
const isGiven = ({ decided }: NamedReport): boolean => decided?.facts?.decision === 'give';
/** Whether a person has to decide: one that only may name them is decided on where it does. */
export const isUndecided = ({ how, decided }: NamedReport): boolean => how !== 'perhaps' && decided === undefined;

/**
 * Someone says that all that they have is decided on.
 * @returns how many are not
 */
export async function finishPart(
  deps: AccessDeps,
  id: string,
  actor: Actor,
): Promise<'done' | 'not-available' | 'not-whole' | Locked | number> {
  const closed = await closedFor(deps, actor);
  if (closed) return closed;
  const theirs = await requestFor(deps, id, actor);
  if (!theirs || endOf(theirs.request)) return 'not-available';
  const { reports, isWhole } = await lookThroughAll(deps, theirs, actor);
  const left = reports.filter(isUndecided).length;
  if (left > 0) return left;
  if (!isWhole) return 'not-whole';
  for (const part of theirs.open)
    await deps.requests.note(id, { at: deps.clock(), by: actor.user, kind: 'done', part });
  return 'done';
}

/** What is given, report by report, as it leaves. */
export interface GivenFile {
  readonly theirs: TheirRequest;
  readonly reports: readonly { readonly at: Date; readonly given: readonly GivenEntry[] }[];
  /** Reports that name the person and of which nothing is decided yet. */
  readonly undecided: number;
  /** No report that may name the person was closed to the one who looked, and every one could be read. */
  readonly isWhole: boolean;
}

/** For those who decided, to be read and given. That it left is in each report that is in it before it does. */
export async function givenFile(deps: AccessDeps, id: string, actor: Actor): Promise<GivenFile | undefined> {
  if (await closedFor(deps, actor)) return undefined;
  const theirs = await requestFor(deps, id, actor);
  if (!theirs) return undefined;
  const { reports, isWhole } = await lookThroughAll(deps, theirs, actor);
  const given = reports.filter(isGiven);
  for (const { concern, decided } of given) await noteExport(deps, concern.id, actor, decided);
  return {
    theirs,
    reports: given
      .map(({ concern, entries, decided }) => ({
        at: concern.raisedAt,
        given: givenOf(theirs.school, concern.reporter, entries, decided ? removedIn(decided) : []),
      }))
      .toSorted((left, right) => left.at.getTime() - right.at.getTime()),
    undecided: reports.filter(isUndecided).length,
    isWhole,
  };
}

const noteExport = (deps: AccessDeps, id: ConcernId, { user }: Actor, decided: Entry | undefined) =>
  change(deps.store, id, () => ({
    entries: [
      {
        at: deps.clock(),
        actor: user,
        kind: 'exported',
        facts: { format: 'subject-access', leftOut: Number(decided?.facts?.leftOut ?? 0) },
      },
    ],
  }));
