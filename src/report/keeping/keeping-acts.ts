import { codesOf, codeWords } from '../../kernel/codes.ts';
import { dayOf, formatDay, type IsoDay, parseDay } from '../../kernel/time.ts';
import { holdsVisible } from '../../kernel/visible.ts';
import type { Facts, Written } from '../concern.ts';
import type { Plan } from '../record/change.ts';
import { type Acting, act, type NotNow, onlyReason } from '../triage/act.ts';
import { day, type FormOf, line, maybeOneOf, oneOf, reason, written } from '../triage/asked.ts';
import { BY_DECISION, countsFrom, type Keeping, keepingOf, keptByRule, LOW_LEVEL, ruleFor } from './retention.ts';
import { type Ground, groundToReduce, hasText, lackingOf, SYSTEM_WORDING, type System } from './stub.ts';

/** On what ground a text may be destroyed, for the person who decides it. */
export function groundWords(ground: Ground): string {
  if (ground.kind === 'retention') return 'It has been kept until the date set by your school’s rule, or by a person.';
  const { words = {}, facts: codes = {} } = ground.transfer;
  const where = [codeWords(SYSTEM_WORDING, codes.to), words.receiver].filter((part) => part).join(', ');
  const on = parseDay(words.receivedOn);
  return `It is in ${where} as ${words.reference ?? '?'}, confirmed by ${words.receivedBy ?? '?'}${on ? ` on ${formatDay(on)}` : ''}.`;
}

const LEAVING_WORDING = {
  before: 'They had left before this was reported',
  'not-left': 'They have not left: take back the day that was written',
} as const;

const isByLeaving = ({ school, keeping }: FormOf): boolean =>
  keeping?.isLowLevel === true && school.concerns.retention?.lowLevel !== undefined;

/** What is done with a record as a record: where it went, and how long it stays. */
export const KEEPING_ACTS = {
  transfer: act({
    title: 'Received elsewhere',
    asks: [
      'Use this once someone there has confirmed receipt.',
      {
        to: oneOf('Where is it now? (required)', SYSTEM_WORDING),
        receiver: line('Which school, file or system exactly', 300),
        reference: line('Their reference for it (required)', 200),
        receivedBy: line('Who confirmed that it arrived (required)', 200),
        receivedOn: { ...day('Received on (required)'), read: written(10) },
      },
    ],
    wants: ({ to, ...words }) => ({ to, words }),
    needsReason: false,
    isForStubs: true,
    plan({ entry }, { to, words }: { readonly to: System; readonly words: Written }) {
      // A hand-over that nobody at the other end has confirmed is a hope.
      if (!hasText(words, 'reference') || !hasText(words, 'receivedBy')) return 'no-receipt';
      return { entries: [entry('transferred', { facts: { to }, words })] };
    },
    // On which day it arrived is part of what is written down of a hand-over.
    lacks: ({ words }) => (parseDay(words.receivedOn) === undefined ? 'no-day-received' : undefined),
  }),
  retain: act({
    title: 'Keep it longer',
    asks: [
      'Choose a day for someone to review it again. Until then I will not suggest removing it.',
      {
        until: day(({ keeping }: FormOf) =>
          keeping?.byRule ? `Keep it until (your school’s rule: ${formatDay(keeping.byRule)})` : 'Keep it until',
        ),
        born: {
          ...day(
            ({ concern, school }: FormOf) =>
              `Or the date of birth of the person it is about: kept until the end of the school year in which they are ${ruleFor(school.concerns.retention, concern.kind)?.untilAge}`,
          ),
          isFor: ({ concern, school, keeping }: FormOf) =>
            keeping?.isLowLevel !== true && ruleFor(school.concerns.retention, concern.kind)?.untilAge !== undefined,
        },
        left: {
          ...day('Or the day on which the person left. Your policy’s time for low-level concerns counts from then'),
          isFor: isByLeaving,
        },
        leaving: {
          ...maybeOneOf('About their leaving, where it applies', LEAVING_WORDING),
          choices: ({ keeping }: FormOf) =>
            codesOf(LEAVING_WORDING)
              .filter((one) => one === 'before' || keeping?.awaitsLeaving === false)
              .map((value) => ({ title: LEAVING_WORDING[value], value })),
          isFor: isByLeaving,
        },
        reason: reason('Why'),
      },
    ],
    wants: ({ until, born, left, leaving, reason: why }) => ({ until, born, left, leaving, words: { reason: why } }),
    plan: retainPlan,
  }),
  hold: act({
    title: 'Put on hold',
    asks: [
      'For an inquiry, a court, a complaint: none of this record can be removed until someone ends the hold.',
      { reason: reason('Who asked for it, when, and where that is written') },
    ],
    wants: onlyReason,
    isForStubs: true,
    plan: ({ concern, entry }, { words }: { readonly words: Written }) =>
      concern.isHeld ? 'same' : { entries: [entry('held', { words })] },
  }),
  release: act({
    title: 'End the hold',
    asks: [{ reason: reason('Why the hold ends, and who agreed to it') }],
    wants: onlyReason,
    isForStubs: true,
    plan: ({ concern, entry }, { words }: { readonly words: Written }) =>
      concern.isHeld ? { entries: [entry('released', { words })] } : 'same',
  }),
  reduce: act({
    title: 'Reduce to a stub',
    asks: [
      {
        warns: [
          '**This cannot be undone.** All text of this report is destroyed here, and so is the key that opens it.',
          'What stays: the reference, who did what and when, and what you write now. Backups hold the text until they are replaced.',
          'Look first whether a subject access request is open that this report may belong to. What someone has asked for must not be destroyed.',
        ],
      },
      { says: ({ ground }: FormOf) => ground && groundWords(ground), as: 'plain' },
      {
        reason: reason('Why is the text no longer needed here?'),
        agreed: {
          ...line('Agreed with (the data protection officer): name and date (required)', 300),
          isFor: ({ ground }: FormOf) => ground?.needsAgreement === true,
        },
      },
    ],
    sends: { typed: written(20) },
    wants: ({ typed, reason: why, agreed }) => ({ typed, words: { reason: why, ...(agreed !== '' && { agreed }) } }),
    needsReason: false,
    isForStubs: true,
    plan: reducePlan,
    follow: (deps, { concern }) => deps.schoolLinks.removeOf(concern.id),
    lacks: ({ words }) => (holdsVisible(Object.values(words).join('')) ? undefined : 'no-reason'),
  }),
};

