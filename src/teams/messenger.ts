import { setTimeout as pause } from 'node:timers/promises';
import { type Activity, CardFactory } from 'botbuilder';
import { z } from 'zod/v4';
import { Fault } from '../core/fault.ts';
import type { TenantId, UserId } from '../core/ids.ts';
import type { Conversation, ConversationStore, Delivery, MessageRef, Pace } from '../core/messages.ts';
import { within } from '../core/within.ts';
import { type Outgoing, text } from './card.ts';
import type { Connector } from './connector.ts';
import { readRefusal } from './connector-errors.ts';
import { isAllowedService } from './inbound.ts';

/**
 * Messages that nobody asked for a moment ago. Every method answers with what became of it, and throws a Fault for
 * trouble that passes; its `mayBeDone` tells whether the message may have arrived, because the Connector has no
 * idempotency key.
 */
export interface Messages {
  /** Into the person's own chat, opening it where there is none or the last one was deleted. */
  toPerson(user: UserId, tenant: TenantId, out: Outgoing): Promise<Delivery>;
  /** A new thread in a channel. */
  toChannel(channelId: string, tenant: TenantId, out: Outgoing): Promise<Delivery>;
  toChat(chatId: string, tenant: TenantId, out: Outgoing): Promise<Delivery>;
  update(ref: MessageRef, out: Outgoing): Promise<Delivery>;
  remove(ref: MessageRef): Promise<Delivery>;
}

/** Passing trouble is tried again a few times; what may have arrived before says so. */
export interface Messenger extends Messages {
  /** Each message is sent at most once a call: for whoever keeps what is due, tries again in turn and names a repeat. */
  readonly once: Messages;
}

