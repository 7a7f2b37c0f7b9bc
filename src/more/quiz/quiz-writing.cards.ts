import { type BoundQuiz, FEWEST_QUESTIONS } from '../../acknowledge/campaign/campaign.ts';
import {
  actions,
  type Card,
  card,
  type Element,
  plain,
  section,
  submitDialog,
  text,
} from '../../platform/teams/card.ts';
import { EDIT_QUIZ } from '../../platform/teams/dialogs.ts';
import { input } from '../../platform/teams/input.ts';
import { MOST, MOST_ANSWERS, type WrittenQuestion } from './quiz.ts';
import type { Draft, QuizDesk } from './write-quiz.ts';

export const WRITE_QUESTION = 'acknowledgement.write-question';
export const SAVE_QUESTION = 'acknowledgement.save-question';
export const REMOVE_QUESTION = 'acknowledgement.remove-question';

/** The questions of one policy, for its owner. */
export function quizDeskCard(desk: QuizDesk, complaint?: string): Card {
  const { school, policy, questions } = desk;
  const place = { school, policy };
  return card(
    complaint === undefined ? undefined : complaintOf(complaint),
    plain(desk.title, { bold: true }),
    stateOf(desk.state),
    ...questions.map((question, at) => written(question, at, place, desk)),
    actions([
      questions.length < MOST
        ? submitDialog('Add a question', WRITE_QUESTION, place, { primary: true, withInputs: false })
        : undefined,
    ]),
    text(
      'The next campaign uses the questions as they are when it starts. Staff can try as often as they like. A wrong answer shows them the section. Nobody sees how many tries anyone needed.',
      { small: true, subtle: true },
    ),
  );
}

const complaintOf = (words: string): Element => section({ style: 'attention' }, text(words, { bold: true }));

function stateOf(state: BoundQuiz | undefined): Element {
  const kind = state?.kind ?? 'none';
  switch (kind) {
    case 'none':
      return text(
        `No questions yet. ${FEWEST_QUESTIONS} to ${MOST} short situations show that the policy was understood.`,
      );
    case 'unfinished':
      return text(`At least ${FEWEST_QUESTIONS} questions are needed; until then campaigns leave them out.`, {
        tone: 'warning',
      });
    case 'outdated':
      return section(
        { style: 'warning' },
        text(
          'The policy has changed since you wrote some of these. Campaigns leave the questions out until you have checked them.',
          {
            bold: true,
          },
        ),
        'Open each one that is marked, check that the answer still holds, and save it.',
      );
    case 'ready':
      return text(
        'Ready. Staff who read the policy for the first time, or after a change that matters, answer them first.',
        {
          tone: 'good',
        },
      );
    default:
      return kind satisfies never;
  }
}

function written(question: WrittenQuestion, at: number, place: object, { sections }: QuizDesk): Element {
  const isOutdated = !sections.some(({ hash }) => hash === question.sectionHash);
  const data = { ...place, question: question.id };
  return section(
    { apart: true },
    plain(`${at + 1}. ${question.scenario}`, { bold: true }),
    ...question.answers.map((answer, place) => plain(`${place === question.right ? '✓' : '–'}  ${answer}`)),
    plain(`About: ${question.section}`, { small: true, subtle: true }),
    isOutdated ? text('The words of this section have changed.', { tone: 'warning', bold: true }) : undefined,
    actions([
      submitDialog('Change', WRITE_QUESTION, data, { withInputs: false }),
      submitDialog('Remove', REMOVE_QUESTION, data, { withInputs: false }),
    ]),
  );
}

/** A drop-down of very many sections would make the card too large to send. */
const SECTIONS = 120;

/** What is in the form of a question. */
interface Shown extends Partial<Omit<Draft, 'scenario' | 'answers'>> {
  readonly scenario?: string;
  readonly answers?: readonly string[];
}

/** Where the form is sent, and where one goes back to; what is above it. */
interface Ways {
  readonly save: string;
  readonly back: string;
  readonly above?: Element | undefined;
}

/** The form of one question, with what was typed when it comes back with a complaint. */
export function questionForm(
  desk: Pick<QuizDesk, 'school' | 'policy' | 'sections'>,
  draft: Shown,
  complaint?: string,
  { save, back, above }: Ways = { save: SAVE_QUESTION, back: EDIT_QUIZ },
): Card {
  const { school, policy } = desk;
  return card(
    complaint === undefined ? undefined : complaintOf(complaint),
    above,
    input.text('scenario', 'The situation, and what you ask about it', {
      multiline: true,
      required: true,
      maxLength: 400,
      value: draft.scenario ?? '',
      placeholder: 'A pupil you teach asks to follow you. What do you do?',
    }),
    ...Array.from({ length: MOST_ANSWERS }, (_, at) =>
      input.text(`answer${at}`, at < 2 ? `Answer ${at + 1}` : `Answer ${at + 1} (optional)`, {
        maxLength: 200,
        value: draft.answers?.[at] ?? '',
      }),
    ),
    input.choice('right', 'Which one is right?', {
      required: true,
      value: draft.right === undefined ? '' : String(draft.right),
      choices: Array.from({ length: MOST_ANSWERS }, (_, at) => ({ title: `Answer ${at + 1}`, value: String(at) })),
    }),
    input.choice('section', 'Which section of the policy says so? A wrong answer shows its words.', {
      required: true,
      value: draft.section ?? '',
      choices: desk.sections
        .slice(0, SECTIONS)
        .map(({ id, label }) => ({ title: label.length > 80 ? `${label.slice(0, 79)}…` : label, value: id })),
    }),
    actions([
      submitDialog('Save', save, { school, policy, ...(draft.id && { question: draft.id }) }, { primary: true }),
      submitDialog('Back', back, { school, policy }, { withInputs: false }),
    ]),
  );
}
