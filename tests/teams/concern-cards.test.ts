import { expect, test } from '@jest/globals';
import { type Concern, STATUSES } from '../../src/concern/concern.ts';
import type { Notice, Outline, Receipt } from '../../src/concern/notice.ts';
import { outlineOf, receiptOf } from '../../src/concern/outline.ts';
import type { ConcernId } from '../../src/core/ids.ts';
import { toOutgoing } from '../../src/teams/concern-cards.ts';
import { FORMS, formCard, MOST_BUTTONS, recordCard } from '../../src/teams/concern-triage-cards.ts';
import { JOANNA, MIRIAM, oakfield, PRIYA } from '../concern/support.ts';

const now = new Date('2026-11-23T10:31:00Z');
const school = oakfield();
const concern: Concern = {
  id: '00000000-0000-4000-8000-000000000001' as ConcernId,
  reference: '7K4TQ9',
  school: school.id,
  kind: 'child',
  isUrgent: true,
  reporter: PRIYA,
  excluded: [JOANNA],
  status: 'delivered',
  holder: 'dsl',
  via: 'place',
  alsoOpenTo: [],
  wasRedirected: false,
  whyElsewhere: undefined,
  owner: MIRIAM,
  raisedAt: now,
  deliveredAt: now,
  readAt: undefined,
  readBy: undefined,
  acknowledgedAt: undefined,
  acknowledgedBy: undefined,
  decidedAt: undefined,
  closedAt: undefined,
  reviewOn: undefined,
  acknowledgeDueAt: now,
  decideDueAt: now,
  isLate: false,
  isStub: false,
  keepUntil: undefined,
  isHeld: false,
  version: 3,
};

/** Every set of buttons and every input, however deep. */
function parts(node: unknown, type: string): Record<string, unknown>[] {
  if (Array.isArray(node)) return node.flatMap((item) => parts(item, type));
  if (typeof node !== 'object' || node === null) return [];
  const here =
    'type' in node && typeof node.type === 'string' && node.type.startsWith(type)
      ? [node as Record<string, unknown>]
      : [];
  return [...here, ...Object.values(node).flatMap((value) => parts(value, type))];
}

const record = (status: Concern['status']) =>
  recordCard(
    { kind: 'open', concern: { ...concern, status }, school, role: 'dsl', reporterName: 'Priya Nair', entries: [] },
    now,
  );
const titles = (card: object): string[] => parts(card, 'Action.').map(({ title }) => String(title));

test.each(STATUSES)(
  '%s: no row has more buttons than clients show, and each form can be reached where it applies',
  (status) => {
    const card = record(status);
    for (const set of parts(card, 'ActionSet'))
      expect((set.actions as unknown[]).length).toBeLessThanOrEqual(MOST_BUTTONS);
    expect(titles(card)).toContain('Chronology');
    expect(titles(card).includes('Close the report')).toBe(status === 'decided');
    expect(titles(card).includes('Open it again')).toBe(status === 'closed');
  },
);

test.each(FORMS)('the form to %s labels every input', (form) => {
  const card = formCard({ form, concern, school, user: MIRIAM });
  const inputs = parts(card, 'Input.');
  expect(inputs.length).toBeGreaterThan(0);
  for (const { label } of inputs) expect(label).toMatch(/\w/);
});

const outline: Outline = outlineOf(school, concern);
const receipt: Receipt = receiptOf(school, concern);
const NOTICES: readonly Notice[] = [
  { kind: 'alert', outline, isRepeat: true },
  { kind: 'moved', reference: '7K4TQ9' },
  { kind: 'receipt', receipt, isRepeat: false },
  { kind: 'chase', outline, why: 'not-acknowledged', at: now.toISOString(), isEscalation: true },
  { kind: 'news', outline, why: 'added' },
  { kind: 'late', receipt, why: 'not-delivered' },
  { kind: 'question', id: concern.id, reference: '7K4TQ9' },
];

test.each(NOTICES)('what a lock screen shows of a notice ($kind) is a reference at most', (notice) => {
  const out = toOutgoing(notice, now);
  const summary = 'summary' in out ? out.summary : out.text;
  expect(summary).toContain('7K4TQ9');
  expect(summary).not.toMatch(/child|Priya|Hale|Okafor|bruise/i);
  expect(JSON.stringify(out).length).toBeLessThan(25_000);
});

test('nobody whom it is about is named on any card', () => {
  for (const notice of NOTICES) expect(JSON.stringify(toOutgoing(notice, now))).not.toContain('Okafor');
});
