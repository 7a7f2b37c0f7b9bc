import { asOneQuestion, goingOn, together } from '../../../src/ask/conversation/matter.ts';

const after = (first: string, ...later: readonly string[]) => ({ said: [first, ...later] });

test.each([
  ['may I text a pupil from home', 'and ex-pupils?', 'may I text a ex-pupils from home'],
  ['may I text a pupil from home', 'what about the sixth formers', 'may I text a sixth formers from home'],
  ['do teachers sign the visitors book', 'and supply staff?', 'do supply staff sign the visitors book'],
  ['can I wear a hoodie', 'same for governors?', 'can governors wear a hoodie'],
])('after “%s”, “%s” names someone else in the place of who was named', (first, said, question) => {
  expect(together(after(first), said)).toMatchObject({ question });
});

test.each([
  ['may I text a pupil from home', 'only in the holidays'],
  ['may I text a pupil from home', 'and pupils who are in my choir?'],
  ['can we bake for the fair', 'and parents?'],
])('after “%s”, “%s” stands behind it, and counts by itself too', (first, said) => {
  const read = together(after(first), said);
  expect(read.question).toBe(`${first}, ${said.replace('?', '')}`);
  expect(read).toMatchObject({ own: said.replace('?', '') });
});

test('what was asked over several messages is one question, and the first of it is never dropped', () => {
  const matter = ['and parents?', 'on a phone of the school', 'in the evening', 'at weekends'].reduce(
    (before, text) => goingOn(before, text),
    goingOn({ said: [] }, 'may I text a pupil'),
  );
  expect(matter.said).toEqual(['may I text a pupil', 'in the evening', 'at weekends']);
  expect(asOneQuestion(matter)).toEqual({
    question: 'may I text a pupil, in the evening, at weekends',
    own: 'at weekends',
  });
  expect(asOneQuestion(goingOn({ said: [] }, 'May I?  '))).toEqual({ question: 'May I', own: undefined });
});
