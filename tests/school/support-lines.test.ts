import { readFileSync } from 'node:fs';
import { readSchoolFile } from '../../src/school/file/school-file.ts';
import { NATIONS } from '../../src/school/school.ts';
import { supportLines, supportSentence } from '../../src/school/support-lines.ts';

const school = readSchoolFile(readFileSync('lanyard.yml', 'utf8'), 'lanyard.yml', [])?.schools[0];

test('someone who is not safe at home has a number in every nation, after 999 and before the school’s own list', () => {
  if (!school) throw new Error('no school');
  const numbers = NATIONS.map((nation) => {
    const lines = supportLines({ ...school, nation });
    const at = lines.findIndex(([name]) => name === 'Not safe at home');
    expect(lines.findIndex(([name]) => name === 'In danger now')).toBeLessThan(at);
    expect(lines.findIndex(([name]) => name === 'NSPCC helpline')).toBeGreaterThan(at);
    return lines[at]?.[1];
  });
  expect(new Set(numbers).size).toBe(NATIONS.length);
  expect(supportLines(undefined).map(([name]) => name)).toEqual([
    'In danger now',
    'Health',
    'Samaritans',
    'Education Support',
  ]);
});

test('the one line says the same numbers, those of the nation', () => {
  if (!school) throw new Error('no school');
  const line = supportSentence({ ...school, nation: 'northern-ireland' });
  expect(line).toMatch(/^In danger now: 999\. Lifeline: 0808 808 8000 \(free, any time\)\. Samaritans: 116 123 /);
  expect(line).not.toContain('111');
});
