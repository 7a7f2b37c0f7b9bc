import { type Element, input, text } from '../../platform/teams/card.ts';
import type { School } from '../../school/school.ts';
import { categoriesFor } from './chosen-categories.ts';

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

/** Days and times, never a guess: what is not known is left empty. */
const happenedBoxes = (required = ''): readonly Element[] => [
  input.date({ id: 'happenedOn', label: `Day it happened${required}` }),
  input.time({ id: 'happenedAt', label: 'Time, if you know it' }),
];
