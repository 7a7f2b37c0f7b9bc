import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import {
  AFTER_AN_ANSWER,
  AFTER_NOTHING,
  ANSWERED,
  beforeOf,
  decide,
  isAskedBeforeKept,
  isToldAsDanger,
  mayLeaveFor,
  POINTING_BACK,
  RAISED,
  type Raised,
} from '../../../src/hear/weighing/costs.ts';
import { type Chances, HARMLESS_KINDS } from '../../../src/hear/weighing/heard-as.ts';
import { decisionTable } from './decision-table.ts';
import { chancesOf, harmlessIn } from './given.ts';

test('the page says what the code does: npm run decisions', () => {
  expect(readFileSync('docs/decision-table.md', 'utf8')).toBe(decisionTable());
});

test('what is surely one thing gets what is right for it', () => {
  expect(decide(chancesOf({ report: 1 }), 0).raised).toBe('alarm');
  expect(decide(chancesOf({ report: 1 }), 1).raised).toBe('alarm');
  expect(decide(chancesOf({ distress: 1 }), 0).raised).toBe('people');
  for (const kind of HARMLESS_KINDS) expect(decide(chancesOf({ [kind]: 1 }), 0).raised).toBe('none');
  const answered = HARMLESS_KINDS.map((kind) => decide(chancesOf({ [kind]: 1 }), 0).answered);
  expect(new Set(answered)).toEqual(new Set(ANSWERED));
  expect(decide(chancesOf({ report: 0.5, distress: 0.5 }), 0).raised).toBe('both');
});

/** How much of a report is offered, and how much of people to phone. */
const OFFERS: Readonly<Record<Raised, number>> = { alarm: 3, offer: 2, both: 2, below: 1, people: 0, line: 0, none: 0 };
const NAMES: Readonly<Record<Raised, number>> = { both: 2, people: 2, line: 1, alarm: 0, offer: 0, below: 0, none: 0 };

const share = fc.double({ min: 0, max: 1, noNaN: true });
const anyChances = fc
  .tuple(fc.array(share, { minLength: HARMLESS_KINDS.length, maxLength: HARMLESS_KINDS.length }), share, share, share)
  .map(([kinds, harmless, distress, report]): Chances => {
    const sum = harmless + distress + report || 1;
    const ofKinds = kinds.reduce((all, one) => all + one, 0) || 1;
    const each = HARMLESS_KINDS.map((kind, at) => [kind, ((kinds[at] ?? 0) / ofKinds) * (harmless / sum)]);
    return chancesOf({ ...Object.fromEntries(each), distress: distress / sum, report: report / sum });
  });

/** The same with more of one thing, taken from what is harmless. */
function withMore(chances: Chances, of: 'report' | 'distress', much: number): Chances {
  const harmless = harmlessIn(chances);
  const more = much * Math.max(harmless, 0);
  const kinds = HARMLESS_KINDS.map((kind) => [kind, chances[kind] * (1 - much)]);
  return { ...chances, ...Object.fromEntries(kinds), [of]: chances[of] + more };
}

const always = <Parts extends unknown[]>(parts: fc.IPropertyWithHooks<Parts>) => fc.assert(parts, { numRuns: 5_000 });

test('never is less of a report offered when a report is likelier', () => {
  always(
    fc.property(anyChances, share, share, (chances, danger, much) => {
      const more = decide(withMore(chances, 'report', much), danger).raised;
      return OFFERS[more] >= OFFERS[decide(chances, danger).raised];
    }),
  );
});

test('never are people to phone further away when it is likelier that its writer is not well', () => {
  always(
    fc.property(anyChances, share, share, (chances, danger, much) => {
      const more = decide(withMore(chances, 'distress', much), danger).raised;
      return NAMES[more] >= NAMES[decide(chances, danger).raised];
    }),
  );
});

