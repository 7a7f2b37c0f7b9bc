import { cleanText } from './clean-text.ts';
import type { Missed } from './outcome.ts';

export const STRUCK = 'Words that are struck through are left out';
export const HIDDEN = 'Words that are hidden are left out';
export const OF_PICTURES =
  'Words in a picture cannot be read or quoted; write a rule that a picture contains into the document';

/** A place by the heading above it, `''` where there is none yet. */
export const placeUnder = (heading: string, isInTable = false): string =>
  `${isInTable ? 'in a table ' : ''}${heading === '' ? 'before the first heading' : `under ‘${heading}’`}`;

/** More places of one kind are counted. */
const MOST_PLACES = 12;
const MOST_LETTERS = 80;

/** A sentence for each kind of thing that was passed over, with its places: `…: ‘twice’, page 3; ‘may’, page 4; and 2 more.` */
export function missedSentences(missed: readonly Missed[]): string[] {
  return [...Map.groupBy(missed, ({ what }) => what)].map(([what, those]) => {
    const places = [...new Set(withPages(those).map(placeOf))].filter((place) => place !== '');
    const more = places.length - MOST_PLACES;
    const told = [...places.slice(0, MOST_PLACES), ...(more > 0 ? [`and ${more} more`] : [])];
    return told.length === 0 ? `${what}.` : `${what}: ${told.join('; ')}.`;
  });
}

/** Pages of which nothing else is to be said are told together: `pages 3, 7`. */
function withPages(missed: readonly Missed[]): readonly Missed[] {
  const isPage = ({ words, where = '' }: Missed) => words === undefined && /^page \d+$/.test(where);
  const pages = [...new Set(missed.filter(isPage).map(({ where = '' }) => where.slice('page '.length)))];
  if (pages.length < 2) return missed;
  return [{ what: '', where: `pages ${pages.join(', ')}` }, ...missed.filter((one) => !isPage(one))];
}

const placeOf = ({ words = '', where = '' }: Missed): string => {
  const clean = cleanText(words);
  const short = clean.length > MOST_LETTERS ? `${clean.slice(0, MOST_LETTERS).trimEnd()}…` : clean;
  return [short && `‘${short}’`, where].filter(Boolean).join(', ');
};
