import { readFileSync } from 'node:fs';
import { pointsBack } from '../../../src/ask/conversation/points-back.ts';

test.each([
  'can he sit in the middle',
  'so could it go in the newsletter',
  'hes joining the cooks in june tho',
  'is she allowed up the ladder',
  'got one off the office instead, is that any better',
  'they want an answer by friday',
])('%s points at what it does not name', (said) => {
  expect(pointsBack(said)).toBe(true);
});

test.each([
  'my cousin rang, can he come in',
  'a dad sent me a plant, can i keep it',
  'is it ok to park on the grass',
  'its gone five, is the office still open',
  'I saw Jo at lunch and she asked for a lift',
  'can one of us leave early',
  'may staff vape in the car park',
])('%s names whom or what it means, or points at nothing', (said) => {
  expect(pointsBack(said)).toBe(false);
});

test('of a person only “he” and “she” tell, who are never a thing or several', () => {
  expect(pointsBack('should i ring her mum', 'person')).toBe(true);
  expect(pointsBack('so could it go in the newsletter', 'person')).toBe(false);
  expect(pointsBack('do they have to', 'person')).toBe(false);
});

test('of a longer message only what it begins with points back: whom it means may stand in it in small letters', () => {
  expect(pointsBack('hes left me a plant on my desk with a card on it and no name, what now please')).toBe(true);
  expect(
    pointsBack('jayden from the choir lost a glove at lunch and i wonder if he may go back for it later', 'person'),
  ).toBe(false);
});

test('no first question of those that nobody here wrote points at a person', () => {
  const questions = ['q1', 'q2', 'q3', 'q4', 'q5'].flatMap((lot) =>
    readFileSync(`tests/fixtures/new-subjects/${lot}/cases.jsonl`, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => (JSON.parse(line) as { question: string }).question),
  );
  expect(questions.filter((said) => pointsBack(said, 'person'))).toEqual([]);
});
