import type { Json } from '../json.ts';
import { readersOf } from '../tenant/conversations.ts';
import type { Message, Person } from '../tenant/world.ts';
import type { Place } from './activity.ts';
import type { Actor } from './actor.ts';
import type { Delivery } from './delivery.ts';

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
  /** What a download gives; a line of text unless told. */
  content?: string | Uint8Array;
}

/** `status` is 0 where the bot was not reached, or was not meant to hear. */
export type SayResult = Delivery & { messageId: string };

/** Writes a message as a person, in their chat with the bot unless told where. */
export async function say(
  actor: Actor,
  person: Person,
  text: string,
  where?: Where,
  uploads?: Upload[],
): Promise<SayResult> {
  if (where) return sayIn(actor, person, channelPlace(actor, person, where), text, uploads, where.mention ?? true);
  // Writing to an app opens it first: Teams installs it for the person and tells the bot.
  if (!actor.world.installations.has(person.id)) await actor.installApp(person);
  return sayIn(actor, person, actor.chatPlace(person), text, uploads);
}

function channelPlace({ world }: Actor, person: Person, where: Where): Place {
  const conversation = world.conversations.get(where.channelId);
  if (!conversation || !readersOf(world, conversation).includes(person.id)) {
    throw new Error(`${person.displayName} sees no channel ${where.channelId}.`);
  }
  return { conversation, threadId: where.threadId };
}

/** Changes what was written before, as a person does in Teams: the bot gets the message again. */
export async function edit(actor: Actor, person: Person, messageId: string, text: string): Promise<Delivery> {
  const { message, place } = actor.seen(person, messageId);
  const changed = {
    text,
    textFormat: 'plain',
    attachments: [{ contentType: 'text/html', content: `<p>${escapeHtml(text)}</p>` }],
  };
  message.activity = { ...message.activity, ...changed };
  return actor.send(person, place, {
    type: 'messageUpdate',
    ...changed,
    id: messageId,
    channelData: { eventType: 'editMessage' },
  });
}

export async function sayIn(
  actor: Actor,
  person: Person,
  place: Place,
  text: string,
  uploads: Upload[] = [],
  mention = true,
): Promise<SayResult> {
  const { world } = actor;
  const isMention = place.conversation.type === 'channel' && mention;
  const named = isMention ? `<at>${world.app.displayName}</at> ` : '';
  const html = `<p>${named}${escapeHtml(text)}</p>`;
  const activity: { type: string } & Json = {
    type: 'message',
    textFormat: 'plain',
    text: `${named}${text}`,
    attachments: [...uploads.map((upload) => attachmentOf(actor, upload)), { contentType: 'text/html', content: html }],
  };
  const message = actor.post(person, place, activity);
  if (place.conversation.type === 'channel' && !mention) {
    return { status: 0, body: undefined, tookMs: 0, activity, messageId: message.id };
  }
  const here = { ...place, threadId: message.threadId };
  const whole = actor.make(person, here, { ...activity, id: message.id });
  if (isMention) whole.entities = [mentionOf(actor), ...(whole.entities as Json[])];
  const delivery = await actor.deliver(whole);
  if (delivery.status < 200 || delivery.status > 299) markUndelivered(actor, message, place, delivery);
  return { ...delivery, messageId: message.id };
}

/**
 * Puts a card that the person found with the message extension into a conversation. In a channel only people read it;
 * in the chat with the bot it is a message like any other.
 */
export async function share(actor: Actor, person: Person, attachment: Json, where?: Where): Promise<SayResult> {
  const place = where ? channelPlace(actor, person, where) : actor.chatPlace(person);
  const activity: { type: string } & Json = { type: 'message', text: '', attachments: [attachment] };
  const message = actor.post(person, place, activity);
  if (where) return { status: 0, body: undefined, tookMs: 0, activity, messageId: message.id };
  const delivery = await actor.send(person, place, { ...activity, id: message.id });
  return { ...delivery, messageId: message.id };
}

const mentionOf = ({ world }: Actor): Json => ({
  type: 'mention',
  mentioned: { id: `28:${world.botId}`, name: world.app.displayName },
  text: `<at>${world.app.displayName}</at>`,
});

function markUndelivered({ world }: Actor, message: Message, place: Place, delivery: Delivery): void {
  const app = world.app.displayName;
  message.undelivered =
    delivery.status === 0 ? `${app} could not be reached.` : `${app} answered ${delivery.status} to this.`;
  world.announce({ kind: 'message-updated', conversation: place.conversation, message });
}

/** Both point to where a download is counted: the product opens only what a policy owner sends as a file. */
function attachmentOf({ world, url }: Actor, upload: Upload): Json {
  const id = String(world.nextNumber());
  world.uploads.set(id, upload.content ?? 'A file from the sandbox.');
  const name = encodeURIComponent(upload.name);
  const downloadUrl = `${url()}/files/${id}/${name}`;
  if (upload.type.startsWith('image/')) return { contentType: upload.type, contentUrl: downloadUrl, name: upload.name };
  return {
    contentType: 'application/vnd.microsoft.teams.file.download.info',
    contentUrl: `${url()}/onedrive/Documents/${name}`,
    name: upload.name,
    content: { downloadUrl, uniqueId: id, fileType: upload.name.split('.').at(-1) ?? '' },
  };
}

const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\n', '<br>');
