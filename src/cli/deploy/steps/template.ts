import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod/v4';
import { render } from '../../package/render.ts';
import { Failure, Refusal } from '../azure/failure.ts';
import { refusalOf } from '../azure/service.ts';
import { groupOf, namesOf, needed, type Run, type Step, subscriptionOf, version } from '../run.ts';
import { cureOf } from './cures.ts';
import { readGroup } from './foundation.ts';

/** What the compiler made of infra/azure.bicep: nobody needs the compiler to deploy. */
export const TEMPLATE = 'infra/azure.json';
const PARAMETERS = 'infra/azure.parameters.json';
const NAME = 'lanyard';

const parameters = z.object({ parameters: z.record(z.string(), z.object({ value: z.unknown() })) });
const deployment = z.object({
  properties: z.object({
    provisioningState: z.string(),
    templateHash: z.string().optional(),
    parameters: z.record(z.string(), z.object({ value: z.unknown().optional() })).optional(),
    outputs: z.record(z.string(), z.object({ value: z.unknown() })).optional(),
    error: z.unknown().optional(),
  }),
});
type Deployment = z.infer<typeof deployment>;

interface Filled {
  readonly template: unknown;
  readonly parameters: Record<string, { value: unknown }>;
}

/** The template and its parameters, with the values of the environment. @throws Failure naming what is empty */
export function fillTemplate(run: Run): Filled {
  const template: unknown = JSON.parse(readFileSync(join(run.root, TEMPLATE), 'utf8'));
  const { text, missing } = render(readFileSync(join(run.root, PARAMETERS), 'utf8'), run.env.all());
  if (missing.length > 0)
    throw new Failure(`Empty in ${run.env.file}: ${missing.join(', ')}`, [
      'Fill in each; the comments there explain it',
    ]);
  return { template, parameters: parameters.parse(JSON.parse(text)).parameters };
}

const address = (run: Run, verb = '') =>
  `${groupOf(run)}/providers/Microsoft.Resources/deployments/${NAME}${verb}${version('deployments')}`;

export const template: Step = {
  name: 'template',
  title: 'everything in the resource group is as the template says',
  async look(run) {
    const group = await readGroup(run);
    if (!group || !run.env.get('TEAMS_APP_ID') || !run.env.get('GRAPH_APP_ID')) return 'later';
    const filled = fillTemplate(run);
    const [last, hash] = await Promise.all([readLast(run), hashOf(run, filled.template)]);
    if (last && isSame(last, hash, filled)) {
      const written = outputsOf(last);
      const stale = Object.entries(written).filter(([name, value]) => run.env.get(name) !== value);
      if (stale.length === 0) return undefined;
      return {
        what: [`write ${stale.map(([name]) => name).join(', ')} into the environment file`],
        make: async () => run.env.write(written),
      };
    }
    const vault = await deletedVault(run, group.location);
    return {
      what: [
        ...(vault
          ? [`restore the deleted key vault ${vault.name}, which still holds the key for earlier records`]
          : []),
        `deploy the template: ${last ? 'it, or what it is given, has changed' : 'the first time, about fifteen minutes'}`,
      ],
      async make() {
        if (vault) await recover(run, vault);
        await run.arm
          .send('POST', address(run, '/validate'), { properties: { mode: 'Incremental', ...filled } })
          .catch(explain);
        await deploy(run, filled);
      },
    };
  },
};

const readLast = async (run: Run): Promise<Deployment | undefined> =>
  deployment.optional().parse(await run.arm.find(address(run)));

async function hashOf(run: Run, body: unknown): Promise<string> {
  const path = `/providers/Microsoft.Resources/calculateTemplateHash${version('deployments')}`;
  return z.object({ templateHash: z.string() }).parse(await run.arm.send('POST', path, body)).templateHash;
}

function isSame({ properties }: Deployment, hash: string, filled: Filled): boolean {
  if (properties.provisioningState !== 'Succeeded' || properties.templateHash !== hash) return false;
  return Object.entries(filled.parameters).every(
    ([name, { value }]) => JSON.stringify(properties.parameters?.[name]?.value) === JSON.stringify(value),
  );
}

const outputsOf = ({ properties }: Deployment): Record<string, string> =>
  // Azure gives the names of outputs back in its own case.
  Object.fromEntries(
    Object.entries(properties.outputs ?? {}).map(([name, { value }]) => [name.toUpperCase(), String(value)]),
  );

const RETRIES = 3;
const RETRY_AFTER_MS = 60_000;
const LOOK_EVERY_MS = 10_000;
/** High availability in two zones takes longest. */
const MOST_LOOKS = 360;
/** Gone on its own a little later: a server that is not yet reachable, an identity that Entra does not show yet. */
const PASSING =
  /AadAuthOperationCannotBePerformed|ServerNotReady|ServerIsBusy|PrincipalNotFound|RetryableError|AnotherOperationInProgress|OperationInProgress|InternalServerError|ResourceNotReady|ConflictServerDoesntSupport/;

async function deploy(run: Run, filled: Filled): Promise<void> {
  for (let tried = 1; ; tried += 1) {
    await run.arm.send('PUT', address(run), { properties: { mode: 'Incremental', ...filled } }).catch(explain);
    const ended = await untilEnded(run);
    if (ended.properties.provisioningState === 'Succeeded') {
      run.env.write(outputsOf(ended));
      return;
    }
    const refusal = refusalOf('deployment lanyard', 409, { error: ended.properties.error });
    if (!refusal.has(PASSING) || tried === RETRIES) explain(refusal);
    run.say(`    Azure was not ready (${refusal.codes.at(-1)}); it is tried again in a minute`);
    await run.pause(RETRY_AFTER_MS);
  }
}

async function untilEnded(run: Run): Promise<Deployment> {
  for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
    const now = await readLast(run);
    if (now && ['Succeeded', 'Failed', 'Canceled'].includes(now.properties.provisioningState)) return now;
    await run.pause(LOOK_EVERY_MS);
  }
  throw new Failure('Azure is still working on the template', ['Run the same command again in a few minutes']);
}

function explain(error: unknown): never {
  if (!(error instanceof Refusal)) throw error;
  throw new Failure(`Azure did not accept the template: ${error.message}`, cureOf(error), { cause: error });
}

const deleted = z.object({ name: z.string(), properties: z.object({ vaultId: z.string(), location: z.string() }) });

/** The vault of this deployment, where it was deleted with its group and can be brought back for 90 days. */
async function deletedVault(run: Run, location: string) {
  const { vault } = namesOf(needed(run, 'RESOURCE_SUFFIX'));
  const path = `${subscriptionOf(run)}/providers/Microsoft.KeyVault/locations/${location}/deletedVaults/${vault}${version('keyVault')}`;
  return deleted.optional().parse(await run.arm.find(path));
}

async function recover(run: Run, { name, properties }: z.infer<typeof deleted>): Promise<void> {
  if (!properties.vaultId.toLowerCase().startsWith(`${groupOf(run).toLowerCase()}/`))
    throw new Failure(`The key vault ${name} was deleted in another resource group`, [
      'Choose another RESOURCE_SUFFIX; the name is free again 90 days after it was deleted',
    ]);
  await run.arm.send('PUT', `${groupOf(run)}/providers/Microsoft.KeyVault/vaults/${name}${version('keyVault')}`, {
    location: properties.location,
    properties: {
      createMode: 'recover',
      tenantId: await run.session.tenant(),
      sku: { family: 'A', name: 'standard' },
    },
  });
}
