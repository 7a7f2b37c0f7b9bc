import { expect, test } from '@jest/globals';
import { type Card, card, heading, text } from '../../../../src/platform/teams/card.ts';
import { dialogBody } from '../../../../src/platform/teams/outbound/invoke-bodies.ts';

const shown = (title: string, of: Card) =>
  JSON.stringify(dialogBody({ kind: 'dialog', title, card: of }, (one) => one)).split(title).length - 1;

test('a title that a card begins with too stands once in its dialog', () => {
  expect(shown('Report ABCDEF', card(heading('Report ABCDEF'), text('Nobody has it.')))).toBe(1);
});

test('a title that stands further down, or alone, stays; so does any other beginning', () => {
  expect(shown('Report ABCDEF', card(text('Done.'), heading('Report ABCDEF')))).toBe(2);
  expect(shown('Report ABCDEF', card(heading('Report ABCDEF')))).toBe(2);
  expect(shown('Report', card(heading('Report ABCDEF'), text('Nobody has it.')))).toBe(2);
});
