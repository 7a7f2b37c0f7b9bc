import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { parse, stringify } from 'yaml';
import { withFeaturesInUse } from '../../src/features.ts';
import { onlineAbuse } from '../../src/more/online-abuse/index.ts';
import { pin } from '../../src/more/pin/index.ts';
import { connect } from '../../src/platform/postgres/database.ts';
import { PEOPLE } from '../../src/sandbox/tenant/sample-school.ts';
import { FEATURE_NAMES, type FeatureName, ON_BY_DEFAULT } from '../../src/school/features.ts';
import { readSchoolFile } from '../../src/school/file/school-file.ts';
import type { Trust } from '../../src/school/school.ts';
import { testDatabase } from '../support/database.ts';
import { type Running, running } from '../support/running.ts';
import { shortTrust } from '../support/short-trust.ts';
import { until } from '../support/until.ts';

const { priyaNair: PRIYA, sunitaRao: HR, joannaOkafor: HEAD, miriamHale: DSL } = PEOPLE;

let world: Running | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

/** The product of a school that has these features and no others. */
async function having(features: readonly FeatureName[]): Promise<Running> {
  const { config } = shortTrust();
  const whole = parse(readFileSync(config, 'utf8')) as object;
  writeFileSync(config, stringify({ ...whole, features }, { aliasDuplicateObjects: false }));
  world = await running({ env: { LANYARD_CONFIG: config } });
  return world;
}

/** What someone is answered, as it reaches Teams. */
async function said({ sandbox }: Running, user: string, words: string): Promise<string> {
  await sandbox.say(user, words);
  return JSON.stringify(sandbox.messages(user).at(-1));
}

/** What belongs to one feature: who asks for it, in which words, and what is answered where it is on. */
const ASKED: readonly (readonly [FeatureName, string, string, string])[] = [
  ['declarations', PRIYA, 'declare', 'friend'],
  ['accounts', PRIYA, 'accounts', 'School accounts, Oakfield'],
  ['overview', HEAD, 'overview', 'at a glance'],
  ['shared-address', DSL, 'shared address', 'without Teams'],
  ['drills', DSL, 'drills', 'concern.drill'],
  ['patterns', DSL, 'patterns', 'concern.patterns'],
  ['pin', DSL, 'pin', 'concern.pin'],
  ['role-changes', DSL, 'roles', 'concern.roles'],
  ['roll', DSL, 'roll', 'concern.roll'],
  ['trust-lead', DSL, 'trust', 'concern.trust'],
  ['calendar', HR, 'the year ahead', 'campaign.calendar-file'],
  ['scenarios', HR, 'half-term question', 'scenario.'],
  ['training', HR, 'training', 'training.list'],
];
const BUTTONS = ['School accounts', 'Before I post', 'Declarations'];

test('what is left out cannot be typed, and no button of it goes out', async () => {
  const none = await having([]);
  for (const [feature, user, words, answer] of ASKED)
    expect([feature, (await said(none, user, words)).includes(answer)]).toEqual([feature, false]);
  const help = await said(none, HR, 'help');
  expect(help).toContain('Hello, I am Lanyard');
  expect(help).toContain('Campaigns');
  for (const title of BUTTONS) expect(help).not.toContain(title);
  // The three promises do not need any of them.
  expect(await said(none, PRIYA, 'report')).toContain('Report a concern');
  expect(await said(none, PRIYA, 'what do i have to sign')).not.toContain('Something went wrong');
  expect(none.logged.filter((line) => line.includes('"level":"error"'))).toEqual([]);
});

test('the same is there where it is on', async () => {
  const all = await having(FEATURE_NAMES);
  for (const [feature, user, words, answer] of ASKED)
    expect([feature, await said(all, user, words)]).toEqual([feature, expect.stringContaining(answer)]);
  const help = await said(all, HR, 'help');
  for (const title of BUTTONS) expect(help).toContain(title);
});

test('what a feature that is left out keeps is kept no longer than before', async () => {
  const none = await having([]);
  const db = connect(none.databaseUrl, 1);
  const rolls = async () => (await db.selectFrom('concern_roll').select('id').execute()).map(({ id }) => id);
  try {
    await sql`insert into concern_roll values
      ('oakfield', '2025-01-06', null, 'file', 1, 'v', 'key', ''::bytea, ''::bytea),
      ('millbrook', '2026-11-01', null, 'file', 1, 'v', 'key', ''::bytea, ''::bytea)`.execute(db);
    await none.restart();
    await until(async () => (await rolls()).length < 2, 'the old roll is removed');
    expect(await rolls()).toEqual(['millbrook']);
  } finally {
    await db.destroy();
  }
});

