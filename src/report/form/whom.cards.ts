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
import { type Asked, NONE, type Question } from '../naming/question.ts';
import type { Phone } from '../notice.ts';
import { phoneFacts } from '../own-report/receipt.cards.ts';
import { BACK, MEANT, OWN_MEANT } from '../verbs.cards.ts';
import { ROLE_WORDING } from '../wording.ts';

const choicesOf = (asked: readonly Asked[], none: string) => [
  ...asked.map(({ name, role }, at) => ({ title: `${name}, ${ROLE_WORDING[role]}`, value: String(at) })),
  { title: none, value: NONE },
];

/** The words as they were typed are beside the question: several may have been. */
const saidOf = (asked: readonly Asked[]): string =>
  [...new Set(asked.flatMap(({ readings }) => readings.map(({ said }) => `“${said}”`)))].join(', ');

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

/** Every question, as far as there is something to ask about. People are chosen by their place in the list, never by an id. */
const questions = ({ typed, mentioned, asksAdult }: Question): readonly (Element | undefined)[] => [
  ...(asksAdult ? adultQuestion() : []),
  typed.length === 0
    ? undefined
    : input.choice(
        'typed',
        `You wrote ${saidOf(typed)}. Do you mean ${typed.length === 1 ? 'this person' : 'one of these, or several'}?`,
        {
          choices: choicesOf(typed, 'None of these'),
          expanded: true,
          many: true,
        },
      ),
  mentioned.length === 0
    ? undefined
    : input.choice(
        'mentioned',
        `You mention ${saidOf(mentioned)}. Is it about one of these, or about something that they did?`,
        {
          choices: choicesOf(mentioned, 'No: only mentioned, or someone else with that name'),
          expanded: true,
          many: true,
        },
      ),
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

/** In the form, after a name was typed or what happened was written. Going on without an answer is allowed, and shuts out. */
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
      ? 'The person it is about must not get it. If you are not sure, leave it empty and go on: then none of them gets it.'
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
