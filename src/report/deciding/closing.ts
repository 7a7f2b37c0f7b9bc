import { formatDay } from '../../kernel/time.ts';
import { holdsVisible } from '../../kernel/visible.ts';
import type { School } from '../../school/school.ts';
import type { Concern, Entry, NewEntry, Written } from '../concern.ts';
import { actorWords, BEFORE_RIGHTED } from '../entry-wording.ts';
import { actionsTold } from '../keeping/handled.ts';
import type { Plan } from '../record/change.ts';
import type { NewTask } from '../task.ts';
import type { Acting, NotNow } from '../triage/act.ts';
import { checkAction } from '../triage/actions.ts';
import { keptEntries } from '../triage/let-in.ts';
import { isReferralStanding } from './decide.ts';
import {
  type Decision,
  isOfAnAllegation,
  type LEFT_WORDING,
  matterOf,
  type Outcome,
  outcomesFor,
  type REFERRAL_WORDING,
  saysOfReferral,
} from './decision.ts';
import { meetsThreshold } from './low-level.ts';

/** Whether anything is still to be done, or to be looked at again. */
export const hasLeft = ({ actions, reviewOn }: Pick<Concern, 'actions' | 'reviewOn'>): boolean =>
  actions.length > 0 || reviewOn !== undefined;

/** What is still to be done, each as it was written down: named before a report is closed. */
export function leftWords(school: School, concern: Concern, entries: readonly Entry[]): readonly string[] {
  const written = (number: number): string => {
    const { words, rightedAt } =
      entries.find(({ kind, facts }) => kind === 'action-set' && facts?.number === number) ?? {};
    const before = rightedAt ? ` (recorded ${BEFORE_RIGHTED}: check it)` : '';
    return `${words?.text ?? 'look whether it is gone'}${before}`;
  };
  return [
    ...concern.actions.map(
      ({ number, owner, due }) => `By ${formatDay(due)}, ${actorWords(school, concern, owner)}: ${written(number)}`,
    ),
    ...(concern.reviewOn === undefined ? [] : [`Review on ${formatDay(concern.reviewOn)}`]),
  ];
}

/**
 * What is still to be done, for paper: first what nobody has begun, since no action is set before a report is decided on. Of what is not for
 * its reader it says how much there is, and nothing else.
 * @param entries those that its reader may know of
 */
export function stillToDo(school: School, concern: Concern, entries: readonly Entry[]): readonly string[] {
  const { status, decidedAt } = concern;
  const isWaiting = status === 'submitted' || status === 'delivered';
  const told = actionsTold(concern, entries);
  const further = concern.actions.length - told.length;
  const isUndecided = decidedAt === undefined && status !== 'closed';
  return [
    ...(isWaiting ? ['Nobody has acknowledged this report: it is still to be read and decided'] : []),
    ...(isUndecided && !isWaiting ? ['It is still to be decided'] : []),
    ...leftWords(school, { ...concern, actions: told }, entries),
    ...(further === 0 ? [] : [`${further} further ${further === 1 ? 'action is' : 'actions are'} in the record`]),
  ];
}

/**
 * How it may end, by what is recorded. What meets the harm threshold by the LADO’s advice ends with an outcome of an allegation; as
 * already recorded elsewhere only once a link in it says where.
 */
export function endsFor({ kind }: Pick<Concern, 'kind'>, entries: readonly Entry[]): readonly Outcome[] {
  const all = outcomesFor(kind);
  if (matterOf(kind) !== 'adult' || !meetsThreshold(entries)) return all;
  const isLinked = entries.some((entry) => entry.kind === 'linked');
  return all.filter((outcome) => isOfAnAllegation(outcome) || (outcome === 'duplicate' && isLinked));
}

export interface Closing {
  readonly outcome: Outcome;
  /** What becomes of what is still to be done. */
  readonly left?: keyof typeof LEFT_WORDING | undefined;
  /** What became of what someone outside was asked. */
  readonly referral?: keyof typeof REFERRAL_WORDING | undefined;
  readonly words: Written;
}

/** Closes it with an outcome; what was still to be done is finished, handed on or kept, and the trail says which. */
export async function closePlan(acting: Acting, { outcome, left, referral, words }: Closing): Promise<Plan | NotNow> {
  const { school, concern, user, entry, now } = acting;
  if (!outcomesFor(concern.kind).includes(outcome)) return 'no-such-decision';
  if (!endsFor(concern, await acting.deps.store.entries(concern)).includes(outcome)) return 'meets-threshold';
  const isLeft = hasLeft(concern);
  if (isLeft && left === undefined) return 'left-open';
  if (isLeft && left === 'handed-on' && !holdsVisible(words.handedTo ?? '')) return 'left-open';
  const isReferred = await isReferralStanding(acting);
  if (isReferred && referral === undefined && !saysOfReferral(outcome)) return 'referral-open';
  const { actions, reviewOn, holder, version } = concern;
  const before: NewEntry[] = [];
  const tasks: NewTask[] = [];
  if (isLeft && left === 'done')
    for (const { number } of actions) before.push(entry('action-done', { facts: { number } }));
  // A closed report has no day on which it is looked at: what was to be looked at then is kept as something to be done.
  if (isLeft && left === 'kept' && reviewOn !== undefined) {
    const number = version + 1;
    before.push(entry('action-set', { facts: { number, to: user, due: reviewOn }, words: { text: 'Review it.' } }));
    tasks.push(...checkAction(school, { actions: [...actions, { number, owner: user, due: reviewOn }], holder }));
  }
  const facts = {
    outcome,
    ...(isLeft && left !== undefined && { left }),
    ...(isReferred && referral !== undefined && { referral }),
  };
  const closed = entry('closed', { facts, words });
  // Who came to its role meanwhile is kept from it for good, however soon after they came it is closed.
  return { entries: [...before, ...keptEntries(school, concern, now), closed], tasks };
}

/** Decides that the school does nothing more, and closes it, with one reason. */
export async function nothingMorePlan(
  acting: Acting,
  { words, ...closing }: Omit<Closing, 'outcome'>,
): Promise<Plan | NotNow> {
  const plan = await closePlan(acting, { ...closing, outcome: 'no-further-action', words: handedIn(words) });
  if (typeof plan === 'string') return plan;
  const decided = acting.entry('decided', { facts: { decision: 'no-further-action' satisfies Decision }, words });
  return { ...plan, entries: [decided, ...plan.entries] };
}

/** The reason stands with the decision; who took on what was left, with the closing. */
const handedIn = ({ handedTo }: Written): Written => (handedTo ? { handedTo } : {});
