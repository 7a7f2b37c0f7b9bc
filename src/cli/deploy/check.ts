import { z } from 'zod/v4';
import { type Finding, fine, look, wrong } from '../doctor/finding.ts';
import { ENV_RULES, samplesAmong, troubleOfChannel, troublesOf } from '../setup/rules.ts';
import { graphTenant } from '../setup/tenant.ts';
import { Failure, Refusal } from './azure/failure.ts';
import { groupOf, namesOf, needed, type Run, subscriptionOf, USUAL_LOCATION, version } from './run.ts';
import { cureOf } from './steps/cures.ts';
import { readGroup, unregistered } from './steps/foundation.ts';
import { type Archivist, settingsFiles } from './steps/program.ts';
import { fillTemplate } from './steps/template.ts';

/** The id in the lanyard.yml that comes with Lanyard. */
const SAMPLE_TENANT = 'a0000000-0000-4000-8000-000000000001';

const REQUIRED = [
  'APP_NAME',
  'DEVELOPER_NAME',
  'WEBSITE_URL',
  'PRIVACY_URL',
  'TERMS_URL',
  'AZURE_SUBSCRIPTION_ID',
  'AZURE_RESOURCE_GROUP_NAME',
  'RESOURCE_SUFFIX',
  'SIZE',
  'ALERT_EMAIL',
] as const;

/** What the sizes of the template ask for. Source: infra/azure.bicep. */
const NEEDS: ReadonlyMap<string, { readonly web: string; readonly instances: number; readonly database: string }> =
  new Map([
    ['small', { web: 'B1', instances: 1, database: 'Standard_B1ms' }],
    ['medium', { web: 'P0v3', instances: 2, database: 'Standard_B2s' }],
    ['large', { web: 'P1v3', instances: 3, database: 'Standard_D2ds_v5' }],
  ]);

/** Looks at all that would stop a deployment half-way, and changes nothing. Yields each finding as soon as it is known. */
export async function* checkBefore(run: Run, archivist: Pick<Archivist, 'pack'>): AsyncGenerator<Finding> {
  const written = [...checkEnv(run), ...checkSettings(run), ...checkSchools(run)];
  if (written.every(({ level }) => level !== 'wrong')) written.push(await checkPackage(run, archivist));
  yield* written;
  // Without these nothing can be asked of Azure.
  if (written.some(({ level }) => level === 'wrong')) return;
  const tenant = await checkTenant(run);
  yield tenant;
  if (tenant.level !== 'wrong') yield* await checkGroupsAndPlaces(run);
  const subscription = await checkSubscription(run);
  yield subscription;
  if (subscription.level === 'wrong') return;
  yield* await checkRights(run);
  yield await checkProviders(run);
  yield* await checkNames(run);
  yield* await checkQuota(run);
  yield await checkTemplate(run);
}

function checkEnv(run: Run): Finding[] {
  const empty = REQUIRED.filter((name) => !run.env.get(name));
  if (empty.length > 0)
    return [
      wrong(
        `Empty in ${run.env.file}: ${empty.join(', ')}`,
        `npm run lanyard -- setup --env ${run.name} asks for each; or write them in by hand.`,
      ),
    ];
  const findings = Object.entries(ENV_RULES).flatMap(([name, rule]) => {
    const value = run.env.get(name);
    const [what, todo = ''] = (value && rule(value)?.split(': ')) || [];
    return what === undefined ? [] : [wrong(`${name} “${value}” ${what}`, `${sentence(todo)} In ${run.env.file}.`)];
  });
  return findings.length > 0 ? findings : [fine(`${run.env.file} is filled in`)];
}

const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
const BY_SETUP = (run: Run) =>
  `npm run lanyard -- setup --env ${run.name} asks for it; or correct lanyard.yml by hand.`;

/** People, numbers and policies, by the same rules as setup asks for them. */
function checkSchools(run: Run): Finding[] {
  return run.trust.schools.flatMap((school) => {
    const samples = samplesAmong(run.root, school.policies.files);
    return [
      ...troublesOf(school).map((trouble) => wrong(`${school.id}: ${trouble}`, BY_SETUP(run))),
      ...(samples.length === 0
        ? []
        : [
            wrong(
              `${school.id} would have the sample school’s policies: ${samples.join(', ')}`,
              `Put your own into policies/, delete these, and run npm run lanyard -- setup --env ${run.name} again.`,
            ),
          ]),
    ];
  });
}

