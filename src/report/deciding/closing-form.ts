import { codeWords } from '../../kernel/codes.ts';
import { dayOf, formatDay } from '../../kernel/time.ts';
import { type Concern, isDecidedOn, isNoticed, shelfOf } from '../concern.ts';
import { BEFORE_RIGHTED } from '../entry-wording.ts';
import { type Standing, standingReferral } from '../keeping/handled.ts';
import { asCorrected } from '../same-child/corrected.ts';
import { act } from '../triage/act.ts';
import { box, type FormOf, line, maybeOneOf, oneOf, type Pointed, reason } from '../triage/asked.ts';
import { closePlan, endsFor, hasLeft, leftWords, nothingMorePlan } from './closing.ts';
import { ASK_LADO_FIRST, NO_INTERVIEW } from './decide-form.ts';
import {
  DECISION_WORDING,
  LEFT_WORDING,
  matterOf,
  OUTCOME_WORDING,
  PARENTS_ASKED,
  REFERRAL_WORDING,
} from './decision.ts';

const isLeft = ({ concern }: FormOf): boolean => hasLeft(concern);

/** A card has room for so many. */
const MOST_POINTED = 5;

const counted = (count: number, what: string): readonly string[] =>
  count === 0 ? [] : [`${count} ${what} ${count === 1 ? 'report' : 'reports'}`];

/** A report is one of several about a person: what stays open about them is not closed with it, and is seen first. */
const BESIDE = {
  pointsTo({ concern, openBeside = [], perhapsBeside = [] }: FormOf): Pointed | undefined {
    const whom = shelfOf(concern.kind) === 'child' ? 'this child' : 'this person';
    if (openBeside === 'unknown')
      return { words: `I can’t check just now whether another report about ${whom} is open.`, reports: [] };
    const urgent = openBeside.filter(({ isUrgent }) => isUrgent).length;
    const said = [...counted(urgent, 'open, urgent'), ...counted(openBeside.length - urgent, 'other open')];
    const perhaps = counted(perhapsBeside.length, 'open');
    const reports = [...openBeside, ...perhapsBeside].slice(0, MOST_POINTED);
    const words = [
      ...(said.length === 0 ? [] : [`${said.join(' and ')} about ${whom}.`]),
      ...perhaps.map((one) => `${one} that may be about ${whom}: nobody has said yet.`),
      ...reports.map(howFar),
    ];
    return reports.length === 0 ? undefined : { words: words.join(' '), reports };
  },
};

/** Of a report that stays open, what nobody has done with it yet. */
const howFar = (one: Concern): string =>
  `${one.reference}: ${isNoticed(one) ? (isDecidedOn(one) ? 'decided' : 'opened, not decided') : 'nobody has opened it'}.`;

const referralIn = ({ entries = [] }: FormOf): Standing | undefined => standingReferral(asCorrected(entries));
const isReferred = (of: FormOf): boolean => referralIn(of) !== undefined;

/** What someone outside was asked stands, and to close it as no further action says the contrary: what became of it is said first. */
function referralWords(of: FormOf): string | undefined {
  const { decided, isConfirmed } = referralIn(of) ?? {};
  if (decided === undefined) return undefined;
  const what = codeWords(DECISION_WORDING, decided.facts?.decision) ?? '';
  const became = isConfirmed ? 'It was confirmed in writing.' : 'Nothing here says what became of it.';
  const before = decided.rightedAt ? `, ${BEFORE_RIGHTED}` : '';
  return `“${what}” was decided on ${formatDay(dayOf(decided.at))}${before}, and stands. ${became} “No further action” contradicts it, unless the reason says why.`;
}

const staysOpen = (of: FormOf): boolean => isReferred(of) || BESIDE.pointsTo(of) !== undefined;
const isNearDuty = ({ duties = [] }: FormOf): boolean => duties.length > 0;
/** The one reason answers what stays open, and the duty that is said above the form, too. */
const why = (usual: string, although: string, ofDuty: string) =>
  reason((of) => (isNearDuty(of) ? ofDuty : staysOpen(of) ? although : usual));

/** Named one by one, so that nothing is dropped unseen. */
const LEFT = [
  { says: referralWords, as: 'bold' },
  {
    referral: {
      ...maybeOneOf('What became of the referral? (required)', REFERRAL_WORDING),
      ...{ isFor: isReferred, expanded: true },
      value: (of: FormOf) => (referralIn(of)?.isConfirmed ? 'confirmed' : undefined),
    },
  },
  {
    says: (of: FormOf) => (isLeft(of) ? 'Still to be done:' : undefined),
    as: 'bold',
  },
  {
    says: (of: FormOf) => (isLeft(of) ? leftWords(of.school, of.concern, of.entries ?? []).join('\n') : undefined),
    as: 'plain',
  },
  {
    left: { ...maybeOneOf('What becomes of it? (required)', LEFT_WORDING), isFor: isLeft, expanded: true },
    handedTo: { ...line('If handed on: to whom, with their reference', 400), isFor: isLeft },
  },
] as const;

const said = ({ reason: text, handedTo, parents = '' }: { reason: string; handedTo: string; parents?: string }) => ({
  reason: text,
  ...(handedTo !== '' && { handedTo }),
  ...(parents !== '' && { parents }),
});

export const CLOSE = act({
  title: 'Close the report',
  at: { decided: 'last' },
  reads: true,
  decides: true,
  asks: [
    BESIDE,
    ...LEFT,
    {
      outcome: oneOf('Outcome (required)', OUTCOME_WORDING, ({ concern, entries = [] }) =>
        endsFor(concern, asCorrected(entries)),
      ),
      reason: why(
        'What was done, and why it can be closed',
        'What was done, and why it can be closed although the above is open',
        'What was done, also about what is said above, and why it can be closed',
      ),
    },
  ],
  wants: ({ outcome, left, referral, ...words }) => ({ outcome, left, referral, words: said(words) }),
  plan: closePlan,
});

const NOT_WITHOUT_LADO = `${ASK_LADO_FIRST} ${NO_INTERVIEW}`;

export const NOTHING_MORE = act({
  title: 'No further action and close',
  at: { open: 'first', decided: 'about' },
  isOffered: ({ concern, entries }) => endsFor(concern, asCorrected(entries)).includes('no-further-action'),
  reads: true,
  decides: true,
  asks: [
    BESIDE,
    {
      says: ({ concern }: FormOf) => (matterOf(concern.kind) === 'adult' ? NOT_WITHOUT_LADO : undefined),
    },
    ...LEFT,
    {
      reason: why(
        'Why nothing more is needed, and what would change that',
        'Why nothing more is needed although the above is open, and what would change that',
        'What was done about what is said above, why nothing more is needed, and what would change that',
      ),
    },
    {
      parents: {
        ...box(PARENTS_ASKED, 2_000),
        isFor: ({ concern }: FormOf) => matterOf(concern.kind) === 'child',
      },
    },
  ],
  wants: ({ left, referral, ...words }) => ({ left, referral, words: said(words) }),
  plan: nothingMorePlan,
});
