import { dayIn, type LineProblem, lettersOf, nameOf, readCells, wholeName } from '../../kernel/table/cells.ts';
import { dayOf, daysBetween, type IsoDay } from '../../kernel/time.ts';
import type { ListedPupil } from './pupil.ts';

export type RollProblem = LineProblem;

export type RollRead =
  | { readonly kind: 'read'; readonly pupils: readonly ListedPupil[] }
  /** None of it is taken: a roll that lacks a child is worse than the one before. */
  | { readonly kind: 'not-read'; readonly problems: readonly RollProblem[] };

/** The headings that school systems give these columns, in small letters and digits alone. The first that is there counts. */
const HEADINGS = {
  name: ['name', 'fullname', 'pupilname', 'studentname', 'pupil', 'student', 'displayname'],
  forename: [
    'preferredforename',
    'preferredfirstname',
    'chosenforename',
    'chosenfirstname',
    'forename',
    'firstname',
    'givenname',
    'legalforename',
    'legalfirstname',
  ],
  surname: [
    'preferredsurname',
    'preferredlastname',
    'chosensurname',
    'chosenlastname',
    'surname',
    'lastname',
    'familyname',
    'legalsurname',
    'legallastname',
  ],
  year: ['year', 'yeargroup', 'yr', 'ncyear', 'nationalcurriculumyear', 'curriculumyear', 'stage'],
  form: [
    'class',
    'classname',
    'form',
    'formgroup',
    'registrationgroup',
    'registrationform',
    'reggroup',
    'regform',
    'tutorgroup',
  ],
  born: ['dateofbirth', 'dob', 'birthdate', 'born'],
  upn: ['upn', 'uniquepupilnumber'],
  number: ['scn', 'scottishcandidatenumber', 'pupilnumber', 'pupilreference', 'admissionnumber'],
} as const;

type Column = keyof typeof HEADINGS;
type Places = Partial<Record<Column, number>>;

const MOST_PUPILS = 5_000;
const LONGEST_NAME = 100;
const LONGEST_CLASS = 30;

/**
 * Reads a school's roll from a CSV file: name (or forename and surname), year, class, date of birth, UPN. Other columns are
 * left alone and kept nowhere. Strict: one wrong line, and none of it is taken.
 */
export function readRoll(text: string, now: Date): RollRead {
  const rows = readCells(text);
  if (!rows) return notRead(1, 'a quotation mark is opened somewhere and never closed');
  const [headings, ...lines] = rows;
  if (!headings) return notRead(1, 'the file is empty');
  const places = placesIn(headings.cells);
  const missing = missingIn(places);
  if (missing) return notRead(headings.line, missing);
  if (lines.length === 0) return notRead(headings.line, 'there are headings but no pupils below them');
  if (lines.length > MOST_PUPILS) return notRead(headings.line, `there are more than ${MOST_PUPILS} pupils`);
  const problems: RollProblem[] = [];
  const pupils: ListedPupil[] = [];
  const known = new Map<string, number>();
  for (const { line, cells } of lines) {
    if (cells.length > headings.cells.length) {
      problems.push({ line, what: 'it has more cells than there are headings' });
      continue;
    }
    const pupil = pupilIn(cells, places, now);
    if (typeof pupil === 'string') {
      problems.push({ line, what: pupil });
      continue;
    }
    for (const key of keysOf(pupil)) {
      const before = known.get(key);
      if (before !== undefined) problems.push({ line, what: `it is the same pupil as line ${before}` });
      known.set(key, line);
    }
    pupils.push(pupil);
  }
  return problems.length > 0 ? { kind: 'not-read', problems } : { kind: 'read', pupils };
}

const notRead = (line: number, what: string): RollRead => ({ kind: 'not-read', problems: [{ line, what }] });

/** What no two pupils share: a number or, without one, the name, class and date of birth together. */
const keysOf = ({ name, year, form, born, number }: ListedPupil): readonly string[] =>
  number === undefined ? [JSON.stringify([name.toLowerCase(), year, form, born])] : [number];

function placesIn(headings: readonly string[]): Places {
  const plain = headings.map(lettersOf);
  const places: Places = {};
  for (const column of Object.keys(HEADINGS) as Column[]) {
    const heading = HEADINGS[column].find((one) => plain.includes(one));
    if (heading !== undefined) places[column] = plain.indexOf(heading);
  }
  return places;
}

function missingIn({ name, forename, surname, year, form }: Places): string | undefined {
  if (name === undefined && (forename === undefined || surname === undefined))
    return 'there is no column called Name, or Forename and Surname';
  return year === undefined && form === undefined ? 'there is no column called Year or Class' : undefined;
}

/** One pupil, or what is wrong with the line. */
function pupilIn(cells: readonly string[], places: Places, now: Date): ListedPupil | string {
  const cell = (column: Column): string => {
    const place = places[column];
    return place === undefined ? '' : (cells[place] ?? '').replace(/\s+/g, ' ');
  };
  const name = places.name === undefined ? nameOf(cell('forename'), cell('surname')) : wholeName(cell('name'));
  if (name === undefined) return 'the name is missing';
  if (name.length > LONGEST_NAME || !/\p{L}/u.test(name) || /[\p{Cc}\p{Cf}]/u.test(name))
    return 'the name cannot be read';
  const year = cell('year').replace(/^(year|yr)\s*/i, '');
  const form = cell('form');
  if (year === '' && form === '') return 'both year and class are missing';
  if (year.length > LONGEST_CLASS || form.length > LONGEST_CLASS) return 'the year or class is too long';
  const born = bornIn(cell('born'), now);
  if (born === 'wrong') return 'the date of birth cannot be read: write it as 31/08/2014 or 2014-08-31';
  if (born === 'no-age') return 'the date of birth is not that of a pupil';
  const upn = cell('upn').toUpperCase();
  if (upn !== '' && !UPN.test(upn)) return 'the UPN is not one: a letter, eleven digits, and a digit or letter';
  const number = upn === '' ? cell('number').slice(0, LONGEST_CLASS) : upn;
  return { name, year, form, born, number: number === '' ? undefined : number };
}

/** Letters that are easily misread are in none. */
const UPN = /^[A-HJ-NP-RT-Z]\d{11}[\dA-HJ-NP-RT-Z]$/;

/** In days, and generous: nursery to sixth form. */
const YOUNGEST = 365;
const OLDEST = 21 * 366;

function bornIn(typed: string, now: Date): IsoDay | undefined | 'wrong' | 'no-age' {
  if (typed === '') return undefined;
  const day = dayIn(typed);
  if (!day) return 'wrong';
  const age = daysBetween(day, dayOf(now));
  return age < YOUNGEST || age > OLDEST ? 'no-age' : day;
}
