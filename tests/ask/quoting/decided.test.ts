import { stems } from '../../../src/ask/finding/bm25.ts';
import { entriesOf } from '../../../src/ask/finding/entries.ts';
import { NOTHING_KEPT } from '../../../src/ask/finding/vectors.ts';
import { citeSection } from '../../../src/ask/quoting/cite.ts';
import { decidedParts } from '../../../src/ask/quoting/decided.ts';
import { createDeciding } from '../../../src/ask/quoting/deciding.ts';
import { wordEncoder } from '../../support/word-encoder.ts';
import { policyOf } from '../given.ts';

const POLICY = policyOf(`Ponds Policy

1. Wading

The pond was dug in 1962. Pupils may wade in the pond in summer. An adult must watch whoever wades. Herons visit at dawn.

2. Boats

2.1 Boats are blue. 2.2 Nobody rows after dark unless the lamp is lit.

3. Ice

Ice is cold. If a pupil falls through the ice, phone 999 first. Ladders hang on the fence.

4. Ducks

Staff must not:

- feed ducks bread;
- chase ducks;
- paint ducks.

5. Rafts

Do not sail a raft on the pond, except where an adult is on board. On a trip:

- tell the office which raft;
- wear a vest.

6. Snacks

Snacks are offered in June. Adults must not take snacks from a neighbour of the pond. Where the neighbour is a cousin, a vicar or a twin, the snacks may stay, but never near ducks.

7. Anglers

Anglers are asked to dinner. If your own child fishes with the club, you may stay on the bank, but you must not coach.

8. Newts

In the holidays:

- newts in the tank are looked at once in each day;
- the great crested one is the exception, and stays by itself over a weekend;
- lids are green.

9. Watchers

Whoever watches at night need not come before noon. This does not apply to the bugler.
`);

/** The section that holds these words, as a card shows it for a question. */
async function shown(holds: string, question: string, isLimited = false): Promise<readonly string[]> {
  const entry = entriesOf(POLICY).find(({ passage }) => passage.text.includes(holds));
  const citation = entry && citeSection(entry);
  if (!citation) throw new Error(`nothing says "${holds}"`);
  const [reading] = await wordEncoder.read([question]);
  const asked = { stems: stems(question), words: reading?.words };
  const deciding = await createDeciding({ encoder: wordEncoder, vectors: NOTHING_KEPT })(POLICY, citation, { asked });
  if (!deciding) throw new Error('nothing decides');
  return decidedParts({ policy: POLICY, citation, deciding, question, isLimited, isWhole: false }).map((part) => {
    if (!('text' in part)) return part.kind;
    const [from, to] = part.decides ?? [0, 0];
    const bold =
      to > from ? `${part.text.slice(0, from)}*${part.text.slice(from, to)}*${part.text.slice(to)}` : part.text;
    return `${bold}${part.isCut ? ' […]' : ''}`;
  });
}

test('the sentence nearest to the words asked stands first and stands out; what neither binds nor limits is left out, marked', async () => {
  expect(await shown('dug in 1962', 'must an adult watch whoever wades')).toEqual([
    '*An adult must watch whoever wades.* […]',
  ]);
});

test('a permission stands first and does not stand out where something beside it binds or forbids', async () => {
  expect(await shown('dug in 1962', 'may pupils wade in the pond in summer')).toEqual([
    '*Pupils may wade in the pond in summer.* An adult must watch whoever wades. […]',
  ]);
  expect(await shown('dug in 1962', 'may pupils wade in the pond in summer', true)).toEqual([
    'Pupils may wade in the pond in summer. An adult must watch whoever wades. […]',
  ]);
});

test('an exception does not stand out where something else limits it, nor where the question says nothing of its condition', async () => {
  const exception = 'If your own child fishes with the club, you may stay on the bank, but you must not coach. […]';
  const asks = 'may I stay on the bank when my own child fishes';
  expect(await shown('asked to dinner', asks)).toEqual([`*${exception.slice(0, -4)}* […]`]);
  expect(await shown('asked to dinner', asks, true)).toEqual([exception]);
  expect(await shown('asked to dinner', 'may I stay on the bank')).toEqual([exception]);
});

test('what forbids stands before its own exception: it decides where the question says nothing of that, and stands above it where it does', async () => {
  const rule = 'Adults must not take snacks from a neighbour of the pond.';
  const exception = 'Where the neighbour is a cousin, a vicar or a twin, the snacks may stay, but never near ducks.';
  const about = 'Snacks are offered';
  expect(await shown(about, 'may snacks from the neighbour stay')).toEqual([`*${rule}* ${exception} […]`]);
  expect(await shown(about, 'may snacks stay, my neighbour is a vicar')).toEqual([`${rule} ${exception} […]`]);
});

test('where there is an emergency nothing is moved or left out', async () => {
  expect(await shown('Ice is cold', 'where do ladders hang on the fence')).toEqual([
    'Ice is cold. If a pupil falls through the ice, phone 999 first. *Ladders hang on the fence.*',
  ]);
});

test('an item never stands without what leads into its list', async () => {
  const [leadIn, item] = await shown('chase ducks', 'can I chase ducks');
  expect(leadIn).toBe('Staff must not: […]');
  expect(item).toBe('*chase ducks;* […]');
});

test('what is laid down before a list begins may decide, and what leads into the list does not', async () => {
  expect(await shown('sail a raft', 'can I sail a raft on the pond')).toEqual([
    '*Do not sail a raft on the pond, except where an adult is on board.* On a trip:',
    ...['tell the office which raft;', 'wear a vest.'],
  ]);
  expect(await shown('sail a raft', 'do I wear a vest on a trip')).toEqual([
    'Do not sail a raft on the pond, except where an adult is on board. On a trip: […]',
    '*wear a vest.*',
  ]);
});

test('an exception in the same list is never left out, whatever words it has', async () => {
  const lines = await shown('newts in the tank', 'newts in the tank looked at each day');
  expect(lines.join('\n')).toContain('is the exception');
  expect(lines.join('\n')).not.toContain('lids are green');
});

test('who is let off a duty does not stand out where something beside it takes that back', async () => {
  const lines = await shown('need not come before noon', 'watches at night come before noon');
  expect(lines.join('\n')).toContain('does not apply to the bugler');
  expect(lines.join('\n')).not.toContain('*');
});
