import type { School } from '../../../school/school.ts';
import type { Concern } from '../../concern.ts';
import { type ConcernDeps, schoolOf } from '../../deps.ts';
import { mayInvolveAdult, mayInvolveColleague } from '../../naming/adult.ts';
import { openIn } from '../../naming/answer-own.ts';
import type { Said } from '../../notice.ts';
import { receiptOf } from '../../own-report/receipt.ts';
import { alertOf, outlineOf } from '../../record/outline.ts';
import { CASE, type Task, THERE_IS_ONE, WHOM } from '../../task.ts';

const CHASES = ['not-acknowledged', 'not-delivered', 'not-decided', 'review-due', 'action-due', 'unread'] as const;
const LATE = ['not-delivered', 'not-acknowledged', 'nobody-left', 'unread'] as const;
const NEWS = [
  'added',
  'added-urgent',
  'answered',
  'case-answered',
  'handed-over',
  'reopened',
  'locked',
  'locked-match',
  'school-received',
  'school-blocked',
  'school-expired',
  'drill-done',
  'trust-opened',
] as const;

/** What a task says to a person as the concern stands now; `undefined` when it is no longer true, or nothing is said. */
export function saidBy(deps: Pick<ConcernDeps, 'trust' | 'clock'>, task: Task, concern: Concern): Said | undefined {
  const school = schoolOf(deps, concern.school);
  switch (task.kind) {
    case 'tell-person':
      return alertOf(school, concern, task.holder);
    case 'receipt':
      return { kind: 'receipt', receipt: receiptOf(school, concern) };
    case 'late':
      return lateSaid(school, task, concern);
    case 'question':
      if (task.why === WHOM) return whomAsked(school, concern);
      return concern.status === 'need-info' ? { kind: 'question', ...namedBy(concern) } : undefined;
    case 'chase':
      return chaseSaid(school, task, concern, deps.clock());
    case 'news': {
      if (task.why === THERE_IS_ONE) return thereIsOneSaid(school, concern);
      if (task.why === CASE) return { kind: 'case', id: concern.id, reference: concern.reference };
      const why = NEWS.find((code) => code === task.why) ?? 'added';
      if (why === 'trust-opened' && !concern.isOpenToTrust) return undefined;
      return { kind: 'news', outline: outlineOf(school, concern), why };
    }
    case 'tell-holder':
    case 'check-delivered':
    case 'check-acknowledged':
    case 'check-decided':
    case 'check-read':
    case 'check-named':
    case 'check-review':
    case 'check-action':
      return undefined;
    default:
      return task.kind satisfies never;
  }
}

/** A name in it may mean someone who could not have had it before: only the reporter knows, and they are asked, or told where it is. */
const whomAsked = (school: School, concern: Concern): Said => {
  const about = openIn(school, concern).length > 0 ? 'whom' : 'elsewhere';
  return { kind: 'question', ...namedBy(concern), about };
};

/** No longer, once its reporter has said that none is, or it has gone to who answers for adults. */
const thereIsOneSaid = (school: School, concern: Concern): Said | undefined =>
  mayInvolveColleague(school, concern)
    ? {
        kind: 'there-is-one',
        reference: concern.reference,
        with: concern.holder,
        ...(!mayInvolveAdult(concern) && { isNamed: true }),
        ...(concern.drillBegunAt !== undefined && { isDrill: true }),
      }
    : undefined;

const namedBy = ({ id, reference, drillBegunAt }: Concern) => ({
  ...{ id, reference },
  ...(drillBegunAt !== undefined && { isDrill: true }),
});

/** What alarms a reporter must be true when it is said: someone may have reacted since it was planned. */
function lateSaid(school: School, task: Task, concern: Concern): Said | undefined {
  const why = LATE.find((code) => code === task.why) ?? 'not-acknowledged';
  const isUntrue = {
    'nobody-left': false,
    unread: concern.unreadSince === undefined,
    'not-acknowledged': concern.acknowledgedAt !== undefined,
    'not-delivered': concern.acknowledgedAt !== undefined || concern.deliveredAt !== undefined,
  }[why];
  return isUntrue ? undefined : { kind: 'late', receipt: receiptOf(school, concern), why };
}

function chaseSaid(school: School, task: Task, concern: Concern, now: Date): Said | undefined {
  const why = CHASES.find((code) => code === task.why) ?? 'not-acknowledged';
  const isOver = {
    unread: concern.unreadSince === undefined,
    'action-due': concern.actions.length === 0,
  }[why as string];
  if (isOver ?? concern.status === 'closed') return undefined;
  if (why === 'not-acknowledged' && concern.acknowledgedAt !== undefined) return undefined;
  return {
    kind: 'chase',
    outline: outlineOf(school, concern),
    why,
    at: now.toISOString(),
    isEscalation: task.holder !== concern.holder,
  };
}
