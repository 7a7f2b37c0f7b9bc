import { dayOf, formatDay } from '../../kernel/time.ts';
import {
  actions,
  type Card,
  card,
  type Element,
  heading,
  MOST_BUTTONS,
  openDialog,
  plain,
  section,
  submitDialog,
  text,
} from '../../platform/teams/card.ts';
import { RECORD_PAGE } from '../../report/opening/list.cards.ts';
import { PATTERNS } from '../../report/verbs.cards.ts';
import type { Pattern, Patterns } from './patterns.ts';

const WHAT: Readonly<Record<Pattern['shelf'], Readonly<Record<Pattern['kind'], string>>>> = {
  child: {
    child: 'One child, in 30 days',
    adult: 'One adult, named in reports about children, in 90 days',
    place: 'One place, in 90 days',
  },
  adult: {
    child: 'One person',
    adult: 'One adult, in a year',
    place: 'One place, in 90 days',
  },
};

/** What keeps coming back in the reports that this person may open. */
export const patternsCard = ({ patterns, isPartial }: Patterns): Card =>
  card(
    heading('Patterns'),
    text('Based only on the reports that you may open. A pattern is only a pointer: you decide what it means.', {
      subtle: true,
    }),
    isPartial
      ? section({ style: 'warning' }, 'Some are missing: I cannot check just now whether you may see them.')
      : undefined,
    patterns.length === 0 ? 'No child, adult or place appears more than once.' : undefined,
    ...patterns.map(patternSection),
  );

const patternSection = ({ kind, shelf, what, reports, reporters, school }: Pattern): Element =>
  section(
    { apart: true },
    text(WHAT[shelf][kind], { subtle: true, small: true }),
    plain(what === '' ? 'No name' : what, { bold: true }),
    plain(
      `${reports.length} reports by ${reporters === 1 ? '1 person' : `${reporters} people`} at ${school.name}, the last on ${formatDay(dayOf(reports[0]?.raisedAt ?? new Date(0)))}`,
    ),
    actions(
      reports
        .slice(0, MOST_BUTTONS)
        .map(({ id, reference }) => submitDialog(`Open ${reference}`, RECORD_PAGE, { concern: id, page: 0 })),
    ),
    reports.length > MOST_BUTTONS ? text(`and ${reports.length - MOST_BUTTONS} older ones`) : undefined,
  );

/** Where there are more reports to open than Teams waits for. */
export const stillLookingCard = (): Card =>
  card(
    heading('Patterns'),
    'I am still opening the reports. Please press the button in half a minute.',
    actions([submitDialog('Show patterns', PATTERNS, {}, { primary: true })]),
  );

/** The way to them, in the person's own chat: nothing of a report is on it. */
export const patternsInvitation = (): Card =>
  card(
    heading('Patterns'),
    'The same child, the same adult or the same place in several reports that you may open.',
    actions([openDialog('Show patterns', PATTERNS, {}, { primary: true })]),
  );
