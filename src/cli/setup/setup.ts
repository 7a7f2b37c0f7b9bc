import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod/v4';
import { FEATURE_NAMES, type FeatureName, OF_THE_CHILD_FILE, ON_BY_DEFAULT } from '../../school/features.ts';
import type { Problem } from '../../school/file/problems.ts';
import { readSchoolFile } from '../../school/file/school-file.ts';
import type { School } from '../../school/school.ts';
import { Failure } from '../deploy/azure/failure.ts';
import type { Service } from '../deploy/azure/service.ts';
import type { EnvFile } from '../deploy/env-writer.ts';
import { type Asker, askBy, choose } from './asker.ts';
import { paperFormPdf } from './paper-form.pdf.ts';
import { ENV_RULES, type Rule, samplesAmong } from './rules.ts';
import { askSchool, type SchoolAnswers, type SchoolNow } from './school-questions.ts';
import type { Tenant } from './tenant.ts';
import { fillSchoolFile } from './write-school-file.ts';

export interface Setup {
  readonly root: string;
  readonly env: EnvFile;
  readonly asker: Asker;
  readonly tenant: Tenant;
  readonly arm: Service;
  /** `2026-11-22` */
  readonly today: string;
}

const written = z.looseObject({
  features: z.array(z.enum(FEATURE_NAMES)).optional().catch(undefined),
  trust: z.looseObject({ tenantId: z.string(), name: z.string() }),
  schools: z.array(z.looseObject({ policies: z.looseObject({ files: z.array(z.string()).optional() }).optional() })),
});

/**
 * Asks an administrator for what Lanyard has to know, finds the ids by name with their own sign-in, and writes lanyard.yml
 * and the environment file. Enter keeps what is written already, so that a second run of nothing but Enter changes nothing.
 */
export async function setUp({ root, env, asker, tenant, arm, today }: Setup): Promise<void> {
  const file = join(root, 'lanyard.yml');
  const source = readFileSync(file, 'utf8');
  const { id: tenantId, displayName, verifiedDomains } = await tenant.organisation();
  const before = readBefore(source);
  // The sample's people and groups are nobody's here.
  const isOurs = before.trust.tenantId.toLowerCase() === tenantId.toLowerCase();
  asker.say(`Signed in to ${displayName}. Press Enter to accept what is in brackets.`);
  const name = await asker.ask(
    'Name of the trust, or of the school if it is one?',
    isOurs ? before.trust.name : displayName,
  );
  const known: readonly SchoolNow[] = isOurs ? before.schools : [];
  const schools = await askSchools(asker, tenant, known, name);
  // A school that named none goes on with whatever it has used.
  const features =
    isOurs && !before.features ? undefined : await askChildFile(asker, isOurs ? before.features : undefined);
  const me = (await tenant.me()).mail ?? '';
  // Not what lies deeper: a folder of earlier versions would be in force beside them.
  const lying = () =>
    globSync('policies/*.{md,txt,docx,pdf}', { cwd: root })
      .map((one) => one.replaceAll('\\', '/'))
      .sort();
  const present = await askWithoutSample(asker, root, lying);
  const policyFiles = await askPolicies(asker, present, isOurs ? known : undefined);
  const filled = fillSchoolFile(source, { name, tenantId, features, schools, policyFiles, checkedBy: me, today });
  const problems: Problem[] = [];
  const trust = readSchoolFile(filled, 'lanyard.yml', problems);
  if (filled !== source) writeFileSync(file, filled);
  const sheets = await writeSheets(root, trust?.schools ?? [], new Date(`${today}T12:00:00Z`));
  await askAzure({ env, asker, tenant, arm }, { name, me, schools, verifiedDomains });
  asker.say('');
  asker.say('Written: lanyard.yml and the environment file.');
  if (sheets.length > 0) {
    asker.say(`For when Teams is down: ${sheets.join(', ')}. Print them again when a number changes,`);
    asker.say('  and put copies where staff find them.');
  }
  for (const { place, message } of problems) asker.say(`✗ ${place}: ${message}`);
  asker.say(
    'Read through lanyard.yml once: nation, hours, terms, closures, how long reports are kept, legal duties. Then:',
  );
  asker.say('  npm run deploy -- --env prod --check');
}

