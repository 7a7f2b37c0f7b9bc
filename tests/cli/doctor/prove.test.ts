import { jest } from '@jest/globals';
import { whereToBegin } from '../../../src/cli/doctor/begin.ts';
import { unpaced } from '../../../src/cli/doctor/doctor.ts';
import { runDoctor } from '../../../src/cli/doctor/doctor-command.ts';
import { prove } from '../../../src/cli/doctor/prove.ts';
import { noTelemetry } from '../../../src/kernel/telemetry.ts';
import { readConfig } from '../../../src/platform/environment/config.ts';
import { createCredential } from '../../../src/platform/graph/credentials.ts';
import { asDrawn } from '../../../src/platform/teams/live-buttons.ts';
import { createSandbox, type Sandbox } from '../../../src/sandbox/sandbox.ts';
import {
  BOT_ID,
  CHANNELS,
  createSampleSchool,
  MANIFEST_ID,
  PEOPLE,
  TENANT_ID,
} from '../../../src/sandbox/tenant/sample-school.ts';
import { reachMicrosoft } from '../../../src/wiring/microsoft.ts';
import { observing } from '../../../src/wiring/observed.ts';
import { createTrial } from '../../../src/wiring/trial.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
  database = await testDatabase();
});
afterAll(() => database.close());

/** Proves for one person of the sample school; `plant` spoils the tenant first. */
async function proved(person: string, plant: (sandbox: Sandbox) => void = () => undefined, times = 1) {
  const sandbox = await createSandbox({
    school: createSampleSchool(),
    botId: BOT_ID,
    tenantId: TENANT_ID,
    limits: false,
  });
  process.env.IDENTITY_ENDPOINT = sandbox.identity.endpoint;
  process.env.IDENTITY_HEADER = sandbox.identity.header;
  const config = readConfig({
    BOT_ID,
    BOT_TENANT_ID: TENANT_ID,
    BOT_TYPE: 'UserAssignedMSI',
    TEAMS_APP_ID: MANIFEST_ID,
    DATABASE_URL: database.url,
    GRAPH_URL: sandbox.graphUrl,
    CONNECTOR_URL: sandbox.connectorUrl,
    CONNECTOR_HOSTS: new URL(sandbox.url).host,
    RECORD_KEY: Buffer.from(Array.from({ length: 32 }, (_, at) => at * 5 + 3)).toString('base64'),
  });
  const microsoft = reachMicrosoft(config, {
    db: database.db,
    credential: createCredential(config.bot),
    observed: observing(noTelemetry),
    directory: undefined,
    live: asDrawn,
    pace: unpaced,
  });
  plant(sandbox);
  const lines: string[] = [];
  try {
    for (let time = 0; time < times; time += 1) {
      lines.length = 0;
      for await (const { level, what, todo } of prove({
        trial: createTrial(config, microsoft),
        directory: microsoft.directory,
        schools: config.trust.schools.slice(0, 1),
        person,
        pause: async () => undefined,
      })) {
        if (level !== 'fine') expect(todo?.length).toBeGreaterThan(3);
        lines.push(`${level}: ${what}`);
      }
    }
    return {
      lines,
      feed: sandbox.feed(PEOPLE.priyaNair).length,
      messages: sandbox.messages(PEOPLE.priyaNair).length,
      threads: sandbox.channel(CHANNELS.dsl).flatMap(({ messages }) => messages),
    };
  } finally {
    await sandbox.close();
  }
}

test('for one person: installed, a card, a line; in the private channel a card that is gone again', async () => {
  const { lines, feed, messages, threads } = await proved(PEOPLE.priyaNair);
  expect(lines).toEqual([
    'fine: Lanyard was put into Priya Nair’s chat, without consent inside a team',
    'fine: A card was sent to Priya Nair',
    'fine: An entry was put into Priya Nair’s activity feed',
    'fine: oakfield: the 2 members of the private channel can be read',
    'fine: oakfield: a card was posted in the private channel and taken away again',
    expect.stringMatching(/^look: Only Priya Nair can say two things/),
  ]);
  expect({ feed, messages }).toEqual({ feed: 1, messages: 1 });
  expect(threads.filter((message) => !('deleted' in message && message.deleted))).toEqual([]);
});

test('proved again it installs nothing twice and leaves no card in the channel; the person has one card and one line more', async () => {
  const { lines, feed, messages, threads } = await proved(PEOPLE.priyaNair, undefined, 2);
  // Found there, where the first time says that it was put there.
  expect(lines[0]).toBe('fine: Lanyard is in Priya Nair’s chat');
  expect(lines.filter((line) => line.startsWith('wrong'))).toEqual([]);
  expect({ feed, messages }).toEqual({ feed: 2, messages: 2 });
  expect(threads.filter((message) => !('deleted' in message && message.deleted))).toEqual([]);
});

type Case = readonly [what: string, person: string, plant: (sandbox: Sandbox) => void, said: RegExp];
test.each<Case>([
  ['an address that nobody has', 'nobody@oakfield.example', () => undefined, /^wrong: There is no account nobody@/],
  ['a policy', PEOPLE.blockedByPolicyTeacher, () => undefined, /^wrong: A policy of yours keeps Lanyard from/],
  [
    'someone who never opened Teams',
    PEOPLE.neverActivatedTeacher,
    () => undefined,
    /^wrong: .* has never opened Teams/,
  ],
  [
    'a private channel that lets no bot post',
    PEOPLE.priyaNair,
    ({ faults }) =>
      void faults.add({
        match: { surface: 'connector', operation: 'createConversation', method: 'POST' },
        fault: { code: 'BotNotInConversationRoster' },
      }),
    /^wrong: Teams accepts no card from Lanyard in the private channel of oakfield/,
  ],
  [
    'a package that names another app than the one that calls Graph, as a managed identity would be',
    PEOPLE.priyaNair,
    ({ tenant }) => void tenant.setPermission('TeamsAppInstallation.ReadWriteSelfForUser.All', false),
    /^wrong: Microsoft does not let Lanyard install itself for Priya Nair/,
  ],
  [
    'a line that Teams does not take',
    PEOPLE.priyaNair,
    ({ tenant }) => void tenant.setPermission('TeamsActivity.Send', false),
    /^look: Teams accepts no entry for/,
  ],
  [
    'members that may not be read',
    PEOPLE.priyaNair,
    ({ tenant }) => void tenant.setPermission('ChannelMember.Read.All', false),
    /^wrong: Microsoft does not let Lanyard do this: who is in the place/,
  ],
  [
    'a service in trouble',
    PEOPLE.priyaNair,
    ({ faults }) => void faults.add({ match: { surface: 'graph', operation: 'installApp' }, fault: { status: 503 } }),
    /^look: Microsoft did not answer: putting Lanyard into/,
  ],
])('%s is said, with what to do', async (_what, person, plant, said) => {
  expect((await proved(person, plant)).lines).toContainEqual(expect.stringMatching(said));
});

test('with nothing configured the doctor points to the page and line where it begins', async () => {
  const lines: string[] = [];
  await runDoctor({}, (line) => lines.push(line));
  expect(lines.join('\n')).toMatch(/Begin at docs\/deploy\.md:\d+, "Step by step \(Azure\)"/);
  expect(whereToBegin({ BOT_ID })).toBeUndefined();
});
