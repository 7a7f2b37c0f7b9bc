import { type Card, heading } from '../card.ts';
import type { LiveButtons } from '../live-buttons.ts';
import type { ActionAnswer, DialogAnswer, SearchAnswer, TypeaheadAnswer } from '../turn.ts';

/** What Teams wants as the answer to an invoke. Source: Microsoft Learn, universal actions; dialogs; message extensions. */

/** Our own invoke answer: the library's would publish one person's card to everyone (seen in teams-ai 1.7.4). */
export function actionBody(outcome: ActionAnswer, live: LiveButtons): object {
  switch (outcome.kind) {
    case 'card':
      return { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: live(outcome.card) };
    case 'message':
      return { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: outcome.text };
    case 'refused':
      return {
        statusCode: outcome.code,
        type: 'application/vnd.microsoft.error',
        value: { code: String(outcome.code), message: outcome.text },
      };
    default:
      return outcome satisfies never;
  }
}

export function dialogBody(outcome: DialogAnswer, live: LiveButtons): object {
  switch (outcome.kind) {
    case 'dialog': {
      const { title, card, size = 'medium' } = outcome;
      return {
        task: {
          type: 'continue',
          value: { title, width: size, height: size, card: attachment(live(beneath(title, card))) },
        },
      };
    }
    case 'message':
      return { task: { type: 'message', value: outcome.text } };
    case 'close':
      return {};
    default:
      return outcome satisfies never;
  }
}

/** A card that is also sent by itself begins with what the dialog has as its title: there it would stand twice. */
function beneath(title: string, card: Card): Card {
  const [first, ...others] = card.body;
  const isTitle = first?.type === 'TextBlock' && first.style === 'heading' && first.text === heading(title).text;
  return isTitle && others.length > 0 ? { ...card, body: others } : card;
}

/** Source: Microsoft Learn, "Typeahead search in Adaptive Cards". */
export const typeaheadBody = (found: TypeaheadAnswer): object => ({
  statusCode: 200,
  type: 'application/vnd.microsoft.search.searchResponse',
  value: { results: found.map(({ title, value }) => ({ title, value })) },
});

export function searchBody(outcome: SearchAnswer, live: LiveButtons): object {
  if (outcome.kind === 'message') return { composeExtension: { type: 'message', text: outcome.text } };
  const attachments = outcome.results.map(({ card, title, text }) => ({
    ...attachment(live(card)),
    preview: { contentType: 'application/vnd.microsoft.card.thumbnail', content: { title, text } },
  }));
  return { composeExtension: { type: 'result', attachmentLayout: 'list', attachments } };
}

const attachment = (content: Card): object => ({ contentType: 'application/vnd.microsoft.card.adaptive', content });
