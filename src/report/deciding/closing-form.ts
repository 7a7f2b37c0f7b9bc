import { shelfOf } from '../concern.ts';
import { act } from '../triage/act.ts';
import { box, type FormOf, line, maybeOneOf, oneOf, type Pointed, reason } from '../triage/asked.ts';
import { closePlan, hasLeft, leftWords, nothingMorePlan } from './closing.ts';
import { ASK_LADO_FIRST } from './decide-form.ts';
import { LEFT_WORDING, matterOf, OUTCOME_WORDING, outcomesFor, PARENTS_ASKED } from './decision.ts';

const isLeft = ({ concern }: FormOf): boolean => hasLeft(concern);

/** A card has room for so many. */
const MOST_POINTED = 5;

const counted = (count: number, what: string): readonly string[] =>
  count === 0 ? [] : [`${count} ${what} ${count === 1 ? 'report' : 'reports'}`];

/** A report is one of several about a person: what stays open about them is not closed with it, and is seen first. */
const BESIDE = {
  pointsTo({ concern, openBeside = [] }: FormOf): Pointed | undefined {
    const whom = shelfOf(concern.kind) === 'child' ? 'this child' : 'this person';
    if (openBeside === 'unknown')
      return { words: `I can’t check just now whether another report about ${whom} is open.`, reports: [] };
    const urgent = openBeside.filter(({ isUrgent }) => isUrgent).length;
    const said = [...counted(urgent, 'open, urgent'), ...counted(openBeside.length - urgent, 'other open')];
    return said.length === 0
      ? undefined
      : { words: `${said.join(' and ')} about ${whom}.`, reports: openBeside.slice(0, MOST_POINTED) };
  },
};

/** Named one by one, so that nothing is dropped unseen. */
const LEFT = [
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

const said = ({ reason: why, handedTo, parents = '' }: { reason: string; handedTo: string; parents?: string }) => ({
  reason: why,
  ...(handedTo !== '' && { handedTo }),
  ...(parents !== '' && { parents }),
});

export const CLOSE = act({
  title: 'Close the report',
  at: { decided: 'last' },
  reads: true,
  asks: [
    BESIDE,
    ...LEFT,
    {
      outcome: oneOf('Outcome (required)', OUTCOME_WORDING, ({ concern }) => outcomesFor(concern.kind)),
      reason: reason('What was done, and why it can be closed'),
    },
  ],
  wants: ({ outcome, left, ...words }) => ({ outcome, left, words: said(words) }),
  plan: closePlan,
});

export const NOTHING_MORE = act({
  title: 'No further action and close',
  at: { open: 'first', decided: 'about' },
  reads: true,
  asks: [
    BESIDE,
    {
      says: ({ concern }: FormOf) => (matterOf(concern.kind) === 'adult' ? ASK_LADO_FIRST : undefined),
    },
    ...LEFT,
    { reason: reason('Why nothing more is needed, and what would change that') },
    {
      parents: {
        ...box(PARENTS_ASKED, 2_000),
        isFor: ({ concern }: FormOf) => matterOf(concern.kind) === 'child',
      },
    },
  ],
  wants: ({ left, ...words }) => ({ left, words: said(words) }),
  plan: nothingMorePlan,
});