/** The report form on paper, one for each school. @returns what was written */
async function writeSheets(root: string, schools: readonly School[], at: Date): Promise<readonly string[]> {
  const sheets: string[] = [];
  for (const school of schools) {
    const name = `report-form-${school.id}.pdf`;
    writeFileSync(join(root, name), await paperFormPdf(school, at));
    sheets.push(name);
  }
  return sheets;
}

/** @throws Failure for a file in which nothing can be filled in */
function readBefore(source: string): z.infer<typeof written> {
  try {
    return written.parse(parse(source));
  } catch {
    throw new Failure('lanyard.yml cannot be read: more in it than its values was changed', [
      'Take the one that comes with Lanyard (git checkout lanyard.yml), then run the same command again',
    ]);
  }
}

/**
 * The sample's policies are nobody's own: staff would be asked to acknowledge an invented school's.
 * @param lying what lies in policies/ now
 * @returns what may be sent
 */
async function askWithoutSample(
  asker: Asker,
  root: string,
  lying: () => readonly string[],
): Promise<readonly string[]> {
  for (;;) {
    const present = lying();
    const samples = samplesAmong(root, present);
    if (samples.length === 0) return present;
    asker.say(
      `In policies/ are the sample school’s: ${samples.map(nameIn).join(', ')}. Put your own there and delete these.`,
    );
    const answer = await asker.ask(
      '  Then press Enter. Or type later: the check stops there until it is done.',
      'done',
    );
    if (/^later$/i.test(answer)) return present;
  }
}