/** Ids that earlier runs have not made yet; they differ, as theirs do. */
const LATER = Object.fromEntries(
  ['TEAMS_APP_ID', 'BOT_ID', 'GRAPH_APP_ID'].map((name, at) => [name, `00000000-0000-4000-8000-00000000000${at + 1}`]),
);

/** Whether the package for Teams can be made of this, by Microsoft's own schema; the ids are filled in later. */
async function checkPackage(run: Run, { pack }: Pick<Archivist, 'pack'>): Promise<Finding> {
  const already = { ...LATER, ...filledIn(run.env.all()) };
  const outcome = await pack({ env: run.name, root: run.root, already, isTrial: true });
  return outcome.kind === 'made'
    ? fine('The package for Teams can be made')
    : wrong(
        `Teams would not take the package: ${outcome.complaints.join('; ')}`,
        `Correct it in ${run.env.file} or appPackage/.`,
      );
}

/** Groups with nobody in them, and channels that more people read than should, by the administrator's own sign-in. */
async function checkGroupsAndPlaces(run: Run): Promise<Finding[]> {
  const tenant = graphTenant(run.graph);
  const findings: Finding[] = [];
  for (const school of run.trust.schools) {
    for (const id of [...school.staffGroups, ...school.pupilGroups]) {
      const group = await tenant.group(id);
      const trouble = !group ? 'does not exist' : (await tenant.size(id)) === 0 ? 'has nobody in it' : undefined;
      if (trouble)
        findings.push(wrong(`${school.id}: the group ${group?.displayName ?? id} ${trouble}`, BY_SETUP(run)));
    }
    const { dslDestination: place, roles } = school;
    if (place.kind !== 'channel') continue;
    const readers = new Set([...roles.dsl, ...roles['deputy-dsl']].map(({ id }) => id)).size;
    const trouble = await troubleOfChannel(tenant, place, readers);
    if (trouble) findings.push(wrong(`${school.id}: the channel for concerns ${trouble}`, BY_SETUP(run)));
  }
  return findings.length > 0 ? findings : [fine('Every group has people in it')];
}

function checkSettings(run: Run): Finding[] {
  if (run.trust.tenantId === SAMPLE_TENANT)
    return [
      wrong(
        'lanyard.yml is still the sample school’s',
        `npm run lanyard -- setup --env ${run.name} writes yours, with your own sign-in.`,
      ),
    ];
  try {
    return [fine(`lanyard.yml can be read, with ${settingsFiles(run).length - 1} files beside it`)];
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return [wrong(error.message, error.todo.join(' '))];
  }
}

async function checkTenant(run: Run): Promise<Finding> {
  const tenant = await run.session.tenant();
  return tenant.toLowerCase() === run.trust.tenantId
    ? fine('You are signed in to the tenant of lanyard.yml')
    : wrong(
        `You are signed in to the tenant ${tenant}, and lanyard.yml says ${run.trust.tenantId}`,
        `az login --tenant ${run.trust.tenantId}; the subscription has to be in the same tenant.`,
      );
}

const subscription = z.object({ displayName: z.string(), state: z.string() });

async function checkSubscription(run: Run): Promise<Finding> {
  const found = subscription.optional().parse(await run.arm.find(`${subscriptionOf(run)}${version('subscriptions')}`));
  if (!found)
    return wrong(
      'The subscription in AZURE_SUBSCRIPTION_ID is not one that you can see',
      'az login with the account that has it, or correct the id.',
    );
  return found.state === 'Enabled'
    ? fine(`The subscription ${found.displayName} can be used`)
    : wrong(
        `The subscription ${found.displayName} is ${found.state}`,
        'Check its payment details: https://portal.azure.com/#view/Microsoft_Azure_GTM/ModernBillingMenuBlade',
      );
}

const permissions = z.object({ actions: z.array(z.string()), notActions: z.array(z.string()) });
const covers = (pattern: string, action: string): boolean =>
  new RegExp(
    `^${pattern
      .split('*')
      .map((part) => part.replace(/[.+?^${}()|[\]\\/]/g, '\\$&'))
      .join('.*')}$`,
    'i',
  ).test(action);
