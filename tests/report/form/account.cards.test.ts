import { expect, test } from '@jest/globals';
import { KINDS } from '../../../src/report/concern.ts';
import { accountCard } from '../../../src/report/form/account.cards.ts';

test('the child’s own words are asked for where it is about a child, and of nothing else', () => {
  for (const kind of KINDS) {
    const card = JSON.stringify(accountCard({ kind, draft: 'b2f6a1c8-6a3e-4b1d-9b1e-2f3a4b5c6d7e', words: {} }));
    expect([kind, card.includes('the child’s own words')]).toEqual([kind, kind === 'child']);
    expect(card).toContain('What did you see or hear? Facts;');
  }
});
