import type { GroupId, TenantId, UserId } from '../../kernel/ids.ts';
import type { Conversation, MessageRef } from '../../kernel/messages.ts';
import type { Typed } from '../../kernel/typed.ts';
import type { Card, Outgoing } from './card.ts';

/** Who is speaking: from the validated activity, never from a card. */
export interface Sender {
  readonly userId: UserId;
  readonly tenantId: TenantId;
  readonly name: string;
  /** `29:…`, needed to name a person in a card's refresh. */
  readonly mri: string;
}

/** Where they are speaking. */
export interface Place {
  readonly kind: 'personal' | 'group' | 'channel';
  readonly conversation: Conversation;
  readonly teamGroupId?: GroupId;
  readonly channelId?: string;
}

/** What every turn has. */
export interface Turn {
  readonly sender: Sender;
  readonly place: Place;
  readonly now: Date;
  /** Into the same conversation. */
  reply(out: Outgoing): Promise<MessageRef>;
  /** Into the person's own chat, wherever they spoke. */
  replyPrivately(out: Outgoing): Promise<'sent' | 'unreachable'>;
}

export interface MessageTurn extends Turn {
  /** Unread until the gate has heard it. */
  readonly text: Typed;
  readonly attachments: readonly Attachment[];
  /** What someone else said, and this message quotes or passes on; unread as well. */
  readonly quoted?: Typed;
}

/** Something that came with a message. We read what it says it is; nothing is fetched from here. */
export interface Attachment {
  readonly contentType: string;
  /** As its sender called it: words of theirs like any other. */
  readonly name: Typed | undefined;
  /** The letters after the last dot of its name, in small; '' without. */
  readonly ending: string;
  /** Where Teams put a file sent to a bot; unchecked. */
  readonly downloadUrl: string | undefined;
  /** Where the Connector keeps a pasted picture; unchecked. */
  readonly contentUrl: string | undefined;
}

/** What was sent with it comes beside the turn, through the shape that its handler named. */
export interface ActionTurn extends Turn {
  /** The message that carries the card. */
  readonly message: MessageRef | undefined;
  /** The client asked for a fresh view by itself; nobody clicked. */
  readonly isRefresh: boolean;
}

export interface DialogTurn extends Turn {
  readonly message: MessageRef | undefined;
}

/** With inputs and ids as they came, hostile until parsed. Only the report's own path takes them so. */
export type Raw<T> = T & { readonly data: unknown };

/** A card in a dialog of its own. */
export const dialog = (title: string, card: Card, size?: 'medium' | 'large'): DialogAnswer => ({
  ...{ kind: 'dialog', title, card },
  ...(size && { size }),
});

/** One plain sentence as the answer to a button, a form or a search. */
export const message = (text: string) => ({ kind: 'message', text }) as const;

/** Goes only to the person who acted. */
export type ActionAnswer =
  | { readonly kind: 'card'; readonly card: Card }
  | { readonly kind: 'message'; readonly text: string }
  | { readonly kind: 'refused'; readonly code: 400 | 403 | 404 | 409; readonly text: string };

export type DialogAnswer =
  | {
      readonly kind: 'dialog';
      readonly title: string;
      readonly card: Card;
      readonly size?: 'small' | 'medium' | 'large';
    }
  | { readonly kind: 'message'; readonly text: string }
  | { readonly kind: 'close' };

/** Words typed into a box of a card that finds what begins so. */
export interface TypeaheadTurn {
  readonly sender: Sender;
  readonly now: Date;
  /** As typed so far: compared with a list of ours, and nothing else is done with it. */
  readonly typed: string;
}

/** What the box offers; only one of these can be chosen in it. */
export type TypeaheadAnswer = readonly { readonly title: string; readonly value: string }[];

/** Words typed into the message extension, in whatever chat or channel someone is writing. */
export interface SearchTurn {
  readonly sender: Sender;
  readonly now: Date;
  /** As typed so far: hostile, and perhaps half a word. */
  readonly words: Typed;
}

/** Cards to choose from, each with the line shown in the list; or a sentence of our own. */
export type SearchAnswer =
  | {
      readonly kind: 'results';
      readonly results: readonly { readonly card: Card; readonly title: string; readonly text: string }[];
    }
  | { readonly kind: 'message'; readonly text: string };
