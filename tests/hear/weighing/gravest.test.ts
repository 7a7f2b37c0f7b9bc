import fc from 'fast-check';
import { decide, type Raised } from '../../../src/hear/weighing/costs.ts';
import { eitherOf, gravest } from '../../../src/hear/weighing/gravest.ts';
import { weighedAs } from './given.ts';

type Some = Parameters<typeof weighedAs>[0];
const raised = (one: Some, other: Some = one): Raised => {
  const weighed = eitherOf(weighedAs(one), weighedAs(other));
  return decide(weighed.chances, weighed.danger).raised;
};

const OFFERS: readonly Raised[] = ['alarm', 'offer', 'both'];
const PEOPLE: readonly Raised[] = ['people', 'both'];

test('what tells of a report in one reading and of its writer in another is answered as both', () => {
  expect(raised({ report: 0.95, social: 0.05 }, { distress: 0.9, social: 0.1 })).toBe('both');
  expect(raised({ distress: 0.9, social: 0.1 }, { report: 0.95, social: 0.05 })).toBe('both');
});

test('nothing is heard less because of another reading', () => {
  const chances = fc
    .tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 }))
    .map(([report, rest]) => ({ report: report / 100, distress: ((100 - report) * rest) / 1e4 }))
    .map(({ report, distress }) => ({ report, distress, question: 1 - report - distress }));
  fc.assert(
    fc.property(chances, chances, (one, other) => {
      const [alone, together] = [raised(one), raised(one, other)];
      if (OFFERS.includes(alone)) expect([alone, OFFERS.includes(together)]).toEqual([alone, true]);
      if (PEOPLE.includes(alone)) expect([alone, [...PEOPLE, 'alarm'].includes(together)]).toEqual([alone, true]);
      if (alone !== 'none') expect(together).not.toBe('none');
    }),
    { numRuns: 2_000 },
  );
});

test('a part that is a report is not taken for less because another sounds like distress', () => {
  const { chances, danger } = gravest([weighedAs({ report: 0.97 }), weighedAs({ distress: 0.6 }), weighedAs({})]);
  expect(decide(chances, danger).raised).toBe('alarm');
});