interface MessengerParts {
  readonly connector: Connector;
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
/**
 * New threads of one channel: 8 in 2 seconds, from the same source. More than its 60 in 30 seconds come only in a flood,
 * where each that is refused is told when to come back.
 */
const THREADS_PER_SECOND = 4;

/** A chat that we opened ourselves must not outrank the address that a person's own message brings. */
const BEFORE_ANY_TURN = new Date(0);

const sent = z.object({ id: z.string() });
const created = z.object({ id: z.string().min(1), activityId: z.string().optional() });

export function createMessenger(parts: MessengerParts): Messenger {
  const { connector, botId, conversations, pace, serviceHosts, firstServiceUrl } = parts;
  const bot = { id: `28:${botId}`, name: '' };

  /** One paced call; what the Connector refuses becomes a Delivery or a Fault. */
  async function attempt(
    what: { readonly isMessage: boolean; readonly method: 'POST' | 'PUT' | 'DELETE'; readonly path: string },
    serviceUrl: string,
    body: object | undefined,
    read: (body: unknown) => MessageRef,
  ): Promise<Delivery> {
    // The stored address gets our token: it is checked again at every use, not only when it was stored.
    if (!isAllowed(serviceUrl)) throw new Error('a service address is not allowed');
    const answer = await pace.run(CONNECTOR_BUCKET, CONNECTOR_PER_SECOND, () =>
      connector.call(what.method, serviceUrl, what.path, body),
    );
    if (answer.kind === 'done') return { kind: 'sent', ref: read(answer.body) };
    const refusal = readRefusal(answer, what.isMessage);
    if (refusal.kind !== 'fault') return { kind: refusal.kind };
    throw refusal.fault;
  }

  const activitiesOf = ({ id }: Conversation): string => `v3/conversations/${encodeURIComponent(id)}/activities`;
  const whole = (conversation: Conversation, out: Outgoing) => ({
    ...toActivity(out),
    channelId: 'msteams',
    serviceUrl: conversation.serviceUrl,
    from: bot,
    conversation: { id: conversation.id, tenantId: conversation.tenantId },
  });

  const send = (conversation: Conversation, out: Outgoing): Promise<Delivery> =>
    attempt(
      { isMessage: true, method: 'POST', path: activitiesOf(conversation) },
      conversation.serviceUrl,
      whole(conversation, out),
      (body) => ({ conversation, activityId: sent.safeParse(body).data?.id ?? '' }),
    );

  const isAllowed = (serviceUrl: string): boolean => isAllowedService(serviceUrl, serviceHosts);
  const serviceUrlFor = async (tenant: TenantId): Promise<string> => {
    const last = await conversations.lastServiceUrl(tenant);
    return last !== undefined && isAllowed(last) ? last : firstServiceUrl;
  };

  /** Creates the chat empty: a create that carries a message gives no id back for it. Asking again gives the same chat. */
  async function openChat(user: UserId, tenant: TenantId): Promise<Conversation | Delivery> {
    const serviceUrl = await serviceUrlFor(tenant);
    const opened = await attempt(
      { isMessage: false, method: 'POST', path: 'v3/conversations' },
      serviceUrl,
      { bot, isGroup: false, members: [{ id: user }], tenantId: tenant, channelData: { tenant: { id: tenant } } },
      (body) => ({ conversation: { id: idOf(body).id, serviceUrl, tenantId: tenant }, activityId: '' }),
    );
    return opened.kind === 'sent' ? opened.ref.conversation : opened;
  }

  const once: Messages = {
    async toPerson(user, tenant, out) {
      const known = await conversations.find(user);
      // A chat at an address that is no longer allowed is opened anew at one that is.
      if (known && isAllowed(known.serviceUrl)) {
        const delivery = await send(known, out);
        if (delivery.kind !== 'gone') return delivery;
        // The person removed the chat: that ends the conversation for ever, so a new one is opened.
        await conversations.forget(user, known.id);
      }
      const opened = await openChat(user, tenant);
      if ('kind' in opened) return opened;
      await conversations.remember(user, opened, BEFORE_ANY_TURN);
      return send(opened, out);
    },

    async toChannel(channelId, tenant, out) {
      const serviceUrl = await serviceUrlFor(tenant);
      return pace.run(`threads ${channelId}`, THREADS_PER_SECOND, () =>
        attempt(
          { isMessage: true, method: 'POST', path: 'v3/conversations' },
          serviceUrl,
          {
            bot,
            isGroup: true,
            tenantId: tenant,
            channelData: { channel: { id: channelId }, tenant: { id: tenant } },
            activity: { ...toActivity(out), from: bot },
          },
          (body) => {
            const { id, activityId } = idOf(body);
            // The thread's id carries its first message's, where the answer does not name it.
            const first = activityId ?? /;messageid=(\d+)$/.exec(id)?.[1] ?? '';
            return { conversation: { id, serviceUrl, tenantId: tenant }, activityId: first };
          },
        ),
      );
    },

    toChat: async (chatId, tenant, out) =>
      send({ id: chatId, serviceUrl: await serviceUrlFor(tenant), tenantId: tenant }, out),

    // A card at an address that is no longer allowed cannot be reached any more, as if it were deleted.
    update: async (ref, out) => {
      if (!isAllowed(ref.conversation.serviceUrl)) return { kind: 'gone' };
      return attempt(
        { isMessage: false, method: 'PUT', path: pathOf(ref) },
        ref.conversation.serviceUrl,
        { ...whole(ref.conversation, out), id: ref.activityId },
        () => ref,
      );
    },

    remove: async (ref) => {
      if (!isAllowed(ref.conversation.serviceUrl)) return { kind: 'gone' };
      return attempt(
        { isMessage: false, method: 'DELETE', path: pathOf(ref) },
        ref.conversation.serviceUrl,
        undefined,
        () => ref,
      );
    },
  };
  const pathOf = ({ conversation, activityId }: MessageRef): string =>
    `${activitiesOf(conversation)}/${encodeURIComponent(activityId)}`;

  return {
    once,
    toPerson: (user, tenant, out) => patiently((again) => once.toPerson(user, tenant, again ? repeated(out) : out)),
    toChannel: (channel, tenant, out) =>
      patiently((again) => once.toChannel(channel, tenant, again ? repeated(out) : out)),
    toChat: (chat, tenant, out) => patiently((again) => once.toChat(chat, tenant, again ? repeated(out) : out)),
    // The same message is drawn, or is gone, however often.
    update: (...message) => patiently(() => once.update(...message)),
    remove: (...message) => patiently(() => once.remove(...message)),
  };
}

/** Taken, but nobody says which conversation it is: a new message would be a second one. */
function idOf(body: unknown): z.output<typeof created> {
  const read = created.safeParse(body).data;
  if (!read) throw new Fault('malformed', 'the Connector named no conversation');
  return read;
}

/** Before each further try; a Connector that asks for longer is not waited for. */
const PAUSES_MS = [1_000, 2_000, 4_000];
const LONGEST_WAITED_MS = 10_000;

async function patiently(send: (again: boolean) => Promise<Delivery>): Promise<Delivery> {
  let again = false;
  for (const ms of PAUSES_MS) {
    try {
      return await send(again);
    } catch (error) {
      if (!(error instanceof Fault) || !error.isPassing || (error.retryAfterMs ?? 0) > LONGEST_WAITED_MS) throw error;
      again ||= error.mayBeDone;
      await pause(Math.max(ms, error.retryAfterMs ?? 0));
    }
  }
  return send(again);
}

const AGAIN = 'You may have this message twice, because Teams did not say whether the first arrived.';

/** The same message once more, after nobody could say whether it arrived. */
export const repeated = (out: Outgoing): Outgoing =>
  'text' in out
    ? { text: `${out.text}\n\n${AGAIN}` }
    : { ...out, card: { ...out.card, body: [...out.card.body, text(AGAIN, { small: true, subtle: true })] } };

/**
 * Putting the app in place shares its limit with campaigns, and waits while Graph has asked for a pause. Whoever waits for
 * longer than this tries again later, and holds up no other message meanwhile.
 */
const INSTALL_MS = 8_000;
const putOff = () => new Fault('unavailable', 'the app could not be put in place in time', { mayBeDone: false });

/** A messenger that puts the app in place for somebody who never used it, and tries once more. */
export function installingFirst(
  messenger: Messenger,
  install: (user: UserId) => Promise<string>,
  longestMs = INSTALL_MS,
): Messenger {
  const installing = (messages: Messages): Messages => ({
    ...messages,
    async toPerson(user, tenant, out) {
      const delivery = await messages.toPerson(user, tenant, out);
      if (delivery.kind !== 'not-installed') return delivery;
      const result = await within(longestMs, () => install(user), putOff);
      return result === 'installed' || result === 'already' ? messages.toPerson(user, tenant, out) : delivery;
    },
  });
  return { ...installing(messenger), once: installing(messenger.once) };
}

/** The message as the SDK wants it. `summary` is what a notification or a lock screen shows. */
export function toActivity(out: Outgoing): Partial<Activity> {
  if ('text' in out) return { type: 'message', text: out.text, textFormat: 'plain' };
  return { type: 'message', summary: out.summary, attachments: [CardFactory.adaptiveCard(out.card)] };
}
