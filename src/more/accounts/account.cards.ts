import { dayOf, formatDay, formatInstant } from '../../kernel/time.ts';
import {
  type Action,
  actions,
  type Card,
  card,
  type Element,
  facts,
  heading,
  openDialog,
  plain,
  section,
  submitDialog,
  text,
} from '../../platform/teams/card.ts';
import { input } from '../../platform/teams/input.ts';
import type { School } from '../../school/school.ts';
import { type Account, type Runner, runnersOf } from './account.ts';
import type { OpenAccount } from './accounts.ts';
import type { Opening } from './applying/apply.ts';
import { isReady, type Readiness } from './applying/readiness.ts';
import { nextCheck } from './notices/notices.ts';
import { ACCOUNTS } from './verbs.cards.ts';
import {
  accountName,
  COMMENT_NAMES,
  clauseQuote,
  eventLine,
  namesOf,
  OPENNESS_NAMES,
  STATE_NAMES,
  standingWords,
} from './wording.cards.ts';

/** The accounts of a school, as all its staff may see them: who runs which. */
export const listCard = (
  school: School,
  accounts: readonly Account[],
  mayOpen: (account: Account) => boolean,
  more: readonly (Action | undefined)[] = [],
): Card =>
  card(
    heading(`School accounts, ${school.name}`),
    accounts.length === 0 ? 'No account is on the register yet.' : undefined,
    ...accounts.map((account) =>
      section(
        { apart: true },
        plain(accountName(account), { bold: true }),
        plain(
          [STATE_NAMES[account.state], `run by ${namesOf(runnersOf(account))}`, account.address]
            .filter(Boolean)
            .join(' · '),
          { small: true },
        ),
        mayOpen(account) ? actions([openDialog('Open', ACCOUNTS.open, { account: account.id })]) : undefined,
      ),
    ),
    actions([openDialog('Apply for an account', ACCOUNTS.apply), ...more]),
  );

const said = (label: string, words: string): Element =>
  section({}, text(label, { subtle: true, small: true }), { ...plain(words), spacing: 'None' });

const application = (account: Account): readonly Element[] => [
  ...(
    [
      ['What it is for', account.aim],
      ['Who it is for', account.audience],
      ['How people will hear about it', account.promotion],
    ] as const
  ).flatMap(([label, words]) => (words === '' ? [] : [said(label, words)])),
  facts([
    ['Open or closed', OPENNESS_NAMES[account.openness]],
    ['Requested by', `${account.applicantName}, ${formatDay(dayOf(account.appliedAt))}`],
  ]),
];

/** Everything about one account, for those who may see it. */
export function accountCard(open: OpenAccount, note?: { readonly text: string; readonly isProblem?: boolean }): Card {
  const { account, school, readiness, events, may } = open;
  const data = { account: account.id };
  const isOpen = account.state === 'approved';
  return card(
    note && section({ style: note.isProblem === true ? 'attention' : 'good' }, text(note.text, { bold: true })),
    heading(accountName(account)),
    facts([
      ['Status', STATE_NAMES[account.state]],
      account.address ? ['Address', account.address] : undefined,
      isOpen ? ['Where the login is kept', account.loginKept ?? 'Not recorded yet'] : undefined,
      isOpen ? ['Last checked', lastLook(school, account)] : undefined,
    ]),
    ...(isOpen && may.keep ? keeping(data) : []),
    ...commentParts(open),
    text('Who runs it', { bold: true, apart: true }),
    ...readiness.runners.flatMap((standing) => [plain(standingWords(standing)), ...leaves(standing.runner)]),
    may.decide ? openDialogRow('Decide', ACCOUNTS.decide, data) : undefined,
    ...decidedParts(account),
    text('What was asked for', { bold: true, apart: true }),
    ...application(account),
    text('What happened', { bold: true, apart: true }),
    ...events.slice(-MOST_EVENTS).toReversed().map(eventLine),
  );
}

const leaves = ({ leavesOn }: Runner): readonly Element[] =>
  leavesOn
    ? [plain(`Last day: ${formatDay(leavesOn)}. Hand it over before then.`, { tone: 'warning', small: true })]
    : [];

/** What those who look after it do, in rows that belong together. */
const keeping = (data: object): readonly Element[] => [
  actions([
    submitDialog('I have checked it', ACCOUNTS.check, data),
    submitDialog('Before you post', ACCOUNTS.beforePost, data),
    submitDialog('A comment or complaint has come in', ACCOUNTS.comment, data),
    submitDialog('Something was hidden or blocked', ACCOUNTS.moderate, data),
  ]),
  actions([
    submitDialog('Where its login is kept', ACCOUNTS.login, data),
    submitDialog('Someone is leaving', ACCOUNTS.leaver, data),
    submitDialog('Hand over', ACCOUNTS.handOver, data),
  ]),
];

