import { dayOf, formatDay, formatInstant } from '../../kernel/time.ts';
import {
  actions,
  type Card,
  card,
  type Element,
  facts,
  heading,
  openDialog,
  phones,
  plain,
  section,
  submitDialog,
  text,
} from '../../platform/teams/card.ts';
import { input } from '../../platform/teams/input.ts';
import { STATUS_WORDING } from '../../report/concern.ts';
import type { Outline } from '../../report/notice.ts';
import { RECORD_PAGE } from '../../report/opening/list.cards.ts';
import { between } from '../../report/rota/rota.cards.ts';
import { TRUST, TRUST_COVER, TRUST_END } from '../../report/verbs.cards.ts';
import type { School } from '../../school/school.ts';
import type { TrustCover } from '../../school/trust-cover.ts';
import { isNow, type LeadSide, type NotGiven, type SchoolSide, type TrustView } from './trust-cover.ts';

const NOT_GIVEN: Readonly<Record<NotGiven | 'unreadable', string>> = {
  unreadable: 'Please say who, and give a day and time for the start and the end. No cover was given.',
  'not-a-lead': 'This person is not the trust’s safeguarding lead for your school. No cover was given.',
  own: 'You cannot give cover to yourself. No cover was given.',
  backwards: 'The end is before the start. No cover was given.',
  over: 'That time has passed. No cover was given.',
  'too-far': 'That is more than a year ahead. No cover was given.',
  'too-long': 'Cover lasts 60 days at most. For longer, change the role itself (type **roles**). No cover was given.',
  overlaps: 'They already cover for part of that time. No cover was given.',
  'cannot-check': 'I cannot reach the directory just now, so nothing was changed. Please try again.',
};

interface Said {
  readonly why?: NotGiven | 'unreadable' | undefined;
  readonly done?: 'given' | 'ended' | undefined;
}

const saidBox = ({ why, done }: Said): Element | undefined => {
  if (why) return section({ style: 'attention' }, text(NOT_GIVEN[why], { bold: true }));
  if (!done) return undefined;
  const words = done === 'given' ? 'Cover has been given. I am telling everyone involved.' : 'The cover has ended.';
  return section({ style: 'good' }, text(words, { bold: true }));
};

/** What a trust's safeguarding lead has to do with a school: for its own people, and for the lead. */
export const trustCard = (view: TrustView, id: string, said: Said = {}): Card =>
  card(
    heading('The trust’s safeguarding lead'),
    saidBox(said),
    ...(view.asLead ? leadPart(view.asLead, view.now) : []),
    ...view.ofSchools.flatMap((side) => schoolPart(side, view.now, id)),
  );

function schoolPart(
  { school, leads, mayGive, covers, opened }: SchoolSide,
  now: Date,
  id: string,
): readonly (Element | undefined)[] {
  const names = leads.map(({ name }) => name).join(', ');
  return [
    heading(school.name, { small: true }),
    facts([['Lead', names === '' ? 'Nobody' : names]]),
    names === ''
      ? text(
          'Nobody has been named yet. Two of the headteacher, the chair, the governance officer and the DSL name someone: type **roles**.',
        )
      : text('They see only what you open to them, and what they can read while they are covering.'),
    ...coverLines(school, covers, now, mayGive),
    ...(mayGive && names !== '' ? coverForm(school, leads, id) : []),
    leads.length > 0 || opened.length > 0 ? heading('Open to them now', { small: true }) : undefined,
    ...(leads.length === 0 && opened.length === 0
      ? []
      : opened.length === 0
        ? [
            text(
              'No report that you may open. To open one, use “Open it to the trust’s lead” on a report about a child.',
            ),
          ]
        : opened.map((outline) => openLine(outline))),
  ];
}

