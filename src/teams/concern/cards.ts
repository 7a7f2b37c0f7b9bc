import type { Elsewhere } from '../../concern/concern.ts';
import type { PlaceKind } from '../../concern/destination.ts';
import type { Notice, Outline, Phone, Receipt } from '../../concern/notice.ts';
import { anyOf, KIND_WORDS, RECIPIENT_WORDS, ROLE_WORDS, STATUS_WORDS, whoWords } from '../../concern/words.ts';
import { formatAge, formatInstant, formatRecent } from '../../core/time.ts';
import {
  actions,
  type Card,
  card,
  type Element,
  execute,
  facts,
  heading,
  openDialog,
  plain,
  section,
  text,
} from '../card.ts';

import { REPORT_DIALOG } from '../dialogs.ts';

export const OPEN = 'concern.open';
export const LIST_PAGE = 'concern.list-page';
export const ACKNOWLEDGE = 'concern.acknowledge';
/** Closed records that are due for a decision whether they are kept. */
export const DUE = 'concern.due';
export const OWN_STATUS = 'concern.own-status';
export const OWN_ADD = 'concern.own-add';
export const OWN_ANSWER = 'concern.own-answer';

/** The message for a notice. Its summary shows on lock screens: a reference at most. */
export function toOutgoing(notice: Notice, now: Date): { readonly card: Card; readonly summary: string } {
  const { card, summary } = outgoing(notice, now);
  return { card: notice.isRepeat && notice.kind !== 'moved' ? withNote(card, REPEAT_WORDS) : card, summary };
}

const REPEAT_WORDS = 'You may have this card twice: I could not tell whether the first one arrived.';

/** The card with a small line before its buttons. */
const withNote = (whole: Card, words: string): Card => {
  const buttons = whole.body.findLastIndex(({ type }) => type === 'ActionSet');
  const at = buttons < 0 ? whole.body.length : buttons;
  return { ...whole, body: whole.body.toSpliced(at, 0, text(words, { subtle: true, small: true })) };
};

function outgoing(notice: Notice, now: Date): { readonly card: Card; readonly summary: string } {
  switch (notice.kind) {
    case 'alert':
      return {
        card: alertCard(notice.outline, notice),
        summary: `${notice.outline.isUrgent ? 'Urgent report' : 'Report'} ${notice.outline.reference}`,
      };
    case 'moved':
      return { card: movedCard(notice.reference), summary: `Report ${notice.reference}` };
    case 'receipt':
      return {
        card: receiptCard(notice.receipt, now),
        summary: `Your report ${notice.receipt.reference}`,
      };
    case 'chase':
      return { card: chaseCard(notice), summary: `Report ${notice.outline.reference} is waiting` };
    case 'news':
      return { card: newsCard(notice), summary: `Report ${notice.outline.reference}: news` };
    case 'late':
      return { card: lateCard(notice), summary: `Your report ${notice.receipt.reference}: please phone` };
    case 'unsent':
      return { card: unsentNoticeCard(notice, now), summary: 'A report of yours was not sent' };
    case 'unsafe-place':
      return { card: unsafePlaceCard(notice), summary: 'The place for reports is not safe' };
    case 'summary':
      return { card: summaryCard(notice), summary: 'Open reports this morning' };
    case 'question':
      return { card: questionCard(notice), summary: `Your report ${notice.reference}: a question` };
    default:
      return notice satisfies never;
  }
}

/** What stands in the DSL's channel, or in the chat of whoever holds it. No name of a child, no word of the report. */
export const alertCard = (
  outline: Outline,
  { because, isAlsoTold }: Partial<Extract<Notice, { kind: 'alert' }>> = {},
): Card => {
  const { id, reference, status } = outline;
  const waits = status === 'submitted' || status === 'delivered';
  return card({
    body: [
      heading(`Report ${reference}`),
      outline.isUrgent && status !== 'closed'
        ? section([text('Somebody may have to act today', { bold: true })], { style: 'attention' })
        : undefined,
      whyHere(because, isAlsoTold),
      outlineFacts(outline),
      actions([
        openDialog('Open', OPEN, { concern: id }, { primary: true }),
        waits ? execute('Acknowledge', ACKNOWLEDGE, { concern: id }) : undefined,
      ]),
    ],
  });
};

