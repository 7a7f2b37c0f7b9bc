import { PLEASANT } from '../reading/idioms.ts';
import { createScanner, type Found, type Tagged } from '../reading/pattern.ts';
import { hasUneasyWord } from '../reading/uneasy.ts';
import { ASKS } from './asks.ts';
import { ANY_DAY, EVERYDAY, THINGS } from './everyday.ts';
import { FRAMES } from './frames.ts';
import type { FrameRule } from './rule.ts';

/** How far a clause speaks of something that happened (`event`), and how far of a rule or a possibility (`general`). */
export interface Mood {
  readonly event: number;
  readonly general: number;
}

const scanFrames = createScanner(FRAMES);

/** How the message as a whole is put. */
export interface Manner {
  /** By clause number. */
  readonly moods: readonly Mood[];
  /** It asks what is allowed or what the rule is; asking for help with something told does not count. */
  readonly asksRuling: boolean;
  /** Clauses that only tell: all of them when no ruling is asked for, else those after the question ("…? Only she said…"). */
  readonly telling: ReadonlySet<number>;
  /** It is told with pleasure, or of the sender's own everyday doings: then only a sign of harm makes it a concern. */
  readonly harmless: boolean;
  /** Of these the sender's own everyday doings, those of any lesson, a thing that breaks, or a call from the press. */
  readonly isEveryday: boolean;
  /** Nobody is in it, and no word with which more may be meant than it says: "the kitchen has run out of potatoes". */
  readonly isOfNobody: boolean;
}

const scanAsks = createScanner(ASKS);
const scanPleasant = createScanner([PLEASANT]);
const scanEveryday = createScanner([EVERYDAY]);
const scanAnyDay = createScanner([ANY_DAY]);
/** To whom or where it goes, asked at the end: it tells nothing, so that it makes no message longer. */
const scanWhereTo = createScanner([
  {
    id: 'where-to',
    patterns: [
      '^ where|how do|should|can i|we log|put|record|note|enter|write it|this|that $',
      '^ who do|should|can i|we tell|ask|see $',
    ],
  },
]);
/** In words: what is longer has room for more than it begins with. */
const SHORT = 16;
/** Someone said, wrote or drew something, or was seen: what that was may be anything. */
const TELLS =
  /^(?:said|says|saying|told|tells|telling|disclosed|reckons|claims|claimed|wrote|written|drew|drawn|draws|mentioned|saw|seen|heard|overheard|noticed|worried|scared|afraid|secret|because|cos|since|home|night|mum|dad|alone|quiet|cry|cries|crying|hurt|hurts)$/;
/** Who speaks so tells of others. */
const OF_OTHERS: ReadonlySet<string> = new Set(['event/told', 'event/worried', 'event/quote']);

