import { z } from 'zod/v4';
import { type PermissionName, permissions } from '../../../platform/graph/permissions.ts';
import { Failure, Refusal } from '../azure/failure.ts';
import { groupOf, namesOf, needed, type Run, type Step, version } from '../run.ts';

const application = z.object({ id: z.string(), appId: z.string() });
const principal = z.object({ id: z.string() });
const listed = <T extends z.ZodType>(item: T) => z.object({ value: z.array(item) });

/** What the registration is found by again: the name of this deployment, which Entra lets nobody else have. */
const uniqueName = (run: Run): string => `lanyard-${needed(run, 'RESOURCE_SUFFIX')}`;

/** Entra shows what it has just made a little later. */
const SOON_MS = 5_000;
const TRIES = 6;

async function untilSeen<T>(run: Run, call: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1)
    try {
      return await call();
    } catch (error) {
      const isNew =
        error instanceof Refusal && (error.status === 404 || error.has(/NoBackingApplicationObject|ResourceNotFound/));
      if (!isNew || tried === TRIES) throw error;
      await run.pause(SOON_MS);
    }
}

/** The one that is written down, however it was made; else the one that an earlier run has made. */
async function readApplication(run: Run) {
  const written = run.env.get('GRAPH_APP_ID');
  const filter = written ? `appId eq '${written}'` : `uniqueName eq '${uniqueName(run)}'`;
  const path = `/applications?$filter=${encodeURIComponent(filter)}&$select=id,appId`;
  const [found] = listed(application).parse(await run.graph.get(path)).value;
  if (written && !found)
    throw new Failure(`There is no app registration with the id in GRAPH_APP_ID, ${written}`, [
      `Clear GRAPH_APP_ID in ${run.env.file}, and run the same command again`,
    ]);
  return found;
}

/** The service principal of an application by its client id. */
export const readPrincipal = async (run: Run, appId: string) =>
  principal.optional().parse(await run.graph.find(`/servicePrincipals(appId='${appId}')?$select=id`));

/**
 * The app registration that calls Graph and is in the manifest: Teams takes no managed identity there. It has no
 * secret: the bot's identity vouches for it, which is said once the template has made that identity.
 */
export const registration: Step = {
  name: 'registration',
  title: 'the app registration is there, without a secret',
  async look(run) {
    const app = await readApplication(run);
    if (app && run.env.get('GRAPH_APP_ID') && (await readPrincipal(run, app.appId))) return undefined;
    return {
      what: [app ? `record the app registration ${uniqueName(run)}` : `make the app registration ${uniqueName(run)}`],
      async make() {
        const made = app ?? application.parse(await createApplication(run));
        if (!(await readPrincipal(run, made.appId)))
          await untilSeen(run, () => run.graph.send('POST', '/servicePrincipals', { appId: made.appId }));
        run.env.write({ GRAPH_APP_ID: made.appId });
      },
    };
  },
};

const createApplication = (run: Run) =>
  run.graph
    .send('POST', '/applications', {
      displayName: needed(run, 'APP_NAME'),
      uniqueName: uniqueName(run),
      signInAudience: 'AzureADMyOrg',
    })
    .catch((error: unknown) => {
      if (error instanceof Refusal && error.status === 403)
        throw new Failure('You may not create app registrations in this tenant', [
          'Ask for the role Application Developer, or have someone with it run: npm run deploy -- --env ' +
            `${run.name} --only registration`,
        ]);
      throw error;
    });

const identity = z.object({
  properties: z.object({ principalId: z.string(), clientId: z.string(), tenantId: z.string() }),
});
const credential = z.object({ id: z.string(), issuer: z.string(), subject: z.string(), name: z.string() });
const AUDIENCE = 'api://AzureADTokenExchange';

