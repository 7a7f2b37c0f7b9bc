import { fitsReport, saysWhatToDo } from '../../../src/ask/question/on-reports.ts';

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

const told = (words: string, route: string, ...reasons: readonly string[]) => ({ words, routes: [route], reasons });
const FGM = 'Female genital mutilation. A teacher must report it to the police when a child discloses it';
const NUDES = 'Sharing of nudes. If a pupil shows you one, do not copy it and tell the DSL';
const WORRY = 'What to do with a worry. Tell the DSL about a child at once';
const ADULTS = 'Low-level concerns. Tell the headteacher about an allegation against a member of staff';
const DATA = 'Personal data. Tell the data protection officer of a breach at once';

test('a rule is for the report where it goes where the report does, and is of nothing that was not told', () => {
  const hit = told('a girl in year 7 says her dad hits her', 'dsl', 'physical/assault');
  expect([WORRY, FGM, NUDES, ADULTS, DATA].filter((rule) => fitsReport(rule, hit))).toEqual([WORRY]);
  const colleague = told('a colleague texts a girl in year 9', 'headteacher');
  expect([WORRY, ADULTS, DATA].filter((rule) => fitsReport(rule, colleague))).toEqual([ADULTS]);
  expect([WORRY, ADULTS, DATA].filter((rule) => fitsReport(rule, told('lost my stick', 'dpo')))).toEqual([DATA]);
});

test('what was told, or seen in it, brings its own rule', () => {
  expect(fitsReport(NUDES, told('a boy has a naked picture of a girl', 'dsl'))).toBe(true);
  expect(fitsReport(NUDES, told('it went round the whole year', 'dsl', 'sexual/images'))).toBe(true);
  expect(fitsReport(FGM, told('she is being taken abroad to be cut', 'dsl', 'harmful-practice'))).toBe(true);
});

test('where two routes are close a rule for either fits', () => {
  const close = { words: 'he shouted at a child', routes: ['dsl', 'headteacher'], reasons: [] };
  expect([WORRY, ADULTS, DATA].filter((rule) => fitsReport(rule, close))).toEqual([WORRY, ADULTS]);
});