export function readManner(words: readonly Tagged[], asked: ReadonlySet<number>): Manner {
  const sentenceOf: number[] = new Array((words.at(-1)?.clause ?? 0) + 1).fill(0);
  for (const word of words) sentenceOf[word.clause] = word.sentence;

  const rulings = readAsks(words, asked);
  const generic = findGeneric(words);
  const frames = scanFrames(words);
  // "Asking for a friend" says that the condition is no condition.
  const disguised = frames.some((hit) => hit.rule.id === 'event/for-a-friend' || hit.rule.id === 'event/confirmed');
  const hits = frames.filter((hit) => !(hit.rule.id === 'general/if' && (disguised || isReported(words, hit.start))));
  const unreal = new Set<number>();
  const grounds = new Set(
    hits.filter((hit) => hit.rule.id === 'event/because').map((hit) => words[hit.start]?.clause ?? 0),
  );
  for (const hit of hits)
    if (hit.rule.id === 'general/if' || hit.rule.id === 'general/would')
      for (const clause of clausesFrom(sentenceOf, words[hit.start]?.clause ?? 0)) {
        // "…because I've seen the messages" is outside the condition again.
        if (grounds.has(clause) || unreal.has(clause)) break;
        unreal.add(clause);
      }

  const event = sumByClause(words, sentenceOf, hits, (rule) => rule.event ?? 0, unreal);
  const general = sumByClause(words, sentenceOf, hits, (rule) => rule.general ?? 0, undefined, grounds);
  const moods = event.map((value, clause) => ({
    event: Math.min(value, MOST_EVENT),
    general:
      (general[clause] ?? 0) +
      (rulings.has(clause) && !disguised ? RULING : 0) +
      (rulings.has(clause) && asked.has(sentenceOf[clause] ?? 0) ? 0.5 : 0) +
      (generic.has(clause) && (rulings.size > 0 || unreal.size > 0) ? 1 : 0),
  }));
  const whereTo = new Set(scanWhereTo(words).map(({ start }) => words[start]?.clause ?? 0));
  const isOwn = scanEveryday(words).length > 0 && !frames.some(({ rule }) => OF_OTHERS.has(rule.id));
  const isShort = words.filter(({ clause }) => !whereTo.has(clause)).length <= SHORT;
  const isAnyDay =
    isShort && (scanAnyDay(words).length > 0 || isOfThings(words)) && !words.some(({ text }) => TELLS.test(text));
  return {
    moods,
    asksRuling: rulings.size > 0,
    telling: findTelling(sentenceOf, rulings, grounds),
    harmless: scanPleasant(words).length > 0 || isOwn || isAnyDay,
    isEveryday: isAnyDay || (isOwn && isShort),
    isOfNobody: isShort && isOfNobody(words),
  };
}

/** A thing that breaks, a meeting that is too long: about no child, and with no word in it that may mean more. */
const isOfThings = (words: readonly Tagged[]): boolean =>
  words.some(({ text }) => THINGS.has(text)) &&
  !words.some(({ tags }) => OF_A_CHILD.some((tag) => tags.has(tag))) &&
  !hasUneasyWord(words.map(({ text }) => text).join(' '));

const isOfNobody = (words: readonly Tagged[]): boolean =>
  words.filter(({ text }) => PLAIN_ENGLISH.has(text)).length > 1 &&
  !words.some(({ text, tags }) => TELLS.test(text) || SOMEONE.some((tag) => tags.has(tag))) &&
  !hasUneasyWord(words.map(({ text }) => text).join(' '));

/** Without some of these it is a telegram, or no English: then nothing is known of who is in it. */
const PLAIN_ENGLISH: ReadonlySet<string> = new Set(
  'the a an is are was were be been has have had do does did of in on at to for with from and or it its there this that what when where which how can'.split(
    ' ',
  ),
);
const SOMEONE = [
  'child',
  'person',
  'pron',
  'name',
  'who',
  'relative',
  'parent',
  'stranger',
  'staff',
  'ex-pupil',
  'me',
] as const;
const OF_A_CHILD = ['child', 'ex-pupil', 'relative', 'parent'] as const;

function findTelling(
  sentenceOf: readonly number[],
  rulings: ReadonlySet<number>,
  grounds: ReadonlySet<number>,
): ReadonlySet<number> {
  const lastRuling = Math.max(-1, ...rulings);
  const telling = new Set<number>();
  let grounded = false;
  for (let clause = lastRuling + 1; clause < sentenceOf.length; clause += 1) {
    grounded ||= grounds.has(clause);
    if (lastRuling < 0 || grounded || sentenceOf[clause] !== sentenceOf[lastRuling]) telling.add(clause);
  }
  return telling;
}

const RULING = 3;
/** What is told in another sentence counts a little less than in one's own. */
const FROM_AFAR = 0.7;
const MOST_EVENT = 7;
/** Inside a condition "told" and "saw" are part of the supposition; a date or a name is not. */
const REAL_EVEN_IF = new Set([
  'event/when',
  'event/dated',
  'event/today',
  'event/just',
  'event/specific',
  'event/factive',
  'event/because',
  'event/pronoun',
]);

