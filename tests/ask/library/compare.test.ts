import { compareVersions } from '../../../src/ask/library/compare.ts';
import { readText } from '../../../src/ask/parsing/read-text.ts';
import { toSections } from '../../../src/ask/parsing/sections.ts';
import type { Policy } from '../../../src/ask/policy.ts';
import type { PolicyId } from '../../../src/kernel/ids.ts';

const policy = (text: string): Policy =>
  toSections(readText(text), { id: 'phones' as PolicyId, fallbackTitle: 'Phones' });

const FIRST = `Phone Policy

1. Purpose

This policy explains how staff use phones in school.

2. Use

Staff should keep their phone out of sight of pupils.

Staff must tell the office of a lost phone within 24 hours.

3. Cameras

Photographs of pupils are taken on school cameras.
`;

const changes = (after: string) =>
  compareVersions(policy(FIRST), policy(after)).map(({ kind, heading }) => `${kind} ${heading}`);

test('the same words are unchanged everywhere', () => {
  expect(changes(FIRST)).toEqual(['unchanged Phone Policy', 'unchanged Purpose', 'unchanged Use', 'unchanged Cameras']);
});

test('small words, case and punctuation are wording', () => {
  expect(
    changes(FIRST.replace('how staff use phones in school', 'how the staff use their phones, in school')),
  ).toContain('wording Purpose');
});

test.each([
  ['a duty that becomes stronger', 'should keep', 'must keep'],
  ['a period that changes', '24 hours', '48 hours'],
  ['a "not" that comes in', 'Staff should keep', 'Staff should not keep'],
  ['another person to tell', 'the office', 'the headteacher'],
])('%s is material', (_, before, after) => {
  expect(changes(FIRST.replace(before, after))).toContain('material Use');
});

const EDITION = FIRST.replace('Phone Policy\n', 'Phone Policy\n\nVersion: 2.0\n\nAdopted: 3 September 2025\n');

test.each([
  ['2.0', '2.1'],
  ['Version: 2.0\n\nAdopted: 3 September 2025', 'Issue 3, approved by the Governing Body on 12 January 2027'],
  ['Adopted: 3 September 2025\n', ''],
])('the edition’s own number and dates change no rule: %j, now %j', (before, after) => {
  const found = compareVersions(policy(EDITION), policy(EDITION.replace(before, after)));
  expect(found.map(({ kind }) => kind)).toEqual(['wording', 'unchanged', 'unchanged', 'unchanged']);
});

test.each([
  'Phones are banned from 3 September 2025.',
  'Version 2.0 of the app may be used.',
  'Staff must be approved by the head from 3 September 2025.',
])('what tells anyone to do something is a rule, whatever number or day it names: %s', (rule) => {
  const before = policy(EDITION.replace('Staff should keep', `${rule}\n\nStaff should keep`));
  const after = policy(
    EDITION.replace('Staff should keep', `${rule.replace('2025', '2026').replace('2.0', '2.1')}\n\nStaff should keep`),
  );
  expect(compareVersions(before, after).map(({ kind }) => kind)).toContain('material');
});

test('a clause that is gone makes its section material, and is named', () => {
  const change = compareVersions(policy(FIRST), policy(FIRST.replace(/Staff must tell.*\n\n/, ''))).find(
    ({ kind }) => kind === 'material',
  );
  expect(change?.passages).toEqual([{ before: 'Staff must tell the office of a lost phone within 24 hours.' }]);
});

test('sections that come and go are added and removed, whatever their numbers become', () => {
  const after = FIRST.replace('1. Purpose', '2. Purpose')
    .replace('2. Use', '3. Use')
    .replace(/3\. Cameras[\s\S]*$/, '')
    .replace('Phone Policy\n', 'Phone Policy\n\n1. Definitions\n\nA phone is anything that takes calls.\n');
  expect(changes(after)).toEqual([
    'unchanged Phone Policy',
    'added Definitions',
    'unchanged Purpose',
    'unchanged Use',
    'removed Cameras',
  ]);
});

test('a section under a new name with mostly the same words is the same section, changed', () => {
  expect(changes(FIRST.replace('3. Cameras', '3. Photographs on school cameras'))).toContain(
    'material Photographs on school cameras',
  );
});
