import type { UserId } from '../../../kernel/ids.ts';
import {
  actions,
  band,
  type Card,
  card,
  heading,
  openDialog,
  plain,
  section,
  submitDialog,
  text,
} from '../../../platform/teams/card.ts';
import { input } from '../../../platform/teams/input.ts';
import type { RoleHolder, School } from '../../../school/school.ts';
import { PLATFORMS, type Platform } from '../account.ts';
import { ACCOUNTS } from '../verbs.cards.ts';
import { clauseQuote, OPENNESS_NAMES, PLATFORM_NAMES } from '../wording.cards.ts';
import type { Opening } from './apply.ts';

/** What an application says, in its writer's own boxes. */
export interface Draft {
  readonly name: string;
  readonly platform: Platform;
  readonly aim: string;
  readonly audience: string;
  readonly promotion: string;
  readonly openness: 'open' | 'closed';
  readonly runners: readonly { readonly id: UserId; readonly name: string }[];
  readonly helper: string;
}

export const EMPTY_DRAFT: Draft = {
  name: '',
  platform: 'x',
  aim: '',
  audience: '',
  promotion: '',
  openness: 'open',
  runners: [],
  helper: '',
};

/** The policy allows none: its own words, and nothing to fill in. */
export const refusedCard = (school: School, opening: Extract<Opening, { kind: 'none' }>): Card =>
  card(
    band({
      sign: '✗',
      style: 'warning',
      title: 'Your policy does not allow new accounts',
      items: [plain(`I cannot take an application at ${school.name}. The policy says:`)],
    }),
    clauseQuote(opening.clause),
    text('If this should change, speak to your headteacher. Nothing has been sent to anyone.', { subtle: true }),
    actions([openDialog('School accounts', ACCOUNTS.list)]),
  );

/** In the chat: what the policy says on new accounts, and the way to apply. */
export const openingCard = (school: School, opening: Opening): Card =>
  opening.kind === 'none'
    ? refusedCard(school, opening)
    : card(
        heading('An account in the school’s name'),
        ...saidOf(opening),
        'Say what it is for and who will run it. Leadership decides, and tells you why.',
        actions([
          openDialog('Apply for an account', ACCOUNTS.apply, {}, { primary: true }),
          openDialog('School accounts', ACCOUNTS.list),
        ]),
      );

const saidOf = ({ clause, isConfirmed }: Extract<Opening, { kind: 'apply' }>) =>
  clause === undefined
    ? [text('I found nothing about new accounts in your policies.', { subtle: true })]
    : [
        clauseQuote(clause),
        isConfirmed
          ? undefined
          : text('The policy owner has not confirmed this rule yet. Leadership will see it with your application.', {
              subtle: true,
              small: true,
            }),
      ];

/** The application, with what its writer typed where it is shown again. */
export const applyForm = (
  opening: Extract<Opening, { kind: 'apply' }>,
  deciders: readonly RoleHolder[],
  draft: Draft,
  problem?: string,
): Card =>
  card(
    ...(problem ? [section({ style: 'attention' }, text(problem, { bold: true }))] : []),
    ...saidOf(opening),
    input.text('name', 'Whose account is it? For example: PE department', {
      required: true,
      maxLength: 80,
      value: draft.name,
    }),
    input.choice('platform', 'Where?', {
      choices: PLATFORMS.map((one) => ({ title: PLATFORM_NAMES[one], value: one })),
      value: draft.platform,
    }),
    longBox('aim', 'What is it for?', draft.aim),
    longBox('audience', 'Who is it for?', draft.audience),
    longBox('promotion', 'How will people hear about it?', draft.promotion),
    input.choice('openness', 'Open or closed?', {
      choices: (['open', 'closed'] as const).map((one) => ({ title: OPENNESS_NAMES[one], value: one })),
      value: draft.openness,
      expanded: true,
    }),
    input.people('runners', 'Who will run it? At least two people', { many: true, picked: draft.runners }),
    input.text('helper', 'A volunteer or parent who will also run it, if any (name)', {
      maxLength: 80,
      value: draft.helper,
    }),
    text('Everyone who runs it must have acknowledged the policy and have a training date.', {
      subtle: true,
      small: true,
    }),
    actions([submitDialog(sendTo(deciders), ACCOUNTS.sendApplication, {}, { primary: true })]),
  );

const longBox = (id: string, label: string, value: string) =>
  input.text(id, label, { multiline: true, required: true, maxLength: 600, value });

const sendTo = (deciders: readonly RoleHolder[]): string =>
  deciders[0] ? `Send to ${deciders[0].name}` : 'Send to leadership';

/** For an account that was there before the register. */
export const addForm = (school: School): Card =>
  card(
    plain(`On the register of ${school.name}, without an application.`),
    input.text('name', 'Whose account is it? For example: the school', { required: true, maxLength: 80 }),
    input.choice('platform', 'Where?', {
      choices: PLATFORMS.map((one) => ({ title: PLATFORM_NAMES[one], value: one })),
      value: 'facebook',
    }),
    input.text('address', 'Address or name of the account', { maxLength: 200 }),
    input.choice('openness', 'Open or closed?', {
      choices: (['open', 'closed'] as const).map((one) => ({ title: OPENNESS_NAMES[one], value: one })),
      value: 'open',
      expanded: true,
    }),
    input.people('runners', 'Who runs it? At least two people', { many: true }),
    actions([submitDialog('Put it on the register', ACCOUNTS.saveAdded, {}, { primary: true })]),
  );

/** HR knows that someone leaves; which accounts they run, the register knows. */
export const leavingForm = (problem?: string): Card =>
  card(
    problem ? section({ style: 'attention' }, text(problem, { bold: true })) : undefined,
    'When someone leaves, any school account they run must be handed over before their last day.',
    input.people('who', 'Who is leaving?'),
    input.date('day', 'Their last day', { required: true }),
    actions([submitDialog('Record it', ACCOUNTS.saveLeaving, {}, { primary: true })]),
  );
