import { expect, test } from '@jest/globals';
import type { SchoolId } from '../../../src/kernel/ids.ts';
import type { PageAnswer } from '../../../src/kernel/pages/page.ts';
import type { IsoDay } from '../../../src/kernel/time.ts';
import {
  kindIn,
  lacksAtFirst,
  lacksAtLast,
  type Sent,
  type SentByLink,
} from '../../../src/more/shared-address/by-link.ts';
import { createQueue } from '../../../src/more/shared-address/pages/queue.ts';
import { type ReportDoor, reportPage } from '../../../src/more/shared-address/pages/report.page.ts';
import { holderOf, meantByKey } from '../../../src/more/shared-address/return-code.ts';
import type { DutyNow } from '../../../src/report/form/duties.ts';
import type { LegalDuty, School } from '../../../src/school/school.ts';
import { school as plainSchool } from '../../acknowledge/school.ts';
import { BLANKS } from '../../support/blanks.ts';

const NOW = new Date('2026-11-23T10:00:00Z');
const KEY = 'BCDFGHJKMNPQRSTVWXZ23456789B';
const NASTY = `"><script>alert(1)</script>\n\nsecond line & 'quoted'`;
const school: School = {
  ...plainSchool,
  concerns: { ...plainSchool.concerns, sharedAddress: { use: 'report', namesShown: [] } },
};
const textOf = ({ body }: PageAnswer): string => String(body);
const SENT: Sent = { step: 'send', key: KEY, about: 'child', who: 'Amy, 4B', seen: NASTY, urgent: 'no' };

/** What the page answers when the report's own path answers so. */
async function sending(report: () => Promise<SentByLink>, form: Sent = SENT, door: Partial<ReportDoor> = {}) {
  const logged: unknown[] = [];
  const note = (...line: unknown[]) => void logged.push(line);
  const answer = await reportPage(
    {
      door: {
        behind: async () => ({ kind: 'open', school }),
        onDuty: async () => 1,
        isPilot: async () => false,
        report,
        ...door,
      },
      queue: () => 0,
      newKey: () => KEY,
      now: () => NOW,
      log: { debug: note, info: note, warn: note, error: note },
      address: () => 'https://lanyard.example',
    },
    'BCDF-GHJK-LMNP',
    { method: 'POST', form, from: '192.0.2.1', path: '/r/x/report' },
  );
  return { answer, logged: JSON.stringify(logged) };
}

test('where it cannot be saved, the page says so and gives every word back, to be sent again with the same key', async () => {
  const { answer, logged } = await sending(async () => {
    throw new Error('the database is away');
  });
  const page = textOf(answer);
  expect(answer.status).toBe(503);
  expect(page).toContain('Your report is NOT saved');
  expect(page).not.toContain('<script>');
  expect(page).toContain(
    '&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\n\nsecond line &amp; &#39;quoted&#39;</textarea>',
  );
  expect(page).toContain(`name="key" value="${KEY}"`);
  expect(page).toContain('value="Amy, 4B"');
  expect(logged).toContain('page.report-not-saved');
  expect(logged).not.toMatch(/Amy|second line|192\.0\.2/);
});

test('where not even the school can be looked up, what was written is there to be copied', async () => {
  const behind = async () => {
    throw new Error('the database is away');
  };
  const { answer } = await sending(async () => ({ kind: 'nobody-takes-it', phones: [] }), SENT, { behind });
  expect(answer.status).toBe(503);
  expect(textOf(answer)).toContain('Nothing has been saved or sent');
  expect(textOf(answer)).toContain('second line');
});

test.each([
  ['replaced', { kind: 'replaced', school, isTaken: false } as const],
  ['off', { kind: 'off', school } as const],
  ['unknown', { kind: 'unknown' } as const],
])('an address that is %s takes nothing and eats nothing', async (_name, behind) => {
  let taken = 0;
  const report = async (): Promise<SentByLink> => {
    taken += 1;
    return { kind: 'nobody-takes-it', phones: [] };
  };
  const { answer } = await sending(report, SENT, { behind: async () => behind });
  expect(taken).toBe(0);
  expect(textOf(answer)).toContain('second line');
  expect(textOf(answer)).toContain('tel:999');
});

test('nobody takes such reports: NOT saved, numbers outside, and the words to copy', async () => {
  const phones = [{ name: 'The LADO', number: '01632 960 503' }];
  const { answer } = await sending(async () => ({ kind: 'nobody-takes-it', phones }));
  for (const words of ['NOT saved', '01632 960 503', 'second line', 'Amy, 4B']) expect(textOf(answer)).toContain(words);
});

test('what the law may ask of the writer themselves is on the page of the code; who at the school keeps it is not named', async () => {
  const duty: LegalDuty = {
    id: 'fgm',
    title: 'Female genital mutilation',
    text: 'You must tell the police yourself.',
    matters: ['child'],
    nations: ['england'],
    owner: 'Miriam Hale',
    reviewBy: '2026-11-01' as IsoDay,
  };
  const received = async (duties: readonly DutyNow[]) => {
    const report = async () =>
      ({ kind: 'received', code: 'B'.repeat(20), tellAt: NOW, phones: [], duties, mayNotBePublished: false }) as const;
    return textOf((await sending(report)).answer);
  };
  const kept = await received([{ duty, isReviewDue: false, isNear: true }]);
  for (const words of ['Your report does not do this for you', duty.title, duty.text]) expect(kept).toContain(words);
  expect(kept).not.toContain('Ask before you rely on it');
  const overdue = await received([{ duty, isReviewDue: true, isNear: true }]);
  expect(overdue).toContain('Ask before you rely on it');
  for (const page of [kept, overdue]) expect(page).not.toContain('Miriam Hale');
  expect(await received([])).not.toContain('does not do this for you');
});