const WIDE_WORDS =
  'Reports come to each of you in your own chat, and the next in line is told as well, until that is put right.';
/** Why a card came to this reader and not to where it usually goes. Of nobody by name, and of nothing that was written. */
const BECAUSE_WORDS: Readonly<Record<Elsewhere, string>> = {
  'subject-present':
    'It came to you because somebody it concerns can see into the place where it would have gone. Nothing that was written was shown there.',
  public: `It is not in the DSL’s channel: people from outside the DSL’s team can open that channel. ${WIDE_WORDS}`,
  guest: `It is not in the DSL’s channel: a guest is in that channel. ${WIDE_WORDS}`,
  'unexpected-member': `It is not in the DSL’s channel: somebody is in that channel who is not named as DSL or deputy. ${WIDE_WORDS}`,
  'nobody-there': 'It is not in the DSL’s channel: nobody is in that channel. It came to each of you in your own chat.',
  'directory-unavailable':
    'It is not in the DSL’s channel: I could not check who is in there just then. It came to each of you in your own chat.',
  'place-unreachable':
    'It is not in the DSL’s channel: I cannot write there. Please ask IT to add me to it again. It came to each of you in your own chat.',
  unreachable: 'It came to you because I could not reach anybody before you in the chain.',
};
const WIDE_ALSO_WORDS =
  'The DSL and deputies have it in their own chats. You are told as well, because somebody has to see to that channel. You can open it, and what you do is recorded.';
const ALSO_TOLD_WORDS: Readonly<Partial<Record<Elsewhere, string>>> = {
  public: `People from outside the DSL’s team can open the DSL’s channel, so it was not sent there. ${WIDE_ALSO_WORDS}`,
  guest: `A guest is in the DSL’s channel, so it was not sent there. ${WIDE_ALSO_WORDS}`,
  'unexpected-member': `Somebody is in the DSL’s channel who is not named as DSL or deputy, so it was not sent there. ${WIDE_ALSO_WORDS}`,
};
const LATE_ALSO_WORDS =
  'You are told as well, because I could not reach those it is for, or they have not acted in time. You can open it, and what you do is recorded.';

function whyHere(because: Elsewhere | undefined, isAlsoTold = false): Element | undefined {
  if (isAlsoTold) return text((because && ALSO_TOLD_WORDS[because]) ?? LATE_ALSO_WORDS);
  return because && text(BECAUSE_WORDS[because]);
}

const outlineFacts = (outline: Outline): Element => {
  const { acknowledgedAt, acknowledgedBy } = outline;
  return facts([
    ['About', KIND_WORDS[outline.kind]],
    ['Urgency', outline.isUrgent ? 'Urgent, says the reporter' : 'Not marked urgent by the reporter'],
    ['Received', formatInstant(new Date(outline.raisedAt))],
    acknowledgedAt === undefined ? ['Acknowledge by', formatInstant(new Date(outline.acknowledgeBy))] : undefined,
    ['State', STATUS_WORDS[outline.status === 'submitted' ? 'delivered' : outline.status]],
    acknowledgedAt === undefined
      ? undefined
      : ['Acknowledged', `${formatInstant(new Date(acknowledgedAt))}${acknowledgedBy ? `, ${acknowledgedBy}` : ''}`],
    outline.owner === undefined ? undefined : ['With', outline.owner],
  ]);
};

const movedCard = (reference: string): Card =>
  card({
    body: [
      heading(`Report ${reference}`),
      text('This report is no longer here. Whoever looks after it has it in their own chat.', { subtle: true }),
    ],
  });

function chaseCard({ outline, why, at, isEscalation }: Extract<Notice, { kind: 'chase' }>): Card {
  const age = formatAge(new Date(outline.raisedAt), new Date(at));
  const words = {
    'not-acknowledged': `It has been waiting for ${age} and nobody has acknowledged it.`,
    'not-delivered': `It was raised ${age} ago and I could not reach those it is for.`,
    'not-decided': `It was raised ${age} ago and no decision is written down yet.`,
    'review-due': 'Its review date has come.',
  }[why];
  return card({
    body: [
      heading(`Report ${outline.reference} is waiting`),
      text(words, { bold: true }),
      isEscalation
        ? text(
            'You are told because those who should act first have not. You can open it, and what you do is recorded.',
          )
        : undefined,
      outlineFacts(outline),
      actions([
        openDialog('Open', OPEN, { concern: outline.id }, { primary: true }),
        why === 'not-acknowledged' ? execute('Acknowledge', ACKNOWLEDGE, { concern: outline.id }) : undefined,
      ]),
    ],
  });
}

