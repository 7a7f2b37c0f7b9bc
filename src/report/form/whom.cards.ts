import { formatTime } from '../../kernel/time.ts';
import {
  actions,
  type Card,
  card,
  type Element,
  heading,
  section,
  submitDialog,
  text,
} from '../../platform/teams/card.ts';
import { input } from '../../platform/teams/input.ts';
import { mostOf } from '../fields/boxes.ts';
import { type Asked, NONE, type Question, UNSURE } from '../naming/question.ts';
import type { Phone } from '../notice.ts';
import { phoneFacts } from '../own-report/receipt.cards.ts';
import { BACK, MEANT, OWN_MEANT } from '../verbs.cards.ts';
import { ROLE_WORDING } from '../wording.ts';

/** The words as they were typed are beside the question: several may have been. */
const saidOf = (asked: readonly Asked[]): string =>
  [...new Set(asked.flatMap(({ readings }) => readings.map(({ said }) => `“${said}”`)))].join(', ');

const whoOf = ({ name, role }: Asked): string => `${name}, ${ROLE_WORDING[role]}`;

/** A question about one person names them once, and has three answers; of several each is one. People are chosen by their place in the list, never by an id. */
function choiceOf(
  id: 'typed' | 'mentioned',
  asked: readonly Asked[],
  { one, several, none }: { readonly one: (who: string) => string; readonly several: string; readonly none: string },
): Element | undefined {
  const [first, ...others] = asked;
  if (!first) return undefined;
  const isOne = others.length === 0;
  const people = asked.map((person, at) => ({ title: isOne ? 'Yes' : whoOf(person), value: String(at) }));
  return input.choice(id, isOne ? one(whoOf(first)) : several, {
    choices: [...people, { title: none, value: NONE }, { title: 'I’m not sure', value: UNSURE }],
    expanded: true,
    many: !isOne,
  });
}

/** Whether an adult of the school is in it, of whom nobody was picked. Who, is found as on the first page. */
const adultQuestion = (): readonly Element[] => [
  input.choice('adult', 'Could a member of staff, a governor or a volunteer be involved?', {
    choices: [
      { title: 'No', value: 'no' },
      { title: 'Yes', value: 'yes' },
      { title: 'I’m not sure', value: 'unsure' },
    ],
    expanded: true,
  }),
  text('They did it, they covered it up or ignored it, or the child is in their family.', { subtle: true }),
  input.people('adultPeople', 'If yes: who? Find them by name', { many: true }),
  input.text('adultName', 'Not on the list? Write their name, or leave it empty', { maxLength: mostOf('named') }),
];

/** Every question, as far as there is something to ask about. */
const questions = ({ typed, mentioned, asksAdult }: Question): readonly (Element | undefined)[] => [
  ...(asksAdult ? adultQuestion() : []),
  choiceOf('typed', typed, {
    one: (who) => `You wrote ${saidOf(typed)}. Do you mean ${who}?`,
    several: `You wrote ${saidOf(typed)}. Do you mean one of these, or several?`,
    none: 'No, someone else',
  }),
  choiceOf('mentioned', mentioned, {
    one: (who) => `You mention ${saidOf(mentioned)}. Is it about ${who}, or something that they did?`,
    several: `You mention ${saidOf(mentioned)}. Is it about one of these, or something that they did?`,
    none: 'No: only mentioned, or someone else with that name',
  }),
];

/** Whether there is someone to ask about by name. */
const hasPeople = ({ typed, mentioned }: Question): boolean => typed.length + mentioned.length > 0;

/** Everyone who could open it may be meant: who to phone instead. */
const outside = (phones: readonly Phone[]): Element =>
  section(
    { style: 'attention' },
    text(
      'As things stand, nobody at the school can open it. It is saved when you send it. In danger now: phone 999. Please say who you mean, or phone someone outside:',
      { bold: true },
    ),
    phoneFacts(phones),
  );

/** A page of the form, with that before all else. */
export const withOutside = (whole: Card, phones: readonly Phone[]): Card => ({
  ...whole,
  body: [outside(phones), ...whole.body],
});

/** In the form, after a name was typed or what happened was written. Going on without an answer is allowed, and opens nothing. */
export const whomCard = (
  draft: string,
  question: Question,
  after: 'facts' | 'send',
  phones: readonly Phone[] = [],
): Card =>
  card(
    hasPeople(question)
      ? heading('Do you mean someone who might get this?')
      : heading('Could a colleague be involved?'),
    hasPeople(question)
      ? 'The person it is about must not get it. If you are not sure about someone named here, say so: then they don’t get it.'
      : 'Someone it is about must not get it. If you are not sure, say so: then the people who get it ring you first.',
    phones.length === 0 ? undefined : outside(phones),
    ...questions(question),
    actions([
      submitDialog('Next', MEANT, { draft, key: question.key, after }, { primary: true }),
      submitDialog('Back', BACK, { draft, to: after === 'facts' ? 'named' : 'facts' }),
    ]),
  );

/** Of a report that is saved: on the last page, and on the page of one's own report. */
export const whomAsked = (concern: string, question: Question, waitsUntil?: Date): readonly (Element | undefined)[] => [
  section(
    { style: 'warning' },
    heading('One question decides who gets it', { small: true }),
    text(
      hasPeople(question)
        ? waitsUntil === undefined
          ? 'Until you answer, none of these people gets it. It is with someone who cannot be anyone you wrote about.'
          : `I will wait for your answer until ${formatTime(waitsUntil)}. Then it goes to someone who cannot be anyone you wrote about.`
        : waitsUntil === undefined
          ? 'Until you answer, the people who have it are told that you were not sure, and to ring you first.'
          : `I will wait for your answer until ${formatTime(waitsUntil)}. Then the people who have it are told that you were not sure, and to ring you first.`,
    ),
  ),
  ...questions(question),
  actions([submitDialog('Answer', OWN_MEANT, { concern, key: question.key })]),
];
