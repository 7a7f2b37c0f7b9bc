import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import type { IsoDay } from '../../../src/kernel/time.ts';
import { type Entry, KINDS, type Kind } from '../../../src/report/concern.ts';
import { dutiesInWords, dutiesOn } from '../../../src/report/form/duties.ts';
import { readSchoolFile } from '../../../src/school/file/school-file.ts';
import type { LegalDuty, Nation } from '../../../src/school/school.ts';
import { oakfield } from '../support.ts';

const source = readFileSync('lanyard.yml', 'utf8');
const sample = oakfield();
const at = (day: string) => new Date(`${day}T12:00:00Z`);
const shown = (kind: Kind, day: string, more: { nation?: Nation; duty?: Partial<LegalDuty> } = {}) =>
  dutiesOn(
    {
      ...sample,
      nation: more.nation ?? 'england',
      concerns: { ...sample.concerns, duties: sample.concerns.duties.map((duty) => ({ ...duty, ...more.duty })) },
    },
    kind,
    at(day),
  ).map(({ duty, isReviewDue }) => `${duty.id}${isReviewDue ? ', review due' : ''}`);

test('as the sample school has it: one duty in force, the other off until someone writes its date', () => {
  expect(shown('child', '2026-11-23')).toEqual(['fgm']);
});

test('a duty is shown from its first day, on the London clock, and not a day before', () => {
  const duty = { inForceFrom: '2027-04-01' as IsoDay, reviewBy: '2028-01-01' as IsoDay };
  expect(shown('child', '2027-03-31', { duty })).toEqual([]);
  expect(shown('child', '2027-04-01', { duty })).toEqual(['fgm', 'abuse-reporting']);
  // 00:30 of the first day in British summer time is still the day before in UTC.
  const school = { ...sample, concerns: { ...sample.concerns, duties: [{ ...sample.concerns.duties[0], ...duty }] } };
  expect(dutiesOn(school as typeof sample, 'child', new Date('2027-03-31T23:30:00Z'))).toHaveLength(1);
  expect(dutiesOn(school as typeof sample, 'child', new Date('2027-03-31T22:30:00Z'))).toHaveLength(0);
});

test('beside every kind of report in which a child may be the victim, and beside no other', () => {
  const duty = { inForceFrom: '2026-01-01' as IsoDay };
  const kinds = KINDS.filter((kind) => shown(kind, '2026-11-23', { duty }).length === 2);
  expect(kinds).toEqual(['child', 'staff', 'headteacher', 'dsl', 'chair']);
  for (const kind of ['online-abuse', 'data'] as const) expect(shown(kind, '2026-11-23', { duty })).toEqual([]);
});

test.each([
  ['england', ['fgm', 'abuse-reporting']],
  ['wales', ['fgm']],
  ['scotland', []],
  ['northern-ireland', []],
] as const)('in %s only what is law there', (nation, duties) => {
  expect(shown('child', '2026-11-23', { nation, duty: { inForceFrom: '2026-01-01' as IsoDay } })).toEqual(duties);
});

test('past its review it is still shown, and says so: a law does not end because nobody looked', () => {
  expect(shown('child', '2027-09-01')).toEqual(['fgm']);
  expect(shown('child', '2027-09-02')).toEqual(['fgm, review due']);
});

test.each([
  ['without an owner', /\n\s+owner: Miriam Hale/, 'owner'],
  ['without a day by which it is checked again', /\n\s+reviewBy: 2027-09-01/, 'reviewBy'],
])('a duty %s is a mistake in the file, with its line', (_name, line, setting) => {
  const problems: { place: string; message: string }[] = [];
  expect(readSchoolFile(source.replace(line, ''), 'lanyard.yml', problems)).toBeUndefined();
  expect(problems.map(({ place, message }) => `${place} ${message}`).join('\n')).toMatch(
    new RegExp(`lanyard\\.yml:\\d+:\\d+ .*${setting}`),
  );
});

test('words that may mean it bring it in full, also where they do not say “her”', () => {
  const near = (seen: string) =>
    dutiesOn(sample, 'child', at('2026-11-23'), { seen }).filter(({ isNear }) => isNear).length;
  for (const who of ['her', 'him', 'them', 'me'])
    expect([who, near(`An aunt said: “In the holidays they cut ${who} for the family.”`)]).toEqual([who, 1]);
  expect(near('The child fell in the yard.')).toBe(0);
});

const raised = (seen: string): readonly Entry[] => [
  { seq: 1, at: at('2026-11-23'), actor: 'lanyard', kind: 'raised', words: { who: 'Kai Turner, 7B', seen } },
];

test('what those must do who have a report is found by its words as the reporter’s own is, and is not beside the form', () => {
  const near = (seen: string) =>
    dutiesInWords(sample, 'child', at('2026-11-23'), raised(seen)).map(({ duty }) => duty.id);
  for (const words of [
    'She says her parents want her to marry a cousin in the holidays.',
    'He was told he will get married in summer.',
    'MY WEDDING is in Lahore, she said.',
    'A forced marriage?',
  ])
    expect([words, near(words)]).toEqual([words, ['forced-marriage']]);
  expect(near('They cut her for the family.')).toEqual(['fgm']);
  expect(near('The child fell in the yard.')).toEqual([]);
  expect(dutiesOn(sample, 'child', at('2026-11-23'), { seen: 'MY WEDDING' }).map(({ duty }) => duty.id)).toEqual([
    'fgm',
  ]);
  const scottish = { ...sample, nation: 'scotland' as const };
  expect(dutiesInWords(scottish, 'child', at('2026-11-23'), raised('MY WEDDING'))).toEqual([]);
});
