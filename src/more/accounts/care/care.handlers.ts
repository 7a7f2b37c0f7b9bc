import { z } from 'zod/v4';
import type { UserId } from '../../../kernel/ids.ts';
import { dayOf, instantOf } from '../../../kernel/time.ts';
import type { Card } from '../../../platform/teams/card.ts';
import { form, madeUpText, someDay } from '../../../platform/teams/entrances.ts';
import type { Routes } from '../../../platform/teams/routes.ts';
import { type DialogAnswer, type DialogTurn, message } from '../../../platform/teams/turn.ts';
import { accountCard } from '../account.cards.ts';
import type { AccountParts } from '../account.handlers.ts';
import type { AccountId, CommentId, RunnerId } from '../account.ts';
import { COMMENT_KINDS } from '../account.ts';
import type { OpenAccount } from '../accounts.ts';
import { byOf, dialog, NOT_YOURS, ofAccount, pageOf } from '../card-data.handlers.ts';
import { ACCOUNTS } from '../verbs.cards.ts';
import { GAP_NAMES } from '../wording.cards.ts';
import { commentForm, handOverForm, leaverForm, moderateForm } from './care.cards.ts';
import { MODERATED, MODERATED_WHY } from './comments.ts';

const yes = z
  .enum(['true', 'false'])
  .default('false')
  .transform((said) => said === 'true');
const runner = z.uuid().transform((id) => id as RunnerId);
const came = ofAccount.extend({
  kind: z.enum(COMMENT_KINDS).default('comment'),
  day: someDay('What day did it come in?'),
  time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .transform((text) => text as `${number}:${number}`),
  about: madeUpText('What is it about?', 300),
});
const moderated = ofAccount.extend({
  what: z.enum(MODERATED),
  why: z.enum(MODERATED_WHY),
  said: yes,
  words: madeUpText('Anything else that may help later', 300),
});
const leaving = ofAccount.extend({ runner, day: someDay('Their last day') });
const handing = ofAccount.extend({
  runner,
  to: z
    .union([z.literal(''), z.uuid()])
    .default('')
    .transform((id) => (id === '' ? undefined : (id.toLowerCase() as UserId))),
  changed: yes,
  closes: yes,
});

/** Comments, what was hidden, leavers and hand-overs. Whether someone may is asked at every press. */
export function registerAccountCare(routes: Routes, parts: AccountParts): void {
  registerComments(routes, parts);
  registerLeavers(routes, parts);
}

/** A form for those who look after the account, and the same refusal for everyone else. */
const shown = (parts: AccountParts, draw: (open: OpenAccount, turn: DialogTurn) => Card) =>
  form(ofAccount, async ({ account }, turn) => {
    const open = await parts.accounts.open(turn.sender.userId, account);
    return open?.may.keep && open.account.state === 'approved'
      ? dialog('School accounts', draw(open, turn))
      : NOT_YOURS;
  });

function registerComments(routes: Routes, parts: AccountParts): void {
  const { accounts } = parts;
  routes.submit(
    ACCOUNTS.comment,
    shown(parts, ({ account }, { now }) => commentForm(account, now)),
  );
  routes.submit(
    ACCOUNTS.moderate,
    shown(parts, ({ account }) => moderateForm(account)),
  );

  const note = form(
    came,
    async ({ account, kind, day: on, time, about }, turn) => {
      const receivedAt = on && instantOf(on, time);
      const noted = receivedAt ? await accounts.comment(byOf(turn), account, { kind, receivedAt, about }) : 'no-time';
      if (noted === 'no-time') {
        const open = await accounts.open(turn.sender.userId, account);
        const problem = 'It was not recorded. Please give a day and time in the last month.';
        return open?.may.keep ? dialog('School accounts', commentForm(open.account, turn.now, problem)) : NOT_YOURS;
      }
      if (noted === 'noted') await accounts.tell();
      return noted === 'noted'
        ? pageOf(parts, turn, account, 'Recorded. I am telling the others who run it.')
        : NOT_YOURS;
    },
    'It was not recorded. Please give a day and a time.',
  );
  routes.submit(ACCOUNTS.saveComment, note);

  const answered = form(z.object({ comment: z.uuid().transform((id) => id as CommentId) }), async (data, turn) => {
    const account = await accounts.answered(byOf(turn), data.comment);
    return account ? pageOf(parts, turn, account, 'Recorded. Thank you.') : NOT_YOURS;
  });
  routes.submit(ACCOUNTS.answered, answered);

  const hide = form(moderated, async ({ account, what, why, said, words }, turn) => {
    const noted = await accounts.moderated(byOf(turn), account, { what, why, isSaid: said, words });
    return noted === 'noted' ? pageOf(parts, turn, account, 'Recorded.') : NOT_YOURS;
  });
  routes.submit(ACCOUNTS.saveModerated, hide);
}

function registerLeavers(routes: Routes, parts: AccountParts): void {
  const { accounts } = parts;
  routes.submit(
    ACCOUNTS.leaver,
    shown(parts, ({ account }) => leaverForm(account)),
  );
  const handOver = shown(parts, ({ account }) => handOverForm(account));
  routes.submit(ACCOUNTS.handOver, handOver);
  routes.dialog(ACCOUNTS.handOver, handOver);

  const again = async (
    turn: DialogTurn,
    account: AccountId,
    draw: (open: OpenAccount) => Card,
  ): Promise<DialogAnswer> => {
    const open = await accounts.open(turn.sender.userId, account);
    return open?.may.keep ? dialog('School accounts', draw(open)) : NOT_YOURS;
  };

  const leaves = form(leaving, async ({ account, runner: who, day: on }, turn) => {
    if (on === undefined || on < dayOf(turn.now))
      return again(turn, account, (open) =>
        leaverForm(open.account, 'It was not recorded. Please choose a future date.'),
      );
    const noted = await accounts.leaves(byOf(turn), account, who, on);
    if (noted !== 'noted') return NOT_YOURS;
    await accounts.tell();
    return pageOf(parts, turn, account, 'Recorded. I am asking the others who run it to hand it over before that day.');
  });
  routes.submit(ACCOUNTS.saveLeaver, leaves);

  const hand = form(handing, async ({ account, runner: who, to, changed, closes }, turn) => {
    const result = await accounts.handOver(byOf(turn), account, { runner: who, to, isLoginChanged: changed, closes });
    const problem = async (words: string) => {
      const open = await accounts.open(turn.sender.userId, account);
      const name = to && open && (await parts.people.staff(open.school.id, to))?.name;
      const draft = { runner: who, isLoginChanged: changed, ...(to && name && { to: { id: to, name } }) };
      return again(turn, account, (now) => handOverForm(now.account, draft, words));
    };
    switch (result.kind) {
      case 'handed-over': {
        const open = await accounts.open(turn.sender.userId, account);
        // Anyone who hands on their own part may no longer see it.
        const words = closes ? 'It is closed. The register says so.' : 'Handed over. The register says so.';
        return open ? dialog('School accounts', accountCard(open, { text: words })) : message(words);
      }
      case 'not-yours':
        return NOT_YOURS;
      case 'login-not-changed':
        return problem('Not handed over yet. Please change the password first.');
      case 'too-few':
        return problem('Not handed over yet. At least two people must run it. Please choose someone to take over.');
      case 'not-ready':
        return problem(
          `Not handed over yet. ${result.name || 'The person you picked'} ${result.gaps.map((gap) => GAP_NAMES[gap]).join(', and ')}.`,
        );
      default:
        return result satisfies never;
    }
  });
  routes.submit(ACCOUNTS.saveHandOver, hand);
}
