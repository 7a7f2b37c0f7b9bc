import { z } from 'zod/v4';
import { parseGuid, type UserId } from '../../kernel/ids.ts';
import { type Element, input, text } from '../../platform/teams/card.ts';
import type { Acts } from '../../report/host.handlers.ts';
import { openers } from '../../report/routing/openers.ts';
import { reading, reasonSent } from '../../report/triage/acts.handlers.ts';
import { type FormOf, reason } from '../../report/triage/triage.cards.ts';
import { lockAct } from './lock.ts';

/** None where nobody was chosen. */
const chosenPerson = z
  .string()
  .max(100)
  .default('')
  .transform((id) => parseGuid<UserId>(id));

/** What the DSL does with the lock of a child's chronology. */
export const lockActs = {
  lock: {
    title: 'Lock to two people',
    boxes: (form: FormOf) => [...lockFields(form), reason('Why are you locking it?')],
    read: reading(
      { reason: reasonSent, first: chosenPerson, second: chosenPerson },
      ({ reason: why, first, second }) => {
        const people = [first, second].filter((one) => one !== undefined);
        return lockAct({ kind: 'lock', people, words: { reason: why } });
      },
    ),
  },
  unlock: {
    title: 'End the lock',
    boxes: () => [
      text('Everyone in the team who has these reports can open them again, and what is in them counts again.'),
      reason('Why does the lock end?'),
    ],
    read: reading({ reason: reasonSent }, ({ reason: why }) => lockAct({ kind: 'unlock', words: { reason: why } })),
  },
} satisfies Acts;

/** Who may be one of the two: anyone who could open it without a lock. */
function lockFields({ concern, school, user }: FormOf): readonly Element[] {
  const people = openers(school, { ...concern, lockedTo: undefined }).filter(
    ({ coversUntil }) => coversUntil === undefined,
  );
  const choices = people.map(({ id, name }) => ({ title: name, value: id }));
  const [first = '', second = ''] = concern.lockedTo ?? (people.some(({ id }) => id === user) ? [user] : []);
  return [
    text(
      'This covers this report and every other that is recorded as about the same child. Nobody else in the team sees them any more: not in a list, a number or a search. If you choose two others, you cannot open them either.',
    ),
    text(
      'A new report about the child still goes to the whole team. If neither of the two acts in time, or both leave, the next in line is told and can open it.',
    ),
    input.choice({ id: 'first', label: 'First person (required)', choices, value: first }),
    input.choice({ id: 'second', label: 'Second person (required)', choices, value: second }),
  ];
}
