import type { ConcernId } from '../../kernel/ids.ts';
import { dayOf, formatDay, formatTime } from '../../kernel/time.ts';
import {
  type Action,
  actions,
  type Card,
  card,
  type Element,
  facts,
  heading,
  phones,
  plain,
  section,
  submitDialog,
  text,
} from '../../platform/teams/card.ts';
import { type Concern, STATUS_WORDING, shelfOf } from '../../report/concern.ts';
import { lockedNames } from '../../report/entry-wording.ts';
import { opensOther, RECORD_PAGE } from '../../report/opening/list.cards.ts';
import { EXPORT } from '../../report/opening/record.cards.ts';
import { type SaidRelation, UNRELATED } from '../../report/same-child/joined.ts';
import { ACT, CHRONOLOGY, FORM, NEXT_SCHOOL, PERSON } from '../../report/verbs.cards.ts';
import { KIND_WORDING, RELATION_WORDING } from '../../report/wording.ts';
import type { AwayReport, OtherReport, PersonPage } from './child.ts';

const reports = (count: number, kind?: 'other'): string =>
  [count, ...(kind ? [kind] : []), count === 1 ? 'report' : 'reports'].join(' ');

const whom = ({ concern }: PersonPage): string =>
  shelfOf(concern.kind) === 'child' ? 'the same child' : 'the same person';

/** On an opened record: how many others there are on the same person, and how many may be. Nothing where there is none. */
export function personLine(page: PersonPage): Element | undefined {
  const { joined, suggested, named, siblings, concern, isClosed, elsewhere } = page;
  const beside = new Set([...named, ...siblings].map(({ concern: { id } }) => id)).size;
  if (joined.length + suggested.length + beside + elsewhere.length === 0 && !isClosed) return undefined;
  const line = (count: number, words: string, kind?: 'other'): readonly string[] =>
    count > 0 ? [`${reports(count, kind)} ${words}.`] : [];
  const said = [
    ...line(joined.length, `about ${whom(page)}${datesOf(joined)}`, 'other'),
    ...placeAmong(page),
    ...line(suggested.length, `may be about ${whom(page)}${datesOf(suggested)}`),
    ...line(
      beside,
      `about ${beside === 1 ? 'another child' : 'other children'}, named in passing, in the same matter or of the same surname`,
    ),
    ...line(elsewhere.length, 'at another school of the trust'),
  ].join(' ');
  return section(
    { style: 'accent' },
    // In as few lines as it takes: the report itself is below it.
    said === '' ? undefined : plain(said, { bold: true }),
    isClosed
      ? 'Whether others are about the same person is compared once you have opened the search with your PIN.'
      : undefined,
    actions([personButton(concern.id)]),
  );
}

export const personButton = (concern: ConcernId): Action =>
  submitDialog('Reports about this person', PERSON, { concern });

/** The pages from which a print is asked for, to which its card leads back. */
export const PRINTED_FROM = { person: PERSON, chronology: CHRONOLOGY } as const;

/** The way to the print, whose names of other children can be left out. */
export const printButton = (concern: ConcernId, from?: keyof typeof PRINTED_FROM): Action =>
  submitDialog('Print it', EXPORT, { concern, format: 'chronology', ...(from && { from }) }, { withInputs: false });

const MOST_NAMED = 3;

/** Which of several about one person this is, from the first on: one record looks like the next. */
function placeAmong({ concern, joined }: PersonPage): readonly string[] {
  const earlier = joined.filter(({ concern: { raisedAt } }) => raisedAt < concern.raisedAt).length;
  return joined.length === 0 ? [] : [`By date this is number ${earlier + 1} of ${joined.length + 1}.`];
}

/** `: 5 November 2026, 2 September 2026`; of several of one day what tells them apart: `: 5 November 2026 (14:32, Neglect; 09:10)` */
function datesOf(others: readonly OtherReport[]): string {
  const days = Map.groupBy(others.slice(0, MOST_NAMED), ({ concern: { raisedAt } }) => dayOf(raisedAt));
  const said = [...days].map(([day, ofDay]) =>
    ofDay.length === 1 ? formatDay(day) : `${formatDay(day)} (${ofDay.map(timeAndCategories).join('; ')})`,
  );
  return `: ${said.join(', ')}${others.length > MOST_NAMED ? ' and more' : ''}`;
}

