import { z } from 'zod/v4';
import { Fault } from '../../../kernel/calls/fault.ts';
import type { TenantId, UserId } from '../../../kernel/ids.ts';
import type { Conversation, ConversationStore, Delivery, MessageRef, Pace, Permit } from '../../../kernel/messages.ts';
import type { Outgoing } from '../card.ts';
import { isAllowedService } from '../inbound/activity.ts';
import type { LiveButtons } from '../live-buttons.ts';
import type { Connector } from './connector.ts';
import { readRefusal } from './connector-errors.ts';
import { toActivity } from './to-activity.ts';

/**
 * Messages that nobody asked for a moment ago, each sent at most once a call. Every method answers with what happened to it, and throws a Fault for
 * trouble that passes; its `mayBeDone` tells whether the message may have arrived, because the Connector has no
 * idempotency key.
 */
export interface Messages {
  /** Into the person's own chat, opening it where there is none or the last one was deleted. */
  toPerson(user: UserId, tenant: TenantId, out: Outgoing, permit?: Permit): Promise<Delivery>;
  /** A new thread in a channel. */
  toChannel(channelId: string, tenant: TenantId, out: Outgoing, permit?: Permit): Promise<Delivery>;
  toChat(chatId: string, tenant: TenantId, out: Outgoing, permit?: Permit): Promise<Delivery>;
  /** To what someone said or did a moment ago. It waits behind nothing that nobody asked for. */
  reply(to: MessageRef, out: Outgoing): Promise<Delivery>;
  update(ref: MessageRef, out: Outgoing): Promise<Delivery>;
  remove(ref: MessageRef): Promise<Delivery>;
}

export interface MessengerDeps {
  readonly connector: Connector;
  readonly botId: string;
  readonly conversations: ConversationStore;
  readonly pace: Pace;
  readonly serviceHosts: readonly string[];
  /** Used only until the service has told us an address of its own. */
  readonly firstServiceUrl: string;
  readonly live: LiveButtons;
}

/** All Connector calls of an app in one tenant count towards this. Source: Microsoft Learn, rate limiting for bots, 10 August 2026. */
const CONNECTOR_BUCKET = 'connector';
const CONNECTOR_PER_SECOND = 50;
/**
 * New threads of one channel: 8 in 2 seconds, from the same source. More than its 60 in 30 seconds come only in a flood,
 * where each that is refused is told when to come back.
 */
const THREADS_PER_SECOND = 4;

/** A chat that we opened ourselves must not outrank the address that a person's own message brings. */
export const BEFORE_ANY_TURN = new Date(0);

/** The Connector's messages, without trying again. */
export function createMessages(deps: MessengerDeps): Messages {
  const { botId, conversations, pace, live } = deps;
  const bot = botAccount(botId);
  const isAllowed = (serviceUrl: string): boolean => isAllowedService(serviceUrl, deps.serviceHosts);
  const serviceUrlFor = (tenant: TenantId): Promise<string> => serviceUrlOf(deps, tenant);
  const whole = (conversation: Conversation, out: Outgoing) => ({
    ...toActivity(out, live),
    channelId: 'msteams',
    serviceUrl: conversation.serviceUrl,
    from: bot,
    conversation: { id: conversation.id, tenantId: conversation.tenantId },
  });
  const send = (conversation: Conversation, out: Outgoing, permit: Permit | undefined): Promise<Delivery> =>
    attempt(deps, {
      ...posting(conversation, whole(conversation, out)),
      path: activitiesOf(conversation),
      permit,
    });
  const change = async (method: 'PUT' | 'DELETE', ref: MessageRef, body: object | undefined): Promise<Delivery> => {
    const { conversation, activityId } = ref;
    // A card at an address that is no longer allowed cannot be reached any more, as if it were deleted.
    if (!isAllowed(conversation.serviceUrl)) return { kind: 'gone' };
    const path = `${activitiesOf(conversation)}/${encodeURIComponent(activityId)}`;
    return attempt(deps, {
      isMessage: false,
      method,
      path,
      serviceUrl: conversation.serviceUrl,
      body,
      read: () => ref,
    });
  };

  return {
    async toPerson(user, tenant, out, permit) {
      const known = await conversations.find(user);
      // A chat at an address that is no longer allowed is opened again at one that is.
      if (known && isAllowed(known.serviceUrl)) {
        const delivery = await send(known, out, permit);
        if (delivery.kind !== 'gone') return delivery;
        // The person removed the chat: that ends the conversation for ever, so a new one is opened.
        await conversations.forget(user, known.id);
      }
      const opened = await openChat(deps, user, tenant);
      if ('kind' in opened) return opened;
      await conversations.remember(user, opened, BEFORE_ANY_TURN);
      return send(opened, out, permit);
    },

    async toChannel(channel, tenant, out, permit) {
      const serviceUrl = await serviceUrlFor(tenant);
      const activity = { ...toActivity(out, live), from: bot };
      return pace.run(`threads ${channel}`, THREADS_PER_SECOND, () =>
        openThread(deps, bot, { channel, tenant, serviceUrl, activity, permit }),
      );
    },

    toChat: async (chatId, tenant, out, permit) =>
      send({ id: chatId, serviceUrl: await serviceUrlFor(tenant), tenantId: tenant }, out, permit),

    reply({ conversation, activityId }, out) {
      // An installation has no id to reply to.
      const isNamed = activityId !== '';
      const body = { ...whole(conversation, out), ...(isNamed && { replyToId: activityId }) };
      const path = `${activitiesOf(conversation)}${isNamed ? `/${encodeURIComponent(activityId)}` : ''}`;
      return attempt({ ...deps, pace: AT_ONCE }, { ...posting(conversation, body), path });
    },

    update: (ref, out) => change('PUT', ref, { ...whole(ref.conversation, out), id: ref.activityId }),
    remove: (ref) => change('DELETE', ref, undefined),
  };
}

