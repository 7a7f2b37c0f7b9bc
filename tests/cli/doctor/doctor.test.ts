import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { sqlTellingStore } from '../../../src/acknowledge/telling/telling.store.ts';
import { type Examined, examine } from '../../../src/cli/doctor/doctor.ts';
import { runDoctor } from '../../../src/cli/doctor/doctor-command.ts';
import type { Finding } from '../../../src/cli/doctor/finding.ts';
import { checkPins, checkTelling } from '../../../src/cli/doctor/in-teams.ts';
import { checkChangedRoles } from '../../../src/cli/doctor/people.ts';
import { Fault } from '../../../src/kernel/calls/fault.ts';
import type { UserId } from '../../../src/kernel/ids.ts';
import type { IsoDay } from '../../../src/kernel/time.ts';
import type { Config } from '../../../src/platform/environment/config.ts';
import { readConfig } from '../../../src/platform/environment/config.ts';
import { keyVaultWrap } from '../../../src/platform/keys/key-vault.ts';
import { connect } from '../../../src/platform/postgres/database.ts';
import { BEFORE_RELEASE } from '../../../src/platform/postgres/migrations/before-release.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { BOT_ID, CHANNELS, GROUPS, MANIFEST_ID, PEOPLE, TENANT_ID } from '../../../src/sandbox/tenant/sample-school.ts';
import { createLiveSchools } from '../../../src/school/live-schools.ts';
import type { School } from '../../../src/school/school.ts';
import { sampleTrust } from '../../report/support.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { findings, openSurgery, type Patient, type Surgery } from './support-doctor.ts';

const NOBODY = 'b0000000-0000-4000-8000-00000000dead';
let surgery: Surgery;
let database: TestDatabase;
beforeAll(async () => {
  surgery = await openSurgery();
  database = surgery.database;
});
afterAll(() => surgery.close());
const healthy = (work: (patient: Patient) => Promise<void>) => surgery.healthy(work);

const environmentWithoutTenant = () => ({
  BOT_ID,
  BOT_TENANT_ID: TENANT_ID,
  BOT_TYPE: 'UserAssignedMSI',
  TEAMS_APP_ID: MANIFEST_ID,
});

/** The same configuration with its first school changed. */
const withSchool = (examined: Examined, change: (school: School) => Partial<School>): Examined => ({
  ...examined,
  config: {
    ...examined.config,
    trust: {
      ...examined.config.trust,
      schools: examined.config.trust.schools.map((school, at) =>
        at === 0 ? { ...school, ...change(school) } : school,
      ),
    },
  } satisfies Config,
});

test('a file that still has tellManagers starts, and the IT lead hears that it counts for nothing and what HR does instead', async () => {
  const [school] = readConfig({ ...environmentWithoutTenant(), DATABASE_URL: database.url }).trust.schools;
  if (!school) throw new Error('no school');
  const old = { ...school, acknowledgement: { ...school.acknowledgement, tellManagers: true } };
  const clock = () => new Date('2026-11-27T09:00:00Z');
  expect(await checkTelling([school], database.db, clock)).toMatchObject([
    { level: 'fine', what: expect.stringContaining('not told who of their people has not answered; HR can type') },
  ]);
  expect(await checkTelling([old], database.db, clock)).toMatchObject([
    { level: 'look', todo: expect.stringMatching(/Delete tellManagers .* Tell HR/) },
  ]);
  const wrote = { by: PEOPLE.sunitaRao as UserId, name: 'Sunita Rao', at: clock() };
  await sqlTellingStore(database.db).add(school.id, { ...wrote, kind: 'consulted', day: '2026-11-03' as IsoDay });
  expect(await checkTelling([school], database.db, clock)).toMatchObject([
    { level: 'fine', what: expect.stringContaining('unions were consulted on 3 November 2026') },
  ]);
});

test('where a school asks for a PIN, those who have none are named, and those who have set one are not', async () => {
  const [school] = readConfig({ ...environmentWithoutTenant(), DATABASE_URL: database.url }).trust.schools;
  if (!school) throw new Error('no school');
  const asking = {
    ...school,
    concerns: { ...school.concerns, records: { ...school.concerns.records, secondStep: 'pin' as const } },
  };
  const said = async () => (await checkPins([asking], database.db)).map(({ what }) => what).join();
  expect(await checkPins([school], database.db)).toEqual([]);
  expect(await said()).toMatch(/oakfield asks for a PIN, and Miriam Hale, .*Tom Ashworth.* have none/);
  await database.db
    .insertInto('concern_pin')
    .values({
      id: PEOPLE.miriamHale as UserId,
      key_id: 'key',
      wrapped_key: Buffer.alloc(1),
      sealed: Buffer.alloc(1),
      set_at: new Date(),
      set_with: PEOPLE.tomAshworth as UserId,
      misses: 0,
    })
    .execute();
  expect(await said()).not.toContain('Miriam Hale');
  await database.db.deleteFrom('concern_pin').execute();
});

