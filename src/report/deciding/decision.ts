import { codesOf } from '../../kernel/codes.ts';
import { addDays, type IsoDay, weekdayOf } from '../../kernel/time.ts';
import { type Concern, hasCase, isOfConduct, type Kind } from '../concern.ts';

/** What a report is a matter of, as far as it decides what may be decided about it, which steps belong to it and how it may end. */
export const MATTERS = ['child', 'adult', 'online', 'data'] as const;
export type Matter = (typeof MATTERS)[number];

export const matterOf = (kind: Kind): Matter => {
  if (isOfConduct(kind)) return 'adult';
  if (hasCase(kind)) return 'online';
  return kind === 'data' ? 'data' : 'child';
};

/** What a decision asks for beside its reason; a form has the boxes of the one that was chosen. */
export type AskedFor = 'told' | 'parents' | 'lado' | 'low-level' | 'policy' | 'breach' | 'review';

interface DecisionRow {
  /** As it is offered and as every record, print and export says it. */
  readonly said: string;
  readonly of: readonly Matter[];
  readonly asks: readonly AskedFor[];
  /** When it is looked at again where nobody chose a day; without it in four weeks. */
  readonly lookedAt?: 'next-working-day' | 'on-a-chosen-day' | 'never';
  /** Someone outside is asked to act: what became of that is said before it is closed. */
  readonly isOutside?: true;
}

const OF_A_CHILD = ['told', 'parents', 'review'] as const;
const OF_A_CASE = ['told', 'parents', 'review'] as const;

/** Every kind of decision, of which matters, and what it asks for. Forms, records, prints, exports and figures are made from this list. */
const DECISIONS = {
  'child-protection': {
    ...{ said: 'Refer: child protection (significant harm)', of: ['child'], asks: OF_A_CHILD },
    ...{ lookedAt: 'next-working-day', isOutside: true },
  },
  'child-in-need': {
    ...{ said: 'Refer: child in need', of: ['child'], asks: OF_A_CHILD },
    ...{ lookedAt: 'next-working-day', isOutside: true },
  },
  'early-help': { said: 'Early help or Family Help', of: ['child'], asks: OF_A_CHILD },
  'internal-support': {
    ...{ said: 'Support in school and monitor, with a review date', of: ['child'], asks: OF_A_CHILD },
    lookedAt: 'on-a-chosen-day',
  },
  police: { said: 'Police, CEOP or Report Remove', of: ['child', 'online'], asks: OF_A_CHILD, isOutside: true },
  prevent: { said: 'Prevent referral', of: ['child'], asks: OF_A_CHILD, isOutside: true },
  // Of a child’s report too: of what an adult is to have done that child’s people hear first.
  lado: {
    ...{ said: 'LADO asked', of: ['adult', 'child'], asks: ['lado', ...OF_A_CHILD] },
    ...{ lookedAt: 'next-working-day', isOutside: true },
  },
  'low-level': { said: 'Low-level concern, recorded', of: ['adult'], asks: ['low-level', 'review'] },
  consultation: { said: 'Consultation without names', of: ['child'], asks: OF_A_CHILD },
  'staff-procedure': { said: 'Staff procedure (with HR)', of: ['online'], asks: OF_A_CASE },
  'platform-report': { said: 'Report to the platform, ask for removal', of: ['child', 'online'], asks: OF_A_CASE },
  'breach-assessed': { said: 'A breach of personal data: risk assessed', of: ['data'], asks: ['breach', 'review'] },
  'not-a-breach': { said: 'Not a breach of personal data', of: ['data'], asks: [], lookedAt: 'never' },
  'data-breach': { said: 'Data breach procedure', of: ['online'], asks: OF_A_CASE },
  'behaviour-policy': { said: 'A pupil did it: behaviour policy', of: ['child', 'online'], asks: OF_A_CASE },
  'parent-meeting': { said: 'A parent did it: ask to remove, invite in', of: ['online'], asks: OF_A_CASE },
  'complaints-procedure': { said: 'Complaints procedure', of: ['online'], asks: OF_A_CASE },
  'other-policy': { said: 'Handled under another policy', of: ['adult', 'data'], asks: ['policy', 'told', 'review'] },
  'no-further-action': { said: 'No further action by school', of: MATTERS, asks: ['parents'], lookedAt: 'never' },
} as const satisfies Readonly<Record<string, DecisionRow>>;

