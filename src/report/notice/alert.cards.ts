import { formatAge, formatInstant } from '../../kernel/time.ts';
import {
  actions,
  type Card,
  card,
  type Element,
  execute,
  facts,
  heading,
  openDialog,
  phones,
  plain,
  section,
  text,
} from '../../platform/teams/card.ts';
import { type Elsewhere, RECIPIENT_WORDING, statusWords } from '../concern.ts';
import type { Notice, Outline } from '../notice.ts';
import { phoneFacts } from '../own-report/receipt.cards.ts';
import { ACKNOWLEDGE, DRILL, OPEN } from '../verbs.cards.ts';
import { KIND_WORDING, SENT_BY_LINK } from '../wording.ts';
import { adviceFirst, breachClock } from './advice.cards.ts';
import { drillBanner, tookWords } from './drill-mark.cards.ts';

/** What is in the DSL's channel, or in the chat of the person who holds it. No name of a child, no word of the report. */
export const alertCard = (
  outline: Outline,
  { because, isAlsoTold }: Partial<Extract<Notice, { kind: 'alert' }>> = {},
): Card => {
  const { id, reference, status } = outline;
  const waits = status === 'submitted' || status === 'delivered';
  return card(
    drillMark(outline),
    heading(`Report ${reference}`),
    urgency(outline),
    ringReporterFirst(outline),
    unknownToDsl(outline),
    whyHere(because, isAlsoTold),
    outlineFacts(outline),
    actions([
      openDialog('Open', OPEN, { concern: id }, { primary: true }),
      waits ? execute('Acknowledge', ACKNOWLEDGE, { concern: id }) : undefined,
    ]),
    adviceFirst(outline.adviceFirst),
    outline.breachEnds === undefined ? undefined : breachClock(new Date(outline.breachEnds), 'card'),
  );
};

const drillMark = ({ drillBegunAt }: Outline): Element | undefined =>
  drillBegunAt === undefined ? undefined : drillBanner();

/** First on the card and on the record, until a decision is written down. Someone who was not sure has not said yes. */
export const urgency = (outline: Urgency): Element | undefined =>
  isUrgentNow(outline)
    ? section(
        {
          style: 'attention',
        },
        text(URGENT_WORDING[outline.urgency ?? 'unknown'], { bold: true, tone: 'attention' }),
      )
    : undefined;

/** Nobody who protects children knows of this one yet: who has it either does it, or gives it to them. */
export const unknownToDsl = ({ isUnknownToDsl = false }: Pick<Outline, 'isUnknownToDsl'>): Element | undefined =>
  isUnknownToDsl
    ? section(
        { style: 'warning' },
        text('The DSL does not know about this child', { bold: true }),
        text(
          'Its words may mean someone of the DSL’s team. Open it: if it is not about them, one press gives it to the DSL. If it is, the child’s safety is with you.',
        ),
      )
    : undefined;

/** How a reporter is reached, for someone who has opened their report. */
interface Reach {
  /** As they left it. */
  readonly number?: string | undefined;
  /** Of their account. */
  readonly address?: string | undefined;
}

/** Before anything else is done: nobody may speak first with a colleague whom it may be about. */
export const ringReporterFirst = (
  { mayInvolveAdult = false }: Pick<Outline, 'mayInvolveAdult'>,
  { number = '', address }: Reach = {},
): Element | undefined =>
  mayInvolveAdult
    ? section(
        { style: 'warning' },
        text('The reporter was not sure whether a colleague is involved: ring them first', { bold: true }),
        number === '' ? undefined : phones([['The number they left', number]]),
        address === undefined ? undefined : text(`[Chat with the reporter in Teams](${chatWith(address)})`),
      )
    : undefined;

const chatWith = (address: string): string =>
  `https://teams.microsoft.com/l/chat/0/0?users=${encodeURIComponent(address)}`;

type Urgency = Pick<Outline, 'isUrgent' | 'urgency' | 'status' | 'isDecided'>;

const isUrgentNow = ({ isUrgent, status, isDecided = false }: Urgency): boolean =>
  isUrgent && !isDecided && status !== 'decided' && status !== 'closed';

const URGENT_WORDING = {
  yes: 'Urgent: the reporter says that someone needs to act today',
  unsure: 'Urgent: the reporter is not sure whether anyone needs to act today. Ask them, or treat it as a yes.',
  // Records from before it was kept, and what was only added to a report that could wait.
  no: 'Urgent: someone may need to act today',
  unknown: 'Urgent: someone may need to act today',
} as const;

const URGENCY_WORDING = {
  yes: 'The reporter said yes, someone needs to act today',
  unsure: 'The reporter was not sure',
  no: 'Not marked urgent by the reporter',
} as const;

const urgencyWords = ({ isUrgent, urgency: said }: Outline): string =>
  said === undefined && isUrgent ? 'The reporter said yes, or was not sure' : URGENCY_WORDING[said ?? 'no'];

