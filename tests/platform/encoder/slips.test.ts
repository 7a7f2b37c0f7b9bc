import { mendSlips } from '../../../src/platform/encoder/slips.ts';

const VOCABULARY = new Map(
  ['the', 'said', 'his', 'touched', 'bruise', 'night', 'uncle', 'goal', 'hurt', 'toughed'].map((word, at) => [
    word,
    at,
  ]),
);

test.each([
  ['letters swapped', 'he siad it', 'he said it'],
  ['a letter left out', 'his uncl', 'his uncle'],
  ['a letter doubled', 'at nightt', 'at night'],
  ['a letter struck beside', 'a bruide', 'a bruise'],
  ['more marks than a sentence has', 'hurt his uncle !!!', 'hurt his uncle'],
  ['the more common of two words', 'toucged', 'touched'],
])('%s is put right', (_what, typed, meant) => expect(mendSlips(typed, VOCABULARY)).toBe(meant));

test.each([
  ['a word of English', 'Hurt at NIGHT'],
  ['a name, and what no single slip explains', 'Oluwaseun was greetin'],
  ['three letters, which are near to too many words', 'hsi'],
  ['a wrong first letter', 'xaid'],
  ['the end of a sentence', 'he hurt his uncle.'],
  ['nothing', ''],
])('%s stays as it was typed', (_what, typed) => expect(mendSlips(typed, VOCABULARY)).toBe(typed));
