import { z } from 'zod/v4';
import { dayOf, type IsoDay } from '../../kernel/time.ts';
import { hasCase, type Written } from '../concern.ts';
import { readHappened } from '../record/happened.ts';
import { act, type NotNow } from '../triage/act.ts';
import { type Asked, box, day, type FormOf, line, maybeOneOf, time } from '../triage/asked.ts';
import { decidePlan } from './decide.ts';
import {
  AFFECTED_WORDING,
  type AskedFor,
  DECISION_WORDING,
  type Decision,
  decisionAsks,
  decisionsFor,
  ICO_WORDING,
  leadsOutside,
  matterOf,
  needsAnswer,
  PARENTS_ASKED,
  RISK_WORDING,
  STEP_OF_CONDUCT_WORDING,
  STEPS_OF_CONDUCT,
  type StepOfConduct,
  THRESHOLD_WORDING,
} from './decision.ts';

const asks =
  (asked: AskedFor) =>
  ({ concern, chosen }: FormOf): boolean =>
    decisionAsks(chosen, asked, concern.kind);
/** Boxes that only decisions have which ask for this. */
const forThose = <B extends Readonly<Record<string, Asked>>>(asked: AskedFor, boxes: B): B =>
  Object.fromEntries(Object.entries(boxes).map(([id, one]) => [id, { ...one, isFor: asks(asked) }])) as unknown as B;
const saysTo = (asked: AskedFor, words: string) => ({
  says: (of: FormOf) => (asks(asked)(of) ? words : undefined),
});

const filled = (texts: Readonly<Record<string, string>>): Written =>
  Object.fromEntries(Object.entries(texts).filter(([, typed]) => typed !== ''));

/** Why, as each kind of decision asks it. */
const WHY: Readonly<Partial<Record<Decision, string>>> = {
  'low-level': 'What the concern is, and why it does not meet the harm threshold (required)',
  'breach-assessed': 'What happened, and why you judge the risk so (required)',
  'no-further-action': 'Why nothing more is needed, and what would change that (required)',
};
const USUAL_WHY = 'Why? Include why anything was not done, and what would change that (required)';

function reviewLabel({ concern, chosen }: FormOf): string {
  if (hasCase(concern.kind)) return 'Look at it again on (required, unless something is to be done by a day)';
  if (chosen === 'internal-support') return 'Review on (required)';
  return needsAnswer(chosen)
    ? 'Review on. If empty, I remind you on the next working day to see whether they have answered'
    : 'Review on. If empty, I remind you in four weeks';
}

export const dated = ({ reviewOn }: { readonly reviewOn: IsoDay | undefined }, now: Date): NotNow | undefined =>
  reviewOn !== undefined && reviewOn <= dayOf(now) ? 'past-review-date' : undefined;

export const ASK_LADO_FIRST = 'Not sure whether it meets the threshold? Ask the LADO first.';
export const NO_INTERVIEW =
  'Do not interview anyone, and do not investigate, until the LADO has advised. Simple checks of a rota or a register are fine.';
const LOW_LEVEL = `Only for what does not meet the harm threshold. ${ASK_LADO_FIRST} Until they have advised, do not interview anyone, and do not investigate. Simple checks of a rota or a register are fine.`;

export const DECIDE = act({
  title: 'Record a decision',
  at: { open: 'first', decided: 'about' },
  isMain: 'open',
  reads: true,
  decides: true,
  first: {
    name: 'decision',
    asks: 'What is decided?',
    choices: ({ concern, duties = [] }: FormOf) =>
      // That has a form of its own, which closes it too.
      decisionsFor(concern.kind)
        .filter((value) => value !== 'no-further-action')
        // Where a duty is near, what keeps it in school stands below what asks someone outside.
        .toSorted((left, right) => (duties.length > 0 ? Number(leadsOutside(right)) - Number(leadsOutside(left)) : 0))
        .map((value) => ({ value, title: DECISION_WORDING[value] })),
  },
  asks: [
    {
      says: (of: FormOf) =>
        matterOf(of.concern.kind) === 'adult' ? (asks('low-level')(of) ? LOW_LEVEL : NO_INTERVIEW) : undefined,
      as: 'bold',
    },
    saysTo(
      'breach',
      'The ICO is told within 72 hours of when the first member of staff knew, unless a risk to people is unlikely. Where the risk is high, the people are told too.',
    ),
    { reason: box(({ chosen }: FormOf) => WHY[chosen as Decision] ?? USUAL_WHY, 6_000) },
    forThose('lado', {
      who: line('Who was asked: name, authority, their reference (required)', 400),
      askedOn: day('Asked on (required)'),
      askedAt: time('At what time?'),
      threshold: maybeOneOf('Does it meet the harm threshold? (required)', THRESHOLD_WORDING),
      advice: box('What the LADO advised (required once they have)', 4_000),
    }),
    forThose('low-level', {
      context: box('The context in which it arose (required)', 2_000),
      taken: box('What is done about it (required)', 2_000),
      sharedBy: line('Who shared it. If they asked not to be named, say so in place of the name (required)', 400),
    }),
    forThose('policy', { policy: line('Which policy, and who deals with it (required)', 400) }),
    forThose('breach', {
      risk: maybeOneOf('The risk to people (required)', RISK_WORDING),
      contained: box('How it was contained (required)', 2_000),
      ico: maybeOneOf('The ICO (required)', ICO_WORDING),
      icoOn: day('If told: on what day?'),
      icoAt: time('At what time?'),
      icoWhy: box('Their reference, or why the ICO is not told (required if not)', 2_000),
      late: box('If the ICO was told after the 72 hours: why so late', 2_000),
      affected: maybeOneOf('The people whose data it is (required)', AFFECTED_WORDING),
      peopleWhy: box('How and by whom they were told, or why not (required if not)', 2_000),
    }),
    forThose('told', { agency: box('Who was told: agency, name, time, their reference', 2_000) }),
    forThose('parents', { parents: box(PARENTS_ASKED, 2_000) }),
    forThose('review', {
      reviewOn: day(reviewLabel),
    }),
  ],
  sends: { decision: z.enum(Object.keys(DECISION_WORDING) as Decision[]) },
  wants: (said, now) => {
    const { decision, reviewOn, threshold, risk, ico, affected, ...more } = said;
    const { askedOn, askedAt, icoOn, icoAt, ...words } = more;
    return {
      ...{ decision, reviewOn, threshold, risk, ico, affected },
      asked: readHappened(askedOn, askedAt, now),
      icoTold: ico === 'told' ? readHappened(icoOn, icoAt, now) : undefined,
      words: filled(words),
    };
  },
  plan: decidePlan,
  lacks: dated,
});

/** What is thought of in a matter about an adult, each with what was done and by whom. */
export const STEP = act({
  title: 'Record a step',
  at: { open: 'first', decided: 'first' },
  isOffered: ({ concern }) => matterOf(concern.kind) === 'adult',
  reads: true,
  first: {
    name: 'step',
    asks: 'Which step?',
    choices: () => STEPS_OF_CONDUCT.map((value) => ({ value, title: STEP_OF_CONDUCT_WORDING[value] })),
  },
  asks: [{ reason: box('What was considered or done, by whom and when, and why (required)', 4_000) }],
  sends: { step: z.enum(STEPS_OF_CONDUCT) },
  wants: ({ step, reason: text }) => ({ step, words: { text } }),
  plan: ({ concern, entry }, { step, words }: { readonly step: StepOfConduct; readonly words: Written }) =>
    matterOf(concern.kind) === 'adult' ? { entries: [entry('step', { facts: { step }, words })] } : 'no-such-decision',
});
