import { z } from 'zod/v4';
import { PERMISSIONS } from '../../../src/platform/graph/permissions.ts';
import { type Answered, type Route, refuse } from './http.ts';
import type { CloudState, Misfortune } from './state.ts';

const guid = (kind: string, n: number): string => `7e${kind}00000-0000-4000-8000-${String(n).padStart(12, '0')}`;
/** Graph's own roles: ours and one that nobody asks for. A role for people alone has the same name, as in Graph. */
const ROLES = [...PERMISSIONS.map(({ name }) => name), 'Mail.Read'].flatMap((value, at) => [
  { id: guid('a', at + 1), value, allowedMemberTypes: ['Application'] },
  { id: guid('b', at + 1), value, allowedMemberTypes: ['User'] },
]);
export const roleOf = (id: string): string | undefined => ROLES.find((role) => role.id === id)?.value;

const ok = (body: unknown): Answered => ({ status: 200, body });
const made = (body: unknown): Answered => ({ status: 201, body });
const v1 = (rest: string): RegExp => new RegExp(`^/v1\\.0${rest}$`);
const NONE = refuse(404, 'Request_ResourceNotFound', 'Resource does not exist.');

/** Applications, service principals and app roles. Source: Microsoft Graph v1.0 reference. */
export function directoryRoutes(state: CloudState, bad: ReadonlySet<Misfortune>): Route[] {
  // What was just made is not seen by the next two looks.
  let unseen = bad.has('entra-is-late') ? 2 : 0;
  const vouching = z.strictObject({
    name: z.string().max(120),
    issuer: z.url(),
    subject: z.string().max(600),
    audiences: z.array(z.string()).length(1),
    description: z.string().optional(),
  });
  return [
    {
      method: 'GET',
      path: v1('/me/transitiveMemberOf/microsoft\\.graph\\.directoryRole'),
      answer: () =>
        ok({ value: bad.has('may-not-consent') ? [] : [{ roleTemplateId: '62e90394-69f5-4237-9190-012177145e10' }] }),
    },
    {
      method: 'GET',
      path: v1('/applications'),
      answer: ({ query }) => {
        const [, by, wanted] = /^(uniqueName|appId) eq '(.+)'$/.exec(query.get('$filter') ?? '') ?? [];
        return ok({ value: state.applications.filter((app) => app[by as 'appId' | 'uniqueName'] === wanted) });
      },
    },
    {
      method: 'POST',
      path: v1('/applications'),
      body: z.strictObject({
        displayName: z.string().max(256),
        uniqueName: z.string(),
        signInAudience: z.enum(['AzureADMyOrg', 'AzureADMultipleOrgs']),
      }),
      answer: (_asked, _match, body: { displayName: string; uniqueName: string }) => {
        const at = state.applications.length + 1;
        const app = { id: guid('c', at), appId: guid('d', at), ...body };
        state.applications.push(app);
        return made(app);
      },
    },
    {
      method: 'POST',
      path: v1('/servicePrincipals'),
      body: z.strictObject({ appId: z.string() }),
      answer: (_asked, _match, { appId }: { appId: string }) => {
        if (unseen-- > 0)
          return refuse(400, 'NoBackingApplicationObject', 'The appId does not reference a valid application.');
        const principal = { id: guid('e', state.principals.length), appId };
        state.principals.push(principal);
        return made(principal);
      },
    },
    {
      method: 'GET',
      path: v1("/servicePrincipals\\(appId='([^']+)'\\)"),
      answer: (_asked, [, appId]) => {
        const found = state.principals.find((one) => one.appId === appId);
        return found ? ok({ ...found, appRoles: found.id === 'sp-graph' ? ROLES : [] }) : NONE;
      },
    },
    {
      method: 'GET',
      path: v1('/servicePrincipals/([^/]+)/appRoleAssignments'),
      answer: (_asked, [, id]) => ok({ value: state.granted.filter(({ principalId }) => principalId === id) }),
    },
    {
      method: 'POST',
      path: v1('/servicePrincipals/([^/]+)/appRoleAssignedTo'),
      body: z.strictObject({ principalId: z.string(), resourceId: z.string(), appRoleId: z.string() }),
      answer: (_asked, [, resource], body: { principalId: string; resourceId: string; appRoleId: string }) => {
        if (bad.has('may-not-consent')) return refuse(403, 'Authorization_RequestDenied', 'Insufficient privileges.');
        if (resource !== body.resourceId) return refuse(400, 'Request_BadRequest', 'resourceId does not match.');
        if (state.granted.some((one) => one.appRoleId === body.appRoleId && one.principalId === body.principalId))
          return refuse(400, 'Request_BadRequest', 'Permission being assigned already exists on the object');
        const granted = { id: `grant-${state.granted.length}`, ...body };
        state.granted.push(granted);
        return made(granted);
      },
    },
    {
      method: 'GET',
      path: v1('/applications/([^/]+)/federatedIdentityCredentials'),
      answer: () => ok({ value: state.vouching }),
    },
    {
      method: 'POST',
      path: v1('/applications/([^/]+)/federatedIdentityCredentials'),
      body: vouching,
      answer: (_asked, _match, body: z.infer<typeof vouching>) => {
        const one = { id: `vouch-${state.vouching.length}`, ...body };
        state.vouching.push(one);
        return made(one);
      },
    },
  ];
}