/** What a person may decide. */
export type Decision = keyof typeof DECISIONS;
const ALL = codesOf(DECISIONS);
const rowOf = (decision: Decision): DecisionRow => DECISIONS[decision];
export const DECISION_WORDING = Object.fromEntries(ALL.map((code) => [code, rowOf(code).said])) as Readonly<
  Record<Decision, string>
>;

/** What may be decided about a report of this kind. */
export const decisionsFor = (kind: Kind): readonly Decision[] =>
  ALL.filter((decision) => rowOf(decision).of.includes(matterOf(kind)));

/** Parents are told of what concerns a child; what the LADO advised is recorded by the person who asked for it. */
const ASKED_OF: Readonly<Partial<Record<AskedFor, readonly Matter[]>>> = {
  parents: ['child', 'online'],
  lado: ['adult'],
};

/** Whether a decision about a report of this kind asks for this. */
export const decisionAsks = (decision: string | undefined, asked: AskedFor, kind: Kind): boolean =>
  ALL.some((one) => one === decision && rowOf(one).asks.includes(asked)) &&
  ASKED_OF[asked]?.includes(matterOf(kind)) !== false;

/**
 * Monitoring without a date is forgetting; and of a case nothing that was decided rests without one: a day is set, or something
 * is to be done by a day.
 */
export const needsReview = (decision: Decision, { kind, actions }: Pick<Concern, 'kind' | 'actions'>): boolean =>
  rowOf(decision).lookedAt === 'on-a-chosen-day' ||
  (hasCase(kind) && rowOf(decision).lookedAt !== 'never' && actions.length === 0);

/** Whether someone outside was asked to act and is to answer. */
export const needsAnswer = (decision: unknown): boolean =>
  ALL.some((one) => one === decision && rowOf(one).lookedAt === 'next-working-day');

/** Whether this decision asks someone outside to act. */
export const leadsOutside = (decision: unknown): boolean =>
  ALL.some((one) => one === decision && rowOf(one).isOutside === true);

/** How long after another decision for which nobody chose a day. */
const LOOKED_AT_AGAIN_DAYS = 28;

/**
 * When a decision is looked at for which nobody chose a day; `undefined` where it rests on nothing, or something is to be done by a
 * day. Closing it, deciding again or another day takes this one away.
 * @param on the day on which it was decided
 */
export function lookedAtAgainOn(
  decision: Decision,
  { actions }: Pick<Concern, 'actions'>,
  on: IsoDay,
): IsoDay | undefined {
  const { lookedAt } = rowOf(decision);
  // Someone outside is to answer within one working day; who hears nothing chases it.
  if (lookedAt === 'next-working-day') return nextWorkingDay(on);
  return lookedAt === 'never' || actions.length > 0 ? undefined : addDays(on, LOOKED_AT_AGAIN_DAYS);
}

/** Monday to Friday: a local authority works in school holidays. */
function nextWorkingDay(after: IsoDay): IsoDay {
  const next = addDays(after, 1);
  return weekdayOf(next) > 5 ? nextWorkingDay(next) : next;
}

interface OutcomeRow {
  readonly said: string;
  readonly of: readonly Matter[];
  /** It says by itself what became of what someone outside was asked. */
  readonly saysOfReferral?: true;
}

const NO_ADULTS: readonly Matter[] = ['child', 'online', 'data'];
const ALLEGATION = { of: ['adult'], saysOfReferral: true } as const;

