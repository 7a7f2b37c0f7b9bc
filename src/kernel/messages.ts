import type { TenantId, UserId } from './ids.ts';

/** A chat or channel thread as the Connector knows it. */
export interface Conversation {
  readonly id: string;
  readonly serviceUrl: string;
  readonly tenantId: TenantId;
}

/** One message that was sent, enough to update or remove it later. */
export interface MessageRef {
  readonly conversation: Conversation;
  readonly activityId: string;
}

/**
 * Asked at the last moment before a message leaves: whether the one who sends it still may. Where not, nothing leaves, and a Fault
 * that certainly did nothing is thrown.
 */
export type Permit = () => Promise<boolean>;

/** The result of a send, an update or a removal. Passing trouble is thrown as a Fault instead. */
export type Delivery =
  | { readonly kind: 'sent'; readonly ref: MessageRef }
  /** The app is not installed for this person: install, then try again. */
  | { readonly kind: 'not-installed' }
  /** The person blocked the bot, or an administrator did: nothing arrives until they act. */
  | { readonly kind: 'blocked' }
  /** The conversation or the message is no longer there. */
  | { readonly kind: 'gone' };

/** Where each person's own chat with the bot is. */
export interface ConversationStore {
  /** Called on every turn: the last service address wins. What is known already is written again only now and then. */
  remember(user: UserId, conversation: Conversation, at: Date): Promise<void>;
  find(user: UserId): Promise<Conversation | undefined>;
  /** The chat is gone (history removed, app uninstalled): the next message makes a new one. */
  forget(user: UserId, conversationId: string): Promise<void>;
  /** The service address heard of last for a tenant; needed to open a chat with someone we never heard from. */
  lastServiceUrl(tenant: TenantId): Promise<string | undefined>;
}

/** Turns taken from a budget shared by all instances, so that together they stay below a published limit. */
export interface Pace {
  /**
   * Makes one call of `bucket` when it may go out. Buckets and their rates are named by the adapter. When the call ended
   * is what tells by when it had arrived, and so how soon the service's window has room again.
   */
  run<T>(bucket: string, perSecond: number, call: () => Promise<T>): Promise<T>;
  /** The service asked for a pause: nobody may take from `bucket` before then. */
  pause(bucket: string, ms: number): Promise<void>;
}