const dutyWords = (names: readonly string[]): string =>
  names.length === 0 ? 'Nobody from the DSL’s team' : names.join(', ');

const WIDE_WORDING =
  'Reports come to each of you in your own chat, and the next in line is told as well, until that is put right.';

/** Why a card came to this reader and not to where it usually goes. Of nobody by name, and of nothing that was written. */
const BECAUSE_WORDING: Readonly<Record<Elsewhere, string>> = {
  named:
    'It came to you because a name in it may mean someone who would otherwise have received it. They cannot open it.',
  'subject-present':
    'It came to you because someone involved can see the channel or chat where it would have gone. Nothing that was written was shown there.',
  public: `It is not in the DSL channel: people from outside the DSL’s team can open that channel. ${WIDE_WORDING}`,
  guest: `It is not in the DSL channel: a guest is in that channel. ${WIDE_WORDING}`,
  'unexpected-member': `It is not in the DSL channel: someone is in that channel who is not named as DSL or deputy. ${WIDE_WORDING}`,
  'nobody-there': 'It is not in the DSL channel: nobody is in that channel. It came to each of you in your own chat.',
  'directory-unavailable':
    'It is not in the DSL channel: I could not check who is in there just then. It came to each of you in your own chat.',
  'place-unreachable':
    'It is not in the DSL channel: I cannot write there. Please ask IT to add me to it again. It came to each of you in your own chat.',
  unreachable: 'It came to you because I could not reach anyone before you in the chain.',
  'all-left':
    'It came to you because the people who had it have left, and those who hold their role now came after it. You decide whether to pass it to them.',
};

const WIDE_ALSO_WORDING =
  'The DSL and deputies have it in their own chats. You are told as well, because someone needs to put that channel right. You can open it, and what you do is recorded.';

const ALSO_TOLD_WORDING: Readonly<Partial<Record<Elsewhere, string>>> = {
  public: `People from outside the DSL’s team can open the DSL channel, so it was not sent there. ${WIDE_ALSO_WORDING}`,
  guest: `A guest is in the DSL channel, so it was not sent there. ${WIDE_ALSO_WORDING}`,
  'unexpected-member': `Someone is in the DSL channel who is not named as DSL or deputy, so it was not sent there. ${WIDE_ALSO_WORDING}`,
};

const LATE_ALSO_WORDING =
  'You are told as well, because I could not reach the people it is for, or they have not acted in time. You can open it, and what you do is recorded.';

function whyHere(because: Elsewhere | undefined, isAlsoTold = false): Element | undefined {
  if (isAlsoTold) return text((because && ALSO_TOLD_WORDING[because]) ?? LATE_ALSO_WORDING);
  return because && text(BECAUSE_WORDING[because]);
}

const outlineFacts = (outline: Outline): Element => {
  const { acknowledgedAt, acknowledgedBy } = outline;
  return facts([
    ['About', KIND_WORDING[outline.kind]],
    isUrgentNow(outline) ? undefined : ['Urgency', urgencyWords(outline)],
    ['Received', formatInstant(new Date(outline.raisedAt))],
    outline.isByLink ? ['From', SENT_BY_LINK] : undefined,
    outline.onDuty === undefined ? undefined : ['On duty then', dutyWords(outline.onDuty)],
    acknowledgedAt === undefined ? ['Acknowledge by', formatInstant(new Date(outline.acknowledgeBy))] : undefined,
    ['Status', statusWords(outline.status === 'submitted' ? 'delivered' : outline.status, outline.actionsOpen ?? 0)],
    acknowledgedAt === undefined
      ? undefined
      : ['Acknowledged', `${formatInstant(new Date(acknowledgedAt))}${acknowledgedBy ? `, ${acknowledgedBy}` : ''}`],
    outline.owner === undefined ? undefined : ['With', outline.owner],
    outline.hasUnread ? ['Added', 'Something from the reporter that nobody has opened yet'] : undefined,
  ]);
};

export const movedCard = ({ reference, isDrill }: Omit<Extract<Notice, { kind: 'moved' }>, 'isRepeat'>): Card =>
  card(
    isDrill ? drillBanner() : undefined,
    heading(`Report ${reference}`),
    text('This report is no longer here. The people looking after it have it in their own chat.', { subtle: true }),
  );

/** In the DSL's place while nobody can tell who is in it. It is true for those who are, of no report in particular. */
export const oneWaitsCard = ({
  isUrgent,
  at,
  phones,
  isDrill,
}: Omit<Extract<Notice, { kind: 'one-waits' }>, 'isRepeat'>): Card =>
  card(
    isDrill ? drillBanner() : undefined,
    heading(isUrgent ? 'An urgent report waits' : 'A report waits'),
    plain(
      `It came before ${formatInstant(new Date(at))}. I cannot check just now who can open this channel or chat, so it is not here. Each of the DSL’s team gets it in their own chat with me: open that, and write “reports”. If you cannot, phone one another now:`,
    ),
    phoneFacts(phones),
  );

