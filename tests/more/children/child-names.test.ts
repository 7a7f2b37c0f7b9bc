import { describe, expect, test } from '@jest/globals';
import { likenessOf, readChild } from '../../../src/report/same-child/likeness.ts';

describe('two names as they were typed', () => {
  test.each([
    ['Kai Turner 7B', 'Kai Turner, 7B', 'alike'],
    ['turner, kai (7b)', 'Kai Turner', 'alike'],
    ['Kai Turner 7B', 'Kai Turner Year 8', 'alike'],
    ['Zoë Müller 9C', 'Zoe Muller', 'alike'],
    ['Kai Turner 7B', 'Kai Turnr 7B', 'perhaps'],
    ['Ben Okoro Y4', 'Benjamin Okoro', 'perhaps'],
    ['Kai 7B', 'Kai Turner 7B', 'perhaps'],
    ['Kai Turner 7B', 'Kai Turner 11A', undefined],
    ['Kai', 'Kai Turner 7B', undefined],
    ['Kai Turner 7B', 'Mia Turner 7B', undefined],
    ['Not known', 'Not known', undefined],
    ['', 'Kai Turner', undefined],
  ] as const)('“%s” and “%s”: %s', (one, other, expected) => {
    expect(likenessOf(readChild(one), readChild(other))).toBe(expected);
    expect(likenessOf(readChild(other), readChild(one))).toBe(expected);
  });
});
