import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { readSchoolFile } from '../../src/config/school-file.ts';
import { createDetector } from '../../src/disclosure/detect.ts';
import { wordsOf } from '../../src/disclosure/reading/names.ts';

const school = readSchoolFile(readFileSync('lanyard.yml', 'utf8'), 'lanyard.yml', [])?.schools[0];
const detect = createDetector(school && wordsOf(school));

test.each([
  ['Mrs Okafor slapped a boy in year 8', 'chair-of-governors'],
  ['joanna okafor slapped a boy in year 8', 'chair-of-governors'],
  ['Mr Blundell slapped a boy in year 8', 'headteacher'],
  ['ms hale grabbed a girl by the hair and shouted at her', 'headteacher'],
])('an allegation by name goes past the person named: %s', (text, route) => {
  expect(detect(text)).toMatchObject({ kind: 'concern', route });
});