/** To whom an allegation would go, while nobody can say whether it is one. */
export const thereIsOneCard = ({
  reference,
  with: holder,
  isNamed,
  isDrill,
}: Omit<Extract<Notice, { kind: 'there-is-one' }>, 'isRepeat'>): Card =>
  card(
    isDrill ? drillBanner() : undefined,
    heading(`Report ${reference}`),
    plain(
      isNamed
        ? `There is a report about a child with ${RECIPIENT_WORDING[holder]}. Its words may mean a colleague, who cannot open it while its reporter has not said whether they do.`
        : `There is a report about a child with ${RECIPIENT_WORDING[holder]}. Its reporter was not sure whether a colleague is involved, and is rung first.`,
    ),
    'You are told that there is one, and nothing of what it says. You cannot open it. If it is about an adult who works or volunteers here, it comes to you.',
  );

type Chase = Extract<Notice, { kind: 'chase' }>;

/** Why someone is reminded of a report, in a sentence about it. */
export const chaseWords = (why: Chase['why'], raisedAt: string, at: string): string => {
  const age = formatAge(new Date(raisedAt), new Date(at));
  return {
    'not-acknowledged': `It has been waiting for ${age} and nobody has acknowledged it.`,
    'not-delivered': `It was raised ${age} ago and I could not reach the people it is for.`,
    'not-decided': `It was raised ${age} ago and no decision has been recorded yet.`,
    'review-due': 'Its review date has come.',
    'action-due': 'An action that you were given for it is due.',
    unread: 'The reporter has added something, and nobody has opened it yet.',
  }[why];
};

export function chaseCard({ outline, why, at, isEscalation }: Chase): Card {
  return card(
    drillMark(outline),
    heading(`Report ${outline.reference} is waiting`),
    urgency(outline),
    ringReporterFirst(outline),
    unknownToDsl(outline),
    text(chaseWords(why, outline.raisedAt, at), { bold: true }),
    isEscalation
      ? 'You are told because the people who should have acted first have not. You can open it, and what you do is recorded.'
      : undefined,
    outlineFacts(outline),
    actions([
      openDialog('Open', OPEN, { concern: outline.id }, { primary: true }),
      why === 'not-acknowledged' ? execute('Acknowledge', ACKNOWLEDGE, { concern: outline.id }) : undefined,
    ]),
    adviceFirst(outline.adviceFirst),
    outline.breachEnds === undefined ? undefined : breachClock(new Date(outline.breachEnds), 'card'),
  );
}

export const newsCard = ({ outline, why }: Extract<Notice, { kind: 'news' }>): Card =>
  card(
    drillMark(outline),
    heading(`Report ${outline.reference}`),
    text(
      {
        added: 'The reporter has added something.',
        'added-urgent': 'The reporter has added something, and says that someone may need to act today.',
        answered: 'The reporter has answered your question.',
        'case-answered': 'The member of staff has answered about the police or support.',
        'handed-over': 'This report has been handed over to you.',
        locked: 'This report is locked, and you are one of the two who can open it. Nobody else in the team sees it.',
        'school-received':
          'The next school has confirmed that it has the chronology. Who confirmed it is in the report.',
        'school-blocked':
          'Someone typed five wrong codes for the hand-over to the next school, so its link no longer works. Nobody has the chronology. Phone the person it is for, then make a new link.',
        'school-expired':
          'The link for the hand-over to the next school has expired, and nobody has confirmed that it arrived. Phone the person it is for, then make a new link if they do not have it.',
        'locked-match':
          'This report may be about a child whose reports are locked to you. The team has it, and does not know that there is more. Open it, and say whether it is the same child.',
        reopened: 'This report was closed, and is open again. It needs a new decision.',
        'trust-opened':
          'The DSL’s team has opened this report to you. You can read it. Each time you do, it is recorded.',
        'drill-done': 'The drill is over: someone has acknowledged it.',
      }[why],
    ),
    why === 'drill-done' ? drillTimes(outline) : undefined,
    actions([
      why === 'drill-done'
        ? openDialog('All drills', DRILL, {}, { primary: true })
        : openDialog('Open', OPEN, { concern: outline.id }, { primary: true }),
    ]),
  );

/** How long it took, from the form to a person. */
function drillTimes({ drillBegunAt, raisedAt, acknowledgedAt, acknowledgedBy }: Outline): Element | undefined {
  if (drillBegunAt === undefined || acknowledgedAt === undefined) return undefined;
  const sentAt = new Date(raisedAt);
  return facts([
    ['Form', tookWords(new Date(drillBegunAt), sentAt)],
    [
      'Acknowledged',
      `after ${tookWords(sentAt, new Date(acknowledgedAt))}${acknowledgedBy ? `, ${acknowledgedBy}` : ''}`,
    ],
  ]);
}
