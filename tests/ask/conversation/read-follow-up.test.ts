import { readFileSync } from 'node:fs';
import { asksForWhom, goesOnFrom, isNarrowing, readFollowUp } from '../../../src/ask/conversation/read-follow-up.ts';

test.each([
  ['why', ['Why?', 'why not', 'But why is that?', 'how come', 'what’s the reason for this rule?', 'who says so']],
  [
    'page',
    ['which page', 'What section is that in?', 'where does it say that', 'which policy is that from?', 'what page?'],
  ],
  [
    'whole',
    [
      'show the whole section',
      'Can I see the full text please',
      'read the rest',
      'more',
      'show me all of it',
      'what else does it say',
    ],
  ],
  [
    'before',
    ['the one before', 'show me the previous answer', 'go back', 'the last one', 'what was the one before that?'],
  ],
  [
    'again',
    [
      'so can I or not?',
      'is that a yes or a no',
      'so we’re allowed to do it or not',
      'am i ok to do that',
      'yes or no?',
      'The rule again',
    ],
  ],
  [
    'whom',
    [
      'who do I tell then?',
      'to whom?',
      'tell who',
      'who do they ask',
      'who has to agree to it',
      'whose permission do I need',
      'Who to go to',
    ],
  ],
  ['bare', ['huh?', 'what do you mean', 'I dont get it', 'are you sure', 'which one']],
])('%s: asked in several ways', (kind, ways) => {
  expect(ways.map((said) => readFollowUp(said)?.kind)).toEqual(ways.map(() => kind));
});

test.each([
  ['And for sixth formers?', true],
  ['what about LinkedIn', true],
  ['how long have we got', true],
  ['if he’s 17', true],
  ['even if they are family?', true],
  ['but they’re 18', true],
  ['what if the parents said no', true],
  ['does that apply to TAs', false],
  ['is it allowed in the holidays', false],
  ['for governors', false],
  ['what does it say about ex-pupils', false],
])('%s is read with what came before', (said, isMarked) => {
  expect(readFollowUp(said)).toEqual({ kind: 'more', isMarked });
});

test.each([
  'Can I follow pupils on Instagram?',
  'Do I have to accept friend requests from parents?',
  'may staff post photos of pupils',
  'What does the policy say about ex-pupils on personal accounts',
  'why do staff have to use a school phone on trips',
  'how long do we keep a note of a phone call',
  'who do I tell about a broken window',
  '',
  '?!',
])('%j is a question of its own', (said) => {
  expect(readFollowUp(said)).toBeUndefined();
});

test('few ordinary questions are taken for a follow-up that is nothing by itself', () => {
  const questions = ['first', 'k1', 'k2', 'k5', 'k7'].flatMap((lot) =>
    readFileSync(`training/data/open/${lot}/cases.jsonl`, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => (JSON.parse(line) as { question: string }).question),
  );
  expect(questions.length).toBeGreaterThan(1_000);
  const taken = questions.filter((said) => {
    const read = readFollowUp(said);
    return read !== undefined && (read.kind !== 'more' || read.isMarked);
  });
  expect(taken.length / questions.length).toBeLessThan(0.08);
});

test.each([
  'only in the shed n the yard, not near the kids',
  'just on the lead in the car park, never indoors',
  'not in lessons, only at breaktime outside',
  'only for a minute, behind the stage',
  'no only my own two, in the back',
  "it'd be only at the weekend",
  'never on my own phone',
  'not alone, the caretaker is there',
])('%s narrows what was asked before', (said) => {
  expect(isNarrowing(said)).toBe(true);
  expect(readFollowUp(said)).toEqual({ kind: 'more', isMarked: true });
});

test.each([
  'only in the shed with the light off, he says its their secret',
  'only when nobody is there, he makes her sit on his knee',
  'just now in the corridor she told me',
  'only my uncle knows, she said',
  'not breathing',
  'only because he touches them',
  'can I bring my dog in',
  'just at the end of the corridor by the gym where the caretaker keeps his things and nobody goes',
])('%s tells something, or is a question of its own', (said) => expect(isNarrowing(said)).toBe(false));

test.each<[said: string, how: ReturnType<typeof asksForWhom>]>([
  ['who do i go to with it', 'surely'],
  ['Who should I take this to?', 'surely'],
  ['so who do I show it to', 'surely'],
  ['who would i speak to about that', 'surely'],
  ['and who deals with this', 'surely'],
  // Small letters are written for computers too, unless something was asked before.
  ['who do i ask about it', 'perhaps'],
  ['who do I tell then?', 'perhaps'],
  ['who do I ask about IT', undefined],
  ['WHO DO I ASK ABOUT IT', 'perhaps'],
  ['who do I tell about a broken window', undefined],
  ['who is the DSL', undefined],
  ['who hits him, I do not know', undefined],
])('%s asks %s for whom it is', (said, how) => expect(asksForWhom(said)).toBe(how));

test.each(['wheres that written', 'where’s that from', 'whens that from'])('%s is read as the long form is', (said) => {
  const long = said.replace(/^(\w+)['’]?s\b/, '$1 is');
  expect(readFollowUp(said)).toEqual(readFollowUp(long));
});

test('how likely a message goes on is heard, and is even at least where it points at what it does not name', () => {
  const heard = { question: 0.6, 'follow-up': 0.2 };
  expect(goesOnFrom('may staff vape in the car park', heard)).toBeCloseTo(0.25);
  expect(goesOnFrom('so could it go in the newsletter', heard)).toBe(0.5);
  expect(goesOnFrom('so could it go in the newsletter', { question: 0.1, 'follow-up': 0.3 })).toBeCloseTo(0.75);
  expect(goesOnFrom('may staff vape in the car park', undefined)).toBe(0);
});
