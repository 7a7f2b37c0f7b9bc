import { expect, test } from '@jest/globals';
import type { Receipt } from '../../../src/report/notice.ts';
import { lateCard } from '../../../src/report/own-report/receipt.cards.ts';
import { receiptOf } from '../../../src/report/own-report/receipt.ts';
import { concern, school } from '../sample-concern-cards.ts';

const late = (of: Partial<Receipt>, why: 'unread' | 'not-acknowledged') =>
  JSON.stringify(lateCard({ kind: 'late', why, receipt: { ...receiptOf(school, concern), ...of }, isRepeat: false }));

test('a reporter who waits reads who was reminded and who was told, and nothing of an earlier time', () => {
  const to = { recipient: 'dsl', name: 'Miriam Hale' } as const;
  const head = { recipient: 'headteacher', name: 'Joanna Okafor' } as const;
  for (const why of ['unread', 'not-acknowledged'] as const) {
    const [one, both] = [late({ to, alsoTold: [] }, why), late({ to, alsoTold: [head] }, why)];
    expect(one).toContain('I have reminded the DSL, Miriam Hale. Please');
    expect(both).toContain('I have reminded the DSL, Miriam Hale, and told the headteacher, Joanna Okafor. Please');
    for (const card of [one, both]) expect(card).not.toContain('again');
  }
});
