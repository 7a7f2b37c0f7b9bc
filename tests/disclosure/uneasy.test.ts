import { createDetector } from '../../src/disclosure/detect.ts';
import { hasUneasyWord } from '../../src/disclosure/reading/uneasy.ts';

test.each([
  'They’re always in the cupboard at lunch, just the two of them',
  'he put his hand on her leg',
  'Nobody writes to him.',
  'she asked if she could stay the night at mine',
  'says his mum don’t like it',
  'I DON’T LIKE IT',
])('more may be meant: %s', (text) => expect(hasUneasyWord(text)).toBe(true));

test.each([
  'the kettle in the staffroom leaks',
  'Sam brought me a scone he baked',
  'my tutor group swapped seats again',
  'booked the small room for a chat about her targets',
  'he threw up on the coach',
])('a thing of any day: %s', (text) => expect(hasUneasyWord(text)).toBe(false));

const told = createDetector({});

test.each([
  'someone keeps nicking my mug',
  'the radiators on the top floor are stuck on',
  'smartboard pen has vanished',
  'that briefing went on for ever',
])('a thing of the staffroom is an ordinary one: %s', (text) =>
  expect(told(text)).toMatchObject({ kind: 'none', isEveryday: true }),
);

test.each([
  'he locks the boys in the workroom',
  'a child has vanished from the minibus',
  'she hides behind the lockers because she is scared of him',
])('a thing makes nothing ordinary that is told about a child: %s', (text) => expect(told(text).kind).toBe('concern'));

test('what is at the top or comes to an end is no harm to anyone', () => {
  for (const text of ['on the top shelf', 'the end of the corridor'])
    expect(JSON.stringify(told(text))).not.toContain('self-harm');
  expect(told('she wants to hurt herself')).toMatchObject({ reasons: expect.arrayContaining(['self-harm']) });
});

test.each([
  ['the kitchen has run out of potatoes', true],
  ['there is a squirrel in the loft', true],
  ['there is a smell of gas in the nursery', false],
  ['there is a man in the loft', false],
  ['she is in the loft', false],
  ['bachi ghar nahi pohanchi', false],
  ['Pyjamas, bypass.', false],
])('nobody is in it: %s', (text, is) => expect('isOfNobody' in told(text)).toBe(is));
