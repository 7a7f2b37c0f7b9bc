import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { createService } from '../../../src/cli/deploy/azure/service.ts';
import { openEnvFile } from '../../../src/cli/deploy/env-writer.ts';
import { type Asker, terminalAsker } from '../../../src/cli/setup/asker.ts';
import { samplesAmong } from '../../../src/cli/setup/rules.ts';
import { setUp } from '../../../src/cli/setup/setup.ts';
import { channelOfLink, graphTenant } from '../../../src/cli/setup/tenant.ts';
import { readTrust } from '../../../src/platform/environment/config.ts';
import { CHANNELS, createSampleSchool, GROUPS, PEOPLE, TEAMS } from '../../../src/sandbox/tenant/sample-school.ts';
import { FEATURE_NAMES, OF_THE_CHILD_FILE, ON_BY_DEFAULT } from '../../../src/school/features.ts';
import type { Trust } from '../../../src/school/school.ts';
import { serveRoutes } from '../../support/azure/http.ts';
import { SUBSCRIPTION, TENANT } from '../../support/azure/state.ts';
import { subscriptionRoutes, tenantRoutes } from '../../support/azure/tenant.ts';
import { ownPoliciesIn } from '../../support/own-policies.ts';

const TOKEN = 'of-the-administrator';

/** A clone with the sample's lanyard.yml and policies, and an administrator who answers by what is asked. */
async function setup(
  work: (world: { root: string; run(answers: Answers): Promise<Told>; trust(): Trust }) => Promise<void>,
) {
  const [graph, arm] = await Promise.all([serveRoutes(tenantRoutes(), TOKEN), serveRoutes(subscriptionRoutes, TOKEN)]);
  const root = mkdtempSync(join(tmpdir(), 'lanyard-setup-'));
  for (const part of ['env', 'lanyard.yml']) cpSync(part, join(root, part), { recursive: true });
  ownPoliciesIn(root);
  const serviceAt = (url: string) => createService({ url, token: async () => TOKEN, pause: async () => undefined });
  try {
    await work({
      root,
      async run(answers) {
        const told: Told = { questions: [], lines: [] };
        const asker: Asker = {
          async ask(question, usual) {
            told.questions.push(question);
            if (told.questions.filter((one) => one === question).length > 12)
              throw new Error(`asked for ever: ${question}`);
            const given = answers.find(([about]) => about.test(question));
            const next = typeof given?.[1] === 'string' ? given[1] : given?.[1].shift();
            if (next === undefined && usual === undefined) throw new Error(`nobody answers: ${question}`);
            return next ?? usual ?? '';
          },
          say: (line) => void told.lines.push(line),
        };
        const env = openEnvFile(root, 'prod', {});
        const tenant = graphTenant(serviceAt(`${graph.url}/v1.0`));
        await setUp({ root, env, asker, tenant, arm: serviceAt(arm.url), today: '2026-11-22' });
        return told;
      },
      trust() {
        const problems: never[] = [];
        const trust = readTrust(join(root, 'lanyard.yml'), problems);
        expect(problems).toEqual([]);
        if (!trust) throw new Error('lanyard.yml cannot be read');
        return trust;
      },
    });
    expect([...graph.complaints, ...arm.complaints]).toEqual([]);
  } finally {
    await Promise.all([graph.close(), arm.close()]);
  }
}

/** What is on where the child protection file is kept in another system. */
const ELSEWHERE = FEATURE_NAMES.filter((name) => ON_BY_DEFAULT.includes(name) && !OF_THE_CHILD_FILE.includes(name));

type Answers = readonly (readonly [about: RegExp, answer: string | string[]])[];
interface Told {
  readonly questions: string[];
  readonly lines: string[];
}

const USUAL: Answers = [
  [/^Name of the school/, 'Oakfield Academy'],
  [/^All staff/, 'staff oakfield'],
  [/^All pupils/, 'pupils oakfield'],
  [/^Designated/, 'Bethan Lloyd'],
  [/^ {2}Number to phone Bethan/, '01632 960 302'],
  [/^Deputy/, 'Tom Ashworth'],
  [/^Senior manager/, 'Daniel Prior'],
  [/^Headteacher/, 'Joanna Okafor'],
  [/^Chair/, 'Colin Marsh'],
  [/^Governance/, 'Eleanor Frith'],
  [/^HR/, 'Sunita Rao'],
  [/^Policy owner/, 'Ruth Ellery'],
  [/^Data protection/, 'Anil Kapoor'],
  [/^Where do concerns go/, 'Oakfield Safeguarding'],
  [/^School office/, '01632 960 200'],
  [/^Children/, '01632 960 501'],
  [/^Emergency duty/, '01632 960 502'],
  [/^LADO/, '01632 960 503'],
  [/Which number/, '1'],
];

