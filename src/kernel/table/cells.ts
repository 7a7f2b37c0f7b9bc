import { CsvError, parse } from 'csv-parse/sync';
import { type IsoDay, parseDay } from '../time.ts';

/** One row of a table that came as text, with the line of the file on which it begins. */
export interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

/** What is wrong with one line of a file, without a word of what is there. */
export interface LineProblem {
  /** As a spreadsheet counts them; the line of headings is 1. */
  readonly line: number;
  readonly what: string;
}

/** What stands between cells: whichever the first line has most of. */
const SEPARATORS = [',', ';', '\t'] as const;

/**
 * Reads a CSV file as spreadsheets write them: quotes round what holds a separator, a line break or a quote. Empty rows are left
 * out. `undefined` where a quote is not closed at the end of its cell: then nobody can say where a row ends.
 */
export function readCells(text: string): readonly Row[] | undefined {
  const plain = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const [first = ''] = plain.split('\n', 1);
  const delimiter =
    SEPARATORS.toSorted((left, right) => first.split(right).length - first.split(left).length)[0] ?? ',';
  const rows: Row[] = [];
  let line = 1;
  try {
    parse(plain, {
      delimiter,
      trim: true,
      relax_quotes: true,
      relax_column_count: true,
      on_record(record: readonly string[], { lines }) {
        const cells = record.map((cell) => cell.trim());
        if (cells.some((cell) => cell !== '')) rows.push({ line, cells });
        // The library counts to the end of a row; the next one begins below it.
        line = lines + 1;
        return null;
      },
    });
  } catch (error) {
    if (error instanceof CsvError) return undefined;
    throw error;
  }
  return rows;
}

/** A heading as it is compared: in small letters and digits alone. */
export const lettersOf = (heading: string): string => heading.toLowerCase().replace(/[^a-z0-9]/g, '');

/** `Turner, Kai` is Kai Turner; `undefined` for an empty cell. */
export function wholeName(name: string): string | undefined {
  const parts = name.split(',').map((part) => part.trim());
  const whole = parts.length === 2 ? `${parts[1]} ${parts[0]}`.trim() : name;
  return whole === '' ? undefined : whole;
}

/** Both, or there is none. */
export const nameOf = (forename: string, surname: string): string | undefined =>
  forename === '' || surname === '' ? undefined : `${forename} ${surname}`;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** A day as a spreadsheet writes it, the day first as British schools do: `31/08/2014`, `31 Aug 2014`, `2014-08-31 00:00`. */
export function dayIn(cell: string): IsoDay | undefined {
  const typed = cell.replace(/[ T]00:00(:00)?(\.0+)?Z?$/, '');
  if (/^\d{4}-/.test(typed)) return parseDay(typed);
  const parts = /^(\d{1,2})[ ./-]([A-Za-z]{3,9}|\d{1,2})[ ./-](\d{4})$/.exec(typed);
  if (!parts) return undefined;
  const [, day = '', month = '', year = ''] = parts;
  const number = /^\d/.test(month) ? Number(month) : MONTHS.indexOf(month.slice(0, 3).toLowerCase()) + 1;
  return parseDay(`${year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}`);
}
