import { isBareName, looksForName } from '../../src/hear/bare-name.ts';

test.each(['Kai Turner', 'Mr Turner', 'kyle t', 'Leah B.'])('%s is a name and nothing else', (text) => {
  expect(isBareName(text)).toBe(true);
});

test.each(['kai turner', 'kyle bleeding', 'the t', 'kyle'])('%s may be more, or less', (text) => {
  expect(isBareName(text)).toBe(false);
});

test.each(['find kyle', 'anything on leah b', 'please look up Kai Turner', 'is there anything about mr turner?'])(
  '%s looks for someone',
  (text) => expect(looksForName(text)).toBe(true),
);

test.each(['find kyle he is bleeding', 'find kai bleeding', 'anything on trips', 'look for the policy', 'kyle t'])(
  '%s does not',
  (text) => expect(looksForName(text)).toBe(false),
);
