import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { z } from 'zod/v4';
import { answerToSmallTalk, classifySmallTalk, isGreeting, isManners } from '../../../src/hear/wishes/small-talk.ts';
import { anyText } from '../../support/any-text.ts';

const Row = z.object({ kind: z.string(), text: z.string() });
const cases = ['build', 'held-out', 'second', 'third', 'unseen-1', 'unseen-2', 'unseen-3'].flatMap((name) =>
  readFileSync(join(import.meta.dirname, `../../fixtures/disclosures/${name}.jsonl`), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => Row.parse(JSON.parse(line))),
);
const texts = (help: boolean) => cases.filter((one) => (one.kind === 'help') === help).map((one) => one.text);

test('what a policy says about AI or an app is asked of the policies', () => {
  for (const said of ['what does it say about AI', 'does it say anything about apps'])
    expect(classifySmallTalk(said)).toBe('none');
});

test('greetings, thanks and questions about the assistant are small talk', () => {
  expect(texts(true).length).toBeGreaterThan(60);
  expect(texts(true).filter((text) => classifySmallTalk(text) !== 'help')).toEqual([]);
});

test.each(['ok brill thanks x', 'ta xx', 'lovely, cheers xoxo', "bore da, ti'n iawn?", 'sut wyt ti'])(
  'kisses and another language change nothing: %j',
  (text) => expect(classifySmallTalk(text)).toBe('help'),
);

test('an x that something follows is no kiss', () => {
  for (const text of ['x marks the spot', 'ok x has bruises'])
    expect([text, classifySmallTalk(text)]).toEqual([text, 'none']);
});

test('no question about a policy and no concern is swallowed as small talk', () => {
  expect(texts(false).length).toBeGreaterThan(700);
  expect(texts(false).filter((text) => classifySmallTalk(text) === 'help')).toEqual([]);
});

test.each([
  'hi, can I add pupils on Instagram?',
  'thanks, and what about parents',
  'hello. a boy in my class has bruises',
  'help, a child has collapsed',
  'can you help me, a pupil has messaged me',
  'is that ok',
  'who do I tell',
  'what do I do',
  'hows life for a looked after child',
  '',
  '   ',
])('%j is more than small talk', (text) => {
  expect(classifySmallTalk(text)).toBe('none');
});

test.each([
  'HELLO!!',
  'hiiiii',
  'Thanks 😊',
  '👍',
  'h\u200bi',
  'what’s this for?',
  'Ｈｅｌｌｏ',
  'thank you so much for your help',
  'morning lanyard hows tricks',
  'hiya bot, how’s life?',
  'morning lanyard',
  'Morning, Lanyard!',
  'good morning lanyard, how are we today',
  'evening all',
  'happy monday lanyard',
  'afternoon bot',
  'mornin bot hope you had a nice weekend',
  'hello again lanyard, lovely to meet you',
])('%j is small talk however it is typed', (text) => {
  expect(classifySmallTalk(text)).toBe('help');
});

test('any string at all is answered', () => {
  fc.assert(fc.property(anyText(20), (text) => ['help', 'none'].includes(classifySmallTalk(text))));
});

test.each([
  ['bore da', 'help'],
  ['nos da', 'bye'],
  ['diolch yn fawr', 'thanks'],
  ['Dzień dobry!', 'help'],
  ['dziękuję', 'thanks'],
  ['Salaam', 'help'],
  ['sat sri akal', 'help'],
  ['merci beaucoup', 'thanks'],
] as const)('"%s" is a greeting or thanks, and answered as one', (text, answer) => {
  expect([isGreeting(text), classifySmallTalk(text), answerToSmallTalk(text)]).toEqual([true, 'help', answer]);
});

test.each(['bore da, mae plentyn yn crio', 'dzień dobry, mam pytanie', 'hola el niño', 'is it ok', ''])(
  '"%s" is more than a greeting, or none',
  (text) => {
    expect(isGreeting(text)).toBe(false);
  },
);

test.each([
  'hi',
  'Thanks 😊',
  'thank you so much for your help',
  'no thanks',
  'ok got it',
  'help please',
  'bore da',
  'see you, thanks',
  '👍',
])('%j is manners and nothing else', (text) => expect(isManners(text)).toBe(true));

test.each([
  ...[
    "I'm not alright",
    'honestly not great',
    'im no good at all',
    'no good',
    'nobody nice here',
    'please make it end',
  ],
  ...[
    'help me please i cant',
    'hi im not doing well',
    'thanks but i am not fine',
    'can anyone help me',
    'sorry, it was me',
  ],
])('%j is heard: it may speak of its writer', (text) => expect(isManners(text)).toBe(false));

test.each(['so is that a yes', 'is that ok', 'ok so is it fine then', 'right, can i', 'is this fine'])(
  '“%s” asks about what was said before, and is never answered as manners',
  (text) => expect([isManners(text), classifySmallTalk(text)]).toEqual([false, 'none']),
);

test.each(['ok thanks', 'yes please', 'great, thank you'])('“%s” is manners', (text) =>
  expect(isManners(text)).toBe(true),
);
