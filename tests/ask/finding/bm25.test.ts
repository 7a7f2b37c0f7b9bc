import fc from 'fast-check';
import { createWordIndex, stems } from '../../../src/ask/finding/bm25.ts';

/** The formula of Robertson and Zaragoza, word for word and slowly. */
function naive(texts: readonly string[], words: readonly string[]): readonly number[] {
  const all = texts.map(stems);
  const mean = all.reduce((sum, some) => sum + some.length, 0) / texts.length;
  return all.map((some) =>
    [...new Set(words)].reduce((score, word) => {
      const count = some.filter((other) => other === word).length;
      const holding = all.filter((others) => others.includes(word)).length;
      const weight = Math.log(1 + (all.length - holding + 0.5) / (holding + 0.5));
      return count === 0 ? score : score + (weight * count * 2.2) / (count + 1.2 * (0.4 + (0.6 * some.length) / mean));
    }, 0),
  );
}

const word = fc.constantFrom('pupil', 'phone', 'staff', 'trip', 'photo', 'share', 'must', 'zebra');
const text = fc.array(word, { maxLength: 12 }).map((words) => words.join(' '));

test('scores are those of the formula', () => {
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 12 }), fc.array(word, { maxLength: 6 }), (texts, asked) => {
      const words = asked.flatMap(stems);
      const expected = naive(texts, words);
      [...createWordIndex(texts).scores(words)].forEach((score, at) => {
        expect(score).toBeCloseTo(expected[at] ?? Number.NaN, 4);
      });
    }),
    { seed: 7 },
  );
});

test('a rare word tells more than a common one, and one that stands nowhere as much as the rarest', () => {
  const index = createWordIndex(['staff phone', 'staff trip', 'staff photo']);
  expect(index.weight('phone')).toBeGreaterThan(index.weight('staff'));
  expect(index.weight('zebra')).toBeGreaterThanOrEqual(index.weight('phone'));
  expect(index.weight('staff')).toBeGreaterThan(0);
});

test('inflection, capitals and asking twice change nothing', () => {
  const index = createWordIndex(['Photographs are shared with parents.', 'Nothing of the kind.']);
  expect(index.scores(stems('SHARING a photograph, sharing'))).toEqual(index.scores(stems('share photographs')));
});

test.each<[what: string, texts: readonly string[]]>([
  ['no text at all', []],
  ['texts without a word', ['', '...']],
])('with %s nothing is found', (_what, texts) => {
  const scores = createWordIndex(texts).scores(['phone']);
  expect([...scores]).toEqual(texts.map(() => 0));
});

test('words that objects have of their own are words like others', () => {
  const index = createWordIndex(['the constructor of the hall', 'another']);
  expect(index.scores(['__proto__', 'toString']).every((score) => score === 0)).toBe(true);
  expect(index.scores(stems('constructor'))[0]).toBeGreaterThan(0);
});
