import { createHash } from 'node:crypto';
import { z } from 'zod/v4';
import { type Answered, type Route, refuse } from './http.ts';
import { IDENTITY, Refused, type Template } from './resources.ts';
import { type CloudState, type Misfortune, SUBSCRIPTION, TENANT } from './state.ts';

/** Newest and earlier versions of each interface. Source: Azure's published types, November 2026. */
const RESOURCES = ['2025-04-01', '2024-11-01', '2022-09-01'];
const sub = `/subscriptions/${SUBSCRIPTION}`;
const at = (rest: string): RegExp => new RegExp(`^${sub}${rest}$`, 'i');
const IN_GROUP = '/resourceGroups/([^/]+)';

const deploymentBody = z.strictObject({
  properties: z.strictObject({
    mode: z.enum(['Incremental', 'Complete']),
    template: z.looseObject({ $schema: z.string(), contentVersion: z.string(), resources: z.unknown() }),
    parameters: z.record(z.string(), z.strictObject({ value: z.unknown() })),
  }),
});
type DeploymentBody = z.infer<typeof deploymentBody>;
const nameBody = z.strictObject({ name: z.string(), type: z.string() });

const ok = (body: unknown): Answered => ({ status: 200, body });
export function armRoutes(state: CloudState, bad: ReadonlySet<Misfortune>): Route[] {
  let throttled = bad.has('throttled') ? 2 : 0;
  const hash = (template: unknown) =>
    createHash('sha256')
      .update(JSON.stringify(Object.entries(template as object).sort()))
      .digest('hex')
      .slice(0, 20);

  /** What Azure says before it begins. */
  function judged({ properties }: DeploymentBody): Answered | undefined {
    const known = Object.keys((properties.template as { parameters?: object }).parameters ?? {});
    const strange = Object.keys(properties.parameters).filter((name) => !known.includes(name));
    if (strange.length > 0)
      return refuse(400, 'InvalidTemplate', `The template has no parameters ${strange.join(', ')}.`);
    if (!bad.has('policy-forbids')) return undefined;
    return refuse(400, 'InvalidTemplateDeployment', 'The template deployment failed. See inner errors for details.', [
      {
        code: 'RequestDisallowedByPolicy',
        message: "Resource 'psql-oakmill' was disallowed by policy: 'Allowed locations'.",
      },
    ]);
  }

  /** Carried out as it was sent, and what Azure says about it at its end. */
  function end({ properties: { template, parameters } }: DeploymentBody): Record<string, unknown> {
    const common = { templateHash: hash(template), parameters };
    try {
      const outputs = Object.entries(state.resources.deploy(template as Template, parameters));
      // Azure gives names back in its own case.
      return {
        ...common,
        provisioningState: 'Succeeded',
        outputs: Object.fromEntries(outputs.map(([name, value]) => [name.toLowerCase(), value])),
      };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const { code, message } = error;
      return {
        ...common,
        provisioningState: 'Failed',
        error: {
          code: 'DeploymentFailed',
          message: 'At least one resource deployment operation failed.',
          details: [{ code: 'Conflict', message: JSON.stringify({ error: { code, message } }) }],
        },
      };
    }
  }

  const inGroup = (work: () => Answered): Answered =>
    state.group ? work() : refuse(404, 'ResourceGroupNotFound', "Resource group 'lanyard' could not be found.");

  const checkName = (path: RegExp, versions: readonly string[]): Route => ({
    method: 'POST',
    path,
    versions,
    body: nameBody,
    answer: (_asked, _match, { name, type }: z.infer<typeof nameBody>) =>
      (bad.has('name-taken') && type === 'Microsoft.Web/sites') ||
      (state.deletedVault && type === 'Microsoft.KeyVault/vaults')
        ? ok({ nameAvailable: false, reason: 'AlreadyExists', message: `${name} is in use.` })
        : ok({ nameAvailable: true }),
  });

  return [
    {
      method: 'GET',
      path: at(''),
      versions: ['2022-12-01'],
      answer: () =>
        throttled-- > 0
          ? { ...refuse(429, 'SubscriptionRequestsThrottled', 'Slower.'), headers: { 'retry-after': '1' } }
          : ok({ id: sub, displayName: 'School', state: 'Enabled', tenantId: TENANT }),
    },
    {
      method: 'GET',
      path: at(`(?:${IN_GROUP})?/providers/Microsoft.Authorization/permissions`),
      versions: ['2022-04-01'],
      answer: () =>
        ok({
          value: [{ actions: ['*'], notActions: bad.has('not-owner') ? ['Microsoft.Authorization/*/Write'] : [] }],
        }),
    },
    {
      method: 'GET',
      path: at(IN_GROUP),
      versions: RESOURCES,
      answer: () =>
        inGroup(() => ok({ location: state.group?.location, properties: { provisioningState: 'Succeeded' } })),
    },
    {
      method: 'PUT',
      path: at(IN_GROUP),
      versions: RESOURCES,
      body: z.strictObject({ location: z.string(), tags: z.record(z.string(), z.string()).optional() }),
      answer: (_asked, _match, { location }: { location: string }) => {
        state.group = { location };
        return { status: 201, body: { location, properties: { provisioningState: 'Succeeded' } } };
      },
    },
    {
      method: 'GET',
      path: at('/providers/([^/]+)'),
      versions: RESOURCES,
      answer: (_asked, [, name = '']) =>
        ok({
          namespace: name,
          registrationState: state.registered.has(name.toLowerCase()) ? 'Registered' : 'NotRegistered',
        }),
    },
    {
      method: 'POST',
      path: at('/providers/([^/]+)/register'),
      versions: RESOURCES,
      answer: (_asked, [, name = '']) => {
        state.registered.add(name.toLowerCase());
        return ok({ namespace: name, registrationState: 'Registering' });
      },
    },
    checkName(at('/providers/Microsoft.Web/checkNameAvailability'), ['2024-11-01', '2024-04-01']),
    checkName(at('/providers/Microsoft.KeyVault/checkNameAvailability'), ['2024-11-01', '2023-07-01']),
    checkName(at('/providers/Microsoft.DBforPostgreSQL/locations/([^/]+)/checkNameAvailability'), [
      '2024-08-01',
      '2025-08-01',
    ]),
    checkName(/^\/providers\/Microsoft\.BotService\/checkNameAvailability$/i, ['2022-09-15', '2023-09-15-preview']),
    {
      method: 'GET',
      path: at('/providers/Microsoft.KeyVault/locations/([^/]+)/deletedVaults/([^/]+)'),
      versions: ['2024-11-01', '2023-07-01'],
      answer: (_asked, [, location, name]) =>
        state.deletedVault
          ? ok({
              name,
              properties: {
                vaultId: `${sub}/resourceGroups/lanyard/providers/Microsoft.KeyVault/vaults/${name}`,
                location,
              },
            })
          : refuse(404, 'DeletedVaultNotFound', 'None.'),
    },
    {
      method: 'PUT',
      path: at(`${IN_GROUP}/providers/Microsoft.KeyVault/vaults/([^/]+)`),
      versions: ['2024-11-01', '2023-07-01'],
      body: z.strictObject({
        location: z.string(),
        properties: z.strictObject({
          createMode: z.enum(['default', 'recover']),
          tenantId: z.string(),
          sku: z.strictObject({ family: z.literal('A'), name: z.enum(['standard', 'premium']) }),
        }),
      }),
      answer: () => {
        state.deletedVault = false;
        return ok({});
      },
    },
    {
      method: 'GET',
      path: at('/providers/Microsoft.Web/locations/([^/]+)/usages'),
      versions: ['2024-11-01', '2024-04-01'],
      answer: () =>
        ok({ value: [{ name: { value: 'B1' }, currentValue: 0, limit: bad.has('no-room') ? 0 : 10, unit: 'Count' }] }),
    },
    {
      method: 'GET',
      path: at('/providers/Microsoft.DBforPostgreSQL/locations/([^/]+)/capabilities'),
      versions: ['2024-08-01', '2025-08-01'],
      answer: () =>
        ok({
          value: [
            { supportedServerEditions: [{ name: 'Burstable', supportedServerSkus: [{ name: 'Standard_B1ms' }] }] },
          ],
        }),
    },
    {
      method: 'POST',
      path: /^\/providers\/Microsoft\.Resources\/calculateTemplateHash$/i,
      versions: RESOURCES,
      body: z.looseObject({ $schema: z.string(), resources: z.unknown() }),
      answer: (_asked, _match, body: object) => ok({ templateHash: hash(body), minifiedTemplate: '' }),
    },
    {
      method: 'POST',
      path: at(`${IN_GROUP}/providers/Microsoft.Resources/deployments/lanyard/validate`),
      versions: RESOURCES,
      body: deploymentBody,
      answer: (_asked, _match, body: DeploymentBody) => inGroup(() => judged(body) ?? ok({ properties: {} })),
    },
    {
      method: 'PUT',
      path: at(`${IN_GROUP}/providers/Microsoft.Resources/deployments/lanyard`),
      versions: RESOURCES,
      body: deploymentBody,
      answer: (_asked, _match, body: DeploymentBody) =>
        inGroup(() => {
          const refused = judged(body);
          if (refused) return refused;
          state.deployments += 1;
          state.deployment = end(body);
          return { status: 201, body: { properties: { provisioningState: 'Accepted' } } };
        }),
    },
    {
      method: 'GET',
      path: at(`${IN_GROUP}/providers/Microsoft.Resources/deployments/lanyard`),
      versions: RESOURCES,
      answer: () =>
        state.deployment ? ok({ properties: state.deployment }) : refuse(404, 'DeploymentNotFound', 'None.'),
    },
    {
      method: 'POST',
      path: at(`${IN_GROUP}/providers/Microsoft.Web/sites/([^/]+)/restart`),
      versions: ['2024-11-01', '2024-04-01'],
      answer: () => {
        state.restarts += 1;
        return { status: 200 };
      },
    },
    {
      method: 'GET',
      path: at(`${IN_GROUP}/providers/(Microsoft\\.\\w+/\\w+)/([^/]+)`),
      versions: ['2024-11-01', '2024-08-01', '2022-09-15', '2023-01-31'],
      answer: (_asked, [, , type = '', name = '']) =>
        state.resources.find(type, name)
          ? ok({ name, properties: { ...IDENTITY, tenantId: TENANT } })
          : refuse(404, 'ResourceNotFound', name),
    },
  ];
}
