import { formatDay, formatInstant } from '../../../kernel/time.ts';
import {
  actions,
  band,
  type Card,
  card,
  heading,
  type Outgoing,
  openDialog,
  plain,
  quote,
  text,
} from '../../../platform/teams/card.ts';
import type { Account } from '../account.ts';
import { pressNotice } from '../posts/post.cards.ts';
import { ACCOUNTS } from '../verbs.cards.ts';
import { accountName, COMMENT_NAMES, clauseQuote } from '../wording.cards.ts';
import type { Notice } from './notices.ts';

type Of<Kind extends Notice['kind']> = Extract<Notice, { readonly kind: Kind }>;

/** What someone is told about an account. The line of a notification says nothing that was written by hand. */
export function noticeOut(notice: Notice): Outgoing {
  switch (notice.kind) {
    case 'to-decide':
      return { card: toDecideCard(notice.account), summary: 'An application for a school account' };
    case 'decided':
      return { card: decidedCard(notice.account), summary: 'Your application for a school account' };
    case 'check':
      return { card: checkCard(notice.account), summary: 'It is time to check a school account' };
    case 'comment':
    case 'comment-late':
      return { card: commentCard(notice), summary: 'Something to answer on a school account' };
    case 'hand-over':
      return { card: handOverCard(notice), summary: 'A school account must be handed over' };
    case 'opinion-asked':
      return { card: opinionAskedCard(notice), summary: 'A colleague would like your second opinion' };
    case 'opinion':
      return { card: opinionCard(notice), summary: 'The second opinion you asked for' };
    case 'press':
      return { card: pressNotice(notice.call), summary: 'A journalist got in touch' };
    case 'press-taken':
      return { card: pressNotice(notice.call), summary: 'Someone is dealing with the journalist' };
    default:
      return notice satisfies never;
  }
}

const openButton = (account: Account) =>
  actions([openDialog('Open', ACCOUNTS.open, { account: account.id }, { primary: true })]);

const toDecideCard = (account: Account): Card =>
  card(
    heading('An application for a school account'),
    plain(accountName(account), { bold: true }),
    plain(`${account.applicantName} has applied. Please approve or reject it, and say why.`),
    actions([openDialog('Decide', ACCOUNTS.decide, { account: account.id }, { primary: true })]),
  );

function decidedCard(account: Account): Card {
  const { decided } = account;
  const isRejected = account.state === 'rejected';
  return card(
    band({
      sign: isRejected ? '✗' : '✓',
      style: isRejected ? 'warning' : 'good',
      title: isRejected ? 'Your application was rejected' : 'Your account is approved',
      items: [plain(accountName(account))],
    }),
    plain(`${decided?.byName ?? 'Leadership'} writes:`, { subtle: true, small: true }),
    quote(decided?.reasons ?? ''),
    isRejected && decided?.clause ? clauseQuote(decided.clause) : undefined,
    isRejected
      ? 'You can change it and apply again. I have kept what you wrote.'
      : 'Next: set it up, then record its address and where its login is kept.',
    isRejected
      ? actions([openDialog('Apply again', ACCOUNTS.apply, { from: account.id }, { primary: true })])
      : openButton(account),
  );
}

const checkCard = (account: Account): Card =>
  card(
    heading('It is time to check a school account'),
    plain(accountName(account), { bold: true }),
    'Check its posts, comments and messages. Then press the button to record that you have done it.',
    openButton(account),
  );

const commentCard = ({ kind, account, comment }: Of<'comment' | 'comment-late'>): Card =>
  card(
    heading(kind === 'comment' ? 'Something came in on a school account' : 'Still waiting for an answer'),
    plain(accountName(account), { bold: true }),
    plain(`${COMMENT_NAMES[comment.kind]}, ${formatInstant(comment.receivedAt)}`),
    comment.about === '' ? undefined : quote(comment.about),
    comment.answerBy
      ? plain(`Your policy says to answer it by ${formatInstant(comment.answerBy)}.`, { tone: 'warning' })
      : undefined,
    text('For now, a short reply to say you received it is enough.', { small: true }),
    openButton(account),
  );

const handOverCard = ({ account, runner, leavesOn }: Of<'hand-over'>): Card =>
  card(
    heading('A school account must be handed over'),
    plain(accountName(account), { bold: true }),
    plain(`${runner.name} runs it. Their last day: ${formatDay(leavesOn)}.`),
    'Choose someone to take over, and change the password by that day.',
    actions([
      openDialog('Hand over', ACCOUNTS.handOver, { account: account.id }, { primary: true }),
      openDialog('Open', ACCOUNTS.open, { account: account.id }),
    ]),
  );

const opinionAskedCard = ({ account, opinion }: Of<'opinion-asked' | 'opinion'>): Card =>
  card(
    heading('A colleague would like your second opinion'),
    plain(accountName(account), { bold: true }),
    plain(`${opinion.askerName} asks before posting:`),
    quote(opinion.what),
    actions([openDialog('Answer', ACCOUNTS.opinion, { opinion: opinion.id }, { primary: true })]),
  );

function opinionCard({ account, opinion }: Of<'opinion-asked' | 'opinion'>): Card {
  const isFine = opinion.answered?.isFine === true;
  const words = opinion.answered?.words ?? '';
  return card(
    band({
      sign: isFine ? '✓' : '✗',
      style: isFine ? 'good' : 'warning',
      title: isFine ? 'Fine to post' : 'Not like this',
      items: [plain(`${opinion.answered?.byName ?? ''}, ${accountName(account)}`)],
    }),
    text('You asked about:', { subtle: true, small: true }),
    quote(opinion.what),
    ...(words === ''
      ? []
      : [plain(`${opinion.answered?.byName ?? ''} writes:`, { subtle: true, small: true }), quote(words)]),
    isFine
      ? actions([openDialog('Go through the checks', ACCOUNTS.beforePost, { account: account.id }, { primary: true })])
      : undefined,
  );
}
