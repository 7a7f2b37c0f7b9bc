import type { AwayReport, OtherReport, PersonPage } from '../../../concern/child/child.ts';
import type { Relation } from '../../../concern/child/joined.ts';
import { type Concern, shelfOf } from '../../../concern/concern.ts';
import { KIND_WORDING, RELATION_WORDING, STATUS_WORDING } from '../../../concern/wording.ts';
import { everyHolder, type School } from '../../../core/school/school.ts';
import { dayOf, formatDay } from '../../../core/time.ts';
import {
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
} from '../../card.ts';
import { RECORD_PAGE } from '../record/list-cards.ts';
import { EXPORT } from '../record/record-cards.ts';
import { ACT, CHRONOLOGY, FORM, NEXT_SCHOOL, PERSON } from '../verbs.ts';

const reports = (count: number): string => (count === 1 ? '1 report' : `${count} reports`);

const whom = ({ concern }: PersonPage): string =>
  shelfOf(concern.kind) === 'child' ? 'the same child' : 'the same person';

/** On an opened record: how many others there are on the same person, and how many may be. Nothing where there is none. */
export function personLine(page: PersonPage): Element | undefined {
  const { joined, suggested, named, siblings, concern, isClosed, elsewhere } = page;
  const beside = new Set([...named, ...siblings].map(({ concern: { id } }) => id)).size;
  if (joined.length + suggested.length + beside + elsewhere.length === 0 && !isClosed) return undefined;
  const words = [
    joined.length > 0 ? `${reports(joined.length)} more on ${whom(page)}.` : '',
    suggested.length > 0 ? `${reports(suggested.length)} may be on ${whom(page)}.` : '',
    beside > 0 ? `${reports(beside)} about other children: named in passing, or of the same surname.` : '',
    elsewhere.length > 0 ? `${reports(elsewhere.length)} at another school of the trust.` : '',
    isClosed
      ? 'Whether others are about the same person is compared once you have opened the search with your PIN.'
      : '',
  ].filter((part) => part !== '');
  return section(
    [
      plain(words.join(' '), { bold: true }),
      ...[...joined, ...suggested].slice(0, MOST_NAMED).map(({ concern: one }) =>
        plain(`${formatDay(dayOf(one.raisedAt))}: ${KIND_WORDING[one.kind]}, ${STATUS_WORDING[one.status]}`, {
          small: true,
        }),
      ),
      actions([submitDialog('Reports about this person', PERSON, { concern: concern.id })]),
    ],
    { style: 'accent' },
  );
}

const MOST_NAMED = 3;
const MOST_SHOWN = 15;

/** All reports on one person that the reader may open, and those that may be. */
export function personCard(page: PersonPage, said?: string): Card {
  const { concern, who, onRoll, joined, suggested, lately, isPartial, isClosed } = page;
  const more = joined.length - MOST_SHOWN;
  return card({
    body: [
      heading(`Reports about ${whom(page)}`),
      said ? section([text(said, { bold: true })], { style: 'good' }) : undefined,
      facts([
        ['As typed', who === '' ? 'Not known' : who],
        onRoll === undefined ? undefined : ['On the roll', onRoll],
        ['This report', concern.reference],
        concern.actions.length > 0 ? ['To do', toDo(concern)] : undefined,
        page.categories.length > 0 ? ['Categories', page.categories.join(', ')] : undefined,
        [
          'In 30 days',
          `${reports(lately.reports)} by ${lately.reporters === 1 ? '1 person' : `${lately.reporters} people`}`,
        ],
      ]),
      ...(page.mayAct ? lockSection(page) : []),
      isPartial
        ? section([text('Some are missing: I cannot check just now whether you may see them.')], { style: 'warning' })
        : undefined,
      isClosed
        ? text('Your school asks for a PIN before words are compared: open Search first, then come back.')
        : undefined,
      ...joined.slice(0, MOST_SHOWN).map((other) => otherReport(page, other, true)),
      more > 0 ? text(`and ${more} older ones: the chronology has them all.`) : undefined,
      suggested.length > 0
        ? heading(page.mayAct ? `Is one of these about ${whom(page)}?` : `May be about ${whom(page)}`, { small: true })
        : undefined,
      ...suggested.map((other) => otherReport(page, other, false)),
      ...besideSection(page, 'named', 'Named in passing: a report about another child'),
      ...besideSection(page, 'siblings', 'Of the same surname: a brother or sister?'),
      ...awaySection(page),
      joined.length + suggested.length + page.elsewhere.length === 0 && !isClosed
        ? text('There are no others that you may open.')
        : undefined,
      actions([
        submitDialog('One chronology', CHRONOLOGY, { concern: concern.id, page: 0 }, { primary: true }),
        page.mayAct ? submitDialog('Print it', EXPORT, { concern: concern.id, format: 'chronology' }) : undefined,
        page.mayAct && shelfOf(concern.kind) === 'child'
          ? submitDialog('Hand over to the next school', NEXT_SCHOOL, { concern: concern.id })
          : undefined,
        submitDialog('Back to the report', RECORD_PAGE, { concern: concern.id, page: 0 }),
      ]),
    ],
  });
}

