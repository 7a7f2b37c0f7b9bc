import type { Ranked } from './search.ts';
import { splitSentences } from './sentences.ts';

/** What a clause does to the matter it speaks of. */
type Stance = 'forbids' | 'allows' | 'neither';

const FORBIDS =
  /\b(?:(?:must|should|may|shall|do|does|will|are|is) not|cannot|can not|never|don['’]?t|(?:not|never) (?:be )?(?:permitted|allowed|acceptable)|prohibited|forbidden|banned|under no circumstances|discouraged|refrain|avoid)\b/i;
const ALLOWS =
  /\b(?:may|can|permitted|allowed|acceptable|encouraged to|entitled to|free to|are welcome to|will be carried out|should|must|will)\b/i;
const PERIOD =
  /\b(?:within|in|after|for)\s+(\d+|one|two|three|four|five|seven|ten|fourteen|twenty-four|forty-eight)\s+(?:working |school |calendar )?(hour|day|week|month|year)s?\b/i;

/** A passage must speak of nearly as much of the question as the best one to be able to contradict it. */
const AS_MUCH = 0.8;
/** Both must speak plainly of the same matters, at least so many of them. */
const PLAINLY = 0.55;
const SHARED = 2;

/**
 * Passages that say something else than `best` on the same matter: one forbids what the other allows or asks for, or
 * they name different periods of time. Wary on purpose: a conflict that is none teaches people to look away.
 */
export function findConflicts(best: Ranked, others: readonly Ranked[], isMatter: readonly boolean[]): Ranked[] {
  return others.filter((other) => {
    if (other.entry.passage === best.entry.passage || other.coverage < AS_MUCH * best.coverage) return false;
    const shared = best.hits.filter(
      (hit, slot) => isMatter[slot] && hit >= PLAINLY && (other.hits[slot] ?? 0) >= PLAINLY,
    );
    return shared.length >= SHARED && disagree(textOf(best), textOf(other));
  });
}

/** A lead-in speaks for its items: "must not:" forbids each of them. */
function textOf({ entry }: Ranked): string {
  const leadIns = entry.passage.leadIns.flatMap(
    (id) => entry.policy.passages.find((passage) => passage.id === id)?.text ?? [],
  );
  return [...leadIns, entry.passage.text].join(' ');
}

function disagree(one: string, other: string): boolean {
  const stances = [stanceOf(one), stanceOf(other)];
  if (stances.includes('forbids') && stances.includes('allows')) return true;
  const periods = [PERIOD.exec(one), PERIOD.exec(other)];
  return (
    periods[0]?.[2] !== undefined &&
    periods[1] !== null &&
    periods[0][0].toLowerCase() !== periods[1]?.[0].toLowerCase()
  );
}

function stanceOf(text: string): Stance {
  const sentences = splitSentences(text);
  if (sentences.some((sentence) => FORBIDS.test(sentence))) return 'forbids';
  return sentences.some((sentence) => ALLOWS.test(sentence)) ? 'allows' : 'neither';
}