const timeAndCategories = ({ concern: { raisedAt }, categories }: OtherReport): string =>
  [formatTime(raisedAt), ...categories].join(', ');

/** A small line that belongs to the one above. */
const closely = (words: string): Element => ({ ...plain(words, { small: true }), spacing: 'Small' });

/** Which, when, and how far it is. */
const outlined = ({ reference, raisedAt, status }: Concern): Element =>
  closely(`${reference}, ${formatDay(dayOf(raisedAt))}, ${formatTime(raisedAt)}: ${STATUS_WORDING[status]}`);
const MOST_SHOWN = 15;

/** All reports on one person that the reader may open, and those that may be. */
export function personCard(page: PersonPage, said?: string): Card {
  const { concern, who, onRoll, joined, suggested, parted, lately, isPartial, isClosed } = page;
  const more = joined.length - MOST_SHOWN;
  const name = onRoll ?? who;
  const isChild = shelfOf(concern.kind) === 'child';
  return card(
    heading(isChild && name !== '' ? name : `Reports about ${whom(page)}`),
    said ? section({ style: 'good' }, text(said, { bold: true })) : undefined,
    facts([
      isChild && who === name && who !== '' ? undefined : ['As typed', who === '' ? 'Not known' : who],
      onRoll === undefined ? undefined : ['On the roll', onRoll],
      ['This report', concern.reference],
      concern.actions.length > 0 ? ['To do', toDo(concern)] : undefined,
      page.categories.length > 0 ? ['Categories', page.categories.join(', ')] : undefined,
      [
        'In 30 days',
        `${reports(lately.reports)} by ${lately.reporters === 1 ? '1 person' : `${lately.reporters} people`}`,
      ],
    ]),
    actions([
      submitDialog('One chronology', CHRONOLOGY, { concern: concern.id, page: 0 }, { primary: true }),
      page.mayAct ? printButton(concern.id, 'person') : undefined,
      page.mayAct && isChild
        ? submitDialog('Hand over to the next school', NEXT_SCHOOL, { concern: concern.id })
        : undefined,
      page.mayAct && isChild && concern.lockedTo === undefined ? lockForm(page, LOCK_TITLE, 'lock') : undefined,
    ]),
    ...lockSection(page),
    isPartial
      ? section({ style: 'warning' }, 'Some are missing: I cannot check just now whether you may see them.')
      : undefined,
    isClosed ? 'Your school asks for a PIN before words are compared: open Search first, then come back.' : undefined,
    joined.length > 0 ? heading(`Also about ${whom(page)}`, { small: true }) : undefined,
    ...joined.slice(0, MOST_SHOWN).map((other) => otherReport(page, other, 'the-same')),
    more > 0 ? text(`and ${more} older ones: the chronology has them all.`) : undefined,
    suggested.length > 0
      ? heading(page.mayAct ? `Is one of these about ${whom(page)}?` : `May be about ${whom(page)}`, { small: true })
      : undefined,
    ...suggested.map((other) => otherReport(page, other, 'open')),
    parted.length > 0 ? heading(`Said not to be about ${whom(page)}`, { small: true }) : undefined,
    ...parted.map((other) => otherReport(page, other, 'not-the-same')),
    ...besideSection(page, 'named', 'About another child, named in passing or in the same matter'),
    ...besideSection(page, 'siblings', 'Of the same surname: a brother or sister?'),
    ...awaySection(page),
    [joined, suggested, parted, page.named, page.siblings, page.elsewhere].every(({ length }) => length === 0) &&
      !isClosed
      ? 'There are no others that you may open.'
      : undefined,
    actions([submitDialog('Back to the report', RECORD_PAGE, { concern: concern.id, page: 0 })]),
  );
}

/** What is still to be done, by number and day: what it is stands in its report. */
const toDo = ({ actions: open }: Pick<Concern, 'actions'>): string => {
  const [first] = open.map(({ due }) => due).toSorted();
  const count = open.length === 1 ? '1 action' : `${open.length} actions`;
  return first === undefined ? count : `${count}, the first by ${formatDay(first)}`;
};

const dueLine = (other: Pick<Concern, 'actions'>): readonly Element[] =>
  other.actions.length === 0 ? [] : [closely(`To do: ${toDo(other)}`)];

const LOCK_TITLE = 'Lock to two people';

