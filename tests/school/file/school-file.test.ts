import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KINDS } from '../../../src/report/concern.ts';
import type { Problem } from '../../../src/school/file/problems.ts';
import { readSchoolFile } from '../../../src/school/file/school-file.ts';

const sample = readFileSync('lanyard.yml', 'utf8');

/** Ten mistakes of ten kinds, as people make them, and a word that the message about each must contain. */
const MISTAKES: readonly (readonly [wrong: string, right: string, said: string])[] = [
  ['opens: "08:00"\n      closes: "17:00"', 'opens: "18:00"\n      closes: "17:00"', 'closes before it opens'],
  [
    'to: 2026-12-18 }\n        - { name: Spring 2027, from: 2027-01-04, to: 2027-03-25 }',
    'to: 2026-13-18 }\n        - { name: Spring 2027, from: 2027-01-04, to: 2027-03-25 }',
    'is not a date',
  ],
  ['name: Tom Ashworth', 'nmae: Tom Ashworth', 'not a setting'],
  ['allowScreenshots: false', 'allowScreenshots: maybe', 'true or false'],
  ['firstWordsInList: false', 'firstWordsInList: some', 'true or false'],
  ['office: "01632 960 200"', 'office: ""', 'school office'],
  ['channelId: "19:dsl-oakfield@thread.tacv2"', 'channelId: "dsl-oakfield"', 'channel id'],
  ['- d0000000-0000-4000-8000-000000000001 # all staff', '- staff@oakfield # all staff', 'is not a GUID'],
  ['acknowledgeWithinMinutes: { urgent: 10,', 'acknowledgeWithinMinutes: { urgent: 0,', 'at least 1'],
  ['proposeOn: "09-01"', 'proposeOn: "1 September"', 'month and day'],
  ['  - id: millbrook', '  - id: Millbrook Primary', 'lower-case'],
];

function withMistakes(): string {
  return MISTAKES.reduce((text, [from, to]) => {
    expect(text).toContain(from);
    return text.replace(from, () => to);
  }, sample);
}

test('England’s guidance stands without a word of it; another nation has what the school writes, or none', () => {
  const guidanceOf = (text: string) =>
    readSchoolFile(text, 'lanyard.yml', [])?.schools.map(({ acknowledgement: { guidance } }) => guidance?.name);
  const line = /\n +guidance: .*/;
  expect(sample).toMatch(line);
  expect(guidanceOf(sample.replace(line, ''))).toEqual(Array(2).fill('Keeping children safe in education'));
  const wales = sample.replace('nation: england', 'nation: wales');
  expect(guidanceOf(wales.replace(line, ''))?.[0]).toBeUndefined();
  expect(
    guidanceOf(wales.replace('{ name: Keeping children safe in education', '{ name: Keeping learners safe'))?.[0],
  ).toBe('Keeping learners safe');
});

test('the sample is right', () => {
  const problems: Problem[] = [];
  expect(readSchoolFile(sample, 'lanyard.yml', problems)?.schools.map(({ id }) => id)).toEqual([
    'oakfield',
    'millbrook',
  ]);
  expect(problems).toEqual([]);
});

