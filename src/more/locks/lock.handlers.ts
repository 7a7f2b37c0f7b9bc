import { openers } from '../../report/routing/openers.ts';
import { featureAct } from '../../report/triage/act.ts';
import type { FormOf } from '../../report/triage/asked.ts';
import { person, reason } from '../../report/triage/asked.ts';
import { lockAct } from './lock.ts';

/** Who may be one of the two: anyone who could open it without a lock. */
const one = (at: 0 | 1, label: string) => {
  const mayBe = ({ concern, school }: FormOf) =>
    openers(school, { ...concern, lockedTo: undefined }).filter(({ coversUntil }) => coversUntil === undefined);
  return {
    ...person(label, mayBe),
    value: (of: FormOf) =>
      (of.concern.lockedTo ?? (mayBe(of).some(({ id }) => id === of.user) ? [of.user] : []))[at] ?? '',
  };
};

/** What the DSL does with the lock of a child's chronology. */
export const lockActs = {
  lock: featureAct({
    title: 'Lock to two people',
    asks: [
      'This covers this report and every other that is recorded as about the same child. Nobody else in the team sees them any more: not in a list, a number or a search. If you choose two others, you cannot open them either.',
      'A new report about the child still goes to the whole team. If neither of the two acts in time, or both leave, the next in line is told and can open it.',
      {
        first: one(0, 'First person (required)'),
        second: one(1, 'Second person (required)'),
        reason: reason('Why are you locking it?'),
      },
    ],
    wants: ({ reason: why, first, second }) => {
      const people = [first, second].filter((chosen) => chosen !== undefined);
      return lockAct({ kind: 'lock', people, words: { reason: why } });
    },
  }),
  unlock: featureAct({
    title: 'End the lock',
    asks: [
      'Everyone in the team who has these reports can open them again, and what is in them counts again.',
      { reason: reason('Why does the lock end?') },
    ],
    wants: ({ reason: why }) => lockAct({ kind: 'unlock', words: { reason: why } }),
  }),
};