/** How a report may end, of which matters. The first five are those of an allegation against an adult who works with children. */
const OUTCOMES = {
  substantiated: { said: 'Substantiated: there is enough evidence to prove it', ...ALLEGATION },
  malicious: { said: 'Malicious: disproved, and meant to deceive or to harm', ...ALLEGATION },
  false: { said: 'False: there is enough evidence to disprove it', ...ALLEGATION },
  unsubstantiated: { said: 'Unsubstantiated: not enough evidence either way', ...ALLEGATION },
  unfounded: { said: 'Unfounded: nothing supports it', ...ALLEGATION },
  'low-level': { said: 'Not an allegation: kept as a low-level concern', ...ALLEGATION },
  'other-policy': {
    said: 'Not an allegation: handled under another policy',
    of: ['adult', 'data'],
    saysOfReferral: true,
  },
  'support-in-place': { said: 'Support is in place', of: ['child', 'online'] },
  'passed-to-agency': { said: 'Another agency has taken it on', of: ['child', 'online'], saysOfReferral: true },
  'passed-to-other-record': { said: 'Recorded in our safeguarding system', of: ['child'] },
  contained: { said: 'Contained, and recorded in the breach log', of: ['data'] },
  resolved: { said: 'Resolved', of: NO_ADULTS },
  removed: { said: 'It was removed', of: ['online'] },
  'not-removed': { said: 'It could not be removed', of: ['online'] },
  'no-further-action': { said: 'No further action by school', of: MATTERS },
  duplicate: { said: 'Already recorded in another report', of: MATTERS },
} as const satisfies Readonly<Record<string, OutcomeRow>>;
export type Outcome = keyof typeof OUTCOMES;
const ENDS = codesOf(OUTCOMES);
export const OUTCOME_WORDING = Object.fromEntries(ENDS.map((code) => [code, OUTCOMES[code].said])) as Readonly<
  Record<Outcome, string>
>;

/** How a report of this kind may end. */
export const outcomesFor = (kind: Kind): readonly Outcome[] =>
  ENDS.filter((outcome) => (OUTCOMES[outcome] as OutcomeRow).of.includes(matterOf(kind)));

/** Whether a closing said what became of what someone outside was asked. */
export const endsReferral = ({ outcome, referral }: Readonly<Record<string, unknown>> = {}): boolean =>
  referral !== undefined || ENDS.some((one) => one === outcome && saysOfReferral(one));

/** Whether a report that ends so needs nothing more said of what someone outside was asked. */
export const saysOfReferral = (outcome: Outcome): boolean => (OUTCOMES[outcome] as OutcomeRow).saysOfReferral === true;

const ENDS_AN_ALLEGATION: readonly unknown[] = [
  'substantiated',
  'malicious',
  'false',
  'unsubstantiated',
  'unfounded',
] satisfies readonly Outcome[];
/** Whether an allegation ends with this outcome: whatever was decided before, it was treated as one. */
export const isOfAnAllegation = (outcome: unknown): boolean => ENDS_AN_ALLEGATION.includes(outcome);

/** What becomes of actions and reviews that are open when a report is closed. */
export const LEFT_WORDING = {
  done: 'All of it is done',
  'handed-on': 'Someone else has taken it on',
  kept: 'It stays to be done: those named are reminded on its day',
} as const;

/** What became of what someone outside was asked, as it is said when a report is closed. */
export const REFERRAL_WORDING = {
  confirmed: 'It was made, and confirmed in writing',
  taken: 'They have taken it on',
  declined: 'They will not act on it: the reason says what they said',
  withdrawn: 'It was withdrawn, or not made: the reason says why',
} as const;

/** What is thought of and written down in a matter about an adult, whatever is decided. */
export const STEP_OF_CONDUCT_WORDING = {
  suspension: 'Alternatives to suspension considered',
  employer: 'Employer of supply staff, or contractor, told',
  contact: 'Named contact for the member of staff',
  barring: 'Referral to the DBS or TRA considered',
} as const;
export type StepOfConduct = keyof typeof STEP_OF_CONDUCT_WORDING;
export const STEPS_OF_CONDUCT = codesOf(STEP_OF_CONDUCT_WORDING);

/** Whether an allegation meets the harm threshold, as the LADO advised. */
export const THRESHOLD_WORDING = {
  met: 'It meets the harm threshold',
  'not-met': 'It does not meet the harm threshold',
  awaited: 'The LADO has not said yet',
} as const;

/** The risk of a breach to people, and whether those who had to be told were. */
export const RISK_WORDING = {
  unlikely: 'A risk to people is unlikely',
  likely: 'A risk to people is likely',
  high: 'A high risk to people',
} as const;
export const ICO_WORDING = { told: 'The ICO was told', 'not-told': 'The ICO was not told' } as const;
export const AFFECTED_WORDING = {
  told: 'The people concerned were told',
  'not-told': 'The people concerned were not told',
} as const;

/** Who decides is asked this with the decision, also where it is no further action. */
export const PARENTS_ASKED =
  'Parents or carers: told when and by whom, or why not (do not tell them where that puts the child at more risk)';
