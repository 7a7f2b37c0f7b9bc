import { addMessage, findMessage, openChat } from '../conversations.ts';
import { install } from '../installs.ts';
import { at, isObject, type Json, objectAt, textAt } from '../json.ts';
import { findPerson, type Message, type Person, type World } from '../world.ts';
import { activityFrom, type Place } from './activity.ts';
import { cardFor, findAction, inputsIn } from './cards.ts';
import type { BotDoor, Delivery } from './delivery.ts';
import type { BotEvents } from './events.ts';
import { dueForRefresh } from './looking.ts';
import { type ClickResult, dialogFrom, readCardAnswer } from './results.ts';

export interface Where {
  channelId: string;
  /** The thread to reply in; a new one unless told. */
  threadId?: string;
  /** Without a mention the bot hears nothing in a channel; true unless told. */
  mention?: boolean;
}

export interface Upload {
  name: string;
  /** A media type; `image/…` arrives as a pasted picture, anything else as a file in the sender's OneDrive. */
  type: string;
}

export interface ClickOptions {
  /** A client that does not know Action.Execute takes its fallback. */
  oldClient?: boolean;
  /** The card that a dialog shows; without it the message's own. */
  card?: Json;
}

export type SayResult = Delivery & { messageId: string };

/** What a person can do with the bot in Teams. */
export interface PeopleActs {
  say(userId: string, text: string, where?: Where, uploads?: Upload[]): Promise<SayResult>;
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
  searchExtension(userId: string, commandId: string, query: string): Promise<Delivery>;
  installApp(userId: string): Promise<Delivery[]>;
}