/** By a question: what is typed first, and what is said of it. */
const WRONG: readonly (readonly [about: RegExp, typed: string, said: RegExp])[] = [
  [/^How many/, 'a few', /not a number of schools/],
  [/^All staff/, 'visitors', /nobody in it/],
  [/^All pupils/, 'staff oakfield', /is the staff’s/],
  [/^ {2}Number to phone Bethan/, 'ring reception', /not a phone number.*or none/],
  [/^ {2}Number to phone Tom/, '12', /not a phone number/],
  [/^Deputy/, 'Bethan Lloyd', /Designated safeguarding lead already: a deputy stands in/],
  [/^Chair/, 'Joanna Okafor', /Headteacher already: nobody who works at the school/],
  [/^Governance/, 'Colin Marsh', /Chair of governors already/],
  [/^Data protection/, 'Sunita Rao', /HR .* already: a data protection officer/],
  [/^School office/, 'in the handbook', /not a phone number/],
  [/^LADO/, 'see the website', /not a phone number/],
  [/^Name of the resource group/, 'our things', /not a name that Azure accepts/],
  [/^A short name/, 'St-Anne', /not a name that Azure accepts/],
  [/^Size/, 'tiny', /not a size/],
  [/^Who gets an email/, 'the technician', /not an email address/],
  [/^Which organisation/, 'The Federation of the Schools of Oakmill and Beyond', /longer than the 32 letters/],
  [/^Their web page/, 'http://oakmill.example', /not a page that Teams may show/],
  [/^Their privacy/, 'being written', /not a page that Teams may show/],
  [/^Their terms/, 'https://intranet', /not a page that Teams may show/],
];

test.each(WRONG)('%s: “%s” is asked again, with why', (about, typed, said) =>
  setup(async ({ run, trust }) => {
    const usual = USUAL.find(([question]) => question.source === about.source)?.[1];
    const again = typeof usual === 'string' ? [typed, usual] : [typed];
    const { lines, questions } = await run([[about, again], ...USUAL]);
    expect(lines.filter((line) => said.test(line))).toHaveLength(1);
    expect(questions.filter((question) => about.test(question)).length).toBeGreaterThan(1);
    expect(trust().schools[0]?.contacts.office).toBe('01632 960 200');
  }),
);

test('a standard channel that a whole team reads is not taken for concerns, by its name or by its link', () =>
  setup(async ({ run, trust }) => {
    const { id = '' } =
      createSampleSchool()
        .teams.find(({ id: team }) => team === TEAMS.safeguardingMillbrook)
        ?.channels.find(({ membershipType }) => membershipType === 'standard') ?? {};
    const link = `https://teams.cloud.microsoft/l/channel/${encodeURIComponent(id)}/General?groupId=${TEAMS.safeguardingMillbrook}`;
    const { lines } = await run([
      [/^Deputy/, 'nobody'],
      [/^Where do concerns go/, ['Millbrook Safeguarding', link, 'people']],
      [/General \(standard\): is that right/, 'yes'],
      ...USUAL,
    ]);
    expect(lines.filter((line) => /That is a standard channel, which all \d+ people/.test(line))).toHaveLength(2);
    expect(trust().schools[0]?.dslDestination).toEqual({ kind: 'people' });
  }));

test('the sample’s policies are not the school’s: setup waits until they are gone, and knows them by their words', () =>
  setup(async ({ root, run }) => {
    const shipped = globSync('policies/**/*.*').filter((file) => statSync(file).isFile());
    expect(samplesAmong('.', shipped)).toEqual(shipped);
    cpSync('policies/social-media.md', join(root, 'policies/social-media.md'));
    const asked = /^ {2}Then press Enter/;
    const { lines } = await run([[asked, ['not yet', 'later']], ...USUAL]);
    expect(lines.filter((line) => line.includes('the sample school’s: social-media.md'))).toHaveLength(2);
  }));

test('a lanyard.yml of which more was changed than its values is told as such', () =>
  setup(async ({ root, run }) => {
    writeFileSync(join(root, 'lanyard.yml'), 'schools: [');
    await expect(run(USUAL)).rejects.toMatchObject({
      name: 'Failure',
      message: expect.stringContaining('lanyard.yml cannot be read'),
    });
  }));