test('rules of retention and duties may name every kind of report that there is, and no other', () => {
  const rule = 'matters: [online-abuse, data], yearsAfterClosing: 6';
  const duty = 'matters: [child, staff, headteacher, dsl, chair]\n';
  expect([sample.includes(rule), sample.includes(duty)]).toEqual([true, true]);
  // Each kind has one rule, so the sample's others go.
  const alone = sample.replace(/- \{ id: (?:child|adult), matters: .*/g, '');
  const saidOf = (kinds: string): readonly string[] => {
    const problems: Problem[] = [];
    const named = alone
      .replace(rule, `matters: [${kinds}], yearsAfterClosing: 6`)
      .replace(duty, `matters: [${kinds}]\n`);
    readSchoolFile(named, 'lanyard.yml', problems);
    return problems.map(({ message }) => message);
  };
  const all = KINDS.join(', ');
  expect(saidOf(all)).toEqual([]);
  const said = saidOf('pupil');
  expect(said.filter((message) => message.includes(`write one of ${all}`)).length).toBeGreaterThanOrEqual(2);
});

test('ten mistakes are ten messages, each with its line and what to write', () => {
  const problems: Problem[] = [];
  expect(readSchoolFile(withMistakes(), 'lanyard.yml', problems)).toBeUndefined();
  for (const [, , said] of MISTAKES) {
    const about = problems.filter(({ message }) => message.includes(said));
    expect({ said, found: about.length > 0 }).toEqual({ said, found: true });
    expect(about[0]?.place).toMatch(/^lanyard\.yml:\d+:\d+ /);
  }
});

test('the process says all ten at once and ends with 1', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'lanyard-')), 'lanyard.yml');
  writeFileSync(file, withMistakes());
  const env = {
    LANYARD_CONFIG: file,
    BOT_ID: 'f0000000-0000-4000-8000-000000000001',
    BOT_TENANT_ID: 'a0000000-0000-4000-8000-000000000001',
    TEAMS_APP_ID: 'f0000000-0000-4000-8000-000000000003',
    BOT_TYPE: 'UserAssignedMSI',
  };
  const { status, stderr } = spawnSync(process.execPath, ['src/index.ts'], { env, encoding: 'utf8' });
  expect(status).toBe(1);
  for (const [, , said] of MISTAKES) expect(stderr).toContain(said);
});

test('in production every missing setting is named, and nothing starts', () => {
  const { status, stderr } = spawnSync(process.execPath, ['src/index.ts'], {
    env: { NODE_ENV: 'production' },
    encoding: 'utf8',
  });
  expect(status).toBe(1);
  for (const name of [
    'BOT_ID',
    'BOT_TENANT_ID',
    'BOT_TYPE',
    'TEAMS_APP_ID',
    'DATABASE_URL',
    'RECORD_KEY',
    'PUBLIC_URL',
  ]) {
    expect(stderr).toContain(`${name}: is missing`);
  }
});

test('production refuses whatever points at the sandbox', () => {
  const env = {
    NODE_ENV: 'production',
    GRAPH_URL: 'http://127.0.0.1:1/',
    CONNECTOR_HOSTS: 'x',
    CONNECTOR_OPENID_URL: 'http://x',
    CLOCK_URL: 'http://x',
    CONNECTOR_URL: 'http://x',
  };
  const { stderr } = spawnSync(process.execPath, ['src/index.ts'], { env, encoding: 'utf8' });
  for (const name of ['GRAPH_URL', 'CONNECTOR_HOSTS', 'CONNECTOR_OPENID_URL', 'CLOCK_URL', 'CONNECTOR_URL']) {
    expect(stderr).toContain(`${name}: points at the sandbox and is refused in production`);
  }
});

test('a file that is no YAML says where', () => {
  const problems: Problem[] = [];
  readSchoolFile('trust:\n  name: "x\n', 'lanyard.yml', problems);
  expect(problems[0]?.place).toMatch(/^lanyard\.yml:\d+:\d+/);
});

test('a staff group that is also a pupil group is refused', () => {
  const problems: Problem[] = [];
  readSchoolFile(
    sample.replace('- d0000000-0000-4000-8000-000000000007 # every', '- d0000000-0000-4000-8000-000000000001 # every'),
    'lanyard.yml',
    problems,
  );
  expect(problems[0]?.message).toContain('either staff or pupils');
});

/** What is said about a file, as one text. */
function saidOf(source: string): string {
  const problems: Problem[] = [];
  expect(readSchoolFile(source, 'lanyard.yml', problems)).toBeUndefined();
  return problems.map(({ place, message }) => `${place}: ${message}`).join('\n');
}

