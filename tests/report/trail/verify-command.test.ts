import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { verifyRecords } from '../../../src/cli/verify/verify-records.ts';
import { given } from '../support.ts';

test('lanyard verify: whole trails are said to be whole, and a changed one is named, in words without content', async () => {
  const world = await given();
  await world.report('child', { words: { seen: 'MARKED' } });
  await world.report('staff');
  await world.after(0);
  const whole = await verifyRecords({ DATABASE_URL: world.url });
  expect(whole).toMatchObject({ kind: 'unaltered', words: expect.stringContaining('reports about children: 1, with') });

  const [mark = ''] = whole.kind === 'unaltered' ? (whole.words.match(/adult:\d+:[0-9a-f]{64}/) ?? []) : [];
  const log = join(mkdtempSync(join(tmpdir(), 'lanyard-marks-')), 'log.jsonl');
  writeFileSync(log, `{"event":"concern.chain","mark":"${mark}"}\n`);
  const env = { DATABASE_URL: world.url };
  for (const since of [mark, log])
    expect(await verifyRecords(env, [since])).toMatchObject({
      kind: 'unaltered',
      words: expect.stringContaining('Every mark that was given is still in the trail: 1'),
    });
  const other = mark.replace(/.{64}$/, '0'.repeat(64));
  expect(await verifyRecords(env, [other])).toMatchObject({
    kind: 'altered',
    complaints: [expect.stringContaining('is not the one whose mark was given away')],
  });
  await expect(verifyRecords(env, ['lanyard.yml'])).rejects.toThrow('holds no mark');

  await sql.raw('alter table concerns_adult.concern_trail disable trigger all').execute(world.db);
  await sql
    .raw("update concerns_adult.concern_trail set at = at - interval '1 day' where position = 1")
    .execute(world.db);
  const altered = await verifyRecords({ DATABASE_URL: world.url });
  expect(altered).toMatchObject({
    kind: 'altered',
    complaints: [
      expect.stringContaining('all other reports: Event 1'),
      expect.stringMatching(/^all other reports: Report .* is not what its trail says: raised_at\.$/),
    ],
  });
  expect(JSON.stringify([whole, altered])).not.toContain('MARKED');
  await world.close();
});
