import type { Notice } from '../../accounts/notices.ts';
import { actions, band, type Card, card, heading, type Outgoing, openDialog, plain, quote, text } from '../card.ts';
import { ACCOUNTS } from './verbs.ts';
import { accountName, clauseQuote } from './wording.ts';

/** What someone is told of an account. The line of a notification says nothing that was written by hand. */
export function noticeOut(notice: Notice): Outgoing {
  switch (notice.kind) {
    case 'to-decide':
      return { card: toDecideCard(notice), summary: 'Someone asks for a school account' };
    case 'decided':
      return { card: decidedCard(notice), summary: 'Your application for a school account' };
    case 'check':
      return { card: checkCard(notice), summary: 'A school account is due for a look' };
    default:
      return notice.kind satisfies never;
  }
}

const toDecideCard = ({ account }: Notice): Card =>
  card({
    body: [
      heading('Someone asks for a school account'),
      plain(accountName(account), { bold: true }),
      plain(`${account.applicantName} asks. You approve or reject it, with reasons.`),
      actions([openDialog('Decide', ACCOUNTS.decide, { account: account.id }, { primary: true })]),
    ],
  });

function decidedCard({ account }: Notice): Card {
  const { decided } = account;
  const isRejected = account.state === 'rejected';
  return card({
    body: [
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
        ? text('You can put it right and apply again. What you wrote is kept for you.')
        : text('Next: open it, then record where it is found and where its login is kept.'),
      actions([
        isRejected
          ? openDialog('Apply again', ACCOUNTS.apply, { from: account.id }, { primary: true })
          : openDialog('Open', ACCOUNTS.open, { account: account.id }, { primary: true }),
      ]),
    ],
  });
}

const checkCard = ({ account }: Notice): Card =>
  card({
    body: [
      heading('A school account is due for a look'),
      plain(accountName(account), { bold: true }),
      text('Look through its posts, comments and messages. Then press the button, so that the register says so.'),
      actions([openDialog('Open', ACCOUNTS.open, { account: account.id }, { primary: true })]),
    ],
  });
