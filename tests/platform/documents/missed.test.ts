import { missedSentences } from '../../../src/platform/documents/missed.ts';

const what = 'Crossed words are left out';

test('each kind is one sentence with all its places', () => {
  expect(
    missedSentences([
      { what, words: 'twice', where: 'under ‘3 Trips’' },
      { what: 'A drawing cannot be read', where: 'page 2' },
      { what, words: 'a  week', where: 'page 4' },
      { what, words: 'twice', where: 'under ‘3 Trips’' },
      { what: 'A drawing cannot be read', where: 'page 9' },
      { what: 'There are notes in the margin' },
    ]),
  ).toEqual([
    'Crossed words are left out: ‘twice’, under ‘3 Trips’; ‘a week’, page 4.',
    'A drawing cannot be read: pages 2, 9.',
    'There are notes in the margin.',
  ]);
});

test('of many places the first are told and the rest counted; long words are cut', () => {
  const many = Array.from({ length: 15 }, (_, at) => ({ what, words: `word ${at}` }));
  const [sentence = ''] = missedSentences(many);
  expect(sentence).toMatch(/‘word 11’; and 3 more\.$/);
  expect(missedSentences([{ what, words: 'x'.repeat(300) }])[0]).toHaveLength(what.length + 2 + 80 + 4);
});