test('of what an adult did, the page of the code warns against posting it, and never against the police', async () => {
  const received = async (mayNotBePublished: boolean) => {
    const kept = {
      kind: 'received',
      code: 'B'.repeat(20),
      tellAt: NOW,
      phones: [],
      duties: [],
      mayNotBePublished,
    } as const;
    return textOf((await sending(async () => kept)).answer);
  };
  expect(await received(true)).toContain('it can be a crime to publish');
  expect(await received(true)).toContain('You can always tell the police');
  expect(await received(false)).not.toContain('it can be a crime to publish');
});

test('nothing is sent before who it is about, what happened and how urgent it is are there; all of it stays on the page', async () => {
  const never = async (): Promise<SentByLink> => {
    throw new Error('it was sent');
  };
  for (const left of ['about', 'who', 'seen', 'urgent'] as const) {
    const { answer } = await sending(never, { ...SENT, [left]: '' });
    expect([left, answer.status]).toEqual([left, 422]);
    expect(textOf(answer)).toMatch(/role="alert"/);
    for (const [name, value] of Object.entries({ who: 'Amy, 4B', seen: 'second line' }))
      if (name !== left) expect([left, textOf(answer).includes(value)]).toEqual([left, true]);
  }
  const long = await sending(never, { ...SENT, seen: 'a'.repeat(6_001) });
  expect(textOf(long.answer)).toContain('6,000 characters');
  expect(textOf(long.answer)).toContain('a'.repeat(6_001));
});

test('what has to be said first', () => {
  const lacking = (sent: Sent) => lacksAtFirst(sent).map(({ at }) => at);
  expect(lacking({})).toEqual(['about']);
  expect(lacking({ about: 'nobody' })).toEqual(['about']);
  expect(lacking({ about: 'staff' })).toEqual(['name']);
  expect(lacking({ about: 'child', name: 'Mr X' })).toEqual(['conduct']);
  expect(lacking({ about: 'pupil-contact', name: 'Mr X' })).toEqual(['conduct']);
  for (const about of ['child', 'headteacher', 'dsl', 'chair', 'online-abuse', 'data', 'pupil-contact'])
    expect(lacking({ about })).toEqual([]);
  expect(lacksAtLast({ about: 'pupil-contact', who: 'A', urgent: 'no' }).map(({ at }) => at)).toEqual([
    'where',
    'replied',
  ]);
});

test.each(Object.entries(BLANKS))(
  'what only looks filled in is missing, and is no part of a report: %s',
  (_name, blank) => {
    const lacking = (sent: Sent) => [...lacksAtFirst(sent), ...lacksAtLast(sent)].map(({ at }) => at);
    expect(lacking({ about: 'staff', name: blank, seen: 'A', urgent: 'no' })).toEqual(['name']);
    expect(lacking({ about: 'child', who: blank, seen: ` ${blank}`, said: blank, urgent: 'no' })).toEqual([
      'who',
      'seen',
    ]);
    expect(kindIn({ about: 'child', name: blank, conduct: 'yes' })).toBe('child');
    expect(lacking({ about: 'pupil-contact', who: 'A', where: blank, replied: 'no', urgent: 'no' })).toEqual(['where']);
  },
);

test('one key stands for one report; changed in whom it is about, for another; no code is the id of its holder', () => {
  const first = meantByKey(KEY, 'child');
  expect(meantByKey(KEY, 'child')).toEqual(first);
  expect(meantByKey(KEY, 'staff')).not.toEqual(first);
  expect(first.code).toMatch(/^[2-9BCDFGHJKMNPQRSTVWXZ]{20}$/);
  expect(holderOf(first.code)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  const codes = Array.from({ length: 2_000 }, (_, at) => meantByKey(`${KEY}${at}`, 'child').code);
  expect(new Set(codes).size).toBe(codes.length);
  // Every letter about as often as every other.
  const counts = [...Map.groupBy(codes.join(''), (letter) => letter)].map(([, found]) => found.length);
  expect(counts).toHaveLength(27);
  expect(Math.max(...counts) / Math.min(...counts)).toBeLessThan(1.25);
});

test('a flood waits its turn and holds up nobody else; none of it is refused', () => {
  let now = 0;
  const queue = createQueue(() => now);
  const oakfield = 'oakfield' as SchoolId;
  const waits = Array.from({ length: 25 }, () => queue('192.0.2.1', oakfield));
  expect(waits.slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
  expect(waits.slice(5, 8)).toEqual([3_000, 6_000, 9_000]);
  // Another place, and another school, go first.
  expect(queue('192.0.2.2', oakfield)).toBe(0);
  expect(queue('192.0.2.1', 'millbrook' as SchoolId)).toBeGreaterThan(0);
  // From everywhere at once: one a second, after the first thirty of the school.
  const many = Array.from({ length: 500 }, (_, at) => queue(`198.51.100.${at}`, oakfield));
  expect(many.slice(0, 4)).toEqual([0, 0, 0, 0]);
  expect(many.at(-1)).toBeLessThanOrEqual(560_000);
  now = 20 * 60_000;
  expect(queue('192.0.2.1', oakfield)).toBe(0);
});
