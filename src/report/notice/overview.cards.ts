import { actions, type Card, card, facts, heading, openDialog, section, text } from '../../platform/teams/card.ts';
import { RECIPIENT_WORDING } from '../concern.ts';
import type { Notice } from '../notice.ts';
import type { PlaceKind } from '../routing/safe-place.ts';
import { DUE, LIST_PAGE } from '../verbs.cards.ts';

export function unsafePlaceCard({
  school,
  place,
  why,
  names,
  more,
  next,
}: Extract<Notice, { kind: 'unsafe-place' }>): Card {
  const others = more === 0 ? names : [...names, `${more} more`];
  const found = {
    public: 'People from outside the DSL’s team can open it.',
    guest: 'A guest, or someone from another organisation, is in it.',
    'unexpected-member': 'Someone is in it who is not named as DSL or deputy in Lanyard’s configuration.',
    'nobody-there': 'Nobody is in it.',
  }[why];
  return card(
    heading('The DSL channel isn’t secure'),
    text(found, { bold: true }),
    facts([
      ['School', school],
      ['Place', PLACE_WORDING[place]],
      others.length > 0 ? ['Who should not be there', others.join(', ')] : undefined,
    ]),
    text(
      `I won’t post reports there until this is put right. Reports about a child come to each of you in your own chat instead${
        next === undefined || why === 'nobody-there' ? '' : `, and ${RECIPIENT_WORDING[next]} is told as well`
      }.`,
    ),
    'What to do: an owner of the channel puts its members right, or IT corrects the names in Lanyard’s configuration. Cards already there stay closed until then.',
  );
}

export const notInPlaceCard = ({ school, place, names }: Extract<Notice, { kind: 'not-in-place' }>): Card =>
  card(
    heading('Someone is missing from the DSL channel'),
    facts([
      ['School', school],
      ['Place', PLACE_WORDING[place]],
      ['DSL or deputy, but not in it', names.join(', ')],
    ]),
    'They get no card there and cannot open the ones already there. Whenever it cannot be used, reports still come to them in their own chat: Lanyard’s configuration says who is DSL and deputy, not the list of members.',
    'What to do: an owner adds them, or, if they are no longer DSL or deputy, IT takes them out of Lanyard’s configuration today.',
  );

const PLACE_WORDING: Readonly<Record<PlaceKind, string>> = {
  'private-channel': 'A private channel',
  'closed-team-channel': 'A channel of a closed team',
  'public-channel': 'A channel that others can open',
  chat: 'A group chat',
  people: 'Each person’s own chat',
  channel: 'A channel',
};

const lateWords = (late: number): string =>
  late === 1
    ? '1 report has waited too long. Please look at it first.'
    : `${late} reports have waited too long. Please look at them first.`;

export const summaryCard = ({
  open,
  waiting,
  late,
  unread,
  reviews,
  due,
}: Extract<Notice, { kind: 'summary' }>): Card =>
  card(
    heading('Reports this morning'),
    late > 0 ? section({ style: 'attention' }, text(lateWords(late), { bold: true, tone: 'attention' })) : undefined,
    facts([
      ['Open', String(open)],
      ['Not acknowledged', String(waiting)],
      ['Of these, late', String(late)],
      unread > 0 ? ['Added by reporters, not opened', String(unread)] : undefined,
      ['Review due', String(reviews)],
      due > 0 ? ['Closed: keep or remove?', String(due)] : undefined,
    ]),
    actions([
      openDialog('Show them', LIST_PAGE, { page: 0 }, { primary: true }),
      due > 0 ? openDialog('Records due for review', DUE, { page: 0 }) : undefined,
    ]),
  );