test('names are enough: ids of groups, people, team and channel are found, and both files are written', () =>
  setup(async ({ root, run, trust }) => {
    const { questions, lines } = await run(USUAL);
    const { tenantId, name, schools } = trust();
    expect({ tenantId, name, count: schools.length }).toEqual({ tenantId: TENANT, name: 'Oakmill Trust', count: 1 });
    const [school] = schools;
    // The sample turns on all that it shows; a school of its own begins with what schools need that keep their file elsewhere.
    expect(school?.features).toEqual(ELSEWHERE);
    expect(school?.staffGroups).toEqual([GROUPS.staffOakfield]);
    expect(school?.pupilGroups).toEqual([GROUPS.pupilsOakfield]);
    // What lies in policies/archive is of another year.
    expect(school?.policies.files.filter((file) => file.includes('archive'))).toEqual([]);
    expect(school?.policies.files).toContain('policies/social-media.md');
    expect(school?.roles.dsl).toEqual([{ id: PEOPLE.bethanLloyd, name: 'Bethan Lloyd', phone: '01632 960 302' }]);
    expect(school?.concerns.duties.map(({ owner }) => owner)).toEqual(['Bethan Lloyd', 'Bethan Lloyd', 'Bethan Lloyd']);
    expect(school?.dslDestination).toEqual({ kind: 'channel', teamId: TEAMS.safeguarding, channelId: CHANNELS.dsl });
    const env = openEnvFile(root, 'prod', {});
    expect(env.get('AZURE_SUBSCRIPTION_ID')).toBe(SUBSCRIPTION);
    expect(env.get('SIZE')).toBe('small');
    expect(env.get('WEBSITE_URL')).toBe('https://oakmill.example');
    // One question for each thing that a school has to decide, and one Enter for each that was found.
    const answered = questions.filter((question) => !/is that right|Which number/.test(question)).length;
    expect({ answered, confirmed: questions.length - answered }).toEqual({ answered: 34, confirmed: 14 });
    // Nobody was asked for an id.
    expect(questions.filter((question) => /\bid\b|guid/i.test(question))).toEqual([]);
    expect(lines.at(-1)).toContain('--check');
    // What it says of itself stays.
    expect(readFileSync(join(root, 'lanyard.yml'), 'utf8')).toContain('# When someone is watching.');
  }));

test('where the child protection file is kept decides on what belongs to it, and is asked again with what was said', () =>
  setup(async ({ run, trust }) => {
    await run([...USUAL, [/^Child protection file/, ['in the cupboard', 'here']]]);
    const here = FEATURE_NAMES.filter((name) => ON_BY_DEFAULT.includes(name) || OF_THE_CHILD_FILE.includes(name));
    expect(trust().schools[0]?.features).toEqual(here);
    const again = await run(USUAL);
    expect(again.lines.filter((line) => line.includes('Type here or elsewhere'))).toEqual([]);
    expect(trust().schools[0]?.features).toEqual(here);
    await run([...USUAL, [/^Child protection file/, 'elsewhere']]);
    expect(trust().schools[0]?.features).toEqual(ELSEWHERE);
  }));

test.each<readonly [string, Answers]>([
  ['one school', USUAL],
  [
    'two schools, two deputies, a hidden group, concerns to people',
    [
      [/^How many/, '2'],
      [/^Name of the school/, ['Oakfield Academy', 'Millbrook Primary School']],
      [/^All staff/, ['staff hidden', 'staff millbrook']],
      [/Use it anyway/, 'yes'],
      [/^Deputy/, ['Tom Ashworth, Yusuf Demir', 'nobody']],
      [/^Where do concerns go/, 'people'],
      ...USUAL,
    ],
  ],
])('a second run of nothing but Enter changes nothing: %s', (_, answers) =>
  setup(async ({ root, run, trust }) => {
    const both = () => ['lanyard.yml', 'env/.env.prod'].map((file) => readFileSync(join(root, file), 'utf8'));
    await run(answers);
    // For when Teams is down.
    expect(globSync('report-form-*.pdf', { cwd: root })).toHaveLength(trust().schools.length);
    const before = both();
    await run([]);
    expect(both()).toEqual(before);
    // Only lists are read again: what was found by name stays the id that it was.
    await run([]);
    expect(both()).toEqual(before);
  }),
);

test('policies put in and taken out after the first run are named by the next, where that is said', () =>
  setup(async ({ root, run, trust }) => {
    await run(USUAL);
    const before = trust().schools[0]?.policies.files;
    rmSync(join(root, 'policies/code-of-conduct.md'));
    writeFileSync(join(root, 'policies/Staff handbook.md'), '# Staff handbook\n\nBe kind.\n');
    const { lines } = await run([]);
    expect(lines.join('\n')).toContain('not in lanyard.yml: Staff handbook.md');
    expect(lines.join('\n')).toContain('no longer in policies/: code-of-conduct.md');
    expect(trust().schools[0]?.policies.files).toEqual(before);
    await run([[/List what is in policies/, 'yes']]);
    expect(trust().schools[0]?.policies.files).toContain('policies/Staff handbook.md');
    expect(trust().schools[0]?.policies.files).not.toContain('policies/code-of-conduct.md');
  }));

