import { formatComing, formatRecent } from '../../kernel/time.ts';
import {
  actions,
  type Card,
  card,
  type Element,
  execute,
  facts,
  heading,
  openDialog,
  phones as phoneLines,
  plain,
  section,
  text,
} from '../../platform/teams/card.ts';
import { REPORT_DIALOG } from '../../platform/teams/dialogs.ts';
import { RECIPIENT_WORDING } from '../concern.ts';
import { drillBanner } from '../notice/drill-mark.cards.ts';
import type { Notice, Phone, Receipt } from '../notice.ts';
import { OWN_ADD, OWN_ANSWER, OWN_CASE, OWN_STATUS, OWN_TELL, OWN_WHOM } from '../verbs.cards.ts';
import { capital, ROLE_WORDING, whoAsSubject, whoWording } from '../wording.ts';

/** The reporter's card: where it went, and truthfully whether a person has read it. */
export const receiptCard = (receipt: Receipt, now: Date, { isLookedAt = false, namesOthers = false } = {}): Card =>
  card(
    heading(`Your report ${receipt.reference}`),
    ...receiptBody(receipt, now),
    // Where nothing has changed, the answer to "where does it stand?" would look like no answer.
    isLookedAt ? text(`This was correct at ${formatRecent(now, now)}.`, { bold: true }) : undefined,
    actions([
      receipt.isAsked
        ? openDialog('Answer the question', OWN_ANSWER, { concern: receipt.id }, { primary: true })
        : undefined,
      receipt.asksWhom
        ? openDialog('Say who you mean', OWN_WHOM, { concern: receipt.id }, { primary: !receipt.isAsked })
        : receipt.asksAdult
          ? openDialog('Is a colleague involved?', OWN_WHOM, { concern: receipt.id }, { primary: !receipt.isAsked })
          : undefined,
      openDialog('Add something', OWN_ADD, { concern: receipt.id }),
      receipt.hasCase ? openDialog('How far has it got?', OWN_CASE, { concern: receipt.id }) : undefined,
      namesOthers ? openDialog('Your policy also says', OWN_TELL, { concern: receipt.id }) : undefined,
      execute('What is happening with it?', OWN_STATUS, { concern: receipt.id }),
    ]),
  );

