import { expect, test } from '@jest/globals';
import { chronologyBlocks } from '../../../src/more/children/chronology.cards.ts';
import { MOST_BUTTONS } from '../../../src/platform/teams/card.ts';
import { wholeCaution } from '../../../src/report/opening/record.cards.ts';
import { closed, now, RECORD_CARDS, school } from '../sample-concern-cards.ts';
import { MIRIAM, PRIYA } from '../support.ts';

/** Every object in a card. */
function* objectsIn(value: unknown): Generator<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value as Record<string, unknown>;
  for (const inner of Object.values(value)) yield* objectsIn(inner);
}

test('a chronology says who did what and why, and keeps fact, their own words and opinion apart', () => {
  const entry = {
    seq: 1,
    at: now,
    actor: PRIYA,
    kind: 'raised' as const,
    words: { seen: 'F', said: 'W', opinion: 'O' },
  };
  const decided = {
    seq: 2,
    at: now,
    actor: MIRIAM,
    kind: 'decided' as const,
    facts: { decision: 'early-help' },
    words: { reason: 'R', agency: 'A', parents: '' },
  };
  const shown = chronologyBlocks(
    [entry, decided].map((one) => ({ school, concern: closed, entry: one })),
    new Map(),
  );
  const lines = shown.map(({ element }) =>
    [...objectsIn(element)].map(({ text }) => text).filter((text) => text !== undefined),
  );
  expect(shown.map(({ day }) => day).filter((day) => day !== undefined)).toEqual(
    Array(2).fill('Monday 23 November 2026'),
  );
  expect(lines.flat()).toEqual([
    '10:31, report 7K4TQ9: The reporter sent it',
    'What was seen or heard (fact)',
    'F',
    'Their own words',
    'W',
    'What the reporter thinks (opinion)',
    'O',
    '10:31, report 7K4TQ9: Miriam Hale decided: Early help or Family Help',
    'Reason',
    'R',
    'Who was told',
    'A',
  ]);
});

test.each(RECORD_CARDS)('%s: small enough, every button shown, every input labelled, a heading first', (_, card) => {
  expect(JSON.stringify(card).length).toBeLessThan(25_000);
  for (const one of objectsIn(card)) {
    if (one.type === 'ActionSet') {
      expect((one.actions as unknown[]).length).toBeGreaterThan(0);
      expect((one.actions as unknown[]).length).toBeLessThanOrEqual(MOST_BUTTONS);
    }
    if (typeof one.type === 'string' && one.type.startsWith('Input.')) expect(one.label).toEqual(expect.any(String));
    if (one.isRequired) expect(one.errorMessage).toEqual(expect.any(String));
  }
  const [first] = objectsIn(card.body);
  expect(first).toMatchObject({ type: 'TextBlock', style: 'heading' });
});

test('where no copy leaves names out, the caution beside a whole record points to none', () => {
  expect(wholeCaution(true)).toContain('press Print it');
  expect(wholeCaution(false)).not.toContain('Print it');
  expect(wholeCaution(false)).toContain('cover other children’s names');
});
