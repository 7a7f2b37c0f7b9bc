import type { Json } from '../json.ts';
import type { Actor } from './actor.ts';
import { type ClickOptions, click, look, refresh } from './card-acts.ts';
import type { Delivery } from './delivery.ts';
import { fetchDialog, submitDialog } from './dialogs.ts';
import { type ClickResult, dialogFrom } from './results.ts';
import { edit, type SayResult, say, share, type Upload, type Where } from './speaking.ts';

/** What a person can do with the bot in Teams. People are named by Entra id, `29:` id or user principal name. */
export interface PeopleActs {
  installApp(userId: string): Promise<Delivery[]>;
  say(userId: string, text: string, where?: Where, uploads?: Upload[]): Promise<SayResult>;
  /** Changes a message of theirs. */
  edit(userId: string, messageId: string, text: string): Promise<Delivery>;
  /** `action` is a path in the card (`body.2.actions.0`), a title, an id or a verb. */
  click(userId: string, messageId: string, action: string, inputs?: Json, options?: ClickOptions): Promise<ClickResult>;
  refresh(userId: string, messageId: string, trigger?: 'manual' | 'automatic'): Promise<ClickResult>;
  /** Opens a chat or channel, as on the screen: cards that are due are refreshed. The chat with the bot unless told. */
  look(userId: string, conversationId?: string): Promise<ClickResult[]>;
  fetchDialog(userId: string, messageId: string | undefined, data: Json): Promise<ClickResult>;
  submitDialog(
    userId: string,
    dialog: { card?: Json; messageId?: string },
    action: string,
    inputs?: Json,
  ): Promise<ClickResult>;
  feedback(userId: string, messageId: string, reaction: 'like' | 'dislike', text?: string): Promise<Delivery>;
  /** Custom feedback asks for a dialog (`message/fetchTask`). */
  feedbackDialog(userId: string, messageId: string, reaction: 'like' | 'dislike'): Promise<ClickResult>;
  searchExtension(userId: string, commandId: string, query: string): Promise<Delivery>;
  /** What a box of a card offers for what is typed in it. */
  lookUp(userId: string, dataset: string, typed: string): Promise<Delivery>;
  /** Puts a result of the message extension into a conversation; the chat with the bot unless told. */
  share(userId: string, attachment: Json, where?: Where): Promise<SayResult>;
}

export function createPeopleActs(actor: Actor): PeopleActs {
  const { person } = actor;
  return {
    installApp: async (userId) => actor.installApp(person(userId)),
    say: async (userId, text, where, uploads) => say(actor, person(userId), text, where, uploads),
    edit: async (userId, messageId, text) => edit(actor, person(userId), messageId, text),
    click: async (userId, messageId, action, inputs, options) =>
      click(actor, person(userId), { messageId, action }, inputs, options),
    refresh: async (userId, messageId, trigger = 'manual') => refresh(actor, person(userId), messageId, trigger),
    look: async (userId, conversationId) => look(actor, person(userId), conversationId),
    fetchDialog: async (userId, messageId, data) => fetchDialog(actor, person(userId), messageId, data),
    submitDialog: async (userId, dialog, action, inputs = {}) =>
      submitDialog(actor, person(userId), dialog, action, inputs),

    async feedback(userId, messageId, reaction, text = '') {
      const who = person(userId);
      const actionValue = { reaction, feedback: JSON.stringify({ feedbackText: text }) };
      const { place } = actor.seen(who, messageId);
      return actor.invoke(who, place, 'message/submitAction', { actionName: 'feedback', actionValue }, messageId);
    },

    async feedbackDialog(userId, messageId, reaction) {
      const who = person(userId);
      const { place } = actor.seen(who, messageId);
      const value = { data: { actionName: 'feedback', actionValue: { reaction } } };
      return dialogFrom(await actor.invoke(who, place, 'message/fetchTask', value, messageId), messageId);
    },

    share: async (userId, attachment, where) => share(actor, person(userId), attachment, where),

    async lookUp(userId, dataset, typed) {
      const who = person(userId);
      const value = { kind: 'search', queryText: typed, queryOptions: { skip: 0, top: 15 }, dataset };
      return actor.invoke(who, actor.chatPlace(who), 'application/search', value);
    },

    async searchExtension(userId, commandId, query) {
      const who = person(userId);
      if (!actor.world.installations.has(who.id)) await actor.installApp(who);
      const parameters = [{ name: 'query', value: query }];
      const value = { commandId, parameters, queryOptions: { skip: 0, count: 25 } };
      return actor.invoke(who, actor.chatPlace(who), 'composeExtension/query', value);
    },
  };
}