export function createPeopleActs(parts: {
  world: World;
  door: BotDoor;
  events: BotEvents;
  url: () => string;
}): PeopleActs {
  const { world, door, events } = parts;
  const serviceUrl = () => `${parts.url()}/connector/`;

  const person = (userId: string): Person => {
    const found = findPerson(world, userId);
    if (!found) throw new Error(`There is nobody with the id ${userId}.`);
    return found;
  };

  const send = (from: Person, place: Place, own: { type: string } & Json) =>
    door.deliver(activityFrom(world, from, place, own, serviceUrl()));

  async function installApp(userId: string): Promise<Delivery[]> {
    const who = person(userId);
    const outcome = install(world, who);
    if (outcome === 'already-installed') return [];
    if (outcome !== 'installed') throw new Error(`${who.displayName} cannot get the app: ${outcome}.`);
    return events.appInstalled(who);
  }

  /** The message and where it stands; throws where this person does not see it. */
  function seen(userId: string, messageId: string): { message: Message; place: Place } {
    const places = [world.chatOf.get(userId), ...[...world.channels.keys()].map((id) => world.conversations.get(id))];
    for (const conversation of places) {
      const message = conversation && findMessage(conversation, messageId);
      if (conversation && message) return { message, place: { conversation, threadId: message.threadId } };
    }
    throw new Error(`There is no message ${messageId} in the chats and channels of this person.`);
  }

  async function invoke(who: Person, place: Place, name: string, value: Json, replyToId?: string) {
    const own = { type: 'invoke', name, value, ...(replyToId === undefined ? {} : { replyToId }) };
    return send(who, place, own);
  }

  async function execute(who: Person, messageId: string, action: Json, trigger: 'manual' | 'automatic') {
    const { message, place } = seen(who.id, messageId);
    // Two windows of one person may ask in the same moment; the second finds that it was just asked.
    message.views.set(who.id, { ...message.views.get(who.id), at: world.clock.now().getTime() });
    const delivery = await invoke(who, place, 'adaptiveCard/action', { action, trigger }, messageId);
    const result = readCardAnswer(delivery);
    if (result.kind === 'card') {
      message.views.set(who.id, { card: result.card, at: world.clock.now().getTime() });
      world.announce({ kind: 'message-updated', conversation: place.conversation, message, onlyFor: who.id });
    }
    return result;
  }

  /** Action.Submit: a dialog, a canned message, or a message that carries the data. */
  async function submit(who: Person, messageId: string, data: Json): Promise<ClickResult> {
    const { place } = seen(who.id, messageId);
    const teams = objectAt(data, 'msteams');
    if (teams.type === 'task/fetch') return fetchDialog(who.id, messageId, data);
    if (teams.type === 'imBack') return { kind: 'sent', delivery: await sayIn(who, place, String(teams.value ?? '')) };
    const isMessageBack = teams.type === 'messageBack';
    const shown = isMessageBack ? textAt(teams, 'displayText') : undefined;
    if (shown !== undefined) post(who, place, shown);
    const own: { type: string } & Json = {
      type: 'message',
      replyToId: messageId,
      value: isMessageBack ? (teams.value ?? {}) : data,
      ...(isMessageBack ? { text: textAt(teams, 'text') ?? '' } : {}),
      channelData: { source: { name: 'message' }, legacy: { replyToId: messageId } },
    };
    return { kind: 'sent', delivery: await send(who, place, own) };
  }

  async function fetchDialog(userId: string, messageId: string | undefined, data: Json): Promise<ClickResult> {
    const who = person(userId);
    const place = messageId === undefined ? { conversation: openChat(world, who.id) } : seen(who.id, messageId).place;
    const delivery = await invoke(who, place, 'task/fetch', { data, context: { theme: 'default' } }, messageId);
    return dialogFrom(delivery, messageId);
  }

  function post(who: Person, place: Place, text: string, activity: Json = { type: 'message', text }): Message {
    const id = String(world.nextNumber());
    const thread = place.conversation.type === 'channel' ? (place.threadId ?? id) : undefined;
    return addMessage(world, place.conversation, { id, from: who.id, activity, threadId: thread });
  }

  async function sayIn(
    who: Person,
    place: Place,
    text: string,
    uploads: Upload[] = [],
    mention = true,
  ): Promise<SayResult> {
    const isChannel = place.conversation.type === 'channel';
    const mentioned = isChannel && mention;
    const html = `<p>${mentioned ? `<at>${world.app.displayName}</at> ` : ''}${escapeHtml(text)}</p>`;
    const attachments = [...uploads.map(attachmentOf), { contentType: 'text/html', content: html }];
    const activity: { type: string } & Json = {
      type: 'message',
      textFormat: 'plain',
      text: mentioned ? `<at>${world.app.displayName}</at> ${text}` : text,
      attachments,
    };
    const message = post(who, place, text, activity);
    if (isChannel && !mentioned) return { status: 0, body: undefined, tookMs: 0, activity, messageId: message.id };
    const at = { type: 'mention', mentioned: { id: `28:${world.botId}`, name: world.app.displayName } };
    const here = isChannel ? { ...place, threadId: message.threadId } : place;
    const whole = activityFrom(world, who, here, { ...activity, id: message.id }, serviceUrl());
    if (mentioned)
      whole.entities = [{ ...at, text: `<at>${world.app.displayName}</at>` }, ...(whole.entities as Json[])];
    const delivery = await door.deliver(whole);
    if (delivery.status < 200 || delivery.status > 299) markUndelivered(message, place, delivery);
    return { ...delivery, messageId: message.id };
  }

  function markUndelivered(message: Message, place: Place, delivery: Delivery): void {
    message.undelivered =
      delivery.status === 0 ? 'Lanyard could not be reached.' : `Lanyard answered ${delivery.status}.`;
    world.announce({ kind: 'message-updated', conversation: place.conversation, message });
  }

  function attachmentOf(upload: Upload): Json {
    const id = String(world.nextNumber());
    const name = encodeURIComponent(upload.name);
    if (upload.type.startsWith('image/')) {
      return { contentType: upload.type, contentUrl: `${parts.url()}/files/${id}/${name}`, name: upload.name };
    }
    return {
      contentType: 'application/vnd.microsoft.teams.file.download.info',
      contentUrl: `${parts.url()}/onedrive/Documents/${name}`,
      name: upload.name,
      content: {
        downloadUrl: `${parts.url()}/files/${id}/${name}`,
        uniqueId: id,
        fileType: upload.name.split('.').at(-1) ?? '',
      },
    };
  }

  return {
    installApp,

    async say(userId, text, where, uploads) {
      const who = person(userId);
      if (!where) {
        // Writing to an app opens it first: Teams installs it for the person and tells the bot.
        if (!world.installations.has(who.id)) await installApp(who.id);
        return sayIn(who, { conversation: openChat(world, who.id) }, text, uploads);
      }
      const conversation = world.conversations.get(where.channelId);
      if (!conversation) throw new Error(`There is no channel ${where.channelId}.`);
      return sayIn(who, { conversation, threadId: where.threadId }, text, uploads, where.mention ?? true);
    },

    async click(userId, messageId, wanted, inputs = {}, options = {}) {
      const who = person(userId);
      const { message } = seen(who.id, messageId);
      const card = options.card ?? cardFor(message, who.id);
      if (!card) throw new Error('This message has no card.');
      const found = findAction(card, wanted);
      if (!found) throw new Error(`The card has no action "${wanted}".`);
      const action = options.oldClient && isObject(found.fallback) ? found.fallback : found;
      const values = action.associatedInputs === 'none' ? {} : { ...inputsIn(card), ...inputs };
      const data = { ...objectAt(action, 'data'), ...values };
      switch (action.type) {
        case 'Action.Execute': {
          const { fallback: _fallback, style: _style, ...plain } = action;
          return execute(who, messageId, { ...plain, data }, 'manual');
        }
        case 'Action.Submit':
          return submit(who, messageId, data);
        case 'Action.OpenUrl':
          return { kind: 'open-url', url: String(action.url) };
        default:
          return { kind: 'nothing' };
      }
    },

    async refresh(userId, messageId, trigger = 'manual') {
      const who = person(userId);
      const action = at(cardFor(seen(who.id, messageId).message, who.id), 'refresh', 'action');
      if (!isObject(action)) throw new Error('This card has no refresh.');
      return execute(who, messageId, action, trigger);
    },

    async look(userId, conversationId) {
      const who = person(userId);
      const conversation =
        conversationId === undefined ? world.chatOf.get(who.id) : world.conversations.get(conversationId);
      if (!conversation) return [];
      const due = dueForRefresh(world, conversation, who);
      return Promise.all(
        due.map((message) => {
          const action = at(cardFor(message, who.id), 'refresh', 'action');
          return execute(who, message.id, objectAt(action), 'automatic');
        }),
      );
    },

    fetchDialog,

    async submitDialog(userId, dialog, wanted, inputs = {}) {
      const who = person(userId);
      const card = dialog.card;
      const action = card && findAction(card, wanted);
      if (!card || !action) throw new Error(`The dialog has no action "${wanted}".`);
      const values = action.associatedInputs === 'none' ? {} : { ...inputsIn(card), ...inputs };
      const data = { ...objectAt(action, 'data'), ...values };
      const place =
        dialog.messageId === undefined
          ? { conversation: openChat(world, who.id) }
          : seen(who.id, dialog.messageId).place;
      const delivery = await invoke(
        who,
        place,
        'task/submit',
        { data, context: { theme: 'default' } },
        dialog.messageId,
      );
      return dialogFrom(delivery, dialog.messageId);
    },

    async feedback(userId, messageId, reaction, text = '') {
      const who = person(userId);
      const { place } = seen(who.id, messageId);
      const actionValue = { reaction, feedback: JSON.stringify({ feedbackText: text }) };
      return invoke(who, place, 'message/submitAction', { actionName: 'feedback', actionValue }, messageId);
    },

    async searchExtension(userId, commandId, query) {
      const who = person(userId);
      if (!world.installations.has(who.id)) await installApp(who.id);
      const value = {
        commandId,
        parameters: [{ name: 'query', value: query }],
        queryOptions: { skip: 0, count: 25 },
      };
      return invoke(who, { conversation: openChat(world, who.id) }, 'composeExtension/query', value);
    },
  };
}

const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\n', '<br>');