test('a deputy whose name is not found is not left out without a word, and neither yes nor no is asked again', () =>
  setup(async ({ run, trust }) => {
    const { lines } = await run([
      [/^Deputy/, ['Tom Ashworth, Nobody Here', 'Tom Ashworth, Yusuf Demir']],
      [/Colin Marsh.*is that right/, ['1', 'yes']],
      ...USUAL,
    ]);
    expect(lines.join('\n')).toContain('none were taken');
    expect(lines).toContain('  Type yes or no.');
    expect(trust().schools[0]?.roles['deputy-dsl'].map(({ name }) => name)).toEqual(['Tom Ashworth', 'Yusuf Demir']);
  }));

test('a group that hides its members is taken where the school has no other, and what it needs is said', () =>
  setup(async ({ run, trust }) => {
    const { lines } = await run([[/^All staff/, 'staff hidden'], [/Use it anyway/, 'yes'], ...USUAL]);
    expect(lines.join('\n')).toContain('--with Member.Read.Hidden');
    expect(trust().schools[0]?.staffGroups).toEqual(['7f000000-0000-4000-8000-000000000001']);
  }));

test('of several people of a name it asks which; of a group that hides its members it says so and asks again', () =>
  setup(async ({ run, trust }) => {
    const { lines } = await run([
      [/^All staff/, ['staff hidden', 'staff oakfield']],
      [/^Headteacher/, ['find anyone with that name', 'jo']],
      ...USUAL,
    ]);
    expect(lines.join('\n')).toContain('Entra hides who is in this group');
    expect(lines.join('\n')).toContain('Nothing in Entra begins with "find anyone with that name"');
    expect(trust().schools[0]?.staffGroups).toEqual([GROUPS.staffOakfield]);
  }));

test('a private channel that Graph does not show to the administrator is named by its link', () =>
  setup(async ({ run, trust }) => {
    const link = `https://teams.microsoft.com/l/channel/${encodeURIComponent(CHANNELS.dslMillbrook)}/DSL?groupId=${TEAMS.safeguardingMillbrook}&tenantId=${TENANT}`;
    const { lines } = await run([
      [/^Where do concerns go/, ['Millbrook Safeguarding', link]],
      [/General \(standard\): is that right/, 'no'],
      ...USUAL,
    ]);
    expect(lines.join('\n')).toContain('Paste its link');
    expect(trust().schools[0]?.dslDestination).toEqual({
      kind: 'channel',
      teamId: TEAMS.safeguardingMillbrook,
      channelId: CHANNELS.dslMillbrook,
    });
  }));

test('at the terminal an empty answer is asked again where one is needed, and an end before the last question is said', async () => {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const asker = terminalAsker(input, output);
  const office = asker.ask('School office?');
  input.write('\n');
  await new Promise(setImmediate);
  input.write('01632 960 200\n');
  expect(await office).toBe('01632 960 200');
  expect(String(output.read())).toContain('This question needs an answer.');
  const next = asker.ask('LADO?');
  input.end();
  await expect(next).rejects.toMatchObject({ name: 'Failure', message: 'Stopped before the last question' });
  await expect(asker.ask('LADO?')).rejects.toMatchObject({ name: 'Failure' });
});

test('a second school gets the settings of the first, with its own people and groups', () =>
  setup(async ({ run, trust }) => {
    await run([
      [/^How many/, '2'],
      [/^Name of the school/, ['Oakfield Academy', 'Millbrook Primary School']],
      [/^All staff/, ['staff oakfield', 'staff millbrook']],
      ...USUAL,
    ]);
    const { schools } = trust();
    expect(schools.map(({ id }) => id)).toEqual(['oakfield', 'millbrook']);
    expect(schools[1]?.staffGroups).toEqual([GROUPS.staffMillbrook]);
    expect(schools[1]?.concerns.duties).toEqual(schools[0]?.concerns.duties);
  }));

test('a link that leads to no channel of Teams is none', () => {
  expect(channelOfLink('https://teams.example/l/channel/19%3Ax%40thread.tacv2/x?groupId=y')).toBeUndefined();
  expect(channelOfLink('https://teams.microsoft.com/l/chat/0/0')).toBeUndefined();
  expect(channelOfLink('DSL')).toBeUndefined();
});