/** What is still to be done, by number and day: what it is stands in its report. */
const toDo = ({ actions: open }: Pick<Concern, 'actions'>): string => {
  const [first] = open.map(({ due }) => due).toSorted();
  const count = open.length === 1 ? '1 action' : `${open.length} actions`;
  return first === undefined ? count : `${count}, the first by ${formatDay(first)}`;
};

const dueLine = (other: Pick<Concern, 'actions'>): readonly Element[] =>
  other.actions.length === 0 ? [] : [plain(`To do: ${toDo(other)}`, { small: true })];

/** To whom it is locked, and what can be done about it. Only children's are. */
function lockSection({ concern, school, joined, mayAct }: PersonPage): readonly Element[] {
  if (shelfOf(concern.kind) !== 'child' || !mayAct) return [];
  const form = (title: string, name: 'lock' | 'unlock') =>
    submitDialog(title, FORM, { concern: concern.id, seen: concern.version, form: name });
  if (concern.lockedTo === undefined) return [actions([form('Lock to two people', 'lock')])];
  const open = joined
    .filter(({ concern: { lockedTo } }) => lockedTo === undefined)
    .map(({ concern: { reference } }) => reference);
  return [
    section(
      [
        plain(`Locked to ${lockedNames(school, concern)}. Nobody else in the team sees it.`, { bold: true }),
        open.length > 0
          ? plain(`Not locked, because nobody has acknowledged it yet or others have it: ${open.join(', ')}.`)
          : undefined,
        actions([form('Change the two people', 'lock'), form('End the lock', 'unlock')]),
      ],
      { style: 'accent' },
    ),
  ];
}

/** By name, also those who hold no role any more. */
export const lockedNames = (school: School, { lockedTo = [] }: Pick<Concern, 'lockedTo'>): string =>
  lockedTo
    .map((user) => everyHolder(school).find(({ id }) => id === user)?.name ?? 'someone who has left')
    .join(' and ');

const RELATION_BUTTON: Readonly<Record<Relation, string>> = {
  sibling: 'Link as brother or sister',
  named: 'Link as named',
};

/** Reports on other children, each to be opened for itself: no words of one stand in the other. */
function besideSection(page: PersonPage, which: 'named' | 'siblings', title: string): readonly Element[] {
  const relation = which === 'named' ? 'named' : 'sibling';
  const { concern } = page;
  return page[which].length === 0
    ? []
    : [
        heading(title, { small: true }),
        ...page[which].map(({ concern: other, who, relation: said }) =>
          section(
            [
              plain(who === '' ? KIND_WORDING[other.kind] : who, { bold: true }),
              plain(`${other.reference}, ${formatDay(dayOf(other.raisedAt))}: ${STATUS_WORDING[other.status]}`, {
                small: true,
              }),
              said ? plain(`Linked: ${RELATION_WORDING[said]}`, { small: true }) : undefined,
              actions([
                submitDialog(`Open ${other.reference}`, RECORD_PAGE, { concern: other.id, page: 0 }),
                said === relation || !page.mayAct
                  ? undefined
                  : submitDialog(RELATION_BUTTON[relation], ACT, {
                      concern: concern.id,
                      seen: concern.version,
                      act: 'relate',
                      relation,
                      reference: other.reference,
                    }),
              ]),
            ],
            { apart: true },
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
const awaySection = ({ elsewhere }: PersonPage): readonly Element[] =>
  elsewhere.length === 0
    ? []
    : [
        heading('At other schools of the trust', { small: true }),
        ...elsewhere.map(({ concern, who, school, how }) =>
          section(
            [
              plain(`${who === '' ? KIND_WORDING[concern.kind] : who}: ${school.name}`, { bold: true }),
              plain(AWAY_WORDING[how], { small: true }),
              plain(`${concern.reference}, ${formatDay(dayOf(concern.raisedAt))}: ${STATUS_WORDING[concern.status]}`, {
                small: true,
              }),
              phones(
                school.roles.dsl.slice(0, 1).map(({ name, phone = school.contacts.office }) => [`DSL, ${name}`, phone]),
              ),
              actions([submitDialog(`Open ${concern.reference}`, RECORD_PAGE, { concern: concern.id, page: 0 })]),
            ],
            { apart: true },
          ),
        ),
      ];

function otherReport(
  { concern, mayAct }: PersonPage,
  { concern: other, who, categories }: OtherReport,
  isJoined: boolean,
): Element {
  const act = (title: string, name: 'join' | 'part') =>
    submitDialog(title, ACT, { concern: concern.id, seen: concern.version, act: name, reference: other.reference });
  return section(
    [
      plain(who === '' ? KIND_WORDING[other.kind] : who, { bold: true }),
      plain(`${other.reference}, ${formatDay(dayOf(other.raisedAt))}: ${STATUS_WORDING[other.status]}`, {
        small: true,
      }),
      categories.length > 0 ? plain(categories.join(', '), { small: true }) : undefined,
      ...dueLine(other),
      actions([
        submitDialog(`Open ${other.reference}`, RECORD_PAGE, { concern: other.id, page: 0 }),
        isJoined || !mayAct ? undefined : act('The same', 'join'),
        mayAct ? act('Not the same', 'part') : undefined,
      ]),
    ],
    { apart: true },
  );
}
