import {
  dayIn,
  type LineProblem,
  lettersOf,
  nameOf,
  type Row,
  readCells,
  wholeName,
} from '../../kernel/table/cells.ts';
import { addYears, dayOf, type IsoDay } from '../../kernel/time.ts';
import type { TrainingKind } from '../../school/school.ts';

/** One date of a file, before anyone is looked for. */
export interface ListedTraining {
  readonly line: number;
  readonly email: string | undefined;
  readonly name: string | undefined;
  /** Its id. */
  readonly kind: string;
  readonly doneOn: IsoDay;
}

export type TrainingRead =
  | { readonly kind: 'read'; readonly listed: readonly ListedTraining[] }
  /** None of it is taken. */
  | { readonly kind: 'not-read'; readonly problems: readonly LineProblem[] }
  /** Its headings are of another kind of list. */
  | { readonly kind: 'another-list' };

/** The headings of these columns, in small letters and digits alone. The first that is there counts. */
const HEADINGS = {
  name: ['name', 'fullname', 'staffname', 'displayname', 'person', 'employee', 'employeename', 'colleague'],
  forename: ['preferredforename', 'forename', 'firstname', 'givenname'],
  surname: ['preferredsurname', 'surname', 'lastname', 'familyname'],
  email: ['email', 'emailaddress', 'workemail', 'workemailaddress', 'username', 'userprincipalname', 'upn'],
  training: ['training', 'course', 'coursename', 'coursetitle', 'trainingname'],
  date: ['date', 'completed', 'completedon', 'datecompleted', 'completiondate', 'trainingdate', 'doneon', 'attended'],
} as const;
type Column = keyof typeof HEADINGS;

const MOST_LINES = 10_000;
/** Older than this nobody keeps a list for. */
const OLDEST_YEARS = 20;

/** Where each column stands, -1 where it is not there; and the columns that are dates of one kind of training. */
interface Columns {
  readonly count: number;
  readonly place: Readonly<Record<Column, number>>;
  readonly wide: readonly { readonly at: number; readonly kind: string }[];
  /** Ids by what a kind may be called. */
  readonly byName: ReadonlyMap<string, string>;
}

/**
 * Reads a list of training from a CSV file: who (email, or name), and either a column for each kind of training with its date, or
 * a column Training and a column Date. Other columns are left alone and kept nowhere. Strict: one wrong line, and none is taken.
 */
export function readTraining(text: string, kinds: readonly TrainingKind[], now: Date): TrainingRead {
  const rows = readCells(text);
  if (!rows) return notRead(1, 'a quotation mark is opened somewhere and never closed');
  const [headings, ...lines] = rows;
  if (!headings) return notRead(1, 'the file is empty');
  const columns = columnsIn(headings.cells, kinds);
  const { place, wide } = columns;
  if (wide.length === 0 && (place.training < 0 || place.date < 0)) return { kind: 'another-list' };
  if (place.email < 0 && place.name < 0 && (place.forename < 0 || place.surname < 0))
    return notRead(headings.line, 'there is no column called Email, Name, or Forename and Surname');
  if (lines.length === 0) return notRead(headings.line, 'there are headings but no names below them');
  if (lines.length > MOST_LINES) return notRead(headings.line, `there are more than ${MOST_LINES} lines`);
  const entries = lines.flatMap((row) => entriesIn(row, columns, dayOf(now)));
  const problems = entries.filter((entry) => 'what' in entry);
  if (problems.length > 0) return { kind: 'not-read', problems };
  return { kind: 'read', listed: entries.filter((entry) => 'doneOn' in entry) };
}

function columnsIn(headings: readonly string[], kinds: readonly TrainingKind[]): Columns {
  const plain = headings.map(lettersOf);
  const placeOf = (column: Column): number =>
    HEADINGS[column].map((one) => plain.indexOf(one)).find((at) => at >= 0) ?? -1;
  const byName = new Map(kinds.flatMap(({ id, name }) => [id, name].map((word) => [lettersOf(word), id] as const)));
  return {
    count: headings.length,
    place: {
      name: placeOf('name'),
      forename: placeOf('forename'),
      surname: placeOf('surname'),
      email: placeOf('email'),
      training: placeOf('training'),
      date: placeOf('date'),
    },
    wide: plain.flatMap((heading, at) => {
      const kind = byName.get(heading);
      return kind === undefined ? [] : [{ at, kind }];
    }),
    byName,
  };
}

/** What one line says: a date for each kind that it has one for, or what is wrong with it. */
function entriesIn({ line, cells }: Row, columns: Columns, today: IsoDay): readonly (ListedTraining | LineProblem)[] {
  const { place, wide, byName, count } = columns;
  const cell = (column: Column): string => (cells[place[column]] ?? '').replace(/\s+/g, ' ');
  const who = {
    line,
    email: cell('email').toLowerCase() || undefined,
    name: wholeName(cell('name')) ?? nameOf(cell('forename'), cell('surname')),
  };
  if (cells.length > count) return [{ line, what: 'it has more cells than there are headings' }];
  if (who.email === undefined && who.name === undefined) return [{ line, what: 'the name is missing' }];
  const dates =
    wide.length === 0
      ? [{ kind: byName.get(lettersOf(cell('training'))), written: cell('date') }]
      : // Without a date in its column someone has not had that training: there is nothing to keep.
        wide.map(({ at, kind }) => ({ kind, written: cells[at] ?? '' })).filter(({ written }) => written !== '');
  return dates.map(({ kind, written }) => {
    if (kind === undefined) return { line, what: 'this training is not in lanyard.yml' };
    const doneOn = dayDone(written, today);
    return typeof doneOn === 'object' ? { line, what: doneOn.wrong } : { ...who, kind, doneOn };
  });
}

const notRead = (line: number, what: string): TrainingRead => ({ kind: 'not-read', problems: [{ line, what }] });

/** When training was done, or what is wrong with it: for a file and for a form. */
export function dayDone(written: string, today: IsoDay): IsoDay | { readonly wrong: string } {
  const day = dayIn(written);
  if (day === undefined) return { wrong: 'the date cannot be read: write it as 31/08/2026 or 2026-08-31' };
  if (day > today) return { wrong: 'the date is in the future' };
  return day < addYears(today, -OLDEST_YEARS) ? { wrong: `the date is more than ${OLDEST_YEARS} years ago` } : day;
}
