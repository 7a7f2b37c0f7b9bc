import { expect, test } from '@jest/globals';
import type { ConcernId } from '../../../src/kernel/ids.ts';
import type { Notice, Reminded } from '../../../src/report/notice.ts';
import { outlineOf } from '../../../src/report/record/outline.ts';
import { concern, outgoing, school } from '../sample-concern-cards.ts';

const outline = outlineOf(school, concern);
const at = new Date(new Date(outline.raisedAt).getTime() + 3_600_000 * 5).toISOString();
const others = (count: number): readonly Reminded[] =>
  Array.from({ length: count }, (_, more) => ({
    id: `other-${more}` as ConcernId,
    reference: `OTHR${more}`,
    kind: 'child',
    raisedAt: new Date(new Date(outline.raisedAt).getTime() + (more + 1) * 60_000).toISOString(),
    why: 'not-decided',
  }));
const reminder = (beside: readonly Reminded[]): Notice => ({
  ...{ kind: 'chase', outline, why: 'not-acknowledged', at, isEscalation: false, isRepeat: false },
  beside,
});
const words = (notice: Notice): string => JSON.stringify(outgoing(notice));
const openings = (notice: Notice): readonly (string | undefined)[] =>
  [...words(notice).matchAll(/"title":"(Open [^"]*)"/g)].map(([, title]) => title);

test('each report has its line and its way in, the one that has waited longest first', () => {
  const [one, two] = others(2);
  if (!one || !two) throw new Error('there are two');
  expect(openings(reminder([two, one]))).toEqual([`Open ${outline.reference}`, 'Open OTHR0', 'Open OTHR1']);
  expect(words(reminder([one]))).toContain('It has been waiting for 5 h and nobody has acknowledged it.');
  expect(outgoing(reminder([one])).summary).toBe('2 reports are waiting');
  expect(outgoing(reminder([])).summary).toBe('1 report is waiting');
});

test('it is the same card from whichever of its reports it is drawn', () => {
  const [one] = others(1);
  if (!one) throw new Error('there is one');
  const mine: Reminded = { ...one, id: outline.id, reference: outline.reference, kind: outline.kind };
  const turned: Notice = {
    ...{ kind: 'chase', why: 'not-decided', at, isEscalation: false, isRepeat: false },
    outline: { ...outline, id: one.id, reference: one.reference, kind: one.kind, raisedAt: one.raisedAt },
    beside: [{ ...mine, raisedAt: outline.raisedAt, why: 'not-acknowledged' }],
  };
  expect(outgoing(turned)).toEqual(outgoing(reminder([one])));
});

test('what a card cannot carry is counted, and the list is a press away', () => {
  expect(openings(reminder(others(7)))).toHaveLength(8);
  expect(words(reminder(others(7)))).not.toContain('Open the list');
  const full = reminder(others(39));
  expect(openings(full)).toHaveLength(9);
  expect(openings(full).at(-1)).toBe('Open the list');
  expect(words(full)).toContain('And 32 more.');
  expect(words(full)).not.toContain('OTHR7"');
});
