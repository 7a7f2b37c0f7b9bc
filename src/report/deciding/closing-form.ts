import { act } from '../triage/act.ts';
import { box, type FormOf, line, maybeOneOf, oneOf, reason } from '../triage/asked.ts';
import { closePlan, hasLeft, leftWords, nothingMorePlan } from './closing.ts';
import { ASK_LADO_FIRST } from './decide-form.ts';
import { LEFT_WORDING, matterOf, OUTCOME_WORDING, outcomesFor } from './decision.ts';

const isLeft = ({ concern }: FormOf): boolean => hasLeft(concern);

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
    {
      says: ({ concern }: FormOf) => (matterOf(concern.kind) === 'adult' ? ASK_LADO_FIRST : undefined),
    },
    ...LEFT,
    { reason: reason('Why nothing more is needed, and what would change that') },
    {
      parents: {
        ...box('Parents or carers: told when and by whom, or why not', 2_000),
        isFor: ({ concern }: FormOf) => matterOf(concern.kind) === 'child',
      },
    },
  ],
  wants: ({ left, ...words }) => ({ left, words: said(words) }),
  plan: nothingMorePlan,
});
