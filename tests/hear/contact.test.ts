import { expect, test } from '@jest/globals';
import { tellsOfContact } from '../../src/hear/words/contact.ts';

test.each([
  'a pupil messaged me',
  'A pupil has contacted me on Instagram.',
  'a year 9 sent me a friend request',
  'one of my students dm’d me last night, what do I do',
  'a y10 keeps messaging me',
  'a pupil got in touch with me on snapchat',
  'a student has been messaging me',
  'one of my tutor group kids messaged my personal instagram',
  'can you help me, a pupil has messaged me',
  'a year 11 boy followed me on tiktok',
  'a pupil found my number and texted me',
])('a pupil got in touch: %s', (message) => {
  expect(tellsOfContact(message)).toBe(true);
});

test.each([
  'what do I do if a pupil messages me',
  'what should I do if a pupil messaged me',
  'nothing has happened, but who would I tell if a pupil messaged me',
  'can a pupil message me',
  // What was told weighs more.
  'a pupil messaged me saying she is scared of her dad',
  'A Year 10 just messaged me to say goodbye',
  'a year 9 girl dm’d me asking to meet up',
  'a pupil told me about home',
  // Someone else, or to someone else.
  'a parent messaged me',
  'an ex pupil messaged me',
  'a pupil messaged my colleague',
])('not that, or more than that: %s', (message) => {
  expect(tellsOfContact(message)).toBe(false);
});

test('a long message is looked at in no time', () => {
  const started = performance.now();
  tellsOfContact(`a ${'pupil has been '.repeat(4_000)}`);
  expect(performance.now() - started).toBeLessThan(250);
});
