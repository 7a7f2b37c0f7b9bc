import { stems } from '../finding/bm25.ts';
import { type Passage, type Policy, passageOf } from '../policy.ts';
import { type Amount, amountsIn, holdsAmount, holdsAny, namesRange } from '../question/amounts.ts';
import { givesLeave, takesBack } from './conflicts.ts';
import type { Deciding } from './deciding.ts';

/**
 * Of a table whose rows are for different sums or numbers the row that decides is one whose range holds what was asked; a row `of any amount`
 * may be meant as well, and stands beside it, or before one that gives leave. The others decide nothing then.
 * @param asked the messages, the last first: the first that names an amount counts, unless the last says something of a row
 */
export function rowOfAmount(
  policy: Policy,
  quoted: readonly string[],
  deciding: Deciding,
  asked: readonly string[],
): Deciding {
  const rows = quoted.flatMap((id) => passageOf(policy, id) ?? []).filter(({ kind }) => kind === 'row');
  const found = rows.find(({ id }) => id === deciding.passage);
  const amount = rows.length > 1 ? amountFor(rows, asked) : undefined;
  const holding = amount ? rows.filter(({ cells = [] }) => cells.some((cell) => holdsAmount(cell, amount))) : [];
  if (!amount || holding.length === 0) return deciding;
  const isOfAny = ({ cells = [] }: Passage): boolean => cells.some((cell) => holdsAny(cell, amount));
  const near = holding.find((row) => row === found && (deciding.isNamed || !isOfAny(row)));
  const justSuch = holding.filter((one) => !isOfAny(one));
  const row = holding.find((one) => isKindOf(one, amount, asked)) ?? near ?? surest(justSuch, holding);
  const others = rows.filter(
    (one) => !holding.includes(one) && one.cells?.some((cell) => namesRange(cell, amount.unit)),
  );
  const isOther = (id: string): boolean => others.some((other) => other.id === id);
  return {
    passage: row.id,
    at: 0,
    isNamed: deciding.isNamed && row === found,
    perhaps: [
      ...holding.filter((one) => one !== row).map(({ id }) => ({ passage: id, at: 0 })),
      ...deciding.perhaps.filter(({ passage }) => passage !== row.id && !isOther(passage)),
    ],
    isNot: others.map(({ id }) => id),
  };
}

/** The first of those for just such a sum; where that gives leave and another that may be meant refuses, the other. */
function surest(ranged: readonly Passage[], holding: readonly [Passage, ...Passage[]] | readonly Passage[]): Passage {
  const [first = holding[0] as Passage] = ranged;
  return (givesLeave(wordsOf(first)) && holding.find((one) => takesBack(wordsOf(one)))) || first;
}

/** Whether a row is for every sum of just what was asked about: `cash or vouchers of any amount`. */
function isKindOf({ cells = [] }: Passage, amount: Amount, asked: readonly string[]): boolean {
  const kinds = cells.filter((cell) => holdsAny(cell, amount)).map((cell) => cell.split(/\bany\b/i)[0] ?? '');
  const said = new Set(asked.flatMap((one) => stems(one)));
  return stems(kinds.join(' ')).some((word) => word.length > 3 && said.has(word));
}

const wordsOf = ({ cells = [] }: Passage): string => cells.join('. ');

/** The one amount that was asked; none where a message names several, or the last says another thing of which a row is. */
function amountFor(rows: readonly Passage[], asked: readonly string[]): Amount | undefined {
  const [last = ''] = asked;
  const at = asked.findIndex((one) => amountsIn(one).length > 0);
  const [amount, another] = amountsIn(asked[at] ?? '');
  const words = new Set(rows.flatMap(({ cells = [] }) => stems(cells[0] ?? '')).filter((word) => word.length > 3));
  const isNamed = at > 0 && stems(last).some((word) => words.has(word));
  return another || isNamed ? undefined : amount;
}
