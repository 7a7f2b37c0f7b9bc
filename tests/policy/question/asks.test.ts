import { asksSomething } from '../../../src/policy/question/asks.ts';
import { severalQuestions } from '../../../src/policy/question/several.ts';

test.each([
  'can i add a pupil',
  'Is it ok to post this?',
  'my nephew follows me, is that ok',
  'so what do i do',
  'policy on phones',
])('%j asks', (text) => expect(asksSomething(text)).toBe(true));

test.each(['A child in my form told me her dad hits her', 'he hit her again today', 'I saw a bruise on his arm', ''])(
  '%j only tells',
  (text) => expect(asksSomething(text)).toBe(false),
);

test('several questions are told apart only where nothing else is said', () => {
  expect(severalQuestions('May I post this? Who runs the page? Thanks')).toEqual([
    'May I post this?',
    'Who runs the page?',
  ]);
  expect(severalQuestions('A girl told me something today. May I tell her mother? Who must know?')).toEqual([]);
  expect(severalQuestions('May I follow them? And if they are 18?')).toEqual([]);
});
