import type { Block, FoundAt, PolicyDocument, StatedFacts } from '../../kernel/text/document.ts';
import type { IsoDay } from '../../kernel/time.ts';
import type { Passage } from '../policy.ts';
import { isFactLabel, type Named, namedBy, readsAsLabel, saidBy } from './fact-labels.ts';
import { type FrontLine, linesAbout, type Place, placeInWords } from './front.ts';
import { withLabelRows, withoutFactHeadings } from './label-rows.ts';
import { datesIn } from './printed-dates.ts';
import { namesDocument, titleOf, withTitlePage } from './title.ts';
import { withoutWebPage } from './web-page.ts';

/** Whether a passage only states something about its document: `Version: 5.0`, a row `Owner`, `Headteacher`. */
export const isFrontMatter = ({ kind, text, cells }: Pick<Passage, 'kind' | 'text' | 'cells'>): boolean => {
  const [label, ...values] = kind === 'row' ? (cells ?? []) : text.split(/:\s/);
  const said = values.join(' ').trim();
  return label !== undefined && said !== '' && said.length <= LONGEST_FACT && isFactLabel(label.trim());
};
const LONGEST_FACT = 120;

/**
 * Whether all that a text says is which edition of its document this is: `Version 5.1, adopted 2 March 2027`. What tells anyone to do
 * something is none, whatever day it names.
 */
export function statesEdition(text: string): boolean {
  if (text.length > LONGEST_FACT || DUTY.test(text)) return false;
  const dates = datesIn(text);
  const undated = dates.reduceRight((rest, { from, to }) => `${rest.slice(0, from)} ${rest.slice(to)}`, text);
  const labels = undated.replace(EDITION, 'version ');
  const hasValue = dates.length > 0 || labels !== undated;
  return hasValue && /\p{L}/u.test(labels) && readsAsLabel(labels.replaceAll(':', ' '));
}
const EDITION = /\b(?:version|issue|revision|edition|v)(?:\s*(?:number|no\.?))?[\s.:|–—-]*\d+(?:\.\d+)*[a-z]?\b/giu;
const DUTY = /\b(?:must|shall|should|may|can|need|needs|has to|have to|required?|not|never|only)\b/iu;
const LONGEST_OWNER = 90;
/** Holds a place that is still to be filled in. */
const STILL_OPEN = /[[\]<>{}«»]|_{3}/;

/** What may be a fact of the document, with what it was read from. */
interface Candidate extends Named {
  readonly value: string;
  readonly place: Place;
  /** What named it, as printed. */
  readonly label: string;
  readonly isRecord: boolean;
  readonly day?: IsoDay;
}

/** What the document states about itself, as printed, and where; a fact that it does not state is absent, never guessed. */
export function statedIn(blocks: readonly Block[]): { readonly stated: StatedFacts; readonly foundAt: FoundAt } {
  const candidates = linesAbout(blocks).flatMap((line) => [...dated(line), ...said(line), ...numbered(line)]);
  const adopted = bestOf(candidates, 'adoptedOn');
  const titled = bestOf(candidates, 'title');
  const shown = titled ? undefined : titleOf(blocks);
  const all = {
    adoptedOn: adopted,
    reviewOn: bestOf(
      candidates.filter((one) => !isEarlierReview(one, adopted)),
      'reviewOn',
    ),
    version: bestOf(candidates, 'version'),
    owner: bestOf(candidates, 'owner'),
  };
  const found = Object.entries({ title: titled, ...all }).flatMap(([fact, one]) => (one ? [[fact, one] as const] : []));
  return {
    stated: { ...(shown && { title: shown }), ...Object.fromEntries(found.map(([fact, { value }]) => [fact, value])) },
    foundAt: {
      ...(shown && { title: 'the largest words at the front' }),
      ...Object.fromEntries(found.map(([fact, { label, place }]) => [fact, `“${label}” ${placeInWords(place)}`])),
    },
  };
}

/** As `statedIn`, without the places. */
export const statedFacts = (blocks: readonly Block[]): StatedFacts => statedIn(blocks).stated;

/** The document that these blocks are, as any reader hands them over. */
export function documentOf(read: readonly Block[]): PolicyDocument {
  const blocks = withTitlePage(withoutWebPage(withoutFactHeadings(withLabelRows(read))));
  return { blocks, ...statedIn(blocks) };
}

/** Each date with what leads up to it: `Last review June 2024 Next review June 2026` states two. */
function dated({ text, place, isRecord, above }: FrontLine): Candidate[] {
  let from = 0;
  let before: { readonly named: Named; readonly label: string } | undefined;
  return datesIn(text).flatMap(({ text: value, from: at, to, day, means }): Candidate[] => {
    const words = text.slice(from, at).replace(/^.*[.;]\s(?=\p{Lu})/su, '');
    from = to;
    const label = words.replace(/^[\s,.;:–—|)-]+|[\s:–—|(,-]+$/g, '');
    const named =
      label === '' || /^(?:and|&|or)$/.test(label) ? before?.named : namedBy(label, before ? undefined : above);
    before = named && { named, label: label === '' ? (before?.label ?? '') : label };
    if (!named || !before || day === undefined) return [];
    // "Date April 2025 in your diary" is a sentence, and so is most of what has a year alone in it.
    const rest = text.slice(to);
    if (named.rank > 2 && /^\s*\p{Ll}/u.test(rest)) return [];
    if (means === 'year' && !(/^[\s.)]*$/.test(rest) && readsAsLabel(label))) return [];
    return [{ ...named, value, place, label: shortened(before.label), isRecord, day }];
  });
}

