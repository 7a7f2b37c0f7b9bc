import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { writeHeldAbout } from '../../../src/cli/data/held-about.ts';
import { heldAbout } from '../../../src/platform/postgres/backup/held-about.ts';
import { given, MIRIAM, PRIYA } from '../../report/support.ts';

const NOW = new Date('2026-11-23T12:00:00Z');

test('what names a person by their id is written out, of others nothing, and no trace of a report', async () => {
  const world = await given();
  const { id } = await world.report('staff', { by: PRIYA, about: [MIRIAM], words: { seen: 'MARKED' } });
  await world.after(0);
  for (const user of [PRIYA, MIRIAM])
    await world.db
      .insertInto('conversation')
      .values({
        user_id: user,
        tenant_id: world.trust.tenantId,
        conversation_id: `a:${user}`,
        service_url: 'https://smba.trafficmanager.net/uk',
        seen_at: NOW,
      })
      .execute();

  const folder = mkdtempSync(join(tmpdir(), 'lanyard-held-'));
  const file = join(folder, 'held.json');
  expect(await writeHeldAbout(world.db, PRIYA.toUpperCase(), file, NOW)).toEqual({
    kind: 'written',
    tables: 1,
    rows: 1,
  });
  expect(statSync(file).mode & 0o077).toBe(0);
  const text = readFileSync(file, 'utf8');
  expect(JSON.parse(text)).toMatchObject({
    format: 'lanyard-held-about',
    person: PRIYA,
    held: [{ table: 'conversation', rows: [{ user_id: PRIYA }] }],
  });
  for (const other of [MIRIAM, id, 'MARKED', 'concern_']) expect(text).not.toContain(other);

  expect(await writeHeldAbout(world.db, PRIYA, file, NOW)).toMatchObject({ kind: 'refused' });
  expect(await writeHeldAbout(world.db, 'Priya', join(folder, 'other.json'), NOW)).toMatchObject({ kind: 'refused' });
  await world.close();
});

test('a line manager does not get what is held about those they manage', async () => {
  const world = await given();
  await sql`create table managed (user_id uuid, manager_id uuid)`.execute(world.db);
  await sql`insert into managed values (${PRIYA}, ${MIRIAM})`.execute(world.db);
  expect(await heldAbout(world.db, MIRIAM)).toEqual([]);
  expect(await heldAbout(world.db, PRIYA)).toMatchObject([{ table: 'managed', rows: [{ user_id: PRIYA }] }]);
  await world.close();
});
