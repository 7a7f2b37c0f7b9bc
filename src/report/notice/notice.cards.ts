import { type Card, text } from '../../platform/teams/card.ts';
import { talkCard } from '../also-tell/also-tell.cards.ts';
import type { FeatureNotice, FeatureNotices } from '../host.ts';
import type { Notice, Outline } from '../notice.ts';
import { lateCard, questionCard, receiptCard, unsentNoticeCard } from '../own-report/receipt.cards.ts';
import { keptCard } from '../roles/kept.cards.ts';
import { uncoveredCard } from '../rota/rota.cards.ts';
import { alertCard, chaseCard, movedCard, newsCard, oneWaitsCard, thereIsOneCard } from './alert.cards.ts';
import { notInPlaceCard, summaryCard, unsafePlaceCard } from './overview.cards.ts';
import { remindersCard, remindersHeading, remindersOn } from './reminders.cards.ts';

/** A message; its summary shows on lock screens: a reference at most. */
interface Outgoing {
  readonly card: Card;
  readonly summary: string;
}

/** What the notices of features look like, by their kind. */
export type NoticeCards = { readonly [K in keyof FeatureNotices]?: (notice: FeatureNotice<K>) => Outgoing };

/** The message for a notice. */
export function toOutgoing(notice: Notice, now: Date, ofFeatures: NoticeCards = {}): Outgoing {
  const { card, summary } = outgoing(notice, now, ofFeatures);
  return { card: notice.isRepeat && notice.kind !== 'moved' ? withNote(card, REPEAT_WORDING) : card, summary };
}

const REPEAT_WORDING = 'You may have this card twice: I could not tell whether the first one arrived.';

/** The card with a small line before its buttons. */
const withNote = (whole: Card, words: string): Card => {
  const buttons = whole.body.findLastIndex(({ type }) => type === 'ActionSet');
  const at = buttons < 0 ? whole.body.length : buttons;
  return { ...whole, body: whole.body.toSpliced(at, 0, text(words, { subtle: true, small: true })) };
};

/** On a lock screen too a drill says that it is one. */
const drill = ({ drillBegunAt }: Outline): string => marked(drillBegunAt !== undefined, '');
const marked = (isDrill: boolean | undefined, summary: string): string => `${isDrill ? 'DRILL. ' : ''}${summary}`;

function featureOutgoing<K extends keyof FeatureNotices>(notice: FeatureNotice<K>, cards: NoticeCards): Outgoing {
  const draw = cards[notice.kind];
  if (!draw) throw new Error(`no feature that is on has a card for a notice of the kind ${notice.kind}`);
  return draw(notice);
}

function outgoing(notice: Notice, now: Date, ofFeatures: NoticeCards): Outgoing {
  switch (notice.kind) {
    case 'alert':
      return {
        card: alertCard(notice.outline, notice),
        summary: `${drill(notice.outline)}${notice.outline.isUrgent ? 'Urgent report' : 'Report'} ${notice.outline.reference}`,
      };
    case 'moved':
      return { card: movedCard(notice), summary: marked(notice.isDrill, `Report ${notice.reference}`) };
    case 'receipt':
      return {
        card: receiptCard(notice.receipt, now),
        summary: marked(notice.receipt.isDrill, `Your report ${notice.receipt.reference}`),
      };
    case 'chase':
      if (notice.beside) return { card: remindersCard(notice), summary: remindersHeading(remindersOn(notice).length) };
      return {
        card: chaseCard(notice),
        summary: `${drill(notice.outline)}Report ${notice.outline.reference} is waiting`,
      };
    case 'news':
      return {
        card: newsCard(notice),
        summary: `${drill(notice.outline)}${notice.why === 'added-urgent' ? 'Urgent report' : 'Report'} ${notice.outline.reference}: news`,
      };
    case 'late':
      return {
        card: lateCard(notice),
        summary: marked(notice.receipt.isDrill, `Your report ${notice.receipt.reference}: please phone`),
      };
    case 'unsent':
      return { card: unsentNoticeCard(notice, now), summary: 'A report of yours was not sent' };
    case 'unsafe-place':
      return { card: unsafePlaceCard(notice), summary: 'The DSL channel isn’t secure' };
    case 'one-waits':
      return {
        card: oneWaitsCard(notice),
        summary: marked(notice.isDrill, notice.isUrgent ? 'An urgent report waits' : 'A report waits'),
      };
    case 'there-is-one':
      return { card: thereIsOneCard(notice), summary: marked(notice.isDrill, `Report ${notice.reference}`) };
    case 'talk':
      return { card: talkCard(notice.from), summary: 'Someone would like to talk to you' };
    case 'uncovered':
      return { card: uncoveredCard(notice), summary: 'An hour with nobody from the DSL’s team' };
    case 'stayed':
      return { card: keptCard(notice), summary: 'Reports stayed with you' };
    case 'not-in-place':
      return { card: notInPlaceCard(notice), summary: 'Someone is missing from the DSL channel' };
    case 'summary':
      return { card: summaryCard(notice), summary: 'Open reports this morning' };
    case 'question':
      return {
        card: questionCard(notice),
        summary: marked(
          notice.isDrill,
          notice.about === 'elsewhere'
            ? `Your report ${notice.reference} is with someone else now`
            : `Your report ${notice.reference}: a question`,
        ),
      };
    default:
      return featureOutgoing(notice, ofFeatures);
  }
}