const nameIn = (file: string): string => file.replace(/^policies\//, '');

/**
 * Where the child protection file is kept decides what a school needs of Lanyard: where it is elsewhere, a second one would begin here.
 * @param now the features that lanyard.yml of this school names, if it does
 * @returns those that it is to name
 */
async function askChildFile(asker: Asker, now: readonly FeatureName[] | undefined): Promise<readonly FeatureName[]> {
  const isHere = now?.some((name) => OF_THE_CHILD_FILE.includes(name)) ?? false;
  asker.say('Where is your child protection file kept? Type here for Lanyard, or elsewhere: CPOMS, MyConcern, another');
  asker.say('  system or paper. Chronologies to lock or hand on, and patterns, are on only where it is kept here.');
  for (;;) {
    const typed = await asker.ask('Child protection file?', isHere ? 'here' : 'elsewhere');
    if (!/^(?:here|elsewhere)$/i.test(typed)) {
      asker.say('  Type here or elsewhere.');
      continue;
    }
    const wantsHere = typed.toLowerCase() === 'here';
    if (now && wantsHere === isHere) return now;
    const others = (now ?? ON_BY_DEFAULT).filter((name) => !OF_THE_CHILD_FILE.includes(name));
    return FEATURE_NAMES.filter((name) => others.includes(name) || (wantsHere && OF_THE_CHILD_FILE.includes(name)));
  }
}

/** Files that lie in policies/. @returns `undefined`: each school keeps those that it has */
async function askPolicies(
  asker: Asker,
  present: readonly string[],
  schools: readonly SchoolNow[] | undefined,
): Promise<readonly string[] | undefined> {
  const list = (files: readonly string[]): string => files.map(nameIn).join(', ');
  if (!schools) {
    asker.say(`Policies: lanyard.yml names what is in policies/ (${list(present) || 'nothing yet'}).`);
    return present;
  }
  const named = new Set(schools.flatMap(({ policies }) => policies?.files ?? []));
  const more = present.filter((file) => !named.has(file));
  const gone = [...named].filter((file) => /^policies\/[^/]+$/.test(file) && !present.includes(file));
  if (more.length + gone.length === 0) return undefined;
  if (more.length > 0) asker.say(`Policies: in policies/, and not in lanyard.yml: ${list(more)}.`);
  if (gone.length > 0) asker.say(`Policies: in lanyard.yml, and no longer in policies/: ${list(gone)}.`);
  const answer = await asker.ask('  List what is in policies/ now, for every school?', 'no');
  return /^y/i.test(answer) ? present : undefined;
}

const howMany: Rule = (answer) =>
  /^[1-9]\d{0,2}$/.test(answer) ? undefined : 'is not a number of schools: write one, as 1';

async function askSchools(asker: Asker, tenant: Tenant, known: readonly SchoolNow[], trust: string) {
  const usual = String(Math.max(1, known.length));
  const count = Number(await askBy(asker, howMany, 'How many schools?', usual));
  const schools: SchoolAnswers[] = [];
  for (let at = 0; at < count; at += 1) {
    if (count > 1) asker.say(`— School ${at + 1} of ${count}`);
    schools.push(await askSchool(asker, tenant, known[at] ?? (count === 1 ? { name: trust } : {})));
  }
  return schools;
}

const subscription = z.object({ subscriptionId: z.string(), displayName: z.string(), state: z.string() });

/** The sizes of the template, by how many staff there are: docs/deploy.md. */
const sizeFor = (staff: number): string => (staff <= 400 ? 'small' : staff <= 5_000 ? 'medium' : 'large');

async function askAzure(
  { env, asker, tenant, arm }: Pick<Setup, 'env' | 'asker' | 'tenant' | 'arm'>,
  about: {
    readonly name: string;
    readonly me: string;
    readonly schools: readonly SchoolAnswers[];
    readonly verifiedDomains: readonly { readonly name: string; readonly isDefault: boolean }[];
  },
): Promise<void> {
  const values: Record<string, string> = {};
  if (!env.get('AZURE_SUBSCRIPTION_ID')) {
    const all = (await arm.list('/subscriptions?api-version=2022-12-01')).map((one) => subscription.parse(one));
    asker.say('Which Azure subscription is billed?');
    const chosen = await choose(
      asker,
      all.filter(({ state }) => state === 'Enabled'),
      ({ displayName, subscriptionId }) => `${displayName} (${subscriptionId})`,
    );
    if (chosen) values.AZURE_SUBSCRIPTION_ID = chosen.subscriptionId;
  }
  const staff = await Promise.all(
    [...new Set(about.schools.flatMap(({ staffGroups }) => staffGroups))].map(tenant.size),
  );
  const site = `https://${about.verifiedDomains.find(({ isDefault }) => isDefault)?.name ?? 'school.example'}`;
  const ask = async (key: keyof typeof ENV_RULES, question: string, usual: string) => {
    values[key] = await askBy(asker, ENV_RULES[key], question, env.get(key) ?? usual);
  };
  await ask('AZURE_RESOURCE_GROUP_NAME', 'Name of the resource group? It is created if it does not exist.', 'lanyard');
  const letters = about.name
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replace(/^[0-9]+/, '')
    .slice(0, 16);
  await ask(
    'RESOURCE_SUFFIX',
    'A short name to use in all names in Azure (3 to 16 lower-case letters and digits)?',
    letters,
  );
  const count = staff.reduce((sum, size) => sum + size, 0);
  // The file brings one; what was chosen before counts, once anything was.
  const fitting = sizeFor(count);
  const chosen = env.get('ALERT_EMAIL') ? env.get('SIZE') : undefined;
  values.SIZE = await askBy(asker, ENV_RULES.SIZE, `Size? ${count} staff: ${fitting}.`, chosen ?? fitting);
  await ask('ALERT_EMAIL', 'Who gets an email when Lanyard needs attention?', about.me);
  await ask(
    'DEVELOPER_NAME',
    'Which organisation should Teams show as the app’s developer, under “About”?',
    about.name,
  );
  await ask('WEBSITE_URL', 'Their web page?', site);
  await ask('PRIVACY_URL', 'Their privacy notice?', values.WEBSITE_URL ?? site);
  await ask('TERMS_URL', 'Their terms of use?', values.WEBSITE_URL ?? site);
  const changed = Object.entries(values).filter(([key, value]) => env.get(key) !== value);
  if (changed.length > 0) env.write(Object.fromEntries(changed));
}
