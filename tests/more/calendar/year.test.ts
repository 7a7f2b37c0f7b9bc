import { expect, test } from '@jest/globals';
import type { Campaign } from '../../../src/acknowledge/campaign/campaign.ts';
import { endOf } from '../../../src/acknowledge/delivery/ends.ts';
import type { CampaignId, PolicyId } from '../../../src/kernel/ids.ts';
import { type IsoDay, instantOf } from '../../../src/kernel/time.ts';
import { calendarFile } from '../../../src/more/calendar/calendar-file.ts';
import { yearCard } from '../../../src/more/calendar/year.cards.ts';
import { type YearCampaign, yearOf } from '../../../src/more/calendar/year.ts';
import type { Guidance } from '../../../src/school/school.ts';
import { school } from '../../acknowledge/school.ts';

const day = (text: string) => text as IsoDay;
const NOW = instantOf(day('2026-09-13'), '07:55');
const planned: YearCampaign = {
  campaign: {
    id: '11111111-1111-4111-8111-111111111111' as CampaignId,
    title: 'Social Media Policy; staff, 2026',
    status: 'planned',
    sendAt: instantOf(day('2026-09-14'), '08:00'),
    spreadMinutes: 0,
    dueDay: day('2026-10-05'),
    endsOn: day('2027-08-31'),
  } as Campaign,
  people: [],
};
const running = (people: YearCampaign['people']): YearCampaign => ({
  campaign: { ...planned.campaign, status: 'running' },
  people,
});
const policies = [{ policyId: 'conduct' as PolicyId, title: 'Code of Conduct', reviewOn: '2027-03-01' }];
const year = (campaigns: readonly YearCampaign[], now = NOW) => yearOf(school, campaigns, policies, now);

test('the year has what is planned, the reminders on school days, the end, the review and the next September', () => {
  const all = year([planned]).map(({ kind, day: on }) => `${on} ${kind}`);
  expect(all).toEqual([
    '2026-09-14 send',
    '2026-09-21 remind',
    '2026-09-28 remind',
    '2026-10-02 remind',
    '2026-10-05 due',
    '2026-10-05 remind',
    '2026-10-12 remind',
    '2026-10-19 remind',
    '2026-12-04 governors',
    '2027-03-01 review',
    '2027-03-11 governors',
    '2027-07-07 governors',
    '2027-08-31 end',
    '2027-09-01 guidance',
    '2027-09-01 proposal',
  ]);
});

test('where everyone has answered nobody is reminded, and joiners are there by number and without a name', () => {
  const later = instantOf(day('2027-02-22'), '08:00');
  const all = year([
    running([
      { state: 'acknowledged', nextAttemptAt: undefined },
      { state: 'waiting', nextAttemptAt: later },
    ]),
  ]);
  expect(all.filter(({ kind }) => kind === 'joiner')).toMatchObject([
    { day: '2027-02-22', title: expect.stringMatching(/^1 joiner is asked/) },
  ]);
  const quiet = year([running([{ state: 'acknowledged', nextAttemptAt: undefined }])]);
  expect(quiet.filter(({ kind }) => kind === 'remind')).toEqual([]);
});

test('the guidance is under the name and on the day that the school has for it, and not at all without one', () => {
  const year = (guidance: Guidance | undefined) =>
    yearOf({ ...school, acknowledgement: { ...school.acknowledgement, guidance } }, [], [], NOW)
      .filter(({ kind }) => kind === 'guidance')
      .map(({ day: on, title }) => `${on} ${title}`);
  expect(year(undefined)).toEqual([]);
  expect(year({ name: 'Keeping learners safe', expectedFrom: '02-01', inForceOn: '04-01' })).toEqual([
    '2027-04-01 Keeping learners safe 2027 is expected to come into force. Look out for it from 1 February.',
  ]);
});

test('what features have in the year stands among it, by its day and its moment', () => {
  const ahead = [
    { id: 'a', kind: 'to-do', day: day('2027-03-01'), title: 'Training is due again' },
    {
      id: 'b',
      kind: 'goes-out',
      day: day('2026-12-04'),
      at: instantOf(day('2026-12-04'), '12:30'),
      title: 'A question',
    },
    { id: 'c', kind: 'to-do', day: day('2026-09-01'), title: 'Over by now' },
  ] as const;
  const entries = yearOf(school, [], policies, NOW, ahead);
  expect(entries.slice(0, 4).map(({ day: on, title }) => `${on} ${title.slice(0, 15)}`)).toEqual([
    '2026-12-04 The governors’ ',
    '2026-12-04 A question',
    '2027-03-01 Training is due',
    '2027-03-01 Review due: Cod',
  ]);
  const card = JSON.stringify(
    yearCard([{ school, entries }], [{ title: 'Half-term question', verb: 'scenario.show' }]),
  );
  expect(card).toContain('▶ Fri 4 Dec, 12:30: A question');
  expect(card).toContain('○ Mon 1 Mar: Training is due again');
  expect(card).toContain('"verb":"scenario.show"');
});

test('the calendar file is read by calendars: lines of 75 bytes, signs escaped, one event for each thing', () => {
  const file = calendarFile('Policies at Oakfield', 'oakfield.lanyard', year([planned]), NOW);
  const lines = file.split('\r\n');
  expect(lines.filter((line) => Buffer.byteLength(line) > 75)).toEqual([]);
  const whole = file.replaceAll('\r\n ', '');
  expect(whole).toContain('SUMMARY:To be sent: Social Media Policy\\; staff\\, 2026\r\n');
  expect(whole).toContain('DTSTART:20260914T070000Z\r\n');
  expect(whole).toContain('DTSTART;VALUE=DATE:20270301\r\n');
  const ids = whole.match(/^UID:.*$/gm) ?? [];
  expect(ids).toHaveLength(15);
  expect(new Set(ids).size).toBe(15);
  expect([lines[0], lines.at(-2)]).toEqual(['BEGIN:VCALENDAR', 'END:VCALENDAR']);
});

test('the card has every month once, and fits into what Teams takes', () => {
  const many = Array.from({ length: 8 }, (_, n) => ({
    campaign: { ...planned.campaign, id: `${n}${planned.campaign.id.slice(1)}` as CampaignId },
    people: [],
  }));
  const text = JSON.stringify(yearCard([{ school, entries: year(many) }], []));
  expect(text.match(/October 2026/g)).toHaveLength(1);
  expect(text).toContain('and 32 more');
  expect(text.length).toBeLessThan(25_000);
});

test.each([
  ['09-01', '2026-09-28', '2027-08-31'],
  ['09-01', '2026-08-20', '2027-08-31'],
  ['09-01', '2027-03-01', '2027-08-31'],
  [undefined, '2026-09-28', '2027-09-28'],
])('proposed on %s, due on %s: it ends on %s', (proposeOn, due, end) => {
  expect(endOf(proposeOn, day(due))).toBe(end);
});
