import { expect, test } from '@jest/globals';
import { mentionsIn } from '../../../src/report/naming/reading/mentions.ts';
import { routeFor } from '../../../src/report/routing/routing.ts';
import { JOANNA, MIRIAM, oakfield, PRIYA, TOM } from '../support.ts';
import { reportsAboutNamesakes, reportsThatAccuse, reportsThatOnlyMention } from './reports.ts';
import { schoolOfTwelve } from './ways-to-name.ts';

const school = schoolOfTwelve();
const routed = (words: Readonly<Record<string, string>>, at = school) =>
  routeFor(at, { kind: 'child', people: [], mentions: mentionsIn(words) }, PRIYA);

test('of 500 reports that mention a DSL as told or present at most 5 % pass over the DSL before anyone has answered', () => {
  const over = reportsThatOnlyMention(500, 20_261_122).filter(({ words }) => routed(words).steps[0] !== 'dsl');
  expect(over.length).toBeLessThanOrEqual(25);
});

test('of 500 reports in which a DSL or deputy did it, none reaches them before the reporter has answered', () => {
  const reached = reportsThatAccuse(500, 20_261_122).filter(
    ({ words, named }) => !routed(words).excluded.includes(named.id),
  );
  expect(reached.map(({ words }) => words)).toEqual([]);
});

test('500 pupils who are called like someone with a role: nobody is asked about, and none is sent elsewhere', () => {
  const touched = reportsAboutNamesakes(500, 20_261_122).filter(({ words }) => {
    const { steps, open } = routed(words);
    return steps[0] !== 'dsl' || open.length > 0;
  });
  expect(touched.map(({ words }) => words)).toEqual([]);
});

test.each([
  ['Mr Ashworth touches me', [TOM]],
  ['tom ashworth touches me', [TOM]],
  ['Tom Ashworth’s hand was on her leg.', [TOM]],
  ['THE DSL GRABBED HIM', [MIRIAM, TOM]],
  ['The safe guarding lead hit her.', [MIRIAM, TOM]],
  ['Lily Ashworth hit her.', []],
  ['He was hit on the head.', []],
  ['He fell with his ear against the head of the lathe.', []],
  ['Two mums have put in a written complaint against the head.', [JOANNA]],
  ['Mr Lindley touches me', []],
  ['A pupil called Tom hit her.', []],
  ['Tom (7B) hit her.', []],
  ['Tom’s mum hit him.', []],
])('“%s” shuts out who it may accuse', (seen, ids) => {
  expect(new Set(routed({ who: 'Maisie, 7B', seen }, oakfield()).excluded)).toEqual(new Set(ids));
});

test('a parent named beside the child is no child: their name in the text is still asked about', () => {
  const words = { who: 'Tom Ashworth’s daughter Ella, 7B', seen: 'Ella says that Tom Ashworth hurts her.' };
  expect(routed(words, oakfield()).excluded).toEqual([TOM]);
});

test('any text is read without an error, and words of Object’s own as well', () => {
  for (const seen of [
    ...Object.getOwnPropertyNames(Object.prototype),
    '\ud800',
    'Mr '.repeat(2_000),
    'A'.repeat(6_000),
    '’s '.repeat(900),
  ])
    expect(() => mentionsIn({ seen })).not.toThrow();
});

test('an adult who is beside the child where the child is asked for is one, no matter whose class or child it is', () => {
  const named = (words: Record<string, string>) =>
    mentionsIn(words).flatMap(({ said, isTold }) => (isTold ? [] : [said]));
  expect(named({ who: 'Maisie Turner and Mr Ashworth' })).toEqual(['Mr Ashworth']);
  expect(named({ children: 'Maisie, Kai; Mrs Hale' })).toEqual(['Mrs Hale']);
  expect(named({ whereNow: 'Alone in the PE store, Mr Ashworth has the key' })).toEqual(['Mr Ashworth']);
  expect(named({ who: "Maisie Turner, Mr Ashworth's class" })).toEqual([]);
  expect(named({ who: 'Maisie Turner, 5B (Mr Ashworth class)' })).toEqual([]);
  expect(named({ who: 'Tom Ashworth, 5B', children: 'Tom' })).toEqual([]);
  expect(named({ whereNow: 'In Mrs Hale’s office' })).toEqual([]);
  expect(named({ whereNow: 'She is now with Mrs Hale' })).toEqual([]);
});