const DIRECTORY_ROLES: ReadonlySet<string> = new Set([
  // Global Administrator, Privileged Role Administrator.
  '62e90394-69f5-4237-9190-012177145e10',
  'e8611ab8-c189-46e8-94e1-60213ab1f814',
]);

async function checkRights(run: Run): Promise<Finding[]> {
  const scope = (await readGroup(run)) ? groupOf(run) : subscriptionOf(run);
  const held = (
    await run.arm.list(`${scope}/providers/Microsoft.Authorization/permissions${version('permissions')}`)
  ).map((one) => permissions.parse(one));
  const may = (action: string): boolean =>
    held.some(
      ({ actions, notActions }) =>
        actions.some((pattern) => covers(pattern, action)) && !notActions.some((pattern) => covers(pattern, action)),
    );
  const missing = [
    'Microsoft.Resources/deployments/write',
    'Microsoft.Web/sites/write',
    'Microsoft.Authorization/roleAssignments/write',
  ].filter((action) => !may(action));
  const azure =
    missing.length === 0
      ? fine('You may create everything in the template')
      : wrong(
          `You may not create: ${missing.join(', ')}`,
          'You need to be Owner of the resource group, or of the subscription if the group does not exist yet: https://portal.azure.com → Access control (IAM).',
        );
  const roles = z
    .array(z.object({ roleTemplateId: z.string() }))
    .parse(await run.graph.list('/me/transitiveMemberOf/microsoft.graph.directoryRole?$select=roleTemplateId'));
  const consents = roles.some(({ roleTemplateId }) => DIRECTORY_ROLES.has(roleTemplateId))
    ? fine('You may grant consent to the permissions')
    : look(
        'You may not grant consent to permissions: it takes a Global Administrator or Privileged Role Administrator',
        `The deployment stops there and says so. One of them then runs: npm run deploy -- --env ${run.name} --only consent. Or activate your own role first (Privileged Identity Management), az logout and az login.`,
      );
  return [azure, consents];
}

async function checkProviders(run: Run): Promise<Finding> {
  const missing = await unregistered(run);
  return missing.length === 0
    ? fine('Azure’s services are registered')
    : look(
        `Not registered yet: ${missing.join(', ')}`,
        'The deployment registers them. That needs the Contributor role on the subscription.',
      );
}

const available = z.object({ nameAvailable: z.boolean(), reason: z.string().nullish(), message: z.string().nullish() });

/** A name that is ours already is not free and is right. */
async function checkNames(run: Run): Promise<Finding[]> {
  const location = (await readGroup(run))?.location ?? USUAL_LOCATION;
  const names = namesOf(needed(run, 'RESOURCE_SUFFIX'));
  const sub = subscriptionOf(run);
  const asked = [
    {
      type: 'Microsoft.Web/sites',
      name: names.web,
      api: 'web',
      path: `${sub}/providers/Microsoft.Web/checkNameAvailability`,
    },
    {
      type: 'Microsoft.KeyVault/vaults',
      name: names.vault,
      api: 'keyVault',
      path: `${sub}/providers/Microsoft.KeyVault/checkNameAvailability`,
    },
    {
      type: 'Microsoft.DBforPostgreSQL/flexibleServers',
      name: names.database,
      api: 'postgres',
      path: `${sub}/providers/Microsoft.DBforPostgreSQL/locations/${location}/checkNameAvailability`,
    },
    {
      type: 'Microsoft.BotService/botServices',
      name: names.bot,
      api: 'bot',
      path: '/providers/Microsoft.BotService/checkNameAvailability',
    },
  ] as const;
  const findings: Finding[] = [];
  for (const { type, name, api, path } of asked) {
    if (await run.arm.find(`${groupOf(run)}/providers/${type}/${name}${version(api)}`)) continue;
    const answer = available.parse(await run.arm.send('POST', `${path}${version(api)}`, { name, type }));
    if (answer.nameAvailable) continue;
    const deleted =
      api === 'keyVault' &&
      (await run.arm.find(
        `${sub}/providers/Microsoft.KeyVault/locations/${location}/deletedVaults/${name}${version(api)}`,
      ));
    findings.push(
      deleted
        ? look(
            `The key vault ${name} was deleted and can be restored`,
            'The deployment restores it, with the key for earlier records in it.',
          )
        : wrong(
            `The name ${name} is taken by someone else in Azure`,
            'Choose another RESOURCE_SUFFIX; a deleted vault’s name is free again after 90 days.',
          ),
    );
  }
  return findings.length > 0 ? findings : [fine('Every name is free, or already yours')];
}