interface Retained {
  readonly until: IsoDay | undefined;
  /** Kept by the rule for a date of birth. */
  readonly born: IsoDay | undefined;
  /** On which day the adult left, of a low-level concern. */
  readonly left?: IsoDay | undefined;
  /** That they had left before it was reported; or that they have not left, which takes the day back. */
  readonly leaving?: keyof typeof LEAVING_WORDING | undefined;
  readonly words: Written;
}

async function retainPlan(acting: Acting, wanted: Retained): Promise<Plan | NotNow> {
  const { deps, school, concern, now } = acting;
  const { until, born, left, leaving } = wanted;
  if (concern.closedAt === undefined) return 'status';
  const isTakenBack = leaving === 'not-left' || undefined;
  if ([until, born, left, isTakenBack].filter((one) => one !== undefined).length > 1) return 'one-answer';
  const keeping = keepingOf(school, concern, await deps.store.entries(concern));
  if (left !== undefined || leaving !== undefined) return leavingPlan(acting, wanted, keeping);
  if (born !== undefined) return keeping.isLowLevel ? 'no-birth-needed' : birthPlan(acting, wanted, born);
  if (until === undefined || until <= dayOf(now)) return 'no-date';
  if (keeping.byRule !== undefined && until < keeping.byRule) return 'shorter';
  return set(acting, wanted, { until, by: BY_DECISION });
}

const set = ({ entry }: Acting, { words }: Retained, facts: Facts, more: Written = {}): Plan => ({
  entries: [entry('retention-set', { facts, words: { ...words, ...more } })],
});

function leavingPlan(acting: Acting, wanted: Retained, { isLowLevel, awaitsLeaving }: Keeping): Plan | NotNow {
  const { school, concern, now } = acting;
  const { left, leaving } = wanted;
  if (!school.concerns.retention?.lowLevel) return 'no-rule-for-leaving';
  if (!isLowLevel) return 'not-low-level';
  if (leaving === 'not-left') return awaitsLeaving ? 'same' : set(acting, wanted, { by: LOW_LEVEL });
  if (left === undefined || left > dayOf(now)) return 'no-leaving';
  if (left < dayOf(concern.raisedAt) && leaving !== 'before') return 'left-before';
  // The day until which it is kept is reckoned at each look, by the policy of then.
  return set(acting, wanted, { by: LOW_LEVEL }, { leftOn: left });
}

function birthPlan(acting: Acting, wanted: Retained, born: IsoDay): Plan | NotNow {
  const { school, concern, now } = acting;
  const rule = ruleFor(school.concerns.retention, concern.kind);
  if (rule?.untilAge === undefined) return 'no-rule';
  const until = keptByRule(rule, countsFrom(concern), born);
  // A slip of the year would have it destroyed at once.
  if (born > dayOf(now) || until <= dayOf(concern.raisedAt)) return 'no-birth-day';
  return set(acting, wanted, { until, by: rule.id }, { born });
}

interface Reduced {
  /** The record's reference, typed by hand: nobody destroys a text with one click too many. */
  readonly typed: string;
  readonly words: Written;
}

async function reducePlan(
  { deps, granted, concern, entry }: Acting,
  { typed, words }: Reduced,
): Promise<Plan | NotNow> {
  const entries = await deps.store.entries(concern);
  const ground = await groundToReduce(deps, granted, concern, entries);
  if (typeof ground === 'string') return ground;
  const lacking = lackingOf(ground, words);
  if (lacking) return lacking;
  if (typed.trim().toUpperCase() !== concern.reference.toUpperCase()) return 'wrong-reference';

  const earlier = entries.findLast(({ kind }) => kind === 'reduced')?.words;
  const to = ground.kind === 'handed-over' ? ground.transfer.facts?.to : undefined;
  return {
    shred: true,
    entries: [
      entry('reduced', {
        facts: {
          ground: ground.kind,
          ...(typeof to === 'string' && { to }),
          ...(ground.kind === 'retention' && { rule: ground.rule }),
        },
        // The receipt goes with the other texts, so what the stub has to say is written down again.
        words: {
          ...words,
          ...(ground.kind === 'handed-over' && ground.transfer.words),
          reason: words.reason ?? '',
          ...(earlier && { earlier: Object.values(earlier).join('; ') }),
        },
      }),
    ],
  };
}
