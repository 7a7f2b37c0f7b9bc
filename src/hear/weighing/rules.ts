import type { ConcernRoute } from '../detection.ts';
import { findOwnDistress, type OwnDistress } from '../own-distress.ts';
import { stretchesOf } from '../parts.ts';
import { createAnnotator, createNameFinder, type DetectorWords, type Named } from '../words/annotate.ts';
import { DANGERS } from '../words/dangers.ts';
import { IDIOMS } from '../words/idioms.ts';
import { foreignLanguage, type Language } from '../words/languages.ts';
import { createScanner, type Found, type Tagged } from '../words/pattern.ts';
import type { PersonTag } from '../words/people.ts';
import { holdersByRoute } from './holders.ts';

/** What the rules know of a text. Names of rules and nothing of its words is in it. */
export interface ByRules {
  readonly own: OwnDistress | undefined;
  /** Names of the dangers that are told as of now. */
  readonly dangers: readonly string[];
  /** Where it goes because of who is said to act: the headteacher, the chair of governors. */
  readonly about: ConcernRoute | undefined;
  /** Whose names of the school's stand in it, in full or with a title. */
  readonly named: Named;
  /** A person with a title is named, and nothing in it is a word for the head: "Mr Doyle grabbed her". */
  readonly isAnother: boolean;
  readonly language: Language | 'other' | undefined;
}

export type ReadRules = (text: string) => Promise<ByRules>;

const scanIdioms = createScanner([{ id: 'idiom', patterns: IDIOMS }]);
const scanDangers = createScanner(DANGERS);

/** Between two stretches of a long text others have their turn. */
const othersFirst = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * What stays of rules beside what is learnt: dangers, the writer's own distress, and the names of those whose role changes where a
 * report goes, which no training can know. Local, without memory, linear in the length of the text.
 */
export function createRules(words: DetectorWords = {}): ReadRules {
  const annotate = createAnnotator(words);
  const namedIn = createNameFinder(words);
  return async (text) => {
    const found: (Omit<ByRules, 'language' | 'isAnother'> & { readonly tags: ReadonlySet<string> })[] = [];
    for (const stretch of stretchesOf(text)) {
      if (found.length > 0) await othersFirst();
      const read = annotate(stretch).words;
      found.push({
        own: findOwnDistress(read),
        dangers: dangersIn(read),
        about: holdersByRoute(read),
        named: namedIn(stretch),
        tags: new Set(read.flatMap(({ tags }) => [...tags])),
      });
    }
    const has = (tag: string): boolean => found.some(({ tags }) => tags.has(tag));
    const owns = found.flatMap(({ own }) => own ?? []);
    return {
      own: owns.find(({ isCrisis }) => isCrisis) ?? owns[0],
      dangers: [...new Set(found.flatMap(({ dangers }) => dangers))],
      about: found.find(({ about }) => about !== undefined)?.about,
      named: new Set<PersonTag>(found.flatMap(({ named }) => [...named])),
      isAnother: has('titled') && !has('head'),
      language: foreignLanguage(text),
    };
  };
}

/** A saying in which a frightening word means nothing is no danger. */
function dangersIn(words: readonly Tagged[]): readonly string[] {
  const idle = new Set<number>();
  for (const hit of scanIdioms(words)) for (let at = hit.start; at < hit.end; at += 1) idle.add(at);
  const isIdle = ({ start, end }: Found<unknown>): boolean => {
    for (let at = start; at < end; at += 1) if (idle.has(at)) return true;
    return false;
  };
  return [...new Set(scanDangers(words).flatMap((hit) => (isIdle(hit) ? [] : [hit.rule.id])))].sort();
}
