import { sql } from 'kysely';
import { sqlPace } from '../../../../src/platform/postgres/jobs/pace.ts';
import { testDatabase } from '../../../support/database.ts';

test('what was reserved before the database’s clock was set back holds up nobody', async () => {
  const { db, close } = await testDatabase();
  await sql`insert into pace (bucket, next_at, set_at)
    values ('calls', clock_timestamp() + interval '2 hours', clock_timestamp() + interval '2 hours')`.execute(db);
  expect(await sqlPace(db).run('calls', 50, async () => 'called')).toBe('called');
  await close();
});
