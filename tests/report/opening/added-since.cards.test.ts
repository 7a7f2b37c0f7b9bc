import { expect, test } from '@jest/globals';
import type { Entry, NewEntry } from '../../../src/report/concern.ts';
import { recordCard } from '../../../src/report/opening/reading.cards.ts';
import { concern, now, school } from '../sample-concern-cards.ts';
import { MIRIAM, PRIYA, TOM } from '../support.ts';

/** A long report, to which its reporter adds something whose place is a later page. */
const entries = (...events: readonly Omit<NewEntry, 'at'>[]): readonly Entry[] =>
  events.map((event, at) => ({ ...event, at: now, seq: at + 1 }));
const raised = { actor: PRIYA, kind: 'raised', words: { seen: 'A long story. '.repeat(1_500) } } as const;
const opened = (actor: typeof MIRIAM, role = 'dsl') => ({ actor, kind: 'opened', facts: { role } }) as const;
const added = (text: string) => ({ actor: PRIYA, kind: 'added', words: { text } }) as const;
const NEW = 'New from the reporter since it was last opened';
const page = (read: readonly Entry[], at = 0): string =>
  JSON.stringify(
    recordCard(
      {
        kind: 'open',
        concern: { ...concern, excluded: [] },
        school,
        role: 'dsl',
        reporterName: 'Priya Nair',
        entries: read,
      },
      now,
      { page: at },
    ),
  );

test('what was added since anyone opened it is at the head of the first page, though its place is pages further on', () => {
  const read = entries(raised, opened(TOM), added('HE HAS RUN AWAY'), opened(MIRIAM));
  expect(page(read)).toContain(NEW);
  expect(page(read)).toContain('HE HAS RUN AWAY');
  expect(page(read, 1)).not.toContain(NEW);
});

test('those who may only read along, and the reporter, have opened it for nobody', () => {
  const along = [opened(TOM, 'trust-lead'), opened(PRIYA), opened(MIRIAM)];
  expect(page(entries(raised, opened(TOM), added('HE HAS RUN AWAY'), ...along))).toContain('HE HAS RUN AWAY');
});

test('what was read before is not new, and of a report that nobody has opened all is', () => {
  expect(page(entries(raised, added('EARLIER'), opened(MIRIAM)))).not.toContain(NEW);
  expect(page(entries(raised, opened(TOM), added('EARLIER'), opened(TOM), opened(MIRIAM)))).not.toContain(NEW);
});

test('a long addition is cut at the head, and says where all of it is', () => {
  const read = entries(raised, opened(TOM), added('word '.repeat(1_000)), opened(MIRIAM));
  expect(page(read)).toContain('All of it is below, at its time');
  expect(page(read).length).toBeLessThan(25_000);
});
