import { expect, test } from '@jest/globals';
import { isGraveBeside } from '../../../src/ask/question/grave.ts';
import { asksOfLeaver, speaksOfLeavers } from '../../../src/ask/question/leavers.ts';

test.each([
  'a boy from my tutor group finished year 13 in july and wants to add me',
  'can I follow an ex-pupil',
  'a girl I used to teach has found me online',
  'she left school two years ago, is that long enough',
  'one of our leavers sent me a request',
  'a student who left last summer',
])('it is about someone who has left: %s', (question) => expect(asksOfLeaver(question)).toBe(true));

test.each([
  'a pupil wants to add me',
  'a lad left his phone in my room',
  'she left school early, who do I tell',
  'my year 13 form want a picture',
  'can I leave early on friday',
])('it is not: %s', (question) => expect(asksOfLeaver(question)).toBe(false));

test('a passage speaks of leavers by any of their names', () => {
  expect(speaksOfLeavers('Contact with ex-pupils and parents')).toBe(true);
  expect(speaksOfLeavers('Staff must not befriend a pupil.')).toBe(false);
});

const FGM = 'A teacher who is told of female genital mutilation (FGM) calls the police.';
const NUDES = 'Do not copy a nude image of anyone under 18.';

test('what is grave is not named beside what does not hint at it', () => {
  expect(isGraveBeside(FGM, 'three off with flu and no cover')).toBe(true);
  expect(isGraveBeside(NUDES, 'the toaster is broken again')).toBe(true);
  expect(isGraveBeside('Knock before you enter.', 'the toaster is broken again')).toBe(false);
});

test('what hints at it finds it', () => {
  expect(isGraveBeside(FGM, 'a girl is being taken abroad in the holidays')).toBe(false);
  expect(isGraveBeside(NUDES, 'there is something on his phone')).toBe(false);
});
