import { saysWhatToDo } from '../../../../src/teams/policy/ask/rule-below.ts';

test.each([
  'Tell the DSL or a deputy DSL in person or by phone, at once.',
  'must personally report this to the police by calling 101',
  'Do not promise to keep it secret. Say whom you will tell and why.',
  'Do not investigate, do not question the child beyond what you need to understand.',
  'Report it to a senior manager the same day.',
  'do not look at it again, copy it, take a screenshot of it, and do not delete it',
])('below a real report a rule may stand that says what to do: %s', (words) => {
  expect(saysWhatToDo(words)).toBe(true);
});

test.each([
  'Contact is sometimes right: to comfort a distressed child, to give first aid, or to demonstrate a technique.',
  'Personal mobile phones stay on silent and out of sight in lessons.',
  'Reply to parents from a school e-mail address or by a school phone.',
  'Dress is smart, safe and suited to the task.',
])('any other is noise there: %s', (words) => {
  expect(saysWhatToDo(words)).toBe(false);
});
