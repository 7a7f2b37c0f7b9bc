import type { Activity } from 'botbuilder';
import { z } from 'zod/v4';
import { isThisMachine } from '../../../kernel/calls/address.ts';
import { type GroupId, parseGuid, type TenantId, type UserId } from '../../../kernel/ids.ts';
import { Typed } from '../../../kernel/typed.ts';
import type { Attachment, Place, Sender } from '../turn.ts';
import { isOfWords, quotedIn } from './quoted.ts';

/** Where an activity may come from. Signature and audience were checked before; these were not. */
export interface Doors {
  readonly tenants: readonly TenantId[];
  /** Hosts that we send our token to. */
  readonly serviceHosts: readonly string[];
}

/** Microsoft's own Connector hosts, public and sovereign clouds. Source: Microsoft Learn, Bot Connector endpoints. */
export const MICROSOFT_CONNECTOR_HOSTS = [
  'smba.trafficmanager.net',
  'smba.infra.gcc.teams.microsoft.com',
  'smba.infra.gov.teams.microsoft.us',
  'smba.infra.dod.teams.microsoft.us',
] as const;

/** An id of Teams' own: kept, logged nowhere, and without the control characters that a database refuses. */
const id = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^\P{Cc}*$/u);

/** The SDK looks into every mention for ours, and takes a broken one for a bug of its own. */
const entity = z.union([
  z.looseObject({ type: z.string().regex(/^mention$/i), mentioned: z.looseObject({ id: z.string() }) }),
  z.looseObject({ type: z.string().regex(/^(?!mention$)/i) }),
]);

/** What Teams leaves out, it may as well send as `null`: both say nothing. */
const maybe = <T extends z.ZodType>(one: T) => one.nullish().transform((value) => value ?? undefined);

const shape = z.object({
  type: z.string(),
  id: maybe(z.string()),
  name: maybe(z.string()),
  text: maybe(z.string()),
  action: maybe(z.string()),
  replyToId: maybe(id(500)),
  entities: maybe(z.array(entity)),
  channelId: z.literal('msteams'),
  serviceUrl: z.string().max(500),
  // Names in Entra end at 256 characters; this one comes back with everything we answer.
  from: z.object({ id: id(500), aadObjectId: maybe(z.string()), name: maybe(z.string().max(300)) }),
  recipient: z.object({ id: id(500) }),
  conversation: z.object({
    id: id(1_000),
    conversationType: z.enum(['personal', 'groupChat', 'channel']),
    tenantId: maybe(z.string()),
  }),
  channelData: maybe(
    z.object({
      tenant: maybe(z.object({ id: maybe(z.string()) })),
      team: maybe(z.object({ aadGroupId: maybe(z.string()) })),
      channel: maybe(z.object({ id: maybe(z.string()) })),
    }),
  ),
  attachments: maybe(
    z.array(
      z.object({
        contentType: maybe(z.string()),
        name: maybe(z.string()),
        content: z.unknown().optional(),
        contentUrl: maybe(z.string()),
      }),
    ),
  ),
});

/** Where Teams put a file that was sent. */
const uploaded = z.object({ downloadUrl: z.string() });

export interface Inbound {
  readonly sender: Sender;
  readonly place: Place;
  readonly attachments: readonly Attachment[];
  /** What someone else said, and this message quotes or passes on. */
  readonly quoted: Typed;
}

/**
 * Whose words these are and where they were said, or why the activity is refused. The reason names no value of the
 * activity: it may be logged.
 */
export function readInbound(
  activity: Activity,
  doors: Doors,
): { kind: 'welcome'; inbound: Inbound } | { kind: 'refused'; why: string } {
  const parsed = shape.safeParse(activity);
  if (!parsed.success)
    return { kind: 'refused', why: `shape: ${parsed.error.issues.map(({ path }) => path.join('.')).join(', ')}` };
  const { from, conversation, channelData, serviceUrl, attachments } = parsed.data;

  const tenants = [conversation.tenantId, channelData?.tenant?.id]
    .filter((id) => id !== undefined)
    .map((id) => parseGuid<TenantId>(id));
  const tenantId = tenants[0];
  // Two different tenants in one activity is a forgery: the one that is checked must be the one that is used.
  if (tenantId === undefined || tenants.some((id) => id !== tenantId))
    return { kind: 'refused', why: 'tenant missing or contradictory' };
  if (!doors.tenants.includes(tenantId)) return { kind: 'refused', why: 'other tenant' };
  if (!isAllowedService(serviceUrl, doors.serviceHosts)) return { kind: 'refused', why: 'serviceUrl not allowed' };

  const userId = parseGuid<UserId>(from.aadObjectId);
  if (userId === undefined) return { kind: 'refused', why: 'sender without an Entra id' };

  const teamGroupId = parseGuid<GroupId>(channelData?.team?.aadGroupId);
  const channelId = channelData?.channel?.id;
  const kind = conversation.conversationType === 'groupChat' ? 'group' : conversation.conversationType;
  return {
    kind: 'welcome',
    inbound: {
      sender: { userId, tenantId, name: (from.name ?? '').replace(/\p{Cc}/gu, ' '), mri: from.id },
      place: {
        kind,
        conversation: { id: conversation.id, serviceUrl, tenantId },
        ...(teamGroupId && { teamGroupId }),
        ...(channelId && { channelId }),
      },
      quoted: new Typed(quotedIn(attachments ?? [])),
      attachments: (attachments ?? [])
        .filter((one) => !isOfWords(one))
        .map(({ contentType, name, content, contentUrl }) => ({
          contentType: contentType ?? '',
          // A file is named in a few words, which tell nothing by their sound.
          name: name === undefined ? undefined : new Typed(name.trim(), 'name'),
          ending: /\.([a-z0-9]{1,5})$/i.exec(name ?? '')?.[1]?.toLowerCase() ?? '',
          contentUrl,
          downloadUrl: uploaded.safeParse(content).data?.downloadUrl,
        })),
    },
  };
}

/** Https to a known host; plain http only to this machine, which is where the sandbox is. */
export function isAllowedService(serviceUrl: string, hosts: readonly string[]): boolean {
  if (!URL.canParse(serviceUrl)) return false;
  const { protocol, host } = new URL(serviceUrl);
  if (!hosts.includes(host)) return false;
  return protocol === 'https:' || (protocol === 'http:' && isThisMachine(serviceUrl));
}