const lockForm = ({ concern }: PersonPage, title: string, form: 'lock' | 'unlock'): Action =>
  submitDialog(title, FORM, { concern: concern.id, seen: concern.version, form });

/** To whom it is locked, and what can be done about it. Only children's are. */
function lockSection(page: PersonPage): readonly Element[] {
  const { concern, school, joined, mayAct } = page;
  if (concern.lockedTo === undefined || shelfOf(concern.kind) !== 'child' || !mayAct) return [];
  const open = joined
    .filter(({ concern: { lockedTo } }) => lockedTo === undefined)
    .map(({ concern: { reference } }) => reference);
  return [
    section(
      { style: 'accent' },
      plain(`Locked to ${lockedNames(school, concern)}. Nobody else in the team sees it.`, { bold: true }),
      open.length > 0
        ? plain(`Not locked, because nobody has acknowledged it yet or others have it: ${open.join(', ')}.`)
        : undefined,
      actions([lockForm(page, 'Change the two people', 'lock'), lockForm(page, 'End the lock', 'unlock')]),
    ),
  ];
}

/** What links two, and what ends the link once it was pressed by mistake. */
const RELATION_BUTTONS = {
  sibling: ['Link as brother or sister', 'Not brother or sister'],
  named: ['Link as named', 'Not linked as named'],
} as const satisfies Readonly<Partial<Record<SaidRelation, readonly [link: string, end: string]>>>;

/** Reports on other children, each to be opened on its own: no words of one are in the other. */
function besideSection(page: PersonPage, which: 'named' | 'siblings', title: string): readonly Element[] {
  const relation = which === 'named' ? 'named' : 'sibling';
  const { concern } = page;
  const [link, end] = RELATION_BUTTONS[relation];
  return page[which].length === 0
    ? []
    : [
        heading(title, { small: true }),
        ...page[which].map(({ concern: other, who, relation: said }) =>
          section(
            { apart: true },
            plain(who === '' ? KIND_WORDING[other.kind] : who, { bold: true }),
            outlined(other),
            said ? closely(`Linked: ${RELATION_WORDING[said]}`) : undefined,
            actions([
              opensOther(other, { concern: concern.id, page: 'person' }),
              page.mayAct
                ? submitDialog(said === relation ? end : link, ACT, {
                    concern: concern.id,
                    seen: concern.version,
                    act: 'relate',
                    relation: said === relation ? UNRELATED : relation,
                    reference: other.reference,
                  })
                : undefined,
            ]),
          ),
        ),
      ];
}

const AWAY_WORDING: Readonly<Record<AwayReport['how'], string>> = {
  same: 'May be the same child',
  sibling: 'Of the same surname: a brother or sister?',
  named: 'One names the child that the other is about',
};

/** For the trust's lead: each school has its own record, and its own DSL to phone. */
const awaySection = ({ concern: from, elsewhere }: PersonPage): readonly Element[] =>
  elsewhere.length === 0
    ? []
    : [
        heading('At other schools of the trust', { small: true }),
        ...elsewhere.map(({ concern, who, school, how }) =>
          section(
            { apart: true },
            plain(`${who === '' ? KIND_WORDING[concern.kind] : who}: ${school.name}`, { bold: true }),
            closely(AWAY_WORDING[how]),
            outlined(concern),
            phones(
              school.roles.dsl.slice(0, 1).map(({ name, phone = school.contacts.office }) => [`DSL, ${name}`, phone]),
            ),
            actions([opensOther(concern, { concern: from.id, page: 'person' })]),
          ),
        ),
      ];

function otherReport(
  { concern, mayAct }: PersonPage,
  { concern: other, who, categories }: OtherReport,
  said: 'the-same' | 'not-the-same' | 'open',
): Element {
  const act = (title: string, name: 'join' | 'part') =>
    submitDialog(title, ACT, { concern: concern.id, seen: concern.version, act: name, reference: other.reference });
  return section(
    { apart: true },
    plain(who === '' ? KIND_WORDING[other.kind] : who, { bold: true }),
    outlined(other),
    categories.length > 0 ? closely(categories.join(', ')) : undefined,
    ...dueLine(other),
    actions([
      opensOther(other, { concern: concern.id, page: 'person' }),
      said === 'the-same' || !mayAct ? undefined : act('The same', 'join'),
      said === 'not-the-same' || !mayAct ? undefined : act('Not the same', 'part'),
    ]),
  );
}
