import type { Deciding } from '../../../src/ask/quoting/deciding.ts';
import { rowOfAmount } from '../../../src/ask/quoting/row-of-amount.ts';
import { policyOf } from '../given.ts';

const POLICY = policyOf(`Tips Policy

1. Tips

Tip\tMay I keep it?\tWhat I do
A sweet or a plant, up to £10\tYes\tSay thank you
One tip between £10 and £40\tWith the agreement of the bursar\tWrite it down
A tip worth more than £40\tNo\tSend it back
Coins or tokens of any amount\tNo\tHand them in
A seat at a match\tNo\tDecline
`);

const rows = POLICY.passages.filter(({ kind, cells }) => kind === 'row' && cells?.[0] !== 'Tip');
const rowOf = (holds: string): string => rows.find(({ text }) => text.includes(holds))?.id ?? '';
/** What decides once sums are counted, where the encoder found another row. */
function decided(found: string, ...asked: readonly string[]): readonly [row: string, beside: readonly string[]] {
  const deciding: Deciding = { passage: rowOf(found) as never, at: 0, isNamed: false, perhaps: [] };
  const { passage, perhaps } = rowOfAmount(
    POLICY,
    rows.map(({ id }) => id),
    deciding,
    asked,
  );
  const nameOf = (id: string): string => rows.find((row) => row.id === id)?.cells?.[0] ?? '';
  return [nameOf(passage), perhaps.map((spot) => nameOf(spot.passage))];
}

const [SWEET, MIDDLE, DEAR, COINS] = rows.map(({ cells }) => cells?.[0] ?? '');

test('the row whose range holds the sum decides, with the one of any amount beside it', () => {
  expect(decided('more than £40', 'a basket, must be 30 quid')).toEqual([MIDDLE, [COINS]]);
  expect(decided('any amount', 'a basket, must be 30 quid')).toEqual([MIDDLE, [COINS]]);
  expect(decided('between', 'a basket worth £50')).toEqual([DEAR, [COINS]]);
});

test('what is asked by the name of its kind is for the row of any amount', () => {
  expect(decided('between', 'he gave me £30 in tokens')).toEqual([COINS, [MIDDLE]]);
});

test('a row that gives leave stands behind one that refuses, where the sum is all that speaks for it', () => {
  expect(decided('more than £40', 'a thing for £5')).toEqual([COINS, [SWEET]]);
  expect(decided('plant', 'a plant for £5')).toEqual([SWEET, [COINS]]);
});

test('the sum of the question before counts, unless another row is asked about', () => {
  expect(decided('more than £40', 'can i share it out', 'a basket, must be 30 quid')[0]).toBe(MIDDLE);
  expect(decided('match', 'and a seat at a match', 'a basket, must be 30 quid')[0]).toBe('A seat at a match');
});

test('without a sum, or with several, nothing changes', () => {
  expect(decided('match', 'what about tickets')).toEqual(['A seat at a match', []]);
  expect(decided('match', 'something for £20 or £30')).toEqual(['A seat at a match', []]);
});
