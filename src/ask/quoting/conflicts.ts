import { stems } from '../finding/bm25.ts';
import type { Entry } from '../finding/entries.ts';
import type { Ranked } from '../finding/ranker.ts';
import { splitSentences } from '../parsing/sentences.ts';
import { passageOf } from '../policy.ts';

const FORBIDS =
  /\b(?:(?:must|should|may|shall|do|does|will|are|is) not|cannot|can not|never|don['’]?t|prohibited|forbidden|banned|under no circumstances|refrain)\b/i;
/** Leave that is given to people, or something that the school says it does; "may result in" is neither. */
const ALLOWS =
  /\b(?:(?:staff|employees|teachers|individuals|you|adults|parents|pupils|governors|volunteers|colleagues|they|we|anyone|anyone|everyone)\s+(?:(?:also|still|then)\s+)?(?:may|can)\s+(?!be\b|not\b|need|result|lead|face|feel|have\b|find)|(?:is|are) (?:permitted|allowed|acceptable)|(?:is|are|will be) carried out|(?:are|is) (?:encouraged|free|welcome|entitled) to)\b/i;
const PERIOD =
  /\bwithin\s+(\d+|one|two|three|four|five|seven|ten|fourteen|twenty-four|forty-eight)\s+(?:working |school |calendar )?(hour|day|week|month|year)s?\b/i;

/** Two sentences are on the same matter if they have so many words in common, and so much of the shorter one. */
const SHARED = 3;
const ALIKE = 0.5;
/** Words that occur in any rule. */
const FORM = new Set(
  stems(
    `must should shall will would could have been being were they them their there this that these those with from into
     when where which while what than then also only very such each every some other more most within without under before
     after about during allowed permitted acceptable prohibited forbidden banned never cannot days weeks hours months years
     working school staff`,
  ),
);

/**
 * Passages that say something else than `best` on the same matter: a sentence of one forbids what a sentence of the
 * other allows, or they name different periods of time. Wary on purpose: a conflict that is none teaches people to look
 * away, and both passages are among the citations anyway.
 */
export function findConflicts(best: Ranked, others: readonly Ranked[]): readonly Ranked[] {
  const mine = sentencesOf(best);
  const everywhere = new Set(stems(best.entry.policy.title));
  return others.filter((other) => {
    if (other.entry.passage === best.entry.passage) return false;
    return sentencesOf(other).some((text) =>
      mine.some((one) => disagree(one, text) && areOnTheSame(one, text, everywhere)),
    );
  });
}

/** Whether words give leave, or forbid or limit something. */
export const givesLeave = (text: string): boolean =>
  stanceOf(text) === 'allows' || (MAY.test(text) && !FORBIDS.test(text));
/** That leave is in them at all, though they forbid something too: an exception, "may stay, but must not speak of it". */
export const holdsLeave = (text: string): boolean => givesLeave(text) || LEAVE.test(text);
const LEAVE = new RegExp(
  [
    '\\b(?:may|can)\\b(?! (?:not|only|be|result|lead|have|need)\\b)',
    '\\b(?<!not )(?:allowed|permitted|welcome)\\b',
    // From a duty.
    "\\b(?:need not|needn['’]?t|no need to|(?:do|does) not (?:have|need) to|(?:is|are) (?:exempt|excused))\\b",
  ].join('|'),
  'i',
);
/** An exception, or a condition, of what stands before it. */
export const limits = (text: string): boolean => LIMITS.test(text);
export const takesBack = (text: string): boolean => FORBIDS.test(text) || LIMITS.test(text) || REFUSES.test(text);
/** A cell of a table that says so in a word. */
const REFUSES = /(?:^|\. )(?:no|not|none|never)\b/i;
const MAY = /\b(?:may|can|yes|allowed|permitted|welcome|fine)\b/i;

/**
 * Whether one text speaks of something of which the other speaks too.
 * @param everywhere what the whole policy is about
 * @param least so many words
 */
export function isOnMatter(one: string, other: string, everywhere: string, least = 1): boolean {
  const shared = matterOf(one)
    .intersection(matterOf(other))
    .difference(new Set(stems(everywhere)));
  return shared.size >= least;
}

/** How many passages after a rule something that limits it may come. */
const NEARBY = 3;
/** What takes something back of the rule before it, or asks more than it does. */
const LIMITS =
  /\b(?:unless|except(?:ion|ions)?|however|but only|only (?:if|where|when)|(?:does|do) not apply|must also|should also|also (?:wait|applies|apply)|even (?:where|if|when|though)|regardless|whatever (?:the|their) age|at least (?:\d+|one|two|three|five|ten)|overrides?|instead of|subject to)\b/i;

/**
 * The clauses behind a rule that limit it, in reading order: they name its number, or take something back on its matter. A rule
 * is never shown without them: "not with an ex-pupil under 18" is not all of it where the next clause says that everyone waits.
 */
export function limitsOf({ policy, passage, path }: Entry): readonly Entry[] {
  const found: Entry[] = [];
  const number = /\d/.test(passage.marker ?? '') ? passage.marker?.replace(/[.)]+$/, '') : undefined;
  const named =
    number === undefined ? undefined : new RegExp(`(?<![\\d.])${number.replaceAll('.', '\\.')}(?![\\d.]*\\d)`);
  const mine = matterOf(passage.text).difference(new Set(stems(policy.title)));
  for (let at = placeOf(passage) + 1, seen = 0; seen < FAR; at += 1, seen += 1) {
    const next = passageOf(policy, `p${at}`);
    if (!next || next.sectionId !== passage.sectionId) break;
    if (next.kind === 'heading' || next.kind === 'row' || next.leadIns.includes(passage.id)) continue;
    const isOnIt = seen < NEARBY && [...matterOf(next.text)].some((word) => mine.has(word));
    if (LIMITS.test(next.text) && (named?.test(next.text) || isOnIt)) found.push({ policy, passage: next, path });
  }
  return found;
}

/** A clause that refers to another by number may come this far after it. */
const FAR = 8;

const placeOf = ({ id }: Entry['passage']): number => Number(id.slice(1));

/** An item is one sentence with what leads into it: "must not:" forbids each of its items. */
function sentencesOf({ entry }: Ranked): readonly string[] {
  const leadIns = entry.passage.leadIns.flatMap((id) => passageOf(entry.policy, id)?.text ?? []);
  return leadIns.length > 0 ? [[...leadIns, entry.passage.text].join(' ')] : splitSentences(entry.passage.text);
}

/** @param everywhere what the whole policy is about, which tells no clause of it from another */
function areOnTheSame(one: string, other: string, everywhere: ReadonlySet<string>): boolean {
  const a = matterOf(one).difference(everywhere);
  const b = matterOf(other).difference(everywhere);
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared >= SHARED && shared >= ALIKE * Math.min(a.size, b.size);
}

const matterOf = (text: string): ReadonlySet<string> =>
  new Set(stems(text).filter((word) => word.length > 3 && !FORM.has(word)));

function disagree(one: string, other: string): boolean {
  const stances = [stanceOf(one), stanceOf(other)];
  if (stances.includes('forbids') && stances.includes('allows')) return true;
  const [a, b] = [PERIOD.exec(one), PERIOD.exec(other)];
  return a !== null && b !== null && a[0].toLowerCase() !== b[0].toLowerCase();
}

const stanceOf = (text: string): 'forbids' | 'allows' | 'neither' =>
  FORBIDS.test(text) ? 'forbids' : ALLOWS.test(text) ? 'allows' : 'neither';
