import type { Card, Element } from '../../platform/teams/card.ts';
import { sentFields } from '../../platform/teams/sent-fields.ts';
import type { DialogAnswer } from '../../platform/teams/turn.ts';
import type { Picked } from './picked.ts';

/**
 * A form with what was typed into it: one that is refused must not cost anyone the words that they wrote.
 * @param data what came with it: hostile, and of nobody but the person who sent it
 * @param picked the people picked in it, by name: a picker shows only those whose names it was given
 */
export function filledIn(form: Card, data: unknown, picked: readonly Picked[] = []): Card {
  const typed = sentFields(data);
  const people = picked.map(({ id, name }) => ({ title: name, value: id }));
  const filled = (element: Element): Element => {
    const { id, type } = element;
    if (typeof id !== 'string' || typeof type !== 'string' || !type.startsWith('Input.')) return element;
    if ('choices.data' in element)
      return people.length === 0
        ? element
        : { ...element, choices: people, value: people.map(({ value }) => value).join(',') };
    const value = typed[id];
    return typeof value === 'string' && value !== '' ? { ...element, value } : element;
  };
  return { ...form, body: form.body.map(filled) };
}

/** The same for an answer, which may be a refusal without a form. */
export const answerFilledIn = (answer: DialogAnswer, data: unknown): DialogAnswer =>
  answer.kind === 'dialog' ? { ...answer, card: filledIn(answer.card, data) } : answer;
