import { asksSomething } from '../../../src/ask/question/asks.ts';
import { isPasted, severalQuestions } from '../../../src/ask/question/several.ts';

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

test('a list needs no question marks, nor do questions spoken one after the other', () => {
  expect(severalQuestions('1. can I follow pupils\n2. who is the DSL\n3) what about parents on facebook')).toEqual([
    'can I follow pupils',
    'who is the DSL',
    'what about parents on facebook',
  ]);
  expect(
    severalQuestions(
      'um so can i add parents on facebook and can i use my own phone for photos on trips and who do i tell about a lost laptop',
    ),
  ).toEqual([
    'um so can i add parents on facebook',
    'can i use my own phone for photos on trips',
    'who do i tell about a lost laptop',
  ]);
});

test.each([
  'can I give a pupil a lift home after a match and do I have to tell anyone about it afterwards',
  'a pupil of mine has left the school last year and can i follow them now on instagram or not',
  'what do i do if a parent messages me on facebook and asks about homework for the week',
])('%j is one question', (said) => {
  expect(severalQuestions(said)).toEqual([]);
});

const MAIL = `From: Jo Smith
To: Staff
Subject: Trip photos

Hi all,

We are off to York on Friday.
Can we use our own phones for pictures on the trip?

Kind regards
Jo
Who wants lunch?`;

test('of a pasted mail only what it asks is answered; one that asks nothing is known for what it is', () => {
  expect(severalQuestions(MAIL)).toEqual(['Can we use our own phones for pictures on the trip?']);
  const nothing = MAIL.replace(/Can we.*\?/, 'Bring your own lunch.');
  expect([severalQuestions(nothing), isPasted(nothing), isPasted('x'.repeat(1_001))]).toEqual([[], true, true]);
  expect(isPasted('Can I follow pupils?\nThanks\nJo')).toBe(false);
});
