import { remembering } from '../../core/remember.ts';
import type { Citation } from '../policy.ts';
import type { Caution } from './cautions.ts';
import { areSiblings, cite } from './cite.ts';
import type { Ranked } from './ranker.ts';

/** A quote to show, with what must stand beside it. */
export interface Quoted extends Citation {
  readonly caution?: Pick<Caution, 'id' | 'title' | 'text'>;
}

/** A passage with the words that are quoted of it. */
export interface Cited {
  readonly by: Ranked;
  readonly citation: Citation;
}

/**
 * What stands beside the best of a list, a table or a section is quoted with it if it is a twentieth as likely to be the answer by
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
    const { caution } = cautionOf(citation.quote);
    return caution ? { ...citation, caution: { id: caution.id, title: caution.title, text: caution.text } } : citation;
  };
}

/** Citations of what was found, best first; items of one list that answer alike become one citation. */
export function citeAll(ranked: readonly Ranked[]): readonly Cited[] {
  const quoted = new Set<Ranked>();
  return ranked.flatMap((one) => {
    if (quoted.has(one)) return [];
    const siblings = ranked.filter(
      (other) =>
        other !== one && !quoted.has(other) && other.score >= one.score - NEARLY && areSiblings(one.entry, other.entry),
    );
    const citation = cite(
      one.entry,
      siblings.map(({ entry }) => entry.passage),
    );
    for (const other of [one, ...siblings]) if (citation.passageIds.includes(other.entry.passage.id)) quoted.add(other);
    return [{ by: one, citation }];
  });
}

/** Where a quote stands, as one would say it: `Social media policy, 5.2 Contact with pupils`. */
export const reference = ({ policyTitle, section: number, heading: path }: Citation): string => {
  const last = path.split(' › ').at(-1) ?? path;
  // The heading path may already begin with the printed number.
  const place = number !== '' && !last.startsWith(number) ? `${number} ${last}` : last;
  return [policyTitle, place].filter((part) => part !== '').join(', ');
};
