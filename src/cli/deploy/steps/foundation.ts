import { z } from 'zod/v4';
import { Failure } from '../azure/failure.ts';
import { groupOf, needed, type Run, type Step, subscriptionOf, USUAL_LOCATION, version } from '../run.ts';

/** The id in the Teams manifest: ours to choose, once. */
export const teamsAppId: Step = {
  name: 'ids',
  title: 'the app has an id',
  async look(run) {
    if (run.env.get('TEAMS_APP_ID')) return undefined;
    return {
      what: ['write a new TEAMS_APP_ID into the environment file'],
      make: async () => run.env.write({ TEAMS_APP_ID: run.uuid() }),
    };
  },
};

const group = z.object({ location: z.string(), properties: z.object({ provisioningState: z.string() }) });

/** The resource group as it is; `undefined` where there is none. */
export const readGroup = async (run: Run): Promise<z.infer<typeof group> | undefined> =>
  group.optional().parse(await run.arm.find(`${groupOf(run)}${version('groups')}`));

export const resourceGroup: Step = {
  name: 'group',
  title: 'the resource group is there',
  async look(run) {
    const name = needed(run, 'AZURE_RESOURCE_GROUP_NAME');
    const found = await readGroup(run);
    if (found?.properties.provisioningState === 'Deleting')
      throw new Failure(`The resource group ${name} is being deleted`, [
        'Wait until it is gone, or choose another in AZURE_RESOURCE_GROUP_NAME',
      ]);
    if (found) return undefined;
    return {
      what: [`make the resource group ${name} in ${USUAL_LOCATION}`],
      make: async () =>
        void (await run.arm.send('PUT', `${groupOf(run)}${version('groups')}`, { location: USUAL_LOCATION })),
    };
  },
};

/** Azure's services that the template uses. */
export const PROVIDERS = [
  'Microsoft.BotService',
  'Microsoft.DBforPostgreSQL',
  'Microsoft.Insights',
  'Microsoft.KeyVault',
  'Microsoft.ManagedIdentity',
  'Microsoft.Network',
  'Microsoft.OperationalInsights',
  'Microsoft.Web',
] as const;

const provider = z.object({ registrationState: z.string() });
const LONGEST_LOOKS = 60;
const LOOK_EVERY_MS = 10_000;

const stateOf = async (run: Run, name: string): Promise<string> =>
  provider.parse(await run.arm.get(`${subscriptionOf(run)}/providers/${name}${version('providers')}`))
    .registrationState;

export async function unregistered(run: Run): Promise<readonly string[]> {
  const names = [...PROVIDERS, ...(run.env.get('MODEL_NAME') ? ['Microsoft.CognitiveServices'] : [])];
  const states = await Promise.all(names.map(async (name) => ({ name, state: await stateOf(run, name) })));
  return states.filter(({ state }) => state !== 'Registered').map(({ name }) => name);
}

export const providers: Step = {
  name: 'providers',
  title: 'Azure’s services are registered',
  async look(run) {
    const missing = await unregistered(run);
    if (missing.length === 0) return undefined;
    return {
      what: missing.map((name) => `register ${name}`),
      async make() {
        for (const name of missing)
          await run.arm.send('POST', `${subscriptionOf(run)}/providers/${name}/register${version('providers')}`);
        for (let looks = 0; looks < LONGEST_LOOKS; looks += 1) {
          if ((await unregistered(run)).length === 0) return;
          await run.pause(LOOK_EVERY_MS);
        }
        throw new Failure('Azure is still registering its services', ['Run the same command again in a few minutes']);
      },
    };
  },
};
