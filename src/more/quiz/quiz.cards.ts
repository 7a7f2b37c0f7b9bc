import { sectionLabel } from '../../acknowledge/text/policy-text.ts';
import type { CampaignId } from '../../kernel/ids.ts';
import {
  actions,
  type Card,
  card,
  type Element,
  heading,
  plain,
  quote,
  section,
  submitDialog,
  text,
} from '../../platform/teams/card.ts';
import { input } from '../../platform/teams/input.ts';
import type { Asking } from './take-quiz.ts';

export const ANSWER_QUIZ = 'acknowledgement.answer-check';

/** How much of a section is beside a question; the policy itself is one button away on the card. */
const SECTION_CHARACTERS = 4_000;

/** One question about a policy, with what happened to the answer before. Tries are unlimited and nobody counts them. */
export function quizCard(campaign: CampaignId, asking: Asking): Card {
  const { policy, question, last } = asking;
  if (!question)
    return card(
      section(
        { style: 'good' },
        heading('All answered.', { small: true }),
        'Close this window. You can now answer on the card, once you have opened what it asks you to read.',
      ),
    );
  return card(
    last === undefined ? undefined : outcome(last),
    text(`Question ${asking.number} of ${asking.of}`, { subtle: true, small: true }),
    plain(question.scenario, { bold: true }),
    input.choice('answer', `What does the ${policy.title} ask of you?`, {
      required: true,
      error: 'Choose an answer.',
      expanded: true,
      choices: question.answers.map((title, at) => ({ title, value: String(at) })),
    }),
    actions([
      submitDialog(
        'Check my answer',
        ANSWER_QUIZ,
        { campaign, index: asking.index, question: question.id },
        { primary: true },
      ),
    ]),
    text('Try as often as you like. HR sees that you have answered the questions, not what you answered.', {
      small: true,
      subtle: true,
    }),
  );
}

function outcome(last: NonNullable<Asking['last']>): Element {
  if (last.isRight) return section({ style: 'good' }, text('That’s right.', { bold: true }));
  const { part } = last;
  return section(
    { style: 'warning' },
    text('Not quite. This is what the policy says:', { bold: true }),
    ...(part
      ? [plain(sectionLabel(part), { bold: true, small: true }), quote(shortened(part.paragraphs, SECTION_CHARACTERS))]
      : []),
  );
}

/** Whole paragraphs only: a sentence that is cut may say the opposite. */
export function shortened(paragraphs: readonly string[], most: number): string {
  let left = most;
  const shown = paragraphs.filter((words, at) => {
    left -= words.length;
    return left >= 0 || at === 0;
  });
  return [
    ...shown,
    ...(shown.length < paragraphs.length ? ['There is more in this section: open the policy.'] : []),
  ].join('\n');
}
