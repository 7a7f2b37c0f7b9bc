import { asksMeaning } from '../../../src/ask/question/meaning.ts';

test.each([
  'what does SENCO mean',
  "what's a low level concern",
  'does a smart ring count',
  'is a kettle a device',
  'who is the chair',
])('%j asks for a meaning', (question) => expect(asksMeaning(question)).toBe(true));

test.each([
  'what about year 13',
  'and sixth formers?',
  'can a governor follow a pupil',
  'what is the rule on gifts',
  'what time do I sign in',
])('%j does not', (question) => expect(asksMeaning(question)).toBe(false));
