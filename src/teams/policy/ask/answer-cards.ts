import { holders, type School } from '../../../core/school/school.ts';
import type { Answer } from '../../../policy/ask/answer.ts';
import type { Referral } from '../../../policy/referral/referrals.ts';
import { actions, type Card, card, execute, heading, openDialog, plain, section, text, toggle } from '../../card.ts';
import { REPORT_DIALOG } from '../../dialogs.ts';
import type { OwnWords } from '../../entrances.ts';
import { keptReply } from '../referral/kept-reply.ts';
import { POLICY } from '../verbs.ts';
import { quoted, readButton } from './quote.ts';

interface AnswerView {
  readonly answer: Answer;
  readonly school: School;
  /** What "was this it?" hands back; see `outcomeIdOf`. */
  readonly ticket: string;
  /** Only in the person's own chat, where it stands anyway: lets them send it on without typing it again. */
  readonly question: string | undefined;
  /** A reply of the policy owner that others may see, to a question like this one. */
  readonly curated?: Referral | undefined;
}

/** The answer: the policy's own words first, everything else after. */
export function answerCard(view: AnswerView): Card {
  return view.answer.kind === 'answered' ? answeredCard(view, view.answer) : notCoveredCard(view, view.answer);
}

function answeredCard(
  { ticket, school, question, curated }: AnswerView,
  answer: Extract<Answer, { kind: 'answered' }>,
): Card {
  const { best, others, conflicts } = answer;
  return card({
    body: [
      ...quoted(best),
      answer.chosenBy === 'model'
        ? text('A language model chose this passage; the words are the policy’s own.', { subtle: true, small: true })
        : undefined,
      conflicts.length > 0
        ? section(
            [
              text(
                '**Another clause says something different on this.** Read both; if they do not fit together for you, ask before you act.',
              ),
              ...conflicts.flatMap(quoted),
              ...(conflicts.length > 0
                ? [actions(conflicts.map((conflict) => readButton('Read that section', conflict)))]
                : []),
            ],
            { style: 'warning', apart: true },
          )
        : undefined,
      actions([
        readButton('Read the whole section', best),
        others.length > 0 ? toggle('See also', ['others']) : undefined,
      ]),
      others.length > 0
        ? section(
            [
              text('Other places that may help', { bold: true }),
              ...others
                .slice(0, 3)
                .flatMap((other) => [
                  section([...quoted(other), actions([readButton('Open', other)])], { apart: true }),
                ]),
            ],
            { id: 'others', hidden: true },
          )
        : undefined,
      curated && keptReply(curated),
      section(
        [
          text('Was this it?', { subtle: true, small: true }),
          actions([
            execute('Yes', POLICY.wasIt, { ticket, wasIt: true }),
            execute('No', POLICY.wasIt, {
              ticket,
              wasIt: false,
              ...(question !== undefined && { question }),
            }),
          ]),
        ],
        { apart: true },
      ),
      // One below the other: side by side the words would stand one to a line on a phone.
      plain(`${school.name}’s own policy, word for word. Has something happened, or does a child worry you?`, {
        subtle: true,
        small: true,
      }),
      actions([openDialog('Report a concern', REPORT_DIALOG)]),
    ],
  });
}

function notCoveredCard(
  { school, question, curated }: AnswerView,
  answer: Extract<Answer, { kind: 'not-covered' }>,
): Card {
  const [owner] = holders(school, answer.ask);
  const name = owner?.name ?? 'the policy owner';
  return card({
    body: [
      heading('Your policies do not say'),
      plain(`I looked through ${school.name}’s policies and found nothing that answers this. I will not guess.`),
      curated && keptReply(curated),
      plain(`Ask ${name}, who looks after the policies.`, { bold: true }),
      answer.chosenBy === 'model'
        ? text('A language model looked through the nearest passages too, and chose none.', {
            subtle: true,
            small: true,
          })
        : undefined,
      actions([
        question === undefined
          ? undefined
          : openDialog(`Send my question to ${name}`, POLICY.refer, { question }, { primary: true }),
        answer.nearest.length > 0 ? toggle('Show the nearest passages', ['nearest']) : undefined,
      ]),
      answer.nearest.length > 0
        ? section(
            [
              text('The nearest I found (not an answer)', { bold: true }),
              ...answer.nearest.flatMap((near) => [
                section([...quoted(near), actions([readButton('Open', near)])], { apart: true }),
              ]),
            ],
            { id: 'nearest', hidden: true },
          )
        : undefined,
    ],
  });
}

export const thanksCard = (wasIt: boolean, school: School, question: OwnWords | undefined): Card => {
  const name = holders(school, 'policy-owner')[0]?.name ?? 'the policy owner';
  if (wasIt) return card({ body: [text('✓ Thank you. Glad that helped.')] });
  return card({
    body: [
      text('Sorry that this was not it. Try other words, or ask a person.'),
      question === undefined
        ? undefined
        : actions([openDialog(`Send my question to ${name}`, POLICY.refer, { question: question.own })]),
    ],
  });
};
