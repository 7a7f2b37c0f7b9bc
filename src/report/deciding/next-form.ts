import type { Entry, Written } from '../concern.ts';
import { isToldNobody, standingReferral } from '../keeping/handled.ts';
import { act } from '../triage/act.ts';
import { box, line } from '../triage/asked.ts';

/** Someone outside was asked to act, and nothing since says that it was confirmed in writing, or what became of it: another decision does not. */
const isUnconfirmed = (entries: readonly Entry[]): boolean => standingReferral(entries)?.isConfirmed === false;

/** What comes next after someone outside was asked by phone. */
export const CONFIRM = act({
  title: 'Referral confirmed in writing',
  at: { decided: 'first' },
  isMain: 'decided',
  isOffered: ({ entries }) => isUnconfirmed(entries),
  reads: true,
  asks: [
    {
      agency: line('To whom it was sent, and when (required)', 400),
      ref: line('Their reference for it', 200),
      reason: box('What they said they will do, or when you will ask again (required)', 2_000),
    },
  ],
  wants: (words) => ({ words: words as Written }),
  plan: ({ entry }, { words }: { readonly words: Written }) =>
    (words.agency ?? '') === '' ? 'no-agency' : { entries: [entry('confirmed', { words })] },
});

export const TOLD = act({
  title: 'Who was told',
  at: { decided: 'first', closed: 'first' },
  // Of what is closed, as long as a referral stands in it that nobody is known to have made.
  isOffered: ({ concern, entries }) => concern.status !== 'closed' || isToldNobody(entries),
  asks: [
    'Such as the child, parents or carers, a tutor, a social worker: only what they need to know.',
    { reason: box('Who was told what, when and by whom; or who was not, and why (required)', 2_000) },
  ],
  wants: ({ reason: text }) => ({ words: { text } }),
  plan: ({ entry }, { words }: { readonly words: Written }) => ({ entries: [entry('told', { words })] }),
});