/** The bot's identity vouches for the registration: workload identity federation. */
export const vouching: Step = {
  name: 'vouching',
  title: 'the bot’s identity vouches for the app registration',
  async look(run) {
    const { identity: name } = namesOf(needed(run, 'RESOURCE_SUFFIX'));
    const path = `${groupOf(run)}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}${version('identity')}`;
    const found = identity.optional().parse(await run.arm.find(path));
    const app = await readApplication(run);
    if (!found || !app) return 'later';
    const { principalId, tenantId } = found.properties;
    const issuer = `https://login.microsoftonline.com/${tenantId}/v2.0`;
    const address = `/applications/${app.id}/federatedIdentityCredentials`;
    const held = listed(credential).parse(await run.graph.get(address)).value;
    if (held.some((one) => one.issuer === issuer && one.subject === principalId)) return undefined;
    // Of an identity that was deleted and made again.
    const stale = held.find((one) => one.name === uniqueName(run));
    return {
      what: [`let the identity ${name} vouch for the app registration`],
      async make() {
        const body = { name: uniqueName(run), issuer, subject: principalId, audiences: [AUDIENCE] };
        if (stale)
          await run.graph.send('PATCH', `${address}/${stale.id}`, {
            issuer,
            subject: principalId,
            audiences: [AUDIENCE],
          });
        else await untilSeen(run, () => run.graph.send('POST', address, body));
      },
    };
  },
};

const GRAPH = '00000003-0000-0000-c000-000000000000';
const graphPrincipal = z.object({
  id: z.string(),
  appRoles: z.array(
    z.object({ id: z.string(), value: z.string().nullable(), allowedMemberTypes: z.array(z.string()) }),
  ),
});
const assignment = z.object({ appRoleId: z.string(), resourceId: z.string() });

/** The application permissions that this trust's lanyard.yml needs, and those asked for by name; no other. */
export function permissionsFor(run: Pick<Run, 'trust' | 'with'>): typeof permissions {
  const { schools } = run.trust;
  const asked = new Set<string>([
    ...run.with,
    ...(schools.some(({ dslDestination }) => dslDestination.kind === 'chat') ? [CHAT_MEMBERS] : []),
    ...(schools.some(({ policies }) => policies.library) ? [LIBRARY] : []),
  ]);
  const unknown = run.with.filter((name) => !permissions.some((one) => one.name === name));
  if (unknown.length > 0)
    throw new Failure(`Lanyard has no use for ${unknown.join(', ')}`, [
      `Leave it out. Those that it uses: ${permissions.map(({ name }) => name).join(', ')}`,
    ]);
  return permissions.filter(({ name, onlyFor }) => asked.has(name) || !onlyFor);
}
const CHAT_MEMBERS: PermissionName = 'ChatMember.Read.All';
const LIBRARY: PermissionName = 'Sites.Selected';

export const consent: Step = {
  name: 'consent',
  title: 'the permissions that lanyard.yml needs are granted, and no other',
  async look(run) {
    const appId = run.env.get('GRAPH_APP_ID');
    const own = appId && (await readPrincipal(run, appId));
    if (!own) return 'later';
    const graph = graphPrincipal.parse(await run.graph.get(`/servicePrincipals(appId='${GRAPH}')?$select=id,appRoles`));
    const held = (await run.graph.list(`/servicePrincipals/${own.id}/appRoleAssignments`)).map((one) =>
      assignment.parse(one),
    );
    const missing = permissionsFor(run).flatMap((wanted) => {
      const role = graph.appRoles.find(
        ({ value, allowedMemberTypes }) => value === wanted.name && allowedMemberTypes.includes('Application'),
      );
      if (!role) throw new Failure(`Microsoft Graph has no application permission ${wanted.name}`, ['Update Lanyard']);
      const isHeld = held.some(({ appRoleId, resourceId }) => appRoleId === role.id && resourceId === graph.id);
      return isHeld ? [] : [{ ...wanted, id: role.id }];
    });
    if (missing.length === 0) return undefined;
    return {
      what: missing.map(({ name, why }) => `grant ${name}: ${why}`),
      async make() {
        for (const { id } of missing) await untilSeen(run, () => grant(run, own.id, graph.id, id));
      },
    };
  },
};

const grant = (run: Run, principalId: string, resourceId: string, appRoleId: string) =>
  run.graph
    .send('POST', `/servicePrincipals/${resourceId}/appRoleAssignedTo`, { principalId, resourceId, appRoleId })
    .catch((error: unknown) => {
      // Granted by someone else in the same minute.
      if (error instanceof Refusal && /already exists/i.test(error.message)) return;
      if (error instanceof Refusal && error.status === 403)
        throw new Failure('Consent needs a Global Administrator or a Privileged Role Administrator', [
          `Have one of them sign in with az login and run, in this folder: npm run deploy -- --env ${run.name} --only consent`,
          'If you hold that role by Privileged Identity Management: activate it, then az logout and az login, and run this again',
        ]);
      throw error;
    });