type Plant = (patient: Patient) => Examined | Promise<Examined> | undefined;
const FAULTS: readonly (readonly [name: string, plant: Plant, said: RegExp])[] = [
  [
    'no token',
    ({ examined }) => ({ ...examined, appCredential: { getToken: () => Promise.reject(new Error('AADSTS700016')) } }),
    /^Entra gives us no token/,
  ],
  [
    'a permission for people missing',
    ({ sandbox }) => void sandbox.tenant.setPermission('User.Read.All', false),
    /permission User\.Read\.All is missing/,
  ],
  [
    'the permission to install missing',
    ({ sandbox }) => void sandbox.tenant.setPermission('TeamsAppInstallation.ReadWriteSelfForUser.All', false),
    /permission TeamsAppInstallation\.\S+ is missing/,
  ],
  [
    'the permission for channel members missing',
    ({ sandbox }) => void sandbox.tenant.setPermission('ChannelMember.Read.All', false),
    /permission ChannelMember\.Read\.All is missing/,
  ],
  [
    'not in the catalogue',
    ({ examined }) => ({
      ...examined,
      config: { ...examined.config, graph: { ...examined.config.graph, manifestId: NOBODY } },
    }),
    /not in the organisation’s app catalogue/,
  ],
  [
    'a staff group that does not exist',
    ({ examined }) =>
      withSchool(examined, ({ staffGroups }) => ({
        staffGroups: [...staffGroups, NOBODY as (typeof staffGroups)[0] & string],
      })),
    /group b0000000-\S+dead in staffGroups of oakfield does not exist/,
  ],
  [
    'an empty pupil group',
    ({ sandbox }) => void sandbox.world.groups.get(GROUPS.pupilsAll)?.members.clear(),
    /in pupilGroups of oakfield is empty/,
  ],
  [
    'a pupil in a staff group',
    ({ sandbox }) => void sandbox.tenant.joinGroup(PEOPLE.pupilInStaffGroup, GROUPS.teachers),
    /1 account is in a staff group and in a pupil group of oakfield/,
  ],
  [
    'a role-holder who does not exist',
    ({ sandbox }) => void sandbox.tenant.removePerson(PEOPLE.danielPrior),
    /Daniel Prior \(senior-manager of oakfield\) has no account/,
  ],
  [
    'a role-holder whose account is disabled',
    ({ sandbox }) => void sandbox.tenant.setEnabled(PEOPLE.joannaOkafor, false),
    /account of Joanna Okafor \(headteacher of oakfield\) is disabled/,
  ],
  [
    'a role-holder whose account says neither member nor guest, and who is in no staff group',
    ({ sandbox }) => void Object.assign(sandbox.world.people.get(PEOPLE.colinMarsh) ?? {}, { userType: null }),
    /Entra gives no userType for .* \(chair-of-governors of oakfield\)/,
  ],
  [
    'a teacher of whom Graph does not tell the type',
    ({ sandbox }) => void Object.assign(sandbox.world.people.get(PEOPLE.priyaNair) ?? {}, { userType: undefined }),
    /Entra gives no userType for 1 account in the staff groups of oakfield: Priya Nair/,
  ],
  [
    'a role-holder of another name',
    ({ examined }) =>
      withSchool(examined, ({ roles }) => ({
        roles: {
          ...roles,
          hr: [{ ...roles.hr[0], id: PEOPLE.priyaNair, name: 'Sunita Rao' } as School['roles']['hr'][0] & object],
        },
      })),
    /calls Sunita Rao \(hr of oakfield\) what Entra calls Priya Nair/,
  ],
  [
    'a DSL channel that does not exist',
    ({ examined }) =>
      withSchool(examined, ({ dslDestination }) => ({
        dslDestination: { ...dslDestination, channelId: '19:gone@thread.tacv2' } as School['dslDestination'],
      })),
    /The DSL channel of oakfield does not exist/,
  ],
  [
    'a DSL channel open to the team',
    ({ sandbox }) => void sandbox.tenant.setMembershipType(CHANNELS.dsl, 'shared'),
    /DSL channel of oakfield is open/,
  ],
  [
    'someone else in the DSL channel',
    ({ sandbox }) => sandbox.tenant.addToChannel(CHANNELS.dsl, PEOPLE.joannaOkafor).then(() => undefined) as never,
    /Joanna Okafor is in The DSL channel of oakfield/i,
  ],
  [
    'a guest in the DSL channel',
    ({ sandbox }) => sandbox.tenant.addToChannel(CHANNELS.dsl, PEOPLE.guestTeacher).then(() => undefined) as never,
    /1 guest is in The DSL channel/i,
  ],
  [
    'a deputy who is not in the DSL channel',
    ({ sandbox }) => sandbox.tenant.removeFromChannel(CHANNELS.dsl, PEOPLE.tomAshworth).then(() => undefined) as never,
    /Tom Ashworth \(b0000000-\S+\) should see concerns and is not in/,
  ],
  [
    'a clock ten minutes slow',
    ({ examined }) => ({ ...examined, clock: () => new Date(Date.now() - 600_000) }),
    /clock is (599|60\d) seconds away/,
  ],
  [
    'a firewall before the keys that sign what Teams sends',
    ({ examined }) => ({ ...examined, config: { ...examined.config, openIdUrl: 'http://127.0.0.1:2/openid' } }),
    /keys that sign messages from Teams cannot be fetched from 127\.0\.0\.1:2: no connection \(ECONNREFUSED\)/,
  ],
  [
    'a database that does not answer',
    ({ examined }) => ({ ...examined, db: connect('postgres://nobody@127.0.0.1:1/none', 1) }),
    /database cannot be used/,
  ],
  [
    'a database with another password',
    ({ examined }) => {
      const url = new URL(database.networkUrl);
      url.username = 'stranger';
      url.password = 'guessed';
      // However long the server takes to refuse: our own pool would give it ten seconds.
      const pool = new pg.Pool({ connectionString: url.href, max: 1 });
      return { ...examined, db: new Kysely({ dialect: new PostgresDialect({ pool }) }) };
    },
    /database refuses Lanyard access \(28/,
  ],
  [
    'a school without a deputy',
    ({ examined }) => withSchool(examined, ({ roles }) => ({ roles: { ...roles, 'deputy-dsl': [] } })),
    /oakfield has no deputy DSL/,
  ],
  [
    'a record key in a vault that refuses',
    ({ examined }) => {
      const refuse = () => Promise.reject(new Fault('forbidden', 'the key vault does not let us'));
      const vault = { newest: refuse, wrap: refuse, unwrap: refuse };
      return { ...examined, recordKey: () => keyVaultWrap('https://vault.example/keys/records', vault) };
    },
    /record key cannot be used/,
  ],
  [
    'term dates that have run out',
    ({ examined }) =>
      withSchool(examined, ({ hours }) => ({
        hours: { ...hours, terms: [{ name: 'Old', from: '2024-09-02' as IsoDay, to: '2024-12-20' as IsoDay }] },
      })),
    /term dates of oakfield have run out/,
  ],
  [
    'phone numbers nobody checked',
    ({ examined }) =>
      withSchool(examined, ({ contacts }) => ({ contacts: { ...contacts, checkedOn: '2024-09-01' as IsoDay } })),
    /phone numbers of oakfield were last checked \d+ days ago/,
  ],
  [
    'reports that no rule says how long to keep',
    ({ examined }) =>
      withSchool(examined, ({ concerns }) => ({
        concerns: {
          ...concerns,
          ...(concerns.retention && {
            retention: { ...concerns.retention, rules: concerns.retention.rules.slice(0, 1) },
          }),
        },
      })),
    /no rule says how long reports are kept that are about: staff, headteacher/,
  ],
  [
    'low-level concerns that no rule says how long to keep',
    ({ examined }) =>
      withSchool(examined, ({ concerns }) => ({
        concerns: {
          ...concerns,
          ...(concerns.retention && { retention: { ...concerns.retention, lowLevel: undefined } }),
        },
      })),
    /no rule says how long low-level concerns are kept/,
  ],
  [
    'a schedule nobody checked',
    ({ examined }) =>
      withSchool(examined, ({ concerns }) => ({
        concerns: {
          ...concerns,
          ...(concerns.retention && { retention: { ...concerns.retention, checkedOn: '2024-09-01' as IsoDay } }),
        },
      })),
    /how long reports are kept was last checked \d+ days ago/,
  ],
  [
    'a legal duty nobody looked at',
    ({ examined }) =>
      withSchool(examined, ({ concerns }) => ({
        concerns: {
          ...concerns,
          duties: concerns.duties.map((duty) => ({ ...duty, reviewBy: '2024-09-01' as IsoDay })),
        },
      })),
    /legal duty "fgm" was to be checked by 1 September 2024/,
  ],
  [
    'a legal duty whose owner has left',
    ({ examined }) =>
      withSchool(examined, ({ concerns }) => ({
        concerns: { ...concerns, duties: concerns.duties.map((duty) => ({ ...duty, owner: 'Nobody Now' })) },
      })),
    /Nobody Now, who keeps the legal duty "fgm" up to date, holds no role/,
  ],
  [
    'a policy that is not there',
    ({ examined }) =>
      withSchool(examined, ({ policies }) => ({ policies: { files: [...policies.files, 'policies/gone.docx'] } })),
    /policies\/gone\.docx of oakfield cannot be found/,
  ],
  [
    'training beside a policy of which nobody has heard',
    ({ examined }) =>
      withSchool(examined, ({ acknowledgement, policies }) => ({
        policies: { files: [...policies.files, 'policies/social-media.md'] },
        acknowledgement: {
          ...acknowledgement,
          training: [{ id: 'prevent', name: 'Prevent', everyMonths: 24, soonDays: 30, beside: ['Prevent Policy'] }],
        },
      })),
    /training “Prevent” of oakfield belongs to “Prevent Policy”/,
  ],
  [
    'a policy past its review',
    ({ examined }) =>
      withSchool(examined, ({ policies }) => ({
        policies: { files: [...policies.files, 'policies/archive/social-media-2025.md'] },
      })),
    /review was due by/,
  ],
];

test.each(FAULTS)('names %s', (_name, plant, said) =>
  healthy(async (patient) => {
    const planted = (await plant(patient)) ?? patient.examined;
    const found = await findings(planted);
    expect(found).toContainEqual(expect.stringMatching(said));
    if (planted.db !== database.db) await planted.db.destroy();
  }),
);

test('names a database that a newer version has used, and claims nothing of records in one that it cannot ask', () =>
  healthy(async ({ examined }) => {
    const newer = await testDatabase();
    try {
      await sql`insert into kysely_migration (name, timestamp) values ('999_later', '2027-01-01')`.execute(newer.db);
      const named = await findings({ ...examined, db: newer.db });
      expect(named).toEqual(['The database has been used by a newer version of Lanyard (999_later)']);
    } finally {
      await newer.close();
    }
    const unreachable = connect('postgres://nobody@127.0.0.1:1/none', 1);
    const said: string[] = [];
    for await (const { what } of examine({ ...examined, db: unreachable })) said.push(what);
    expect(said).not.toContain('The record key opens every concern');
    await unreachable.destroy();
  }));

test('a database that stopped half-way to the first release is told from one that does not answer, with advice to match', () =>
  healthy(async ({ examined }) => {
    const old = await testDatabase();
    try {
      const ran = BEFORE_RELEASE.slice(0, 9);
      await sql`delete from kysely_migration`.execute(old.db);
      await sql`insert into kysely_migration select name, '2026-11-01' from unnest(${ran}::text[]) name`.execute(
        old.db,
      );
      const named: Finding[] = [];
      for await (const finding of examine({ ...examined, db: old.db }))
        if (finding.level !== 'fine') named.push(finding);
      expect(named).toEqual([
        {
          level: 'wrong',
          what: expect.stringMatching(/^The database cannot be used: .*from before the first release \(011-drills\)/),
          todo: expect.stringMatching(/^DATABASE_URL is right, .*new, empty database/),
        },
      ]);
    } finally {
      await old.close();
    }
  }));

test('the address on links: another server, nobody, and the right one', () =>
  healthy(async ({ sandbox, examined }) => {
    const at = (publicUrl: string) => findings({ ...examined, config: { ...examined.config, publicUrl } });
    expect(await at(sandbox.url)).toEqual([`Links and sheets lead to ${sandbox.url}, where Lanyard does not answer`]);
    const nowhere = 'http://127.0.0.1:1';
    expect(await at(nowhere)).toEqual([`Links and sheets lead to ${nowhere}, where Lanyard does not answer`]);
    expect(await at(surgery.publicUrl)).toEqual([]);
  }));

test('sheets for people without Teams need an address that others can reach', () =>
  healthy(async ({ examined }) => {
    const using = (use: 'none' | 'report' | 'report-and-ask') =>
      withSchool({ ...examined, config: { ...examined.config, publicUrl: undefined } }, ({ concerns }) => ({
        concerns: { ...concerns, sharedAddress: { use, namesShown: [] } },
      }));
    for (const use of ['report', 'report-and-ask'] as const)
      expect(await findings(using(use))).toEqual([expect.stringMatching(/^PUBLIC_URL is not set, .* lead nowhere$/)]);
    expect(await findings(using('none'))).toEqual([]);
  }));

test('the keys that sign what Teams sends: a filter’s page, a refusal, no keys, and keys that only the first step finds', () =>
  healthy(async ({ sandbox, examined }) => {
    let pages: Record<string, unknown> = {};
    const server = createServer((request, response) => {
      const page = pages[request.url ?? ''];
      response.statusCode = page === undefined ? 403 : 200;
      response.end(typeof page === 'string' ? page : JSON.stringify(page));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const said = async (now: Record<string, unknown>) => {
      pages = now;
      const config = { ...examined.config, openIdUrl: `http://${host}/openid` };
      return (await findings({ ...examined, config })).join('\n');
    };
    const keysAt = (url: string) => ({ '/openid': { issuer: 'x', jwks_uri: url } });
    const here = `http://${host}/keys`;
    const FROM = 'The keys that sign messages from Teams cannot be fetched from';
    expect(await said({ '/openid': '<html>Blocked by the filter</html>' })).toMatch(
      `${FROM} ${host}: the answer is not`,
    );
    expect(await said({})).toBe(`${FROM} ${host}: it answers 403`);
    expect(await said({ ...keysAt(here), '/keys': { keys: [] } })).toMatch(`${FROM} ${host}: the answer is not`);
    expect(await said(keysAt('http://127.0.0.1:2/keys'))).toMatch(`${FROM} 127.0.0.1:2: no connection (ECONNREFUSED)`);
    // The sandbox's own list, by our address.
    expect(await said(keysAt(await keysOf(sandbox)))).toBe('');
    server.close();
  }));

const keysOf = async (sandbox: Sandbox): Promise<string> =>
  /"jwks_uri":"([^"]+)"/.exec(await (await fetch(sandbox.openIdMetadataUrl)).text())?.[1] ?? '';

test('all these faults at once are named, in one run', () =>
  healthy(async ({ sandbox, examined }) => {
    const together = FAULTS.filter(
      ([name]) =>
        !/no token|permission for|database|vault|channel that does not exist|open to the team|empty pupil|without a deputy/.test(
          name,
        ),
    );
    expect(together.length).toBeGreaterThanOrEqual(15);
    let planted = examined;
    for (const [, plant] of together) planted = (await plant({ sandbox, examined: planted })) ?? planted;
    sandbox.tenant.setPermission('Team.ReadBasic.All', false);
    const found = await findings(planted);
    const missed = together.filter(([, , said]) => !found.some((line) => said.test(line))).map(([name]) => name);
    expect(missed).toEqual([]);
    expect(found.some((line) => line.includes('permission Team.ReadBasic.All is missing'))).toBe(true);
  }));

test('the command prints what is wrong and what to do, and counts it; a broken configuration is named like the rest', () =>
  healthy(async ({ sandbox }) => {
    sandbox.tenant.setEnabled(PEOPLE.joannaOkafor, false);
    const lines: string[] = [];
    expect(await runDoctor(surgery.environment(sandbox), (line) => lines.push(line))).toBeGreaterThan(0);
    expect(lines.join('\n')).toMatch(/✗ The account of Joanna Okafor.*\n {4}→ Have the new holder/);
    const broken: string[] = [];
    expect(await runDoctor({ ...surgery.environment(sandbox), BOT_ID: 'x' }, (line) => broken.push(line))).toBe(1);
    expect(broken[0]).toMatch(/^✗ BOT_ID is not a GUID/);
  }));

test('a role that was changed in Teams is named with what lanyard.yml says beside it', () => {
  const written = sampleTrust();
  const live = createLiveSchools(written);
  expect(checkChangedRoles(written, live.trust)).toEqual([]);
  const [school] = written.schools;
  const [deputy] = school?.roles['deputy-dsl'] ?? [];
  if (!school || !deputy) throw new Error('the sample has a deputy');
  const at = new Date('2026-11-23T10:00:00Z');
  const fileSaid = school.roles.dsl.map(({ id }) => id);
  live.apply([], [{ at, school: school.id, role: 'dsl', kind: 'changed', holders: [deputy], fileSaid }]);
  expect(checkChangedRoles(written, live.trust)).toMatchObject([
    { level: 'look', what: expect.stringMatching(/dsl of oakfield .*Tom Ashworth, and lanyard.yml names Miriam Hale/) },
  ]);
});
