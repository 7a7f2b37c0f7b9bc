import { remembering } from '../../kernel/remember.ts';
import { stems } from '../finding/bm25.ts';
import type { Ranked } from '../finding/ranker.ts';
import { splitSentences } from '../parsing/sentences.ts';
import { isFrontMatter } from '../parsing/stated-facts.ts';
import type { Citation, PassageId, QuotePart } from '../policy.ts';
import type { Caution } from './cautions.ts';
import { areSiblings, cite, joined, opensTable } from './cite.ts';
import { quoteLines } from './quote-parts.ts';

/** A quote to show, with what must be beside it. */
export interface Quoted extends Citation {
  /** Where there is no room for all of it: the sentence that says most of what was asked, and its clause. Absent for a table. */
  readonly decisive?: Decisive;
  /** What decides first, and what binds beside it: what stands on a card. Absent where the quote stands as it is. */
  readonly short?: readonly QuotePart[];
  /** The passage of it that decides. */
  readonly decidedBy?: PassageId;
  /** What calls for the caution is left out of `short`. */
  readonly isBeyondCaution?: true;
  /** It is of something grave at which the question does not hint: where it is hardly the answer, no card names it. */
  readonly isUnnamed?: boolean;
  readonly caution?: Pick<Caution, 'id' | 'title' | 'text'>;
}

interface Decisive {
  readonly sentence: string;
  /** The number of the clause that it is from, as printed; '' for none. */
  readonly section: string;
}

/** A passage with the words that are quoted of it. */
export interface Cited {
  readonly by: Ranked;
  readonly citation: Citation;
}

/**
 * What is beside the best of a list, a table or a section is quoted with it if it is a twentieth as likely to be the answer by
 * itself. (On policies left out of training the first quote then holds the answer in 58 of 100 instead of 57, one of three in 78
 * instead of 77, at 253 instead of 221 letters.)
 */
export const NEARLY = 3;
/** Quotes whose caution is kept as found: the policies' own words, never a question. */
const MOST_KEPT = 2_000;

/** Puts beside a quote the caution that belongs there. */
export function createQuoting(cautionFor: (words: string) => Caution | undefined): (citation: Citation) => Quoted {
  const cautionOf = remembering(MOST_KEPT, (words: string) => ({ caution: cautionFor(words) }));
  return (citation) => {
    // A table is shown whole, however much of it a quote may hold.
    const { caution } = cautionOf(isTable(citation) ? quoteLines(citation.parts).join('\n') : citation.quote);
    return caution ? { ...citation, caution: { id: caution.id, title: caution.title, text: caution.text } } : citation;
  };
}

const isTable = ({ parts }: Pick<Citation, 'parts'>): boolean => parts.some(({ kind }) => kind === 'row');

/** Of so many letters a passage stands as it is, where there is no room for all that is quoted with it. */
const SHORT_PASSAGE = 260;

/**
 * What of a quote is shown where there is no room for all of it: the passage that was found or, where that is long, the sentence of it
 * that says most of what was asked; of equals the first.
 * @param asked words as `stems` cuts them
 * @returns `undefined` for a table, whose rows say little without each other
 */
export function decisiveOf({ by, citation }: Cited, asked: readonly string[]): Decisive | undefined {
  if (isTable(citation)) return undefined;
  const { text } = by.entry.passage;
  const { section } = cite(by.entry);
  if (text.length <= SHORT_PASSAGE) return { sentence: text, section };
  const telling = new Set(asked.filter((word) => word.length > 3));
  const says = (sentence: string): number => new Set(stems(sentence)).intersection(telling).size;
  return { sentence: splitSentences(text).reduce((best, one) => (says(one) > says(best) ? one : best)), section };
}

/** Citations of what was found, best first; items of one list that answer alike become one citation, and nothing is cited twice. */
export function citeAll(ranked: readonly Ranked[]): readonly Cited[] {
  const quoted = new Set<Ranked>();
  return ranked.flatMap((one) => {
    if (quoted.has(one)) return [];
    const siblings = ranked.filter((other) => other !== one && !quoted.has(other) && standsBeside(one, other));
    const citation = cite(
      one.entry,
      siblings.map(({ entry }) => entry.passage),
    );
    for (const other of ranked) if (isQuoted(citation, other)) quoted.add(other);
    return [{ by: one, citation }];
  });
}

/** What opens a table brings the rows that were found, however far below it: it hardly says anything without one. */
const standsBeside = (one: Ranked, other: Ranked): boolean =>
  opensTable(one.entry, other.entry) || (other.score >= one.score - NEARLY && areSiblings(one.entry, other.entry));

/** Whether a passage stands in a quote. */
export const isQuoted = (
  { versionId, passageIds }: Citation,
  { entry: { policy, passage } }: Pick<Ranked, 'entry'>,
): boolean => policy.versionId === versionId && passageIds.includes(passage.id);

/** How many of the passages found are ever shown, or looked through for another word on the matter. */
export const LOOKED_AT = 24;
/** How many places are shown where none is sure. */
export const MOST_NEAREST = 3;

/**
 * What is said as the rule where it is sure: the first place. (Of 100 questions on policies left out of training the passage alone
 * held the answer in 76, with what else was found in its section in 78, at 361 instead of 265 letters; said as sure with 90 right were 35,
 * then 41.)
 * @param ranked best first
 */
export const ruleOf = (ranked: readonly Ranked[]): Cited | undefined =>
  places(citeAll(ranked.slice(0, LOOKED_AT)), MOST_NEAREST)[0];

/**
 * The first places of what was cited, each of a section of its own: what else was found there is quoted with it as far as there is
 * room. The lines of a front page count only where they were found first.
 */
export function places(cited: readonly Cited[], most: number): readonly Cited[] {
  const found: Cited[] = [];
  for (const one of cited) {
    if (found.length > 0 && isOfFrontPage(one.by)) continue;
    const at = found.findIndex((other) => joinedOf(other, one) !== undefined);
    const before = found[at];
    const both = before && joinedOf(before, one);
    if (before && both) found[at] = { by: before.by, citation: both };
    else if (found.length < most) found.push(one);
    else break;
  }
  return found;
}

/** What states something about the document, and a line below its title that is no sentence: `Oakfield Academy`. */
const isOfFrontPage = ({ entry: { policy, passage, path } }: Ranked): boolean =>
  isFrontMatter(passage) ||
  (path.at(-1) === policy.title &&
    passage.kind === 'clause' &&
    passage.text.length <= 120 &&
    !/[.!?:]$/.test(passage.text));

const joinedOf = (one: Cited, other: Cited): Citation | undefined => joined(one.by.entry, one.citation, other.citation);

/** Where a quote stands, as one would say it: `Social media policy, 5.2 Contact with pupils`. */
export const reference = ({ policyTitle, section: number, heading: path }: Citation): string => {
  const last = path.split(' › ').at(-1) ?? path;
  // The heading path may already begin with the printed number.
  const place = number !== '' && !last.startsWith(number) ? `${number} ${last}` : last;
  // What stands before the first heading is below the title.
  return [policyTitle, place === policyTitle ? '' : place].filter((part) => part !== '').join(', ');
};

/** `Version 5.0 · adopted 16 September 2026`; '' where the document states neither. */
export const edition = ({ version, adoptedOn }: Pick<Quoted, 'version' | 'adoptedOn'>): string =>
  [version && `Version ${version}`, adoptedOn && `adopted ${adoptedOn}`].filter(Boolean).join(' · ');
