import type { YearEntry } from './year.ts';

/** Lines of a calendar file end so, and hold at most 75 bytes, as RFC 5545 has it. */
const END = '\r\n';
const MOST_BYTES = 75;

/**
 * A year as a calendar file (iCalendar, RFC 5545). Fetched again, the same things have the same names, so that a calendar moves
 * what it has instead of showing it twice.
 * @param host names the school's own entries apart from anyone else's
 */
export function calendarFile(name: string, host: string, entries: readonly YearEntry[], madeAt: Date): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Lanyard//The year ahead//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(name)}`,
    ...entries.flatMap((entry) => event(entry, host, madeAt)),
    'END:VCALENDAR',
  ];
  return lines.map(folded).join(END).concat(END);
}

/** How long something with a moment is in a calendar. */
const LASTS_MS = 15 * 60_000;

const event = ({ id, day, at, title }: YearEntry, host: string, madeAt: Date): string[] => [
  'BEGIN:VEVENT',
  `UID:${escaped(id)}@${host}`,
  `DTSTAMP:${utc(madeAt)}`,
  ...(at
    ? [`DTSTART:${utc(at)}`, `DTEND:${utc(new Date(at.getTime() + LASTS_MS))}`]
    : [`DTSTART;VALUE=DATE:${day.replaceAll('-', '')}`]),
  `SUMMARY:${escaped(title)}`,
  'TRANSP:TRANSPARENT',
  'END:VEVENT',
];

const utc = (at: Date): string => `${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;

/** Backslash, semicolon and comma have a meaning there; a line break would begin another line of the file. */
const escaped = (words: string): string =>
  words
    .replaceAll(/[\\;,]/g, (sign) => `\\${sign}`)
    .replaceAll(/\r?\n/g, '\\n')
    .replaceAll(/\p{Cc}/gu, ' ');

/** Broken between letters, never within one: a line goes on after a blank. */
function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  let bytes = 0;
  for (const letter of line) {
    const size = Buffer.byteLength(letter);
    if (bytes + size > MOST_BYTES) {
      parts.push(part);
      part = ' ';
      bytes = 1;
    }
    part += letter;
    bytes += size;
  }
  return [...parts, part].join(END);
}
