import { saysWhatToDo } from '../../../src/policy/question/on-reports.ts';

test.each([
  'What to do with a worry. Tell the DSL or a deputy DSL in person or by phone, at once.',
  'Female genital mutilation. A teacher must personally report this to the police by calling 101',
  'Do not promise to keep it secret. Say whom you will tell and why.',
  'Reporting a concern. Do not investigate, do not question the child beyond what you need to understand.',
  'Abuse of staff online. Report it to a senior manager the same day.',
  'Sharing of nudes. Do not look at it again, copy it, take a screenshot of it, and do not delete it',
])('below a real report a rule may stand that says what to do: %s', (words) => {
  expect(saysWhatToDo(words)).toBe(true);
});

test.each([
  'Contact is sometimes right: to comfort a distressed child, to give first aid, or to demonstrate a technique.',
  'Personal mobile phones stay on silent and out of sight in lessons.',
  'Reply to parents from a school e-mail address or by a school phone.',
  'Family. Tell the headteacher in writing about the relationship, and keep school matters out of those conversations.',
  'Dress is smart, safe and suited to the task.',
])('any other is noise there: %s', (words) => {
  expect(saysWhatToDo(words)).toBe(false);
});