function readAsks(words: readonly Tagged[], asked: ReadonlySet<number>): ReadonlySet<number> {
  const hits = scanAsks(words);
  const help = new Set<number>();
  const helped = new Set<number>();
  for (const hit of hits)
    if (hit.rule.id === 'ask/help') {
      for (let at = hit.start; at < hit.end; at += 1) help.add(at);
      helped.add(words[hit.start]?.sentence ?? 0);
    }
  const rulings = new Set<number>();
  for (const hit of hits) {
    if (hit.rule.id === 'ask/help' || range(hit.start, hit.end).some((at) => help.has(at))) continue;
    if (hit.rule.id === 'ask/approach' && saysMore(words, hit.end)) continue;
    rulings.add(words[hit.start]?.clause ?? 0);
  }

  // A question mark alone ("lost property?") asks for an answer too: it counts for the last clause of its sentence.
  const last = new Map<number, number>();
  for (const word of words) last.set(word.sentence, word.clause);
  for (const sentence of asked) if (!helped.has(sentence)) rulings.add(last.get(sentence) ?? 0);
  return rulings;
}

const range = (start: number, end: number) => Array.from({ length: end - start }, (_, step) => start + step);

/** "A pupil messaged me saying…": what counts is what the pupil said. */
function saysMore(words: readonly Tagged[], from: number): boolean {
  for (let at = from; at < words.length && words[at]?.sentence === words[from - 1]?.sentence; at += 1)
    if (/^(?:saying|says|said|that|because|asking|telling|calling|and|about)$/.test(words[at]?.text ?? '')) return true;
  return false;
}

/** "He said if I go home…": the condition is the child's, and someone really said it. */
function isReported(words: readonly Tagged[], at: number): boolean {
  for (let back = at - 1; back >= Math.max(0, at - 20) && words[back]?.sentence === words[at]?.sentence; back -= 1)
    if (
      /^(?:said|says|told|tells|asked|saying|telling|threatened|threatens|reckons|wrote|put|posted|message|messaged)$/.test(
        words[back]?.text ?? '',
      )
    )
      return true;
  return false;
}

function sumByClause(
  words: readonly Tagged[],
  sentenceOf: readonly number[],
  hits: readonly Found<FrameRule>[],
  read: (rule: FrameRule) => number,
  unreal?: ReadonlySet<number>,
  grounds?: ReadonlySet<number>,
): number[] {
  const own: Map<string, number>[] = sentenceOf.map(() => new Map());
  const everywhere = new Map<string, number>();
  for (const { rule, start } of hits) {
    const weight = read(rule);
    if (weight === 0) continue;
    const at = words[start]?.clause ?? 0;
    if (unreal?.has(at) && !REAL_EVEN_IF.has(rule.id)) continue;
    if (rule.reach === 'clause') own[at]?.set(rule.id, weight);
    // An event colours its whole sentence; a condition only what comes after it.
    else
      for (const clause of clausesFrom(sentenceOf, unreal ? sentenceOf.indexOf(sentenceOf[at] ?? 0) : at)) {
        // Seen before from an earlier place of the same sentence: the rest is covered.
        if (grounds?.has(clause) || own[clause]?.has(rule.id)) break;
        own[clause]?.set(rule.id, weight);
      }
    if (rule.reach === 'message' && !unreal?.has(at)) everywhere.set(rule.id, unreal ? weight * FROM_AFAR : weight);
  }
  return own.map((rules) => {
    const ids = new Set([...rules.keys(), ...everywhere.keys()]);
    return [...ids].reduce((sum, id) => sum + Math.max(rules.get(id) ?? 0, everywhere.get(id) ?? 0), 0);
  });
}

function clausesFrom(sentenceOf: readonly number[], from: number): number[] {
  const clauses: number[] = [];
  for (let clause = from; clause < sentenceOf.length && sentenceOf[clause] === sentenceOf[from]; clause += 1)
    clauses.push(clause);
  return clauses;
}

/** Clauses that speak of pupils or "a pupil" in general, of nobody in particular. */
function findGeneric(words: readonly Tagged[]): ReadonlySet<number> {
  const general = new Set<number>();
  const particular = new Set<number>();
  for (const { clause, tags } of words) {
    if (tags.has('specific') || tags.has('pron')) particular.add(clause);
    else if (tags.has('generic') || tags.has('indefinite')) general.add(clause);
  }
  return new Set([...general].filter((clause) => !particular.has(clause)));
}