const shortened = (label: string): string =>
  label.length <= 60 ? label : `… ${label.slice(-50).replace(/^\S*\s/, '')}`;

/** What stands beside its label: the title, an owner. */
const said = ({ pairs, place, isRecord }: FrontLine): Candidate[] =>
  pairs.flatMap(([label, value]): Candidate[] =>
    saidBy(label)
      .filter(({ fact, rank }) => {
        if (datesIn(value).some(({ means }) => means !== 'year') || isFactLabel(value)) return false;
        if (fact === 'title')
          return namesDocument(value) && (rank === 0 || place.where === 'box' || place.where === 'front');
        return (
          fact === 'owner' &&
          readsAsLabel(label, 1) &&
          !STILL_OPEN.test(value) &&
          /\p{L}{2}/u.test(value) &&
          value.length <= LONGEST_OWNER
        );
      })
      .map((named) => ({ ...named, value: value.replace(/\s*[.;]$/, ''), place, label, isRecord })),
  );

/** `Version 3`, `v2.1`, or a number beside its label. */
function numbered({ text, pairs, place, isRecord }: FrontLine): Candidate[] {
  const beside = pairs.flatMap(([label, value]) => {
    const isVersion = !OF_ANOTHER.test(label) && saidBy(label).some(({ fact }) => fact === 'version');
    const number = isVersion ? /^(?:v(?:ersion)?\.?\s*)?(\d[\d.]*[a-z]?)(?:\s*\(.*)?$/i.exec(value)?.[1] : undefined;
    return number === undefined ? [] : [{ label, number }];
  });
  const inLine =
    /^(?:\W*|.*[\s(–—|-])(version|issue|revision|v)(?:\s*(?:number|no\.?))?[\s:.]*(\d+(?:\.\d+)*)(?!\.?\d|[/-]|\s?(?:st|nd|rd|th)\b|\s+[A-Z][a-z]+ 20)/i.exec(
      text.replace(OF_ANOTHER, ''),
    );
  const alone = inLine && text.length <= LONGEST_OWNER ? [{ label: inLine[1] ?? '', number: inLine[2] ?? '' }] : [];
  return [...beside, ...alone].slice(0, 1).map(({ label, number }) => ({
    ...{ fact: 'version', rank: beside.length > 0 && !isRecord ? 0 : 1, place, label, isRecord },
    value: number.replace(/\.$/, ''),
  }));
}

/** What follows is said of the document that this one takes the place of. */
const OF_ANOTHER =
  /\b(?:supersed(?:es|ed|ing)|replac(?:es|ed|ing)|(?:previous|former|earlier|last|old) (?:version|issue|edition|policy))\b.*$/isu;

const PLACES: readonly Place['where'][] = ['box', 'front', 'end', 'section', 'running'];
/** The front counts as one place, and so does everything behind it. */
const placeRank = ({ where }: Place): number => Math.max(0, Math.ceil((PLACES.indexOf(where) - 1) / 2));

/** A review is believed by its label first, for the front may name the last one; all else by where it stands. Of a table of versions the newest. */
function bestOf(candidates: readonly Candidate[], fact: keyof StatedFacts): Candidate | undefined {
  const ofFact = candidates.filter((one) => one.fact === fact);
  const order = (one: Candidate): readonly number[] => {
    const byPlace = placeRank(one.place);
    return fact === 'reviewOn' || fact === 'owner' ? [one.rank, byPlace] : [byPlace, one.rank];
  };
  return ofFact.toSorted((one, other) => {
    const [a, b] = [order(one), order(other)];
    return (a[0] ?? 0) - (b[0] ?? 0) || (a[1] ?? 0) - (b[1] ?? 0) || newest(one, other);
  })[0];
}

function newest(one: Candidate, other: Candidate): number {
  if (one.isRecord !== other.isRecord) return one.isRecord ? 1 : -1;
  if (!one.isRecord) return 0;
  if (one.fact === 'version') return other.value.localeCompare(one.value, 'en', { numeric: true });
  return (other.day ?? '').localeCompare(one.day ?? '');
}

/** "Review date" before the day on which the document was adopted is that of the review before. */
const isEarlierReview = ({ fact, rank, day }: Candidate, adopted: Candidate | undefined): boolean =>
  fact === 'reviewOn' &&
  rank > 0 &&
  day !== undefined &&
  adopted?.day !== undefined &&
  adopted.rank < 2 &&
  day < adopted.day;