/** What waits for an answer, with the time that the policy gives. */
function commentParts({ comments, may }: OpenAccount): readonly Element[] {
  const waiting = comments.filter(({ answered }) => answered === undefined);
  if (waiting.length === 0) return [];
  return [
    text('Waiting for an answer', { bold: true, apart: true }),
    ...waiting.map(({ id, kind, about, receivedAt, answerBy }) =>
      section(
        {},
        plain(`${COMMENT_NAMES[kind]}, ${formatInstant(receivedAt)}`, { bold: true }),
        about === '' ? undefined : plain(about),
        answerBy ? plain(`Answer by ${formatInstant(answerBy)}`, { tone: 'warning' }) : undefined,
        may.keep ? actions([submitDialog('It has been answered', ACCOUNTS.answered, { comment: id })]) : undefined,
      ),
    ),
  ];
}

/** On a phone more would be scrolled past; the rest is kept all the same. */
const MOST_EVENTS = 12;

const openDialogRow = (title: string, verb: string, data: object): Element =>
  actions([submitDialog(title, verb, data, { primary: true })]);

const lastLook = (school: School, account: Account): string => {
  const next = nextCheck(school, account);
  const due = next ? `; next by ${formatDay(next)}` : '';
  return account.checkedAt
    ? `${formatDay(dayOf(account.checkedAt))}, ${account.checkedBy ?? ''}${due}`
    : `Nobody yet${due}`;
};

const decidedParts = ({ decided, state }: Account): readonly (Element | undefined)[] =>
  decided
    ? [
        text(state === 'rejected' ? 'Why it was rejected' : 'Why it was approved', { bold: true, apart: true }),
        plain(decided.reasons),
        plain(`${decided.byName}, ${formatInstant(decided.at)}`, { subtle: true, small: true }),
        state === 'rejected' && decided.clause ? clauseQuote(decided.clause) : undefined,
      ]
    : [];

/** For those who decide: what is asked, who would run it, and what is missing before it can be approved. */
export function decideCard(
  { account, readiness, opening }: Pick<OpenAccount, 'account' | 'readiness' | 'opening'>,
  problem?: string,
  reasons = '',
): Card {
  const data = { account: account.id };
  return card(
    problem ? section({ style: 'attention' }, text(problem, { bold: true })) : undefined,
    heading(accountName(account)),
    ...application(account),
    ...openingParts(opening),
    ...runnerParts(readiness),
    input.text('reasons', 'Your reasons; the applicant reads them', {
      multiline: true,
      required: true,
      maxLength: 600,
      value: reasons,
    }),
    actions([
      submitDialog('Approve', ACCOUNTS.decide, { ...data, verdict: 'approve' }, { primary: true }),
      submitDialog('Reject', ACCOUNTS.decide, { ...data, verdict: 'reject' }),
    ]),
  );
}

/** The policy's own words beside what is asked. */
const openingParts = (opening: Opening): readonly (Element | undefined)[] =>
  opening.clause === undefined
    ? []
    : [
        text('Your policy says', { bold: true, apart: true }),
        clauseQuote(opening.clause),
        opening.kind === 'apply' && !opening.isConfirmed
          ? text('The policy owner has not confirmed this rule yet.', { subtle: true, small: true })
          : undefined,
      ];

const runnerParts = (readiness: Readiness): readonly (Element | undefined)[] => [
  text('Who would run it', { bold: true, apart: true }),
  readiness.policy
    ? plain(`Each of them must have acknowledged: ${readiness.policy}`, { subtle: true, small: true })
    : undefined,
  ...readiness.runners.flatMap((standing, at) => [
    plain(standingWords(standing), { tone: standing.gaps.length > 0 ? 'attention' : 'good' }),
    standing.trainedOn === undefined
      ? input.date(`trained${at}`, `Trained on, ${standing.runner.name}`)
      : plain(`Trained on ${formatDay(standing.trainedOn)}`, { subtle: true, small: true }),
  ]),
  isReady(readiness)
    ? undefined
    : text('It can be approved once nothing is missing. You can reject it at any time.', { subtle: true, small: true }),
];

/** Where it is found and where its login is kept. */
export const loginForm = (
  account: Account,
  draft: { readonly address: string; readonly kept: string },
  problem?: string,
): Card =>
  card(
    problem ? section({ style: 'attention' }, text(problem, { bold: true })) : undefined,
    '**Never write the password here.** Write where it is kept, so that someone else can find it if you are ill.',
    input.text('address', 'Address or name of the account', { maxLength: 200, value: draft.address }),
    input.text('kept', 'Where is its login kept? For example: the office safe, or the school’s password manager', {
      required: true,
      maxLength: 200,
      value: draft.kept,
    }),
    actions([submitDialog('Save', ACCOUNTS.saveLogin, { account: account.id }, { primary: true })]),
  );
