import type { ConcernId, UserId } from '../../kernel/ids.ts';
import type { DrillId } from '../../school/file/drill-names.ts';
import type { School } from '../../school/school.ts';
import { type Concern, isUrgentAs, type NewEntry, type Recipient, type Urgency, type Written } from '../concern.ts';
import { acknowledgeDueAfter, decideDueAfter } from '../delivery/clocks.ts';
import type { ConcernDeps } from '../deps.ts';
import { mayInvolveAdult, tellsThereIsOne } from '../naming/adult.ts';
import { askedOf } from '../naming/answer-own.ts';
import { ANSWER_MS, type Question } from '../naming/question.ts';
import type { Receipt } from '../notice.ts';
import { receiptOf } from '../own-report/receipt.ts';
import { change } from '../record/change.ts';
import { factsOfRaised, fresh } from '../record/event-fold.ts';
import { onDutyNow } from '../rota/on-duty.ts';
import { lastingOf } from '../routing/lies-with.ts';
import { keptRoute, leftOut, routeIfNobody, type Subject } from '../routing/routing.ts';
import type { Relation } from '../same-child/joined.ts';
import { WAITS } from '../task.ts';
import { tasksForHolder, wayOf } from '../triage/hand-on.ts';
import { mayBeLinked } from '../triage/linked.ts';
import { isBrief } from './draft.ts';

export interface Report {
  /** The id of the draft: sending it again gives the first receipt. */
  readonly draft: string;
  readonly reporter: UserId;
  readonly school: School;
  readonly subject: Subject;
  readonly urgency: Urgency;
  readonly words: Written;
  /** When the form of a drill was opened. */
  readonly drillBegunAt?: Date | undefined;
  readonly drillOf?: DrillId | undefined;
  /** The reporter's earlier report about another child in the same matter: each names the other. */
  readonly beside?: ConcernId;
  /** It came by the shared address, where nobody can be asked who a name means: who may be meant does not get it. */
  readonly byLink?: {
    /** When those who have it are told: a flood waits its turn. */
    readonly tellAt: Date;
  };
}

export interface Raised {
  readonly kind: 'raised' | 'already-raised';
  readonly receipt: Receipt;
  /** Who the words may mean: asked once it is on disk. */
  readonly whom?: Question | undefined;
  /** It waits so long for the answer, unless that is urgent. */
  readonly waitsUntil?: Date;
  /** Sent before, and what it says beside that is added now. */
  readonly isMore?: boolean;
  /** Everyone at the school who could open it may be meant: it is saved, and who to phone is outside. */
  readonly isForNobody?: boolean;
}

/** Takes in a report. When this resolves with a receipt the report is on disk; who is told follows from rows beside it. */
export async function raise(deps: ConcernDeps, report: Report): Promise<Raised> {
  const { reporter, school, subject, urgency } = report;
  const isUrgent = isUrgentAs(urgency);
  const now = deps.clock();
  const route = keptRoute(school, subject, reporter, report.byLink !== undefined);
  const { kind, excluded, naming, isForNobody } = route;
  const [holder] = route.steps;
  // Who gets it hangs on the answer: what is not urgent waits for it a little, what is goes at once to whom nobody can mean.
  const isForOthers =
    leftOut(school, { kind, naming, excluded, reporter }).length > 0 ||
    routeIfNobody(school, subject, reporter).steps[0] !== holder;
  const waits = !isUrgent && !report.byLink && isForOthers;
  const from = waits ? new Date(now.getTime() + ANSWER_MS) : (report.byLink?.tellAt ?? now);

  const concern: Concern = {
    ...fresh({
      id: deps.ids.uuid() as ConcernId,
      reference: deps.ids.reference(6),
      school: school.id,
      kind,
      isUrgent,
      urgency,
      onDuty: holder === 'dsl' ? (await onDutyNow(deps, school, report.drillOf)).map(({ id }) => id) : undefined,
      liesWith: comingTo(school, holder, excluded),
      drillBegunAt: report.drillBegunAt,
      drillOf: report.drillOf,
      isBrief: isBrief(report.words),
      isByLink: report.byLink !== undefined,
      reporter,
      holder,
      via: wayOf(school, holder, { kind, naming, excluded, reporter }),
      raisedAt: now,
      acknowledgeDueAt: acknowledgeDueAfter(school, isUrgent, now),
      decideDueAt: decideDueAfter(school, isUrgent, now),
    }),
    excluded,
    naming,
    lateNamed: [],
  };
  const other = report.beside && (await found(deps, report.beside));
  const isLinked =
    other?.reporter === reporter && other.school === concern.school && mayBeLinked(school, concern, other);
  const linkTo = ({ id, reference }: Concern): NewEntry => ({
    at: now,
    actor: reporter,
    kind: 'linked',
    facts: { to: id, reference, relation: 'matter' satisfies Relation },
  });
  const raised = await deps.store.raise({
    concern: { ...concern, version: isLinked ? 2 : 1 },
    draft: report.draft,
    entries: [
      { at: now, actor: reporter, kind: 'raised', facts: factsOfRaised(concern), words: report.words },
      ...(isLinked ? [linkTo(other)] : []),
    ],
    tasks: [
      ...(report.byLink ? [] : [{ kind: 'receipt', dueAt: now, person: reporter, holder } as const]),
      ...tasksForHolder(school, concern, holder, from).map((task) =>
        waits && task.kind === 'tell-holder' ? { ...task, why: WAITS } : task,
      ),
      ...tellsThereIsOne(school, concern, mayInvolveAdult(concern) ? now : from),
    ],
  });
  // It is on disk now: nothing that fails from here on may call it not saved. Its own trail names the other already.
  if (isLinked && raised.kind === 'raised')
    await change(deps.store, other.id, () => ({ entries: [linkTo(concern)] })).catch((error: unknown) =>
      deps.log.error('concern.not-linked-back', { concern: concern.id }, error),
    );
  const kept = raised.kind === 'raised' ? concern : raised.concern;
  deps.log.info('concern.raised', { concern: kept.id, again: raised.kind === 'already-raised' });
  // The rows are there whether or not anyone is woken.
  await deps.wake().catch(() => deps.log.warn('concern.not-woken', { concern: kept.id }));
  const whom = raised.kind === 'raised' ? askedOf(school, concern) : undefined;
  return { kind: raised.kind, receipt: receiptOf(school, kept), whom, ...(waits && { waitsUntil: from }), isForNobody };
}

/** With whom it lies; kept for someone who comes later, where everyone there may be meant. */
function comingTo(school: School, holder: Recipient, excluded: readonly UserId[]): Concern['liesWith'] {
  const people = lastingOf(school, holder, { excluded });
  return people.length === 0 ? undefined : people;
}

/** The other report, as far as it can be read: a link is never worth a report that is not taken in. */
async function found(deps: ConcernDeps, id: ConcernId): Promise<Concern | undefined> {
  try {
    return await deps.store.find(id);
  } catch {
    deps.log.warn('concern.not-linked', { concern: id });
    return undefined;
  }
}
