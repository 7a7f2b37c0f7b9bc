import { expect, test } from '@jest/globals';
import { actions, execute, facts, MOST_BUTTONS } from '../../../src/platform/teams/card.ts';

const buttons = (count: number) => Array.from({ length: count }, (_, index) => execute(`Button ${index}`, 'verb'));

test('up to six buttons are one row', () => {
  expect(actions([...buttons(6), undefined])).toEqual({ type: 'ActionSet', actions: buttons(6) });
  expect(actions([])).toEqual({ type: 'ActionSet', actions: [] });
});

test('more than six go on in further rows, each once and in order', () => {
  expect(actions(buttons(14))).toEqual({
    type: 'Container',
    items: [0, 6, 12].map((from) => ({ type: 'ActionSet', actions: buttons(14).slice(from, from + MOST_BUTTONS) })),
  });
});

test('a value whose words fit is beside its label, one with an address below it', () => {
  const rows = (value: string) => facts([['Helpline', value]]).items as { type: string }[];
  expect(rows('01632 960 201, at any time of the day').map(({ type }) => type)).toEqual(['ColumnSet']);
  expect(rows('helpline@saferinternet.example').map(({ type }) => type)).toEqual(['Container']);
});