/** The lines of a receipt, for the card and for the dialog's last page. */
export function receiptBody(receipt: Receipt, now: Date): readonly (Element | undefined)[] {
  const { readAt, readBy, deliveredAt, isDecided, isLate } = receipt;
  const raised = formatRecent(new Date(receipt.raisedAt), now);
  return [
    receipt.isDrill ? drillBanner() : undefined,
    facts([
      ['Saved', raised],
      ['It is with', wherever(receipt)],
      ...receipt.alsoTold.map((who): readonly [string, string] => ['Also told', whoWording(who)]),
      ['Delivered', deliveredAt === undefined ? 'Not yet' : formatRecent(new Date(deliveredAt), now)],
      [
        'Read yet?',
        readAt === undefined
          ? receipt.acknowledgedAt === undefined
            ? 'Nobody has read this yet'
            : `Not yet. ${capital(RECIPIENT_WORDING[receipt.to.recipient])} has known about it since ${formatRecent(new Date(receipt.acknowledgedAt), now)}`
          : `Read by ${readBy ? ROLE_WORDING[readBy] : RECIPIENT_WORDING[receipt.to.recipient]} at ${formatRecent(new Date(readAt), now)}`,
      ],
      isDecided ? ['Decided', 'Someone has decided what to do. I cannot share details.'] : undefined,
      // Before the first reading the line above says it of the whole.
      receipt.unreadSince !== undefined && readAt !== undefined
        ? ['What you added', `At ${formatRecent(new Date(receipt.unreadSince), now)}. Nobody has read it yet`]
        : undefined,
    ]),
    receipt.wasRedirected
      ? text('It could not stay where it was first sent, so it went to someone else who is allowed to see it.', {
          subtle: true,
        })
      : undefined,
    receipt.isOutsidePlace
      ? text(
          'It is not in their usual place in Teams, because I could not be sure that only the right people can open it there. Each of them has it in their own chat instead.',
          { subtle: true },
        )
      : undefined,
    receipt.isAsked
      ? section({ style: 'warning' }, text('There is a question for you about this report.', { bold: true }))
      : undefined,
    receipt.asksWhom
      ? section(
          { style: 'warning' },
          text(
            'You have not said who a name in your report means. Until you do, nobody it could mean gets the report.',
            {
              bold: true,
            },
          ),
        )
      : undefined,
    receipt.asksAdult
      ? section(
          { style: 'warning' },
          text(
            'You have not said whether a colleague is involved. Until you do, the people who have it are told to ring you first.',
            { bold: true },
          ),
        )
      : undefined,
    isLate && !receipt.acknowledgedAt
      ? section(
          { style: 'attention' },
          text('Nobody has acknowledged it in time. Please phone now.', { bold: true, tone: 'attention' }),
          phoneFacts(receipt.phones),
        )
      : undefined,
    readAt !== undefined || isLate
      ? undefined
      : section({ style: 'emphasis' }, ...whenToPhone(receipt, now), phoneFacts(receipt.phones)),
    receipt.isBrief && !isDecided ? text(restWords(receipt), { bold: true }) : undefined,
    receipt.hasCase && !isDecided ? text(ONLINE_WORDING) : undefined,
    receipt.mayNotBePublished
      ? text(
          'Speak about this only with people who need to know. If it is about a teacher, it can be a crime to post or publish anything that may identify them before they are charged. You can always tell the police, the local authority or your union.',
        )
      : undefined,
    text('In danger now: phone **999**. Keep noticing, and report anything new.'),
  ];
}

/** When nobody is promised to be reading, no time is named by which someone has. */
function whenToPhone(receipt: Receipt, now: Date): readonly Element[] {
  const { expectBy, isUrgent, next, unwatched, to } = receipt;
  const by = formatRecent(new Date(expectBy), now);
  const isOver = unwatched?.until !== undefined && new Date(unwatched.until) <= now;
  if (!unwatched || isOver) return [plain(`If it is not read by ${by}, or you cannot wait, please phone:`)];
  const until = unwatched.until === undefined ? '' : ` before ${formatComing(new Date(unwatched.until), now)}`;
  const nobody = plain(`Nobody is on duty just now, and I cannot promise that anyone will read this${until}.`, {
    bold: true,
  });
  if (!isUrgent) return [nobody, text('If it cannot wait until then, please phone:')];
  const told =
    to.recipient === 'dsl' && !to.isAlone ? 'The DSL and the deputies have' : `${capital(whoAsSubject(to))} has`;
  const also = next ? ` Unless someone acknowledges it by ${by}, ${whoAsSubject(next)} gets it too.` : '';
  return [
    nobody,
    plain(`${told} a message in Teams even so, because it is urgent.${also} Please do not wait for that. Phone:`),
  ];
}

const wherever = ({ to, via }: Receipt): string => {
  const who = whoWording(to);
  if (to.recipient !== 'dsl') return who;
  if (to.isAlone) return via === 'place' ? `${who}, in their own space in Teams` : `${who}, in their own chat`;
  return via === 'place'
    ? `${who}, and deputies, in their own space in Teams`
    : `${who}, and deputies, each in their own chat`;
};

/** Sent in a hurry: what the person who gets it will ask for. */
const restWords = ({ hasCase, to }: Receipt): string => {
  if (hasCase)
    return 'When you have a minute, add the rest: the address of the page, the user name, the day and time, who else has seen it, and a number to ring you on.';
  if (to.recipient === 'dpo')
    return 'When you have a minute, add the rest: what data it is, whose, who has it now, when it happened, what you have done, and a number to ring you on.';
  return 'When you have a minute, add the rest: their own words, when and where it was, where the child is now, what you have done, who you have told, and a number to ring you on.';
};

