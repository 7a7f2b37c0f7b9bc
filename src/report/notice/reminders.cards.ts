import { actions, type Card, card, heading, openDialog, plain, section } from '../../platform/teams/card.ts';
import type { Notice, Reminded } from '../notice.ts';
import { LIST_PAGE, OPEN } from '../verbs.cards.ts';
import { KIND_WORDING } from '../wording.ts';
import { chaseWords } from './alert.cards.ts';

type Chase = Extract<Notice, { kind: 'chase' }>;

/** More than this and nobody sees where the card ends. */
const MOST_LINES = 8;

/** On the lock screen and above the card. */
export const remindersHeading = (count: number): string =>
  count === 1 ? '1 report is waiting' : `${count} reports are waiting`;

/** What each line says, the one that has waited longest first: the same from whichever of its reports the card is drawn. */
export const remindersOn = ({ outline, why, beside = [] }: Chase): readonly Reminded[] =>
  [
    { id: outline.id, reference: outline.reference, kind: outline.kind, raisedAt: outline.raisedAt, why },
    ...beside,
  ].toSorted(
    (one, other) => one.raisedAt.localeCompare(other.raisedAt) || one.reference.localeCompare(other.reference),
  );

/** Several reports of which one person is reminded at the same time. No name of a child, no word of a report. */
export function remindersCard(reminder: Chase): Card {
  const reports = remindersOn(reminder);
  const more = reports.length - MOST_LINES;
  return card(
    heading(remindersHeading(reports.length)),
    ...reports
      .slice(0, MOST_LINES)
      .map(({ id, reference, kind, raisedAt, why }) =>
        section(
          { apart: true },
          plain(`Report ${reference}`, { bold: true }),
          plain(`${KIND_WORDING[kind]}. ${chaseWords(why, raisedAt, reminder.at)}`, { small: true }),
          actions([openDialog(`Open ${reference}`, OPEN, { concern: id })]),
        ),
      ),
    more > 0 ? plain(`And ${more} more.`, { bold: true }) : undefined,
    more > 0 ? actions([openDialog('Open the list', LIST_PAGE, { page: 0 })]) : undefined,
  );
}