/** One new message in a conversation. */
const posting = (conversation: Conversation, body: object): Omit<Call, 'path'> => ({
  isMessage: true,
  method: 'POST',
  serviceUrl: conversation.serviceUrl,
  body,
  read: (answer) => ({ conversation, activityId: sent.safeParse(answer).data?.id ?? '' }),
});

const AT_ONCE: Pace = { run: (_bucket, _perSecond, call) => call(), pause: async () => undefined };

const botAccount = (botId: string) => ({ id: `28:${botId}`, name: '' });

/** The service address that the tenant told last, for what has no conversation of its own yet. */
async function serviceUrlOf(
  { conversations, serviceHosts, firstServiceUrl }: MessengerDeps,
  tenant: TenantId,
): Promise<string> {
  const last = await conversations.lastServiceUrl(tenant);
  return last !== undefined && isAllowedService(last, serviceHosts) ? last : firstServiceUrl;
}

const activitiesOf = ({ id }: Conversation): string => `v3/conversations/${encodeURIComponent(id)}/activities`;

interface Call {
  readonly isMessage: boolean;
  readonly method: 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly serviceUrl: string;
  readonly body: object | undefined;
  readonly permit?: Permit | undefined;
  /** What the Connector's answer says was sent. */
  readonly read: (body: unknown) => MessageRef;
}

/** One paced call; what the Connector refuses becomes a Delivery or a Fault. */
async function attempt(
  { connector, pace, serviceHosts }: Pick<MessengerDeps, 'connector' | 'pace' | 'serviceHosts'>,
  { isMessage, method, path, serviceUrl, body, permit, read }: Call,
): Promise<Delivery> {
  // The stored address gets our token: it is checked again at every use, not only when it was stored.
  if (!isAllowedService(serviceUrl, serviceHosts)) throw new Error('a service address is not allowed');
  const answer = await pace.run(CONNECTOR_BUCKET, CONNECTOR_PER_SECOND, () =>
    connector.call(method, serviceUrl, path, body, permit),
  );
  if (answer.kind === 'done') return { kind: 'sent', ref: read(answer.body) };
  const refusal = readRefusal(answer, isMessage);
  if (refusal.kind !== 'fault') return { kind: refusal.kind };
  throw refusal.fault;
}

const CONVERSATIONS = 'v3/conversations';

/** Creates the chat empty: a create that carries a message gives no id back for it. Asking again gives the same chat. */
export async function openChat(
  deps: MessengerDeps,
  user: UserId,
  tenant: TenantId,
): Promise<Conversation | Exclude<Delivery, { kind: 'sent' }>> {
  const bot = botAccount(deps.botId);
  const serviceUrl = await serviceUrlOf(deps, tenant);
  const opened = await attempt(deps, {
    isMessage: false,
    method: 'POST',
    path: CONVERSATIONS,
    serviceUrl,
    body: { bot, isGroup: false, members: [{ id: user }], tenantId: tenant, channelData: { tenant: { id: tenant } } },
    read: (body) => ({ conversation: { id: idOf(body).id, serviceUrl, tenantId: tenant }, activityId: '' }),
  });
  return opened.kind === 'sent' ? opened.ref.conversation : opened;
}

const openThread = (
  deps: MessengerDeps,
  bot: object,
  thread: {
    readonly channel: string;
    readonly tenant: TenantId;
    readonly serviceUrl: string;
    readonly activity: object;
    readonly permit: Permit | undefined;
  },
): Promise<Delivery> => {
  const { channel, tenant, serviceUrl, activity, permit } = thread;
  return attempt(deps, {
    isMessage: true,
    method: 'POST',
    path: CONVERSATIONS,
    serviceUrl,
    body: {
      bot,
      isGroup: true,
      tenantId: tenant,
      activity,
      channelData: { channel: { id: channel }, tenant: { id: tenant } },
    },
    permit,
    read: (body) => {
      const { id, activityId } = idOf(body);
      // The thread's id carries its first message's, where the answer does not name it.
      const first = activityId ?? /;messageid=(\d+)$/.exec(id)?.[1] ?? '';
      return { conversation: { id, serviceUrl, tenantId: tenant }, activityId: first };
    },
  });
};

const sent = z.object({ id: z.string() });
const created = z.object({ id: z.string().min(1), activityId: z.string().optional() });

/** Taken, but nobody says which conversation it is: a new message would be a second one. */
function idOf(body: unknown): z.output<typeof created> {
  const read = created.safeParse(body).data;
  if (!read) throw new Fault('malformed', 'the Connector named no conversation');
  return read;
}
