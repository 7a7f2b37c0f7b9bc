import { dayOf, formatDay, type IsoDay } from '../../kernel/time.ts';
import {
  actions,
  type Card,
  card,
  type Element,
  heading,
  openDialog,
  plain,
  section,
  submitDialog,
  text,
} from '../../platform/teams/card.ts';
import { input } from '../../platform/teams/input.ts';
import type { SchoolTelling, TellingEntry } from './telling.ts';

/** Asks on which day unions were consulted, and enters it. */
export const CONSULTED = 'campaign.unions-consulted';
/** Asks from which day line managers are told no longer, and enters it. */
export const STOP_TELLING = 'campaign.stop-telling';

const NO_DAY: DayWritten = { day: undefined, isDayUnread: false };

const WHAT_THEY_GET =
  'on reminder days, and when they ask, the names of their own people who have not answered: not why, and not who has.';
const GET_IT = `Line managers get, ${WHAT_THEY_GET}`;
const WOULD_GET_IT = `Once they are told, line managers get, ${WHAT_THEY_GET}`;

/** A day that the sentence which led here named, or that it named one that cannot be told. */
export interface DayWritten {
  readonly day: IsoDay | undefined;
  readonly isDayUnread: boolean;
}

/** How it stands at each school, with what can be done about it. @param written of a consultation */
export const tellingCard = (rows: readonly SchoolTelling[], { day, isDayUnread }: DayWritten = NO_DAY): Card =>
  card(
    heading('Line managers'),
    rows.some(({ isOn }) => isOn) ? GET_IT : WOULD_GET_IT,
    day && plain(`You wrote ${formatDay(day)}: it is filled in. Nothing is entered before you press.`),
    isDayUnread
      ? text('I could not tell the day from your words: please choose it in the form.', { bold: true })
      : undefined,
    ...rows.map((row) => tellingPart(row, rows.length > 1, day)),
  );

/** The same below something else. */
export const tellingPart = (row: SchoolTelling, namesSchool: boolean, day?: IsoDay): Element => {
  const { school, isOn } = row;
  return section(
    { apart: true },
    plain(namesSchool ? `Line managers · ${school.name}` : 'Line managers', { bold: true }),
    plain(standsWords(row)),
    actions([
      openDialog(isOn ? 'Enter another day' : 'Unions were consulted: enter the day', CONSULTED, {
        school: school.id,
        ...(day && { day }),
      }),
      isOn ? openDialog('Stop telling managers', STOP_TELLING, { school: school.id }) : undefined,
    ]),
  );
};

const entered = ({ name, at }: TellingEntry): string => `as ${name} entered on ${formatDay(dayOf(at))}`;

/** Whether line managers are told, on what it rests, and who wrote it when. */
export function standsWords({ telling, isOn }: SchoolTelling): string {
  if (telling === undefined)
    return 'They are not told who of their people has not answered. Once your unions, or staff representatives, have been consulted, enter the day.';
  const { consulted, stopped } = telling;
  const rests = `Unions were consulted on ${formatDay(consulted.day)}, ${entered(consulted)}.`;
  if (!stopped) return `They are told who of their people has not answered. ${rests}`;
  const stops = `from ${formatDay(stopped.day)}, ${entered(stopped)}`;
  return isOn ? `They are told until it stops ${stops}. ${rests}` : `They are not told ${stops}. ${rests}`;
}

/** What is asked before it is entered. */
interface Asking {
  readonly day: IsoDay | undefined;
  readonly complaint?: string;
}

const complained = (words: string | undefined): Element | undefined =>
  words === undefined ? undefined : section({ style: 'attention' }, text(words, { bold: true }));

export const consultedCard = ({ school }: SchoolTelling, { day, complaint }: Asking): Card =>
  card(
    complained(complaint),
    plain(school.name, { subtle: true }),
    'Were the unions, or the staff representatives where there is no union, consulted about line managers being told who of their own people has not answered?',
    input.date('day', 'The day on which they were consulted', {
      required: true,
      error: 'Choose a date.',
      ...(day && { value: day }),
    }),
    text(WOULD_GET_IT, { small: true, subtle: true }),
    text(
      'The day is kept with your name and the time, also in the evidence of the campaigns that run. You can stop it at any time.',
      {
        small: true,
        subtle: true,
      },
    ),
    actions([submitDialog('Tell line managers from now on', CONSULTED, { school: school.id }, { primary: true })]),
  );

export const stopTellingCard = ({ school }: SchoolTelling, { day, complaint }: Asking): Card =>
  card(
    complained(complaint),
    plain(school.name, { subtle: true }),
    input.date('day', 'From which day are line managers told no longer?', {
      required: true,
      error: 'Choose a date.',
      ...(day && { value: day }),
    }),
    text(
      'From then on all names come to HR alone. The day is kept with your name and the time, also in the evidence.',
      {
        small: true,
        subtle: true,
      },
    ),
    actions([submitDialog('Stop telling managers', STOP_TELLING, { school: school.id }, { primary: true })]),
  );