test.each([
  ['an empty file', ''],
  ['a list', '- trust\n- schools\n'],
  ['a word', 'lanyard'],
  [
    'a file that would grow without end',
    'a: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b]\nd: [*c, *c, *c, *c]\n',
  ],
])('%s gets one sentence that says what to write', (_, source) => {
  expect(saidOf(source)).toBe(
    'lanyard.yml:1:1: holds no settings. Begin with trust: and schools:, as in our own lanyard.yml.',
  );
});

test('a group that is staff at one school and pupils at another would shut those staff out, and is said', () => {
  const [oakfield = '', millbrook = ''] = sample.split('  - id: millbrook');
  const pupils = 'd0000000-0000-4000-8000-000000000007';
  const staff = /staffGroups:\n\s+- ([0-9a-f-]{36})/.exec(millbrook)?.[1] ?? '';
  const said = saidOf(`${oakfield.replace(pupils, staff)}  - id: millbrook${millbrook}`);
  expect(said).toContain('schools[1].staffGroups[0]');
  expect(said).toContain('is listed as a pupil group of oakfield');
});

test.each(['[]', '[Mon, Tue]', '[0, 1]'])('weekdays %s: said with what to write', (weekdays) => {
  expect(saidOf(sample.replace(/weekdays: \[.*?\]/, `weekdays: ${weekdays}`))).toContain(
    '1 for Monday to 7 for Sunday',
  );
});

test.each([
  ['secondStep: maybe', 'write pin or none'],
  ['secondStep: sign-in', 'sign-in is not offered'],
  ['secondStep: pin, closesAfterMinutes: 0', 'write at least 1'],
  ['secondStep: pin, closesAfterMinutes: 90', 'write at most 60'],
  ['secondStep: pin, closesAfterMinutes: 1.5', 'whole number of minutes'],
  ['second-step: pin', 'is not a setting that Lanyard knows'],
])('records { %s } is refused: %s', (written, said) => {
  const records = 'records: { secondStep: none, closesAfterMinutes: 5 }';
  expect(sample).toContain(records);
  const answer = saidOf(sample.replace(records, `records: { ${written} }`));
  expect(answer).toContain('schools[0].concerns.records');
  expect(answer).toContain(said);
});

test('a school that says nothing about records asks for no second step', () => {
  const records = /^ *records: \{.*\n/m;
  expect(sample).toMatch(records);
  const said = (source: string) => readSchoolFile(source, 'lanyard.yml', [])?.schools[0]?.concerns.records;
  expect(said(sample.replace(records, ''))).toEqual({ secondStep: 'none', closesAfterMinutes: 5 });
  expect(said(sample.replace('secondStep: none', 'secondStep: pin'))).toEqual({
    secondStep: 'pin',
    closesAfterMinutes: 5,
  });
});

test.each([
  ['approvedBy: [headteacher]', 'approvedBy: []', 'list at least one role, such as headteacher'],
  ['approvedBy: [headteacher]', 'approvedBy: [bursar]', 'write one of dsl, deputy-dsl'],
  ['checkEveryDays: 14', 'checkEveryDays: 0', 'write at least 1'],
  ['holidays: next-school-day', 'holidays: never', 'comments wait for school to open'],
  [
    'training: online-safety\n',
    'training: swimming\n',
    'is not a kind of training listed under acknowledgement; write one of',
  ],
  ['checkEveryDays: 14', 'checkEvery: 14', 'is not a setting that Lanyard knows'],
])('accounts: %s as %s is refused: %s', (before, written, said) => {
  expect(sample).toContain(before);
  const answer = saidOf(sample.replace(before, written));
  expect(answer).toContain('schools[0].accounts');
  expect(answer).toContain(said);
});

test('a school that says nothing about accounts has the headteacher approve, and a look every two weeks', () => {
  const accounts = readSchoolFile(sample, 'lanyard.yml', [])?.schools.find(({ id }) => id === 'millbrook')?.accounts;
  expect(accounts).toEqual({ approvedBy: ['headteacher'], checkEveryDays: 14, holidays: 'next-school-day' });
});
