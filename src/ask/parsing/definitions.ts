import type { Passage } from '../policy.ts';
import { splitSentences } from './sentences.ts';

/** Headings below which words are explained. */
const EXPLAINS =
  /\b(?:glossary|definitions?|defined terms|key terms|terminology|abbreviations|acronyms|meanings?|(?:words|terms) (?:we use|that we use|used|in this (?:policy|document|code))|what (?:the|these) (?:words|terms) mean|what (?:do )?we mean)\b/i;
/** The columns of a table that explains words: which word, and what it means. */
const TERM = /^(?:terms?|words?|phrases?|expressions?|abbreviations?|acronyms?|initials)\b/i;
const MEANING = /\b(?:means?|meanings?|definitions?|stands? for|explanation|in plain words|in full)\b/i;
/** `"Working day" means …`, wherever it stands. */
const QUOTED =
  /^(?:[A-Z0-9.]{1,5}\s+)?["“'‘][^"”’]{2,40}["”'’](?: \([^)]{1,20}\))? (?:means?|is|are|includes?|refers? to|stands? for|covers?)\b/;
/** The same without quotation marks, below such a heading alone: `Guest: a person without …`, `Host - who …`. */
const TITLED =
  /^[^.:;]{2,45}(?::| [-–] | (?:means?|includes?|refers? to|stands? for|covers?)\b| (?:is|are) (?:an?|any\w*|the|those|someone|what|when|all)\b)|\b(?:we mean|in this (?:policy|document|code))\b/i;
/** What is laid down for someone is a rule, whatever it explains beside. */
const RULES =
  /\b(?:must|should|shall|may|never|cannot|can ?not|do not|don['’]?t|not allowed|prohibited|forbidden|only (?:with|if|where|when)|required to)\b/i;

/**
 * Whether a passage only says what words mean, so that it is no rule by itself: a row of a glossary, or a clause of which each sentence
 * explains a word.
 * @param path the headings above it
 */
export function isDefinition(
  { kind, text, columns = [], cells = [] }: Pick<Passage, 'kind' | 'text' | 'columns' | 'cells'>,
  path: readonly string[],
): boolean {
  const isExplained = EXPLAINS.test(path.at(-1) ?? '');
  if (kind === 'row') {
    if (columns.some((name) => name !== ''))
      return TERM.test(columns[0] ?? '') && columns.slice(1).some((name) => MEANING.test(name));
    return isExplained && cells.length === 2 && !RULES.test(text);
  }
  if (kind === 'lead-in' || RULES.test(text)) return false;
  return splitSentences(text).every((one) => QUOTED.test(one) || (isExplained && TITLED.test(one)));
}