test('never is less of a report offered when danger is likelier', () => {
  const falls: string[] = [];
  for (let report = 0; report <= 100; report += 1)
    for (let distress = 0; report + distress <= 100; distress += 1) {
      const chances = chancesOf({ report: report / 100, distress: distress / 100 });
      let before: Raised = 'none';
      for (let danger = 0; danger <= report; danger += 1) {
        const { raised } = decide(chances, danger / 100);
        if (OFFERS[raised] < OFFERS[before]) falls.push(`${before} to ${raised}: ${report} ${distress} ${danger}`);
        before = raised;
      }
    }
  expect(falls).toEqual([]);
});

test('never is 999 taken back when danger is likelier, nor what is asked or may leave when anything grave is', () => {
  always(
    fc.property(anyChances, share, share, fc.constantFrom('report', 'distress'), (chances, danger, much, of) => {
      const more = withMore(chances, of, much);
      const moreDanger = danger + much * (1 - danger);
      return (
        (!isToldAsDanger(danger) || isToldAsDanger(moreDanger)) &&
        (['alone', 'together', 'situation'] as const).every(
          (as) => !isAskedBeforeKept(chances, danger, as) || isAskedBeforeKept(more, moreDanger, as),
        ) &&
        (mayLeaveFor(chances, danger) || !mayLeaveFor(more, moreDanger))
      );
    }),
  );
});

test('what may leave is answered alone, and what is not offered in small alone is asked about before it is kept', () => {
  always(
    fc.property(anyChances, share, (chances, danger) => {
      const { raised } = decide(chances, danger);
      const isOffered = (raised === 'alarm' || raised === 'offer') && chances.distress === 0;
      return (
        (!mayLeaveFor(chances, danger) || raised === 'none') &&
        (!isOffered || isAskedBeforeKept(chances, danger, 'alone'))
      );
    }),
  );
});

test('a danger that is hardly a report is asked about before it is kept, as it is offered in the chat', () => {
  const chances = chancesOf({ report: 0.2, social: 0.8 });
  expect(decide(chances, 0.07).raised).toBe('offer');
  expect(isAskedBeforeKept(chances, 0.07, 'alone')).toBe(true);
  expect(isAskedBeforeKept(chances, 0, 'alone')).toBe(false);
});

test('what was said before changes what is answered, and never what is raised', () => {
  always(
    fc.property(
      anyChances,
      share,
      (chances, danger) =>
        decide(chances, danger, AFTER_AN_ANSWER).raised === decide(chances, danger, AFTER_NOTHING).raised &&
        decide(chances, danger, POINTING_BACK).raised === decide(chances, danger, AFTER_NOTHING).raised,
    ),
  );
  const goesOn = chancesOf({ 'follow-up': 0.2, social: 0.8 });
  expect(decide(goesOn, 0, AFTER_AN_ANSWER).answered).toBe('policies');
  expect(decide(goesOn, 0, AFTER_NOTHING).answered).toBe('word');
});

test('what points at something after an answer goes on with it sooner, unless it is surely something else', () => {
  const sounds = chancesOf({ 'follow-up': 0.1, question: 0.1, campaign: 0.8 });
  expect(decide(sounds, 0, beforeOf('answer', false)).answered).toBe('signing');
  expect(decide(sounds, 0, beforeOf('answer', true)).answered).toBe('policies');
  expect(decide(sounds, 0, beforeOf('fact', true)).answered).toBe('signing');
  expect(decide(chancesOf({ campaign: 1 }), 0, beforeOf('answer', true)).answered).toBe('signing');
});

test('everything that may be done is done with something', () => {
  const found = new Set<Raised>();
  for (let report = 0; report <= 50; report += 1)
    for (let distress = 0; report + distress <= 50; distress += 1)
      for (const danger of [0, 1])
        found.add(decide(chancesOf({ report: report / 50, distress: distress / 50 }), danger).raised);
  expect(found).toEqual(new Set(RAISED));
});
