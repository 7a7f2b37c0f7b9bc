import fc from 'fast-check';
import { partsOf, stretchesOf } from '../../src/hear/parts.ts';

const numbered = (count: number) => Array.from({ length: count }, (_, at) => `w${at}`);

describe('parts for the encoder', () => {
  test('a short message stays whole, as it was typed', () => {
    for (const text of ['', '  two\nwords ', `${numbered(60).join(' ')} `]) expect(partsOf(text)).toEqual([text]);
  });

  test('of a long one nothing is left out, and no fifteen words fall between two', () => {
    fc.assert(
      fc.property(fc.integer({ min: 71, max: 9_000 }), (count) => {
        const words = numbered(count);
        const parts = partsOf(words.join(' ')).map((part) => part.split(' '));
        if (parts.some((part) => part.length > 70)) return false;
        const lastPart = new Map(parts.flatMap((part, at) => part.map((word) => [word, at] as const)));
        return words.every((word, at) => {
          const end = words[Math.min(at + 14, count - 1)] ?? '';
          return parts[lastPart.get(word) ?? -1]?.includes(end) ?? false;
        });
      }),
      { seed: 7, numRuns: 30 },
    );
  });

  test.each([
    ['no spaces', 'hello,'.repeat(2_000)],
    ['writing of which each letter costs as much as a word', 'میری بچی کو مارا '.repeat(500)],
    ['signs', '!?'.repeat(3_000)],
    ['emoji', '😀'.repeat(4_000)],
  ])('%s is read to the end too, in a number of parts that grows with the text', (_what, text) => {
    const parts = partsOf(text);
    const bare = (words: string) => words.replace(/\s/g, '');
    // Each part begins again somewhere in what came before it, and goes beyond.
    let reached = 0;
    const whole = bare(text);
    for (const part of parts.map(bare)) {
      const at = whole.lastIndexOf(part, reached);
      expect(at).toBeGreaterThanOrEqual(0);
      reached = at + part.length;
    }
    expect(reached).toBe(whole.length);
    expect(parts.length).toBeLessThan(text.length / 40);
  });
});

describe('stretches for the rules', () => {
  test('whatever the text, every word is whole in one of them', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1, maxLength: 4_000 });
    fc.assert(
      fc.property(words, (some) => {
        const numbered = some.map((word, at) => `${word}${at}`);
        const stretches = stretchesOf(numbered.join(' '));
        const seen = new Set(stretches.flatMap((stretch) => stretch.split(' ')));
        return numbered.every((word) => seen.has(word)) && stretches.every((stretch) => stretch.length <= 1_600);
      }),
      { seed: 7, numRuns: 30 },
    );
  });

  test('text without a gap is cut all the same, and there is an end', () => {
    const stretches = stretchesOf('x'.repeat(250_000));
    expect(stretches.length).toBeLessThan(220);
    expect(stretches.every((stretch) => stretch.length <= 1_600)).toBe(true);
  });
});
