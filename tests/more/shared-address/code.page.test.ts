import { expect, test } from '@jest/globals';
import type { ConcernId } from '../../../src/kernel/ids.ts';
import { formatInstant } from '../../../src/kernel/time.ts';
import { codePage } from '../../../src/more/shared-address/pages/code.page.ts';
import type { Receipt } from '../../../src/report/notice.ts';
import { school } from '../../acknowledge/school.ts';
import { BLANKS } from '../../support/blanks.ts';

const CODE = 'BCDF-GHJK-MNPQ-RSTV-WXZ2';
const NUMBER = '01632 960 503';
const RECEIPT: Receipt = {
  id: 'c' as ConcernId,
  reference: 'OAK-2KF7',
  raisedAt: '2026-11-23T10:00:00.000Z',
  to: { recipient: 'dsl', name: undefined },
  alsoTold: [],
  via: 'place',
  wasRedirected: false,
  isOutsidePlace: false,
  deliveredAt: '2026-11-23T10:00:10.000Z',
  readAt: undefined,
  readBy: undefined,
  acknowledgedAt: undefined,
  isDecided: false,
  isAsked: false,
  isLate: false,
  unreadSince: undefined,
  expectBy: '2026-11-23T10:15:00.000Z',
  phones: [{ name: 'Miriam Hale', number: '01632 960 201' }],
};

/** What is on the page for someone who comes back to a report that stands so. */
async function comingBack(now: Partial<Receipt>): Promise<string> {
  const report = {
    kind: 'receipt',
    receipt: { ...RECEIPT, ...now },
    question: undefined,
    whom: undefined,
    school,
  } as const;
  const door = {
    comeBack: async () => ({ kind: 'there', school, report, phones: [{ name: 'The LADO', number: NUMBER }] }) as const,
    writeBack: async () => ({ kind: 'unknown' }) as const,
  };
  const note = () => undefined;
  const log = { debug: note, info: note, warn: note, error: note };
  const answer = await codePage(
    { door, isGuessing: () => false, log },
    { method: 'POST', form: { code: CODE }, from: '192.0.2.1' },
  );
  expect(answer.status).toBe(200);
  return String(answer.body);
}

const ACKNOWLEDGED = { acknowledgedAt: '2026-11-23T10:05:00.000Z' };
const READ = { readAt: '2026-11-23T10:20:00.000Z', readBy: 'dsl' } as const;
const KNOWN = `Someone at the school has known about it since ${formatInstant(new Date('2026-11-23T10:05:00.000Z'))}`;
const UNREAD = 'Nobody has read it yet.';
const HAS_READ = `A person at the school has read it, ${formatInstant(new Date('2026-11-23T10:20:00.000Z'))}`;
const NO_MORE = 'You will not be told here what is decided.';
const DECIDED = 'Someone at the school has decided what to do.';
const LATE = 'Nobody has acknowledged it in time. Please phone now:';
const ADDED = `What you added, ${formatInstant(new Date('2026-11-23T10:30:00.000Z'))}`;
const EVERY = [KNOWN, UNREAD, HAS_READ, NO_MORE, DECIDED, LATE, ADDED, NUMBER];

test.each<readonly [string, Partial<Receipt>, readonly string[]]>([
  ['saved', {}, [UNREAD, NUMBER]],
  ['not acknowledged in time', { isLate: true }, [UNREAD, LATE, NUMBER]],
  ['acknowledged and not read', ACKNOWLEDGED, [KNOWN, UNREAD, NO_MORE, NUMBER]],
  ['read and not acknowledged', READ, [HAS_READ, NO_MORE]],
  ['read and not acknowledged in time', { ...READ, isLate: true }, [HAS_READ, NO_MORE, LATE, NUMBER]],
  ['acknowledged and read', { ...ACKNOWLEDGED, ...READ }, [KNOWN, HAS_READ, NO_MORE]],
  ['decided by someone who never opened it', { ...ACKNOWLEDGED, isDecided: true }, [KNOWN, UNREAD, DECIDED, NUMBER]],
  ['decided', { ...ACKNOWLEDGED, ...READ, isDecided: true }, [KNOWN, HAS_READ, DECIDED]],
  [
    'read, and added to since',
    { ...ACKNOWLEDGED, ...READ, unreadSince: '2026-11-23T10:30:00.000Z' },
    [KNOWN, HAS_READ, NO_MORE, ADDED, NUMBER],
  ],
  [
    'added to before anyone read it',
    { ...ACKNOWLEDGED, unreadSince: '2026-11-23T10:30:00.000Z' },
    [KNOWN, UNREAD, NO_MORE, NUMBER],
  ],
])('%s: who knows about it, whether a person has read it, and who to phone until one has', async (_name, now, says) => {
  const page = await comingBack(now);
  expect(EVERY.filter((words) => page.includes(words))).toEqual(EVERY.filter((words) => says.includes(words)));
  // Who it is with is no business of the page, nor who the receipt in Teams would have them phone.
  expect(page).not.toMatch(/DSL|Miriam|960 201|OAK-2KF7/);
});

test('an addition in which nothing can be seen is asked for again, and is not sent', async () => {
  const report = { kind: 'receipt', receipt: RECEIPT, question: undefined, whom: undefined, school } as const;
  const sent: string[] = [];
  const door = {
    comeBack: async () => ({ kind: 'there', school, report, phones: [] }) as const,
    writeBack: async (_code: string, { text }: { readonly text: string }) => {
      sent.push(text);
      return { kind: 'added', waitsUntil: undefined } as const;
    },
  };
  const note = () => undefined;
  const log = { debug: note, info: note, warn: note, error: note };
  const writing = (text: string) =>
    codePage(
      { door, isGuessing: () => false, log },
      { method: 'POST', form: { code: CODE, step: 'write', text }, from: '192.0.2.1' },
    );
  for (const blank of Object.values(BLANKS))
    expect(String((await writing(` ${blank}`)).body)).toContain('Please write something first.');
  await writing(`\u200bMore.`);
  expect(sent).toEqual(['\u200bMore.']);
});
