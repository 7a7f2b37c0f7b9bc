import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { createApp } from '../../../src/app.ts';
import { checkStorage } from '../../../src/cli/doctor/storage.ts';
import { readConfig } from '../../../src/platform/environment/config.ts';
import { BOT_ID, MANIFEST_ID, TENANT_ID } from '../../../src/sandbox/tenant/sample-school.ts';
import { given, LEWIS, MIRIAM, type World } from '../support.ts';

let world: World;
beforeAll(async () => {
  world = await given();
});
afterAll(() => world.close());

test('a report is raised, changed, found and moved with a commit that waits for the disk, on a server that by itself would not wait', async () => {
  const { rows } = await sql<{ now: string }>`select current_setting('synchronous_commit') as now`.execute(world.db);
  expect(rows).toEqual([{ now: 'off' }]);
  // A row for every event, with what its transaction asks of the disk.
  await sql.raw('create table waits (shelf text, kind text, disk text)').execute(world.db);
  await sql
    .raw(`create function note_wait() returns trigger language plpgsql as $$ begin
      insert into waits values (tg_table_schema, new.kind, current_setting('synchronous_commit')); return new; end $$`)
    .execute(world.db);
  for (const shelf of ['concerns_child', 'concerns_adult'])
    await sql
      .raw(`create trigger wait after insert on ${shelf}.concern_trail for each row execute function note_wait();
        create trigger wait after insert on ${shelf}.concern_task for each row execute function note_wait()`)
      .execute(world.db);

  const { id } = await world.report('child');
  await world.after(1);
  const outcome = await world.concerns.record.act(id, world.as(MIRIAM), undefined, {
    kind: 'reroute',
    to: 'headteacher',
    about: { kind: 'staff', people: [LEWIS] },
    words: { reason: 'It is about a colleague.' },
  });
  expect(outcome.kind).toBe('done');
  await world.deps.store.noteFound([id], { at: world.now(), actor: LEWIS });
  // What is to be done without anything having happened.
  const before = await world.find(id);
  await world.deps.store.commit({ before, after: before, entries: [], tasks: [{ kind: 'late', dueAt: world.now() }] });
  const waits = await sql<{ shelf: string; kind: string; disk: string }>`select * from waits`.execute(world.db);
  expect(waits.rows.map(({ shelf, kind }) => `${shelf} ${kind}`)).toEqual(
    expect.arrayContaining(['concerns_child raised', 'concerns_child delivered', 'concerns_adult reclassified']),
  );
  expect(waits.rows.map(({ shelf, kind }) => `${shelf} ${kind}`)).toEqual(
    expect.arrayContaining(['concerns_adult found', 'concerns_adult late']),
  );
  expect(waits.rows.filter(({ disk }) => disk !== 'on')).toEqual([]);
});

test('a server that only pretends to write is named by the doctor, and nothing starts on it in production', async () => {
  const said = async (isProduction: boolean) =>
    (
      await checkStorage(
        world.db,
        async () => world.wrap,
        isProduction,
        () => new Date(),
      )
    ).map(({ level, what }) => `${level} ${what}`);
  expect(await said(true)).toContainEqual(expect.stringMatching(/^wrong .*fsync=off/));
  expect((await said(false)).join()).not.toContain('fsync');

  const config = readConfig({
    BOT_ID,
    BOT_TENANT_ID: TENANT_ID,
    BOT_TYPE: 'UserAssignedMSI',
    TEAMS_APP_ID: MANIFEST_ID,
    DATABASE_URL: world.url,
  });
  await expect(createApp({ ...config, isProduction: true })).rejects.toMatchObject({
    code: 'rejected',
    message: expect.stringContaining('fsync=off'),
  });
});