const coverLines = (school: School, covers: readonly TrustCover[], now: Date, mayEnd: boolean): readonly Element[] =>
  covers.map((cover) => {
    const isOver = cover.ended !== undefined || cover.until <= now;
    const state = cover.ended
      ? `Ended ${formatInstant(cover.ended.at)} by ${cover.ended.by.name}`
      : isOver
        ? 'Ended'
        : isNow(cover, now)
          ? 'Covering now'
          : 'Coming up';
    return section(
      { apart: true },
      plain(`${cover.person.name}: ${state}`, { bold: !isOver, small: isOver }),
      plain(between(cover.from, cover.until), { small: isOver }),
      plain(`Given by ${cover.given.by.name}, ${formatDay(dayOf(cover.given.at))}`, { small: true, subtle: true }),
      isOver || !mayEnd
        ? undefined
        : actions([
            submitDialog('End the cover now', TRUST_END, { school: school.id, cover: cover.id }, { withInputs: false }),
          ]),
    );
  });

const coverForm = (school: School, leads: SchoolSide['leads'], id: string): readonly Element[] => [
  heading('Give cover for the DSL', { small: true }),
  text(
    'Until it ends they are one of the DSL’s team, as a deputy is: they can open every report about a child that the team can, and are told about new ones. It ends automatically.',
  ),
  text('They don’t need to join the DSL channel.', { small: true, subtle: true }),
  input.choice(`person-${school.id}`, 'Who?', {
    choices: leads.map(({ id: value, name }) => ({ title: name, value })),
    ...(leads[0] && { value: leads[0].id }),
  }),
  input.date(`fromDay-${school.id}`, 'From which day?'),
  input.time(`fromTime-${school.id}`, 'From what time?', { value: school.hours.opens }),
  input.date(`untilDay-${school.id}`, 'Until which day?'),
  input.time(`untilTime-${school.id}`, 'Until what time?', { value: school.hours.closes }),
  actions([submitDialog('Give cover', TRUST_COVER, { school: school.id, id }, { primary: true })]),
];

const openLine = ({ id, reference, raisedAt, status }: Outline): Element =>
  section(
    { apart: true },
    plain(`${reference}, ${formatDay(dayOf(new Date(raisedAt)))}: ${STATUS_WORDING[status]}`),
    actions([submitDialog(`Open ${reference}`, RECORD_PAGE, { concern: id, page: 0 }, { withInputs: false })]),
  );

/** A card has room for so many; the list of reports has them all. */
const MOST_LINES = 10;

const leadPart = ({ schools, opened, history }: LeadSide, now: Date): readonly (Element | undefined)[] => [
  text('You see only what a school’s DSL opens to you and, while you are covering, what a deputy sees there.'),
  ...schools.flatMap(({ school, covers }) => [
    heading(school.name, { small: true }),
    phones(school.roles.dsl.slice(0, 1).map(({ name, phone = school.contacts.office }) => [`DSL, ${name}`, phone])),
    ...coverLines(school, covers, now, true),
  ]),
  heading('Open to you now', { small: true }),
  opened.length === 0 ? text('Nothing.') : undefined,
  ...opened.slice(0, MOST_LINES).map(openLine),
  opened.length > MOST_LINES ? text(`and ${opened.length - MOST_LINES} more: type **reports**.`) : undefined,
  ...(history.length === 0
    ? []
    : [
        heading('Opened to you before, and now closed', { small: true }),
        ...history.map(({ reference, at, isOpened, byName }) =>
          plain(
            `${formatInstant(at)}: ${reference} ${isOpened ? 'opened' : 'closed'}${byName ? ` by ${byName}` : ''}`,
            {
              small: true,
            },
          ),
        ),
      ]),
];

/** The way to the page, for who typed for it. */
export const trustInvitation = (): Card =>
  card(
    heading('The trust’s safeguarding lead'),
    'Cover for a DSL, and what a school has opened to the lead.',
    actions([openDialog('Open the page', TRUST, {}, { primary: true })]),
  );

/** What help says of it to the trust's lead. */
export const TRUST_HELP = {
  roles: ['trust-lead'],
  says: '**As the trust’s safeguarding lead** you see what a school’s DSL opens to you, and what a deputy sees while you are covering: type **trust**.',
  does: [['Open reports', 'reports.open']],
} as const;
