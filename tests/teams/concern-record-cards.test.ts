import { expect, test } from '@jest/globals';
import type { Concern } from '../../src/concern/concern.ts';
import type { DueListing } from '../../src/concern/retention.ts';
import type { Ground } from '../../src/concern/stub.ts';
import type { ConcernId } from '../../src/core/ids.ts';
import type { IsoDay } from '../../src/core/time.ts';
import type { Card } from '../../src/teams/card.ts';
import { chronologyBlocks } from '../../src/teams/concern-list-cards.ts';
import { pictureLinkCard, pictureQuestionCard, pictureStopCard } from '../../src/teams/concern-picture-cards.ts';
import {
  dueCard,
  exportCard,
  KEEPING_FORMS,
  keepingCard,
  keepingFormCard,
  reduceCard,
} from '../../src/teams/concern-record-cards.ts';
import { MOST_BUTTONS } from '../../src/teams/concern-triage-cards.ts';
import { MIRIAM, oakfield, PRIYA } from '../concern/support.ts';

const now = new Date('2026-11-23T10:31:00Z');
const school = oakfield();
const concern: Concern = {
  id: '00000000-0000-4000-8000-000000000001' as ConcernId,
  reference: '7K4TQ9',
  school: school.id,
  kind: 'child',
  isUrgent: false,
  reporter: PRIYA,
  excluded: [],
  status: 'closed',
  holder: 'dsl',
  via: 'place',
  alsoOpenTo: [],
  wasRedirected: false,
  whyElsewhere: undefined,
  owner: MIRIAM,
  raisedAt: now,
  deliveredAt: now,
  readAt: now,
  readBy: MIRIAM,
  acknowledgedAt: now,
  acknowledgedBy: MIRIAM,
  decidedAt: now,
  closedAt: now,
  reviewOn: undefined,
  acknowledgeDueAt: now,
  decideDueAt: now,
  isLate: false,
  isStub: false,
  keepUntil: undefined,
  isHeld: false,
  version: 9,
};
const reason = 'x'.repeat(6_000);
const ground: Ground = {
  kind: 'handed-over',
  transfer: {
    seq: 8,
    at: now,
    actor: MIRIAM,
    kind: 'transferred',
    facts: { to: 'cpoms' },
    words: {
      receiver: 'x'.repeat(300),
      reference: 'x'.repeat(200),
      receivedBy: 'x'.repeat(200),
      receivedOn: '2026-11-23',
    },
  },
};
const due: DueListing = {
  records: Array.from({ length: 40 }, (_, index) => ({
    outline: {
      id: concern.id,
      reference: `R${index}`,
      school: school.name,
      kind: 'child' as const,
      isUrgent: false,
      status: 'closed' as const,
      raisedAt: now.toISOString(),
      acknowledgeBy: now.toISOString(),
      acknowledgedAt: undefined,
      acknowledgedBy: undefined,
      owner: undefined,
      reviewOn: undefined,
    },
    until: '2026-11-23' as IsoDay,
    source: 'x'.repeat(400),
    holds: ['An inquiry (a letter)'],
  })),
  isPartial: true,
  unreadable: 2,
};

const CARDS: readonly (readonly [string, Card])[] = [
  ['keeping', keepingCard({ concern, school, now, said: 'Done.' })],
  ['keeping, stub', keepingCard({ concern: { ...concern, isStub: true, isHeld: true }, school, now })],
  ['export', exportCard({ concern, format: 'pdf', url: 'https://lanyard.example/d/X', until: now })],
  ...KEEPING_FORMS.map((form) => [form, keepingFormCard({ form, concern, school, ground, complaint: 'No.' })] as const),
  [
    'reduce, end of its time',
    keepingFormCard({ form: 'reduce', concern, school, ground: { kind: 'retention', rule: 'child' } }),
  ],
  ['reduce, second step', reduceCard({ concern, ground, words: { reason, agreed: 'x'.repeat(300) } })],
  ['due', dueCard(due)],
  ['due, second page', dueCard(due, { page: 4 })],
  ['picture question', pictureQuestionCard(concern.id, 'Please answer.')],
  ['picture stop', pictureStopCard([{ name: 'Police', number: '101' }])],
  ['picture link', pictureLinkCard('7K4TQ9', 'https://lanyard.example/d/X', '10:41')],
];

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
  const shown = chronologyBlocks([entry, decided].map((one) => ({ school, concern, entry: one })));
  const lines = shown.map((block) =>
    [...objectsIn(block)].map(({ text }) => text).filter((text) => text !== undefined),
  );
  expect(lines.flat()).toEqual([
    'Monday 23 November 2026, 10:31, report 7K4TQ9: The reporter reported it',
    'What was seen or heard (fact)',
    'F',
    'Their own words',
    'W',
    'What the reporter thinks (opinion)',
    'O',
    'Monday 23 November 2026, 10:31, report 7K4TQ9: Miriam Hale decided: Early help or Family Help',
    'Reason',
    'R',
    'Who was told',
    'A',
  ]);
});

test.each(CARDS)('%s: small enough, every button shown, every input labelled, a heading first', (_, card) => {
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
