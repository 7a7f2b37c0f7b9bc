import type { TeamsAdapter } from '@microsoft/teams-ai';
import { type Activity, CardFactory, type ConversationReference, type TurnContext } from 'botbuilder';
import type { TenantId, UserId } from '../core/ids.ts';
import type { Conversation, ConversationStore, Delivery, MessageRef, Pace } from '../core/messages.ts';
import { DAY_MS } from '../core/time.ts';
import type { Outgoing } from './card.ts';
import { readRefusal } from './connector-errors.ts';
import { isAllowedService } from './inbound.ts';

/**
 * Messages that nobody asked for a moment ago. Every method answers with what became of it, and throws a Fault for
 * trouble that passes; after a Fault the message may or may not have arrived, because the Connector has no idempotency key.
 */
export interface Messenger {
  /** Into the person's own chat, opening it where there is none or the last one was deleted. */
  toPerson(user: UserId, tenant: TenantId, out: Outgoing): Promise<Delivery>;
  /** A new thread in a channel. */
  toChannel(channelId: string, tenant: TenantId, out: Outgoing): Promise<Delivery>;
  toChat(chatId: string, tenant: TenantId, out: Outgoing): Promise<Delivery>;
  update(ref: MessageRef, out: Outgoing): Promise<Delivery>;
  remove(ref: MessageRef): Promise<Delivery>;
}

interface MessengerParts {
  readonly adapter: TeamsAdapter;
  readonly botId: string;
  readonly conversations: ConversationStore;
  readonly pace: Pace;
  readonly serviceHosts: readonly string[];
  /** Used only until the service has told us an address of its own. */
  readonly firstServiceUrl: string;
}

/** All Connector calls of an app in one tenant count towards this. Source: Microsoft Learn, rate limiting for bots, 10 August 2026. */
export const CONNECTOR_BUCKET = 'connector';
export const CONNECTOR_PER_SECOND = 50;

