import { type Element, input, text } from '../../platform/teams/card.ts';
import type { Concern } from '../../report/concern.ts';
import { openers } from '../../report/routing/openers.ts';
import { categoriesFor } from '../../report/triage/chosen-categories.ts';
import type { School } from '../../school/school.ts';

/** For a note on something earlier. */
export const earlierFields = (): readonly Element[] => [
  text('Is it about something earlier? Say when it was: the chronology shows both times.'),
  ...happenedBoxes(),
];

export const categoryFields = (school: School, now: readonly string[]): readonly Element[] => [
  text('For this report only. Linked reports, and any other child in it, have their own.'),
  input.choice({
    id: 'categories',
    label: 'Tick all that apply',
    choices: categoriesFor(school, now).map((name) => ({ title: name, value: name })),
    many: true,
    expanded: true,
    value: now.join(','),
  }),
];

export const dateFields = (): readonly Element[] => [
  text(
    'When did it happen, as far as you can tell? The chronology shows it at that time, and also shows when it was recorded. What the reporter wrote does not change.',
  ),
  ...happenedBoxes(' (required)'),
];

/** Who may be one of the two: anyone who could open it without a lock. */
export function lockFields(concern: Concern, school: School, user: string): readonly Element[] {
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

/** Days and times, never a guess: what is not known is left empty. */
const happenedBoxes = (required = ''): readonly Element[] => [
  input.date({ id: 'happenedOn', label: `Day it happened${required}` }),
  input.time({ id: 'happenedAt', label: 'Time, if you know it' }),
];