const FEATURES = /^features:\n(?: {2}- .*\n)+/m;
const reading = (line: string): Trust => {
  const text = readFileSync('lanyard.yml', 'utf8').replace(FEATURES, line);
  const trust = readSchoolFile(text, 'lanyard.yml', []);
  if (!trust) throw new Error('the school file is not read');
  return trust;
};
const onAt = ({ schools }: Trust) => [...new Set(schools.flatMap(({ features }) => features))].sort();

test('a school that says nothing has what is on by default, and keeps what it has used', async () => {
  const database = await testDatabase();
  try {
    const warned: unknown[] = [];
    const log = { warn: (event: string, facts?: object) => void warned.push({ event, ...facts }) };
    const silent = reading('');
    expect(onAt(await withFeaturesInUse(silent, database.db, log))).toEqual([...ON_BY_DEFAULT].sort());

    await sql`insert into declaration values (gen_random_uuid(), 'oakfield', ${PRIYA}, 'Priya', 'unsaid', 'unsaid', 'link', now(),
      null, null, null, now(), null, null, null, 'key', ''::bytea, ''::bytea)`.execute(database.db);
    expect(onAt(await withFeaturesInUse(silent, database.db, log))).toEqual(['declarations', ...ON_BY_DEFAULT].sort());
    expect(warned).toEqual([]);

    // Left out in so many words it is off, and who starts it hears that there is something.
    expect(onAt(await withFeaturesInUse(reading('features: [overview]\n'), database.db, log))).toEqual(['overview']);
    expect(warned).toEqual([expect.objectContaining({ feature: 'declarations' })]);
  } finally {
    await database.close();
  }
});

test('a copy made without a feature does not start where its data is, or where it is named, and says what to do', async () => {
  const database = await testDatabase();
  try {
    const log = { warn: () => undefined };
    const start = (line: string, here: Parameters<typeof withFeaturesInUse>[3]) =>
      withFeaturesInUse(reading(line), database.db, log, here);
    // Nobody asked for it and nobody used it: it starts with what it has.
    expect(onAt(await start('', { roll: true }))).toEqual(['roll']);
    await expect(start('features: [pin, roll]\n', { roll: true })).rejects.toThrow(
      /without the feature pin, which lanyard.yml names\. Delete it/,
    );
    await sql`insert into concern_roll values
      ('oakfield', '2026-11-01', null, 'file', 1, 'v', 'key', ''::bytea, ''::bytea)`.execute(database.db);
    await expect(start('features: []\n', {})).rejects.toThrow(
      /without the feature roll, .*\(concern_roll\).*Start the version that you had before.*held-about/,
    );
  } finally {
    await database.close();
  }
});

test('a word that is no feature is told with its place and what may stand there', () => {
  const problems: { readonly place: string; readonly message: string }[] = [];
  const text = readFileSync('lanyard.yml', 'utf8').replace(FEATURES, 'features: [accounts, quizz]\n');
  expect(readSchoolFile(text, 'lanyard.yml', problems)).toBeUndefined();
  expect(problems).toEqual([
    {
      place: expect.stringMatching(/^lanyard\.yml:\d+:\d+ features\[1\]$/),
      message: expect.stringContaining('declarations'),
    },
  ]);
});

test('a school that asks for a PIN cannot leave it out, because no report would open', () => {
  const problems: { readonly place: string; readonly message: string }[] = [];
  const text = readFileSync('lanyard.yml', 'utf8').replace(FEATURES, 'features: [roll]\n');
  expect(readSchoolFile(text, 'lanyard.yml', problems)).toBeDefined();
  const asking = text.replace('secondStep: none', 'secondStep: pin');
  expect(readSchoolFile(asking, 'lanyard.yml', problems)).toBeUndefined();
  expect(problems).toEqual([
    { place: expect.stringMatching(/ features$/), message: expect.stringContaining('oakfield asks for') },
  ]);
});

test('what was to be told about reports has its card where its feature is left out', () => {
  const left = [onlineAbuse, pin].flatMap((feature) => Object.keys(feature.leftOut?.({} as never).notices ?? {}));
  expect(left).toEqual(expect.arrayContaining(['case', 'pin']));
});
