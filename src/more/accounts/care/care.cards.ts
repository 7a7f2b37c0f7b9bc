import type { UserId } from '../../../kernel/ids.ts';
import { dayOf, formatTime } from '../../../kernel/time.ts';
import {
  actions,
  type Card,
  card,
  heading,
  openDialog,
  plain,
  section,
  submitDialog,
  text,
} from '../../../platform/teams/card.ts';
import { REPORT_DIALOG } from '../../../platform/teams/dialogs.ts';
import { input } from '../../../platform/teams/input.ts';
import { type Account, COMMENT_KINDS, runnersOf } from '../account.ts';
import { ACCOUNTS } from '../verbs.cards.ts';
import { accountName, COMMENT_NAMES, MODERATED_NAMES, WHY_NAMES } from '../wording.cards.ts';
import { MODERATED, MODERATED_WHY } from './comments.ts';

const problemIn = (problem: string | undefined) =>
  problem === undefined ? undefined : section({ style: 'attention' }, text(problem, { bold: true }));

/** What is about a child belongs into a report, and not here. */
const notAboutAChild = [
  text('Is it about a child, or are you worried? Report a concern instead. Don’t write a child’s name here.', {
    small: true,
  }),
  actions([openDialog('Report a concern', REPORT_DIALOG)]),
];

/** A comment or complaint that came in; the clock begins when it came. */
export const commentForm = (account: Account, now: Date, problem?: string): Card =>
  card(
    problemIn(problem),
    heading(accountName(account), { small: true }),
    ...notAboutAChild,
    input.choice('kind', 'What came in?', {
      choices: COMMENT_KINDS.map((kind) => ({ title: COMMENT_NAMES[kind], value: kind })),
      value: 'comment',
    }),
    input.date('day', 'What day did it come in?', { required: true, value: dayOf(now) }),
    input.time('time', 'What time?', { required: true, value: formatTime(now) }),
    input.text('about', 'What is it about, in a few words?', { maxLength: 300 }),
    actions([submitDialog('Record it', ACCOUNTS.saveComment, { account: account.id }, { primary: true })]),
  );

/** What was hidden, blocked, removed or reported, and why. */
export const moderateForm = (account: Account): Card =>
  card(
    heading(accountName(account), { small: true }),
    ...notAboutAChild,
    input.choice('what', 'What was done?', {
      choices: MODERATED.map((one) => ({ title: MODERATED_NAMES[one], value: one })),
      value: 'hidden',
    }),
    input.choice('why', 'Why?', {
      choices: MODERATED_WHY.map((one) => ({ title: WHY_NAMES[one], value: one })),
      value: 'offensive',
    }),
    input.toggle('said', 'On the account', {
      title: 'We explained there why it was done',
      value: 'false',
    }),
    input.text('words', 'Anything else that may help later', { maxLength: 300 }),
    actions([submitDialog('Record it', ACCOUNTS.saveModerated, { account: account.id }, { primary: true })]),
  );

const runnerChoice = (account: Account, label: string, value?: string) =>
  input.choice('runner', label, {
    choices: runnersOf(account).map(({ id, name }) => ({ title: name, value: id })),
    value: value ?? runnersOf(account)[0]?.id ?? '',
  });

/** The last day of someone who runs it. */
export const leaverForm = (account: Account, problem?: string): Card =>
  card(
    problemIn(problem),
    heading(accountName(account), { small: true }),
    'I will ask leadership and the others who run it to hand it over before that day.',
    runnerChoice(account, 'Who is leaving?'),
    input.date('day', 'Their last day', { required: true }),
    actions([submitDialog('Record it', ACCOUNTS.saveLeaver, { account: account.id }, { primary: true })]),
  );

interface HandOverDraft {
  readonly runner?: string;
  readonly to?: { readonly id: UserId; readonly name: string };
  readonly isLoginChanged?: boolean;
}

/** Who takes over, and that the leaver can no longer get in. */
export const handOverForm = (account: Account, draft: HandOverDraft = {}, problem?: string): Card => {
  const leaving = runnersOf(account).find(({ leavesOn }) => leavesOn !== undefined);
  return card(
    problemIn(problem),
    heading(accountName(account), { small: true }),
    runnerChoice(account, 'Who will stop running it?', draft.runner ?? leaving?.id),
    input.people('to', 'Who will take over? Leave empty if enough others run it', {
      ...(draft.to && { picked: [draft.to] }),
    }),
    input.toggle('changed', 'The login', {
      title: 'The password has been changed, and that person can no longer log in',
      value: `${draft.isLoginChanged === true}`,
    }),
    input.toggle('closes', 'Or close it', { title: 'The account was closed instead', value: 'false' }),
    plain('Anyone who takes over must have acknowledged the current policy and have a training date.', {
      subtle: true,
      small: true,
    }),
    actions([submitDialog('Record the handover', ACCOUNTS.saveHandOver, { account: account.id }, { primary: true })]),
  );
};