const newsCard = ({ outline, why }: Extract<Notice, { kind: 'news' }>): Card =>
  card({
    body: [
      heading(`Report ${outline.reference}`),
      text(
        {
          added: 'The reporter has added something.',
          answered: 'The reporter has answered your question.',
          'handed-over': 'This report has been handed over to you.',
        }[why],
      ),
      actions([openDialog('Open', OPEN, { concern: outline.id }, { primary: true })]),
    ],
  });

/** The reporter's card: where it went, and truthfully whether a person has read it. */
export const receiptCard = (receipt: Receipt, now: Date): Card =>
  card({
    body: [
      heading(`Your report ${receipt.reference}`),
      ...receiptBody(receipt, now),
      actions([
        receipt.isAsked
          ? openDialog('Answer the question', OWN_ANSWER, { concern: receipt.id }, { primary: true })
          : undefined,
        openDialog('Add something', OWN_ADD, { concern: receipt.id }),
        execute('Where does it stand?', OWN_STATUS, { concern: receipt.id }),
      ]),
    ],
  });

/** The lines of a receipt, for the card and for the dialog's last page. */
export function receiptBody(receipt: Receipt, now: Date): readonly (Element | undefined)[] {
  const { readAt, readBy, deliveredAt, isActedOn, isLate, expectBy } = receipt;
  const raised = formatRecent(new Date(receipt.raisedAt), now);
  return [
    facts([
      ['Saved', raised],
      ['It is with', wherever(receipt)],
      ...receipt.alsoTold.map((who): readonly [string, string] => ['Also told', whoWords(who)]),
      ['Delivered', deliveredAt === undefined ? 'Not yet' : formatRecent(new Date(deliveredAt), now)],
      [
        'Read yet?',
        readAt === undefined
          ? receipt.acknowledgedAt === undefined
            ? 'No person has read this yet'
            : `Not yet. ${capital(RECIPIENT_WORDS[receipt.to.recipient])} knows of it since ${formatRecent(new Date(receipt.acknowledgedAt), now)}`
          : `Read by ${readBy ? ROLE_WORDS[readBy] : RECIPIENT_WORDS[receipt.to.recipient]} at ${formatRecent(new Date(readAt), now)}`,
      ],
      isActedOn ? ['Acted on', 'Yes. I cannot share details.'] : undefined,
    ]),
    receipt.wasRedirected
      ? text('It could not stay where it was sent first, so it went to somebody else who may have it.', {
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
      ? section([text('There is a question for you about this report.', { bold: true })], { style: 'warning' })
      : undefined,
    isLate && !receipt.acknowledgedAt
      ? section(
          [text('Nobody has acknowledged it in time. Please phone.', { bold: true }), phoneFacts(receipt.phones)],
          {
            style: 'attention',
          },
        )
      : undefined,
    readAt !== undefined || isLate
      ? undefined
      : section(
          [
            plain(`If it is not read by ${formatRecent(new Date(expectBy), now)}, or you cannot wait, please phone:`),
            phoneFacts(receipt.phones),
          ],
          { style: 'emphasis' },
        ),
    text('In danger now: **999**. Keep noticing, and report anything new.', { subtle: true, small: true }),
  ];
}

const capital = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

const wherever = ({ to, via }: Receipt): string => {
  const who = whoWords(to);
  if (to.recipient !== 'dsl') return who;
  return via === 'place'
    ? `${who}, and deputies, in their own space in Teams`
    : `${who}, and deputies, each in their own chat`;
};

export const phoneFacts = (phones: readonly Phone[]): Element =>
  facts(phones.map(({ name, number }) => [name, number]));

function lateWords(receipt: Receipt, why: Extract<Notice, { kind: 'late' }>['why']): string {
  const { reference, to, alsoTold } = receipt;
  switch (why) {
    case 'not-delivered':
      return `Your report ${reference} is saved, but I have not been able to deliver it. I keep trying. Please do not wait for me: tell somebody in person or by phone.`;
    case 'nobody-left':
      return `Your report ${reference} is saved, but nobody at school who may open it can do so now. Please do not wait: tell somebody in person or by phone.`;
    case 'not-acknowledged':
      return `Nobody has acknowledged your report ${reference} in time. I have told ${anyOf([to, ...alsoTold].map(whoWords))} again. Please do not wait: tell somebody in person or by phone.`;
    default:
      return why satisfies never;
  }
}

const lateCard = ({ receipt, why }: Extract<Notice, { kind: 'late' }>): Card =>
  card({
    body: [
      heading('Please phone now'),
      plain(lateWords(receipt, why)),
      phoneFacts(receipt.phones),
      text('In danger now: **999**.', { bold: true }),
    ],
  });

const questionCard = ({ id, reference }: Extract<Notice, { kind: 'question' }>): Card =>
  card({
    body: [
      heading('I need to ask you one thing'),
      plain(`It is about your report ${reference}. Only you can open the question.`),
      actions([openDialog('Read and answer', OWN_ANSWER, { concern: id }, { primary: true })]),
    ],
  });

const unsentNoticeCard = ({ startedAt, expiresAt }: Extract<Notice, { kind: 'unsent' }>, now: Date): Card =>
  card({
    body: [
      heading('Your report was not sent'),
      plain(
        `You began a report at ${formatRecent(new Date(startedAt), now)}. It has not been sent and nobody has seen it. It is removed at ${formatRecent(new Date(expiresAt), now)}.`,
      ),
      actions([openDialog('Go on with it', REPORT_DIALOG, {}, { primary: true })]),
      text('If it cannot wait, tell somebody in person or by phone. In danger now: **999**.', { bold: true }),
    ],
  });

function unsafePlaceCard({ school, place, why, names, more, next }: Extract<Notice, { kind: 'unsafe-place' }>): Card {
  const others = more === 0 ? names : [...names, `${more} more`];
  const found = {
    public: 'People from outside the DSL’s team can open it.',
    guest: 'A guest, or somebody from another organisation, is in it.',
    'unexpected-member': 'Somebody is in it who is not named as DSL or deputy in Lanyard’s configuration.',
    'nobody-there': 'Nobody is in it.',
  }[why];
  return card({
    body: [
      heading('The place for reports is not safe'),
      text(found, { bold: true }),
      facts([
        ['School', school],
        ['Place', PLACE_WORDS[place]],
        others.length > 0 ? ['Who should not be there', others.join(', ')] : undefined,
      ]),
      text(
        `I put no report there as long as this is so. Reports about a child come to each of you in your own chat instead${
          next === undefined || why === 'nobody-there' ? '' : `, and ${RECIPIENT_WORDS[next]} is told as well`
        }.`,
      ),
      text(
        'What to do: an owner of the channel puts its members right, or IT corrects the names in Lanyard’s configuration. What already stands there stays closed until then.',
      ),
    ],
  });
}

const PLACE_WORDS: Readonly<Record<PlaceKind, string>> = {
  'private-channel': 'A private channel',
  'closed-team-channel': 'A channel of a closed team',
  'public-channel': 'A channel that others can open',
  chat: 'A group chat',
  people: 'Each person’s own chat',
  channel: 'A channel',
};

const summaryCard = ({ open, waiting, late, reviews, due }: Extract<Notice, { kind: 'summary' }>): Card =>
  card({
    body: [
      heading('Reports this morning'),
      facts([
        ['Open', String(open)],
        ['Nobody has acknowledged', String(waiting)],
        ['Of these, too late', String(late)],
        ['Review due', String(reviews)],
        due > 0 ? ['Closed, to be kept or not', String(due)] : undefined,
      ]),
      actions([
        openDialog('Show them', LIST_PAGE, { page: 0 }, { primary: true }),
        due > 0 ? openDialog('Records due for review', DUE, { page: 0 }) : undefined,
      ]),
    ],
  });
