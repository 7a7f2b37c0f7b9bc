import { passageOf } from '../policy.ts';
import type { Slot } from '../question/slots.ts';
import { splitSentences } from '../reading/sentences.ts';
import type { Ranked } from './order.ts';
import type { Terms } from './passage-index.ts';

const FORBIDS =
  /\b(?:(?:must|should|may|shall|do|does|will|are|is) not|cannot|can not|never|don['’]?t|prohibited|forbidden|banned|under no circumstances|refrain)\b/i;
/** Leave that is given to people, or something that the school says it does; "may result in" is neither. */
const ALLOWS =
  /\b(?:(?:staff|employees|teachers|individuals|you|adults|parents|pupils|governors|volunteers|colleagues|they|we|anybody|anyone|everybody)\s+(?:(?:also|still|then)\s+)?(?:may|can)\s+(?!be\b|not\b|need|result|lead|face|feel|have\b|find)|(?:is|are) (?:permitted|allowed|acceptable)|(?:is|are|will be) carried out|(?:are|is) (?:encouraged|free|welcome|entitled) to)\b/i;
const PERIOD =
  /\bwithin\s+(\d+|one|two|three|four|five|seven|ten|fourteen|twenty-four|forty-eight)\s+(?:working |school |calendar )?(hour|day|week|month|year)s?\b/i;

/** A passage of another policy, and one of the same, must speak of so much of the question against the best one. */
const AS_MUCH = { otherPolicy: 0.5, samePolicy: 0.8 } as const;
/** One sentence on each side must speak plainly of the same matters of the question, at least so many of them. */
const PLAINLY = 0.6;
const SHARED = 2;

/**
 * Passages that say something else than `best` on the same matter: a sentence of one forbids what a sentence of the
 * other allows, or they name different periods of time. Wary on purpose: a conflict that is none teaches people to look
 * away, and both passages are among the citations anyway.
 */
export function findConflicts(
  best: Ranked,
  others: readonly Ranked[],
  slots: readonly Slot[],
  read: (text: string) => Terms,
): Ranked[] {
  const matters = slots.filter((slot) => slot.importance === 'topic' || slot.importance === 'aside');
  const spokenOf = (text: string): readonly Slot[] => {
    const terms = read(text);
    return matters.filter((slot) =>
      [...slot.terms].some(([term, strength]) => strength * (terms.get(term) ?? 0) >= PLAINLY),
    );
  };
  const mine = sentencesOf(best).map((text) => ({ text, matters: spokenOf(text) }));
  return others.filter((other) => {
    const share = other.entry.policy === best.entry.policy ? AS_MUCH.samePolicy : AS_MUCH.otherPolicy;
    if (other.entry.passage === best.entry.passage || other.coverage < share * best.coverage) return false;
    return sentencesOf(other).some((text) => {
      const theirs = spokenOf(text);
      return mine.some(
        (one) => one.matters.filter((slot) => theirs.includes(slot)).length >= SHARED && disagree(one.text, text),
      );
    });
  });
}

/** An item is one sentence with what leads into it: "must not:" forbids each of its items. */
function sentencesOf({ entry }: Ranked): string[] {
  const leadIns = entry.passage.leadIns.flatMap((id) => passageOf(entry.policy, id)?.text ?? []);
  return leadIns.length > 0 ? [[...leadIns, entry.passage.text].join(' ')] : splitSentences(entry.passage.text);
}

function disagree(one: string, other: string): boolean {
  const stances = [stanceOf(one), stanceOf(other)];
  if (stances.includes('forbids') && stances.includes('allows')) return true;
  const [a, b] = [PERIOD.exec(one), PERIOD.exec(other)];
  return a !== null && b !== null && a[0].toLowerCase() !== b[0].toLowerCase();
}

const stanceOf = (text: string): 'forbids' | 'allows' | 'neither' =>
  FORBIDS.test(text) ? 'forbids' : ALLOWS.test(text) ? 'allows' : 'neither';