export function createMessenger(parts: MessengerParts): Messenger {
  const { adapter, botId, conversations, pace, serviceHosts, firstServiceUrl } = parts;

  /** One paced call; what the Connector refuses becomes a Delivery or a Fault. */
  async function attempt(call: () => Promise<MessageRef>): Promise<Delivery> {
    try {
      return { kind: 'sent', ref: await pace.run(CONNECTOR_BUCKET, CONNECTOR_PER_SECOND, call) };
    } catch (error) {
      const refusal = readRefusal(error);
      if (refusal.kind !== 'fault') return { kind: refusal.kind };
      throw refusal.fault;
    }
  }

  function within<T>(conversation: Conversation, work: (context: TurnContext) => Promise<T>): Promise<T> {
    // The stored address gets our token: it is checked again at every use, not only when it was stored.
    if (!isAllowedService(conversation.serviceUrl, serviceHosts))
      throw new Error('a stored service address is not allowed');
    const reference: Partial<ConversationReference> = {
      bot: { id: `28:${botId}`, name: '' },
      channelId: 'msteams',
      serviceUrl: conversation.serviceUrl,
      // Nothing is said about what we did not keep: a Connector may refuse an empty type.
      conversation: { id: conversation.id, tenantId: conversation.tenantId } as never,
    };
    return collect((logic) => adapter.continueConversationAsync(botId, reference, logic), work);
  }

  const send = (conversation: Conversation, out: Outgoing): Promise<Delivery> =>
    attempt(async () => {
      const sent = await within(conversation, (context) => context.sendActivity(toActivity(out)));
      return { conversation, activityId: sent?.id ?? '' };
    });

  const serviceUrlFor = async (tenant: TenantId): Promise<string> =>
    (await conversations.lastServiceUrl(tenant)) ?? firstServiceUrl;

  /** Creates the chat empty: a create that carries a message gives no id back for it. Asking again gives the same chat. */
  async function openChat(user: UserId, tenant: TenantId): Promise<Conversation | Delivery> {
    const serviceUrl = await serviceUrlFor(tenant);
    const opened = await attempt(async () => {
      const id = await create(serviceUrl, {
        isGroup: false,
        members: [{ id: user }],
        tenantId: tenant,
        channelData: { tenant: { id: tenant } },
      });
      return { conversation: { id, serviceUrl, tenantId: tenant }, activityId: '' };
    });
    return opened.kind === 'sent' ? opened.ref.conversation : opened;
  }

  function create(serviceUrl: string, parameters: object): Promise<string> {
    if (!isAllowedService(serviceUrl, serviceHosts)) throw new Error('a stored service address is not allowed');
    const whole = { bot: { id: `28:${botId}`, name: '' }, topicName: '', ...parameters } as never;
    return collect(
      // The SDK's types want an audience; null is its own public-cloud default.
      (logic) => adapter.createConversationAsync(botId, 'msteams', serviceUrl, null as never, whole, logic),
      async (context) => context.activity.conversation.id,
    );
  }

  return {
    async toPerson(user, tenant, out) {
      const known = await conversations.find(user);
      if (known) {
        const delivery = await send(known, out);
        if (delivery.kind !== 'gone') return delivery;
        // The person removed the chat: that ends the conversation for ever, so a new one is opened.
        await conversations.forget(user, known.id);
      }
      const opened = await openChat(user, tenant);
      if ('kind' in opened) return opened;
      // Not `now`: a chat that we opened ourselves must not outrank the address a person's own message brings.
      await conversations.remember(user, opened, new Date(DAY_MS));
      return send(opened, out);
    },

    async toChannel(channelId, tenant, out) {
      const serviceUrl = await serviceUrlFor(tenant);
      return attempt(async () => {
        const id = await create(serviceUrl, {
          isGroup: true,
          tenantId: tenant,
          channelData: { channel: { id: channelId }, tenant: { id: tenant } },
          activity: toActivity(out),
        });
        // The SDK drops the new message's id; the thread's id carries it.
        const activityId = /;messageid=(\d+)$/.exec(id)?.[1] ?? '';
        return { conversation: { id, serviceUrl, tenantId: tenant }, activityId };
      });
    },

    toChat: async (chatId, tenant, out) =>
      send({ id: chatId, serviceUrl: await serviceUrlFor(tenant), tenantId: tenant }, out),

    update: (ref, out) =>
      attempt(async () => {
        await within(ref.conversation, (context) => context.updateActivity({ ...toActivity(out), id: ref.activityId }));
        return ref;
      }),

    remove: (ref) =>
      attempt(async () => {
        await within(ref.conversation, (context) => context.deleteActivity(ref.activityId));
        return ref;
      }),
  };
}

/** A messenger that puts the app in place for somebody who never used it, and tries once more. */
export const installingFirst = (messenger: Messenger, install: (user: UserId) => Promise<string>): Messenger => ({
  ...messenger,
  async toPerson(user, tenant, out) {
    const delivery = await messenger.toPerson(user, tenant, out);
    if (delivery.kind !== 'not-installed') return delivery;
    const result = await install(user);
    return result === 'installed' || result === 'already' ? messenger.toPerson(user, tenant, out) : delivery;
  },
});

/** The message as the SDK wants it. `summary` is what a notification or a lock screen shows. */
export function toActivity(out: Outgoing): Partial<Activity> {
  if ('text' in out) return { type: 'message', text: out.text, textFormat: 'plain' };
  return { type: 'message', summary: out.summary, attachments: [CardFactory.adaptiveCard(out.card)] };
}

/** The SDK runs a callback and forgets its result; this brings it out. */
async function collect<T>(
  run: (logic: (context: TurnContext) => Promise<void>) => Promise<unknown>,
  work: (context: TurnContext) => Promise<T>,
): Promise<T> {
  let result: { value: T } | undefined;
  await run(async (context) => {
    result = { value: await work(context) };
  });
  if (!result) throw new Error('the SDK did not run the turn');
  return result.value;
}
