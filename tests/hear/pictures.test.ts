import { mayBeOfPictures } from '../../src/hear/words/pictures.ts';

test.each([
  'a boy showed me a picture on his phone',
  'theres a pic of her going round',
  'someone took fotos in the changing room',
  'he has a vidoe of two year 10s',
  'a year 9 was made to send something to a man she met',
  'I found a screenshot',
  'she got sent this on snap',
  'they used AI on a girl in 8B',
  'a Messge from a pupil',
  '🍆 on his bag, she says',
])('%s may be about a picture', (text) => {
  expect(mayBeOfPictures(text)).toBe(true);
});

test.each([
  'jayden hasnt handed in his homework again thats 3 times now, where do i log it',
  'dave in maths keeps nicking my mug and parking in my space',
  'karen in the office is off sick again third time this term',
  'he has a knife in his bag',
  'a parent offered me fifty quid for tutoring',
  'imagine picking on him every day',
])('%s speaks of none', (text) => {
  expect(mayBeOfPictures(text)).toBe(false);
});
