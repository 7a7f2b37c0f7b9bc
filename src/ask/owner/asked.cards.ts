import {
  actions,
  type Card,
  card,
  chart,
  type Element,
  execute,
  facts,
  heading,
  openDialog,
  plain,
  quote,
  section,
  submitDialog,
  text,
} from '../../platform/teams/card.ts';
import { input } from '../../platform/teams/input.ts';
import type { School } from '../../school/school.ts';
import type { OutcomeTally, Referral } from '../referral/referrals.ts';

export const QUESTIONS = {
  edit: 'policy.edit-kept',
  saveKept: 'policy.save-kept',
  withdraw: 'policy.withdraw-kept',
} as const;

/** How many places are listed of each kind. */
const LISTED = 6;

interface QuestionsView {
  readonly school: School;
  readonly tally: readonly OutcomeTally[];
  readonly kept: readonly Referral[];
  readonly days: number;
}

const placeOf = ({ heading: path }: OutcomeTally): string =>
  path?.split(' › ').slice(-2).join(', ') || 'unnamed section';

/** What staff ask, counted by where the answer stood: no question, and nobody's name. */
export const questionsCard = (views: readonly QuestionsView[]): Card =>
  card(
    heading('What staff ask'),
    ...views.flatMap((view) => questionsOf(view, views.length > 1)),
    text('Counted by the section that answered. No questions or names are kept for this.', {
      subtle: true,
      small: true,
      apart: true,
    }),
  );

function questionsOf({ school, tally, kept, days }: QuestionsView, isNamed: boolean): (Element | undefined)[] {
  const answered = tally.filter(({ kind }) => kind === 'answered');
  const sum = (rows: readonly OutcomeTally[]) => rows.reduce((total, { asked }) => total + asked, 0);
  const silent = sum(tally.filter(({ kind }) => kind === 'not-covered'));
  const unsure = tally.filter(({ kind }) => kind === 'nearest');
  const all = sum(tally);
  const wrong = tally
    .filter((row) => row.wrong > 0 && row.heading !== undefined)
    .sort((one, other) => other.wrong - one.wrong);
  return [
    isNamed ? plain(school.name, { bold: true, apart: true }) : undefined,
    facts([
      ['Questions', `${all} in the last ${days} days`],
      ['Not certain', all === 0 ? '0' : `${sum(unsure)} (${Math.round((sum(unsure) / all) * 100)} %)`],
      ['Not covered', all === 0 ? '0' : `${silent} (${Math.round((silent / all) * 100)} %)`],
    ]),
    answered.length > 0
      ? chart({
          kind: 'Chart.HorizontalBar',
          title: 'Most asked',
          header: ['Section', 'Questions'],
          data: answered.slice(0, LISTED).map((row) => ({ label: placeOf(row), value: row.asked })),
        })
      : undefined,
    ...listOf(
      'Not certain: asked, but no section clearly answers it',
      unsure.filter((row) => row.heading !== undefined),
      (row) => `nearest for ${row.asked}`,
    ),
    ...listOf('“This was not it”', wrong, (row) => `${row.wrong} of ${row.asked}`),
    kept.length > 0 ? text('Replies that other staff see', { bold: true, apart: true }) : undefined,
    ...kept.slice(0, 20).map(keptRow),
  ];
}

const listOf = (title: string, rows: readonly OutcomeTally[], say: (row: OutcomeTally) => string): Element[] =>
  rows.length === 0
    ? []
    : [
        text(title, { bold: true, apart: true }),
        ...rows.slice(0, LISTED).map((row) => plain(`${placeOf(row)}: ${say(row)}`)),
      ];

const keptRow = (referral: Referral): Element =>
  section(
    { apart: true },
    quote(referral.shownQuestion ?? referral.question),
    plain(referral.answer?.text ?? ''),
    actions([
      openDialog('Change', QUESTIONS.edit, { referral: referral.id }),
      execute('Withdraw', QUESTIONS.withdraw, { referral: referral.id }),
    ]),
  );

export const editKeptDialog = (referral: Referral): Card =>
  card(
    input.text('shown', 'The question, as other staff will read it (no names)', {
      required: true,
      maxLength: 500,
      value: referral.shownQuestion ?? referral.question,
    }),
    input.text('answer', 'Your reply', {
      multiline: true,
      required: true,
      maxLength: 2_000,
      value: referral.answer?.text ?? '',
    }),
    input.text('source', 'What it is based on (policy, guidance or decision, with its date)', {
      required: true,
      maxLength: 300,
      value: referral.answer?.source ?? '',
    }),
    actions([submitDialog('Save', QUESTIONS.saveKept, { referral: referral.id }, { primary: true })]),
  );
