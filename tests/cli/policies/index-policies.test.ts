import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { indexPolicies } from '../../../src/cli/policies/index-policies.ts';

test('every policy of the sample is read, with what it states of itself', async () => {
  const { lines, isWhole } = await indexPolicies({ config: 'lanyard.yml', sections: true });
  expect(isWhole).toBe(true);
  const text = lines.join('\n');
  for (const said of [
    'Oakfield Academy',
    'Millbrook Primary School',
    'version 5.0',
    'adopted 16 September 2026',
    'Contact with pupils',
    'version 3.2 · adopted 9 September 2026 · next review September 2027 · owner Headteacher',
  ])
    expect(text).toContain(said);
});

test('a file that cannot be read is told with why, and the others are still shown', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lanyard-index-'));
  cpSync('policies', join(folder, 'policies'), { recursive: true });
  writeFileSync(join(folder, 'policies', 'broken.pdf'), '%PDF-1.7 and nothing more');
  const config = join(folder, 'lanyard.yml');
  writeFileSync(
    config,
    readFileSync('lanyard.yml', 'utf8').replace(
      '- policies/code-of-conduct.md',
      '- policies/broken.pdf\n        - policies/gone.docx',
    ),
  );
  const { lines, isWhole } = await indexPolicies({ config });
  expect(isWhole).toBe(false);
  expect(lines.filter((line) => line.includes('✗'))).toEqual([
    expect.stringContaining('broken.pdf'),
    expect.stringContaining('gone.docx: cannot be found'),
  ]);
  expect(lines.join('\n')).toContain('Social Media Policy for Staff');
});