/** Of what is said about staff online, to the person who reported it. */
const ONLINE_WORDING =
  'Do not reply to it online. A screenshot is evidence, but never take one of anything sexual. If you are threatened, phone the police yourself: you do not need anyone’s permission.';

export const phoneFacts = (phones: readonly Phone[]): Element =>
  phoneLines(phones.map(({ name, number }) => [name, number]));

/** Who has it is told once more; the next in line may hear of it for the first time. */
const chasedWords = ({ to, alsoTold }: Receipt): string =>
  [to, ...alsoTold]
    .map(
      (who, at, all) =>
        `${at === 0 ? 'reminded' : 'told'} ${at + 1 < all.length ? whoAsSubject(who) : whoWording(who)}`,
    )
    .join(' and ');

function lateWords(receipt: Receipt, why: Extract<Notice, { kind: 'late' }>['why']): string {
  const { reference } = receipt;
  switch (why) {
    case 'not-delivered':
      return `Your report ${reference} is saved, but I have not been able to deliver it. I will keep trying. Please do not wait for me: tell someone in person or by phone.`;
    case 'nobody-left':
      return `Your report ${reference} is saved, but nobody at school who may open it can do so now. Please do not wait: tell someone in person or by phone.`;
    case 'unread':
      return `Nobody has opened what you added to your report ${reference}. I have ${chasedWords(receipt)}. Please do not wait: tell someone in person or by phone.`;
    case 'not-acknowledged':
      return `Nobody has acknowledged your report ${reference} in time. I have ${chasedWords(receipt)}. Please do not wait: tell someone in person or by phone.`;
    default:
      return why satisfies never;
  }
}

export const lateCard = ({ receipt, why }: Extract<Notice, { kind: 'late' }>): Card =>
  card(
    receipt.isDrill ? drillBanner() : undefined,
    heading('Please phone now'),
    plain(lateWords(receipt, why)),
    phoneFacts(receipt.phones),
    text('In danger now: phone **999**.', { bold: true, tone: 'attention' }),
  );

export function questionCard({ id, reference, about, isDrill }: Extract<Notice, { kind: 'question' }>): Card {
  const mark = isDrill ? drillBanner() : undefined;
  if (about === 'elsewhere')
    return card(
      mark,
      heading('Your report is with someone else now'),
      plain(
        `A name in your report ${reference} is that of someone who would now be able to open it. They cannot, and someone else has it.`,
      ),
      actions([execute('What is happening with it?', OWN_STATUS, { concern: id })]),
    );
  if (about === 'whom')
    return card(
      mark,
      heading('Who do you mean?'),
      plain(
        `A name in your report ${reference} may mean someone who would now be able to open it. Until you have said who you mean, they cannot, and someone else has it.`,
      ),
      actions([openDialog('Say who you mean', OWN_WHOM, { concern: id }, { primary: true })]),
    );
  return card(
    mark,
    heading('I need to ask you one thing'),
    plain(`It is about your report ${reference}. Only you can open the question.`),
    actions([openDialog('Read and answer', OWN_ANSWER, { concern: id }, { primary: true })]),
  );
}

export const unsentNoticeCard = ({ startedAt, expiresAt }: Extract<Notice, { kind: 'unsent' }>, now: Date): Card =>
  card(
    heading('Your report was not sent'),
    plain(
      `You started a report at ${formatRecent(new Date(startedAt), now)}. It has not been sent and nobody has seen it. It is removed at ${formatRecent(new Date(expiresAt), now)}.`,
    ),
    actions([openDialog('Continue this report', REPORT_DIALOG, {}, { primary: true })]),
    text('If it cannot wait, tell someone in person or by phone. In danger now: phone **999**.', { bold: true }),
  );
