import { post } from '../api.js';
import { drawCard } from '../card/cards.js';
import { markdown } from '../card/markdown.js';
import { appAvatar, avatar, h, icon, say, shortTimeOf, timeOf } from '../dom.js';
import { openDialog, openMessage } from './dialog.js';

/** Runs an action of the card as it is drawn here, whatever it has become elsewhere meanwhile, and shows what it opens. */
async function act(message, index, path, inputs, context) {
  const body = {
    messageId: message.id,
    action: path,
    inputs,
    oldClient: context.oldClient,
    card: message.cards[index],
  };
  const result = await post(`/people/${context.me.id}/click`, body);
  if (result.kind === 'dialog') openDialog(context.me.id, result.dialog, { oldClient: context.oldClient });
  const isInPlaceOfDialog = result.kind === 'message' && result.delivery.body?.task !== undefined;
  if (!isInPlaceOfDialog) return result;
  openMessage(context.state.app, result.text);
  return { kind: 'nothing' };
}

function bubble(message, isOwn) {
  if (!message.text) return undefined;
  if (!isOwn && message.textFormat !== 'plain') {
    return h('div', { class: 'bubble', test: 'text', html: markdown(message.text) });
  }
  const parts = message.text.split(/<at>(.*?)<\/at>/);
  const shown = parts.map((part, index) => (index % 2 === 1 ? h('span', { class: 'mention' }, part) : part));
  return h('div', { class: 'bubble', test: 'text' }, ...shown);
}

/** The label and the sources of a message that says it was written with AI. */
function provenance(message) {
  const root = message.entities.find((entity) => entity.type === 'https://schema.org/Message');
  if (!root) return [];
  const label = root.additionalType?.includes('AIGeneratedContent') && h('span', { class: 'label' }, 'AI generated');
  const sources = (root.citation ?? []).map((claim) =>
    h('li', { value: claim.position, title: claim.appearance?.abstract ?? '' }, claim.appearance?.name ?? ''),
  );
  return [label, sources.length > 0 && h('ol', { class: 'citations' }, ...sources)];
}

function feedbackButtons(message, context) {
  if (!message.channelData.feedbackLoop) return undefined;
  const button = (reaction, name, title) =>
    h(
      'button',
      {
        class: 'icon-button',
        type: 'button',
        'aria-label': title,
        onclick: async () => {
          const custom = message.channelData.feedbackLoop.type === 'custom';
          const body = { messageId: message.id, reaction, custom };
          const result = await post(`/people/${context.me.id}/feedback`, body);
          if (result.kind === 'dialog') openDialog(context.me.id, result.dialog, context);
          else say('Thank you for your feedback.');
        },
      },
      icon(name, 16),
    );
  return h('span', {}, button('like', 'up', 'This was helpful'), button('dislike', 'down', 'This was not helpful'));
}

/** One message. `follows` is the message before it, if that is by the same sender. */
export function drawMessage(message, context, follows) {
  const isOwn = message.from.kind === 'person' && message.from.id === context.me.id;
  const sender = message.from.kind === 'bot' ? context.state.app : message.from.name;
  const time = timeOf(message.createdAt);
  const edited = message.updatedAt ? ` · updated ${timeOf(message.updatedAt)}` : '';
  return h(
    'article',
    {
      class: `message${isOwn ? ' own' : ''}${follows ? ' follows' : ''}`,
      'aria-label': `${sender}, ${shortTimeOf(message.createdAt)}`,
      test: 'message',
      'data-message': message.id,
      'data-from': message.from.kind,
      'data-version': message.version,
    },
    message.from.kind === 'bot' ? appAvatar() : avatar(sender),
    h('div', { class: 'meta' }, isOwn ? '' : h('span', { class: 'sender' }, sender), ` ${time}${edited}`),
    h(
      'div',
      { class: 'body' },
      bubble(message, isOwn),
      ...message.files.map((file) => h('span', { class: 'file', test: 'file' }, icon('file'), file.name)),
      ...message.cards.map((card, index) =>
        drawCard(card, {
          oldClient: context.oldClient,
          act: (path, inputs) => act(message, index, path, inputs, context),
        }),
      ),
      ...provenance(message),
      feedbackButtons(message, context),
      message.undelivered && h('span', { class: 'note bad', test: 'undelivered' }, message.undelivered),
    ),
  );
}
