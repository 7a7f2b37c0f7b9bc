import { z } from 'zod/v4';
import { Failure, Refusal } from '../deploy/azure/failure.ts';
import type { Service } from '../deploy/azure/service.ts';

const group = z.object({ id: z.string(), displayName: z.string(), visibility: z.string().nullish() });
const person = z.object({
  id: z.string(),
  displayName: z.string(),
  userPrincipalName: z.string(),
  jobTitle: z.string().nullish(),
  department: z.string().nullish(),
  businessPhones: z.array(z.string()).nullish(),
  mobilePhone: z.string().nullish(),
  accountEnabled: z.boolean().nullish(),
});
const channel = z.object({ id: z.string(), displayName: z.string(), membershipType: z.string().nullish() });
const organisation = z.object({
  id: z.string(),
  displayName: z.string(),
  verifiedDomains: z.array(z.object({ name: z.string(), isDefault: z.boolean() })),
});

export type FoundGroup = z.infer<typeof group>;
export type FoundPerson = z.infer<typeof person>;
export type FoundChannel = z.infer<typeof channel>;

/** What the administrator may see of their own tenant, by name. Nothing is changed. */
export interface Tenant {
  organisation(): Promise<z.infer<typeof organisation>>;
  me(): Promise<{ readonly mail: string | undefined }>;
  groups(words: string): Promise<readonly FoundGroup[]>;
  group(id: string): Promise<FoundGroup | undefined>;
  /** People in it, nested ones too. */
  size(groupId: string): Promise<number>;
  people(words: string): Promise<readonly FoundPerson[]>;
  person(id: string): Promise<FoundPerson | undefined>;
  teams(words: string): Promise<readonly FoundGroup[]>;
  /** Private ones only where the administrator is in them: Graph shows no others to a person. */
  channels(teamId: string): Promise<readonly FoundChannel[]>;
}

/** `$search`, `$count` and casts are answered from an index, which has to be asked for. */
const ADVANCED = { ConsistencyLevel: 'eventual' };
const MOST = 20;
const PERSON = 'id,displayName,userPrincipalName,jobTitle,department,businessPhones,mobilePhone,accountEnabled';

/** What a search may not hold would end it early. */
const quoted = (words: string): string => encodeURIComponent(`"displayName:${words.replace(/["\\]/g, ' ').trim()}"`);

export function graphTenant(graph: Service): Tenant {
  const search = async <T extends z.ZodType>(path: string, item: T): Promise<z.infer<T>[]> =>
    z.object({ value: z.array(item) }).parse(await graph.get(path, ADVANCED)).value as z.infer<T>[];
  const groupsBy = (words: string, more = '') =>
    search(`/groups?$search=${quoted(words)}${more}&$select=id,displayName,visibility&$count=true&$top=${MOST}`, group);
  return {
    async organisation() {
      const { value } = z.object({ value: z.array(organisation).min(1) }).parse(await graph.get('/organization'));
      const [first] = value;
      if (!first) throw new Failure('Entra names no organisation', ['az login with an account of the school']);
      return first;
    },
    async me() {
      const me = z
        .object({ mail: z.string().nullish(), userPrincipalName: z.string() })
        .parse(await graph.get('/me?$select=mail,userPrincipalName'));
      return { mail: me.mail ?? me.userPrincipalName };
    },
    groups: (words) => groupsBy(words),
    group: async (id) => group.optional().parse(await graph.find(`/groups/${id}?$select=id,displayName,visibility`)),
    async size(id) {
      const path = `/groups/${id}/transitiveMembers/microsoft.graph.user?$count=true&$select=id&$top=1`;
      return z.object({ '@odata.count': z.number() }).parse(await graph.get(path, ADVANCED))['@odata.count'];
    },
    people: async (words) =>
      (await search(`/users?$search=${quoted(words)}&$select=${PERSON}&$count=true&$top=${MOST}`, person)).filter(
        ({ accountEnabled, userPrincipalName }) => accountEnabled !== false && !userPrincipalName.includes('#EXT#'),
      ),
    person: async (id) => person.optional().parse(await graph.find(`/users/${id}?$select=${PERSON}`)),
    teams: (words) =>
      groupsBy(words, `&$filter=${encodeURIComponent("resourceProvisioningOptions/Any(x:x eq 'Team')")}`),
    async channels(teamId) {
      try {
        return (await graph.list(`/teams/${teamId}/channels?$select=id,displayName,membershipType`)).map((one) =>
          channel.parse(one),
        );
      } catch (error) {
        // The Azure CLI's permissions are Microsoft's to choose: a link does as well.
        if (error instanceof Refusal && error.status === 403) return [];
        throw error;
      }
    },
  };
}

/** *Get link to channel* in Teams: team and channel are in it. */
export function channelOfLink(link: string): { readonly teamId: string; readonly channelId: string } | undefined {
  if (!URL.canParse(link)) return undefined;
  const url = new URL(link);
  const channelId = /^\/l\/channel\/([^/]+)/.exec(url.pathname)?.[1];
  const teamId = url.searchParams.get('groupId');
  if (!/(?:^|\.)teams\.(?:microsoft\.com|cloud\.microsoft)$/.test(url.hostname) || !channelId || !teamId)
    return undefined;
  return { teamId, channelId: decodeURIComponent(channelId) };
}