const usage = z.object({ name: z.object({ value: z.string() }), currentValue: z.number(), limit: z.number() });
const capability = z.object({
  supportedServerEditions: z
    .array(
      z.object({
        supportedServerSkus: z.array(z.object({ name: z.string(), status: z.string().nullish() })).nullish(),
      }),
    )
    .nullish(),
  reason: z.string().nullish(),
});
const QUOTA = 'https://portal.azure.com/#view/Microsoft_Azure_Capacity/QuotaMenuBlade/~/myQuotas';

async function checkQuota(run: Run): Promise<Finding[]> {
  const group = await readGroup(run);
  const location = group?.location ?? USUAL_LOCATION;
  const need = NEEDS.get(needed(run, 'SIZE'));
  const names = namesOf(needed(run, 'RESOURCE_SUFFIX'));
  // What is there has been given its room.
  const has = async (type: string, name: string, api: 'web' | 'postgres') =>
    (await run.arm.find(`${groupOf(run)}/providers/${type}/${name}${version(api)}`)) !== undefined;
  if (!need) return [];
  const findings: Finding[] = [];
  if (!(await has('Microsoft.Web/sites', names.web, 'web'))) {
    const usages = await run.arm.list(
      `${subscriptionOf(run)}/providers/Microsoft.Web/locations/${location}/usages${version('web')}`,
    );
    const mine = usages
      .map((one) => usage.safeParse(one).data)
      .find((one) => one?.name.value.toLowerCase() === need.web.toLowerCase());
    if (mine && mine.limit - mine.currentValue < need.instances)
      findings.push(
        wrong(
          `The subscription has room for ${Math.max(0, mine.limit - mine.currentValue)} more web apps of size ${need.web} in ${location}, and ${need.instances} are needed`,
          `Ask for more; it is free: ${QUOTA}`,
        ),
      );
  }
  if (!(await has('Microsoft.DBforPostgreSQL/flexibleServers', names.database, 'postgres'))) {
    const path = `${subscriptionOf(run)}/providers/Microsoft.DBforPostgreSQL/locations/${location}/capabilities${version('postgres')}`;
    const offered = (await run.arm.list(path)).map((one) => capability.parse(one));
    const skus = offered.flatMap(({ supportedServerEditions }) =>
      (supportedServerEditions ?? []).flatMap(({ supportedServerSkus }) => supportedServerSkus ?? []),
    );
    if (!skus.some(({ name, status }) => name.toLowerCase() === need.database.toLowerCase() && status !== 'Disabled'))
      findings.push(
        wrong(
          `PostgreSQL ${need.database} is not offered to this subscription in ${location}${offered[0]?.reason ? `: ${offered[0].reason}` : ''}`,
          `Ask for it, or for another region: ${QUOTA}. Or choose another SIZE.`,
        ),
      );
  }
  return findings.length > 0 ? findings : [fine(`There is room in ${location} for the size ${needed(run, 'SIZE')}`)];
}

/** Azure itself tells whether policies and limits let the template through; it can, once there is a group to ask about. */
async function checkTemplate(run: Run): Promise<Finding> {
  if (!(await readGroup(run)))
    return fine('Azure checks its policies once the resource group exists, before anything is created');
  const filled = fillTemplate({
    ...run,
    // Made by steps that have not been: any id does for asking.
    env: { ...run.env, all: () => ({ TEAMS_APP_ID: ANY_ID, GRAPH_APP_ID: ANY_ID, ...filledIn(run.env.all()) }) },
  });
  const path = `${groupOf(run)}/providers/Microsoft.Resources/deployments/lanyard/validate${version('deployments')}`;
  try {
    await run.arm.send('POST', path, { properties: { mode: 'Incremental', ...filled } });
    return fine('Azure would accept the template: no policy or limit stands in its way');
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return wrong(`Azure would not accept the template: ${error.message}`, cureOf(error).join(' '));
  }
}

const ANY_ID = '00000000-0000-4000-8000-000000000000';
const filledIn = (values: Readonly<Record<string, string | undefined>>) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value?.trim()));
