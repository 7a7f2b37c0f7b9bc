import type { Encoder, Reading } from '../core/understanding.ts';
import { plainWords } from './plain.ts';
import type { Wish, Wishes, WishId } from './wishes.ts';

/** What is asked of Lanyard itself. */
export interface Wished {
  readonly wish: WishId;
  /** Who or what it names, in plain words: a name, or part of a policy's title. */
  /** Of dates the message, which may name a day. */
  readonly about: string | undefined;
  /** A line of ours says the whole message; otherwise it only comes near to one. */
  readonly isWhole: boolean;
}

export interface Recogniser {
  /** `undefined`: it is for the policies, or for nobody. `reading`: what the encoder made of the message already. */
  recognise(text: string, reading?: Reading): Promise<Wished | undefined>;
}

/** More is told, or asked of the policies. */
const MOST_WORDS = 16;
/**
 * As near as this, by words and meaning together, a message is the line. (Of 74 ways to ask that someone wrote without seeing the
 * lines, 53 were understood and one was taken for another wish, before a wish had to be about what the message names; of 1,393
 * questions to policies four were taken, all about the school's own dates.)
 */
const NEAR = 0.5;
/** And so much nearer than to anything that is for the policies. */
const MARGIN = 0.04;
/** Of words that are in any question this much counts. */
const SMALL = 0.25;
const SMALL_WORDS: ReadonlySet<string> = new Set(
  `is are was were be been am do does did has have had i me my we us you your it to of for in on at by with from and or so then
   there this that these those can could would will should shall may what which who when where how why if about as up get got not yet
   still now all one`.split(/\s+/),
);

/**
 * Recognises what is asked of Lanyard itself: by lines that fit whole, and where none does by the line that is nearest.
 * Whatever is nearer to a question for the policies is left to them. Without an encoder only lines count.
 */
export function createRecogniser({ wishes, not, never }: Wishes, encoder?: Encoder): Recogniser {
  const all = new Set(wishes.flatMap((wish) => [...wordsOf(wish)]));
  let kept: Promise<readonly Known[]> | undefined;
  // Read once, when the first message needs it; a failure is tried again with the next.
  const known = (by: Encoder): Promise<readonly Known[]> => {
    kept ??= readExamples({ wishes, not }, by).catch((error: unknown) => {
      kept = undefined;
      throw error;
    });
    return kept;
  };

  return {
    async recognise(text, reading) {
      if (text.length > 200) return undefined;
      const said = plainWords(text);
      const words = said.split(' ').map((word) => spelt(word, all));
      if (said === '' || words.length > MOST_WORDS) return undefined;
      const byLine = withDay(fitting(wishes, `${words.join(' ')} `), text);
      if (byLine || !encoder || !reading) return byLine;
      if (never.some(({ pattern }) => pattern.test(`${words.join(' ')} `))) return undefined;
      const near = nearest(await known(encoder), words, reading.vector);
      return near && withDay({ wish: near, about: undefined, isWhole: false }, text);
    },
  };
}

const withDay = <W extends Wished | undefined>(wished: W, text: string): W =>
  wished?.wish.startsWith('dates.') ? { ...wished, about: text } : wished;

function fitting(wishes: readonly Wish[], said: string): Wished | undefined {
  for (const { id, lines } of wishes)
    for (const { pattern } of lines) {
      const found = pattern.exec(said);
      if (found)
        return {
          wish: id,
          about: found
            .slice(1)
            .find((part) => part !== undefined)
            ?.trim(),
          isWhole: true,
        };
    }
  return undefined;
}

interface Known {
  /** `undefined`: for the policies. */
  readonly wish: Wish | undefined;
  readonly words: ReadonlySet<string>;
  /** Every word of any line of its wish. */
  readonly vocabulary: ReadonlySet<string>;
  readonly vector: Float32Array;
}

const wordsOf = (wish: Wish): ReadonlySet<string> => new Set(wish.lines.flatMap(({ words }) => [...words]));

async function readExamples(
  { wishes, not }: Pick<Wishes, 'wishes' | 'not'>,
  encoder: Encoder,
): Promise<readonly Known[]> {
  const examples = [
    ...wishes.flatMap((wish) => {
      const vocabulary = wordsOf(wish);
      return wish.examples.map((text) => ({ text, wish, vocabulary }));
    }),
    ...not.map((text) => ({ text, wish: undefined, vocabulary: new Set<string>() })),
  ];
  const readings = await encoder.read(examples.map(({ text }) => text));
  return examples.flatMap(({ text, wish, vocabulary }, at) => {
    const vector = readings[at]?.vector;
    return vector ? [{ wish, words: new Set(text.split(' ')), vocabulary, vector }] : [];
  });
}

function nearest(known: readonly Known[], said: readonly string[], vector: Float32Array): WishId | undefined {
  const whole = ` ${said.join(' ')} `;
  const words = new Set(said);
  const isNamed = (wish: Wish): boolean => wish.subjects.some((subject) => whole.includes(` ${subject} `));
  let best: { readonly wish: Wish; readonly score: number } | undefined;
  let policies = 0;
  for (const one of known) {
    const score = (product(vector, one.vector) + shared(words, one.words)) / 2;
    if (!one.wish) {
      policies = Math.max(policies, score);
      continue;
    }
    // What it is about is not said: it is about something else.
    if (one.wish.subjects.length > 0 && !isNamed(one.wish)) continue;
    const foreign = [...words].filter((word) => !SMALL_WORDS.has(word) && !one.vocabulary.has(word));
    // As much further away as it says what none of the wish's lines says.
    const less = score * (1 - weigh(foreign) / weigh(words));
    if (less > (best?.score ?? 0)) best = { wish: one.wish, score: less };
  }
  return best && best.score >= NEAR && best.score >= policies + MARGIN ? best.wish.id : undefined;
}

function product(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += (one[at] ?? 0) * (other[at] ?? 0);
  return sum;
}

const weight = (word: string): number => (SMALL_WORDS.has(word) ? SMALL : 1);
const weigh = (words: Iterable<string>): number => [...words].reduce((sum, word) => sum + weight(word), 0);

/** How much two have in common, 0 to 1. */
function shared(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const both = weigh([...one].filter((word) => other.has(word)));
  const sum = weigh(one) + weigh(other);
  return sum === 0 ? 0 : (2 * both) / sum;
}

/** A long word with one letter wrong is the only known one that it can be. */
function spelt(word: string, known: ReadonlySet<string>): string {
  if (word.length < 5 || known.has(word)) return word;
  const meant = [...known].filter((other) => other.length >= 5 && isOneSlipAway(word, other));
  return meant.length === 1 ? (meant[0] ?? word) : word;
}

/** One letter more, less or other, or two changed round. */
function isOneSlipAway(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false;
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const [rest, others] = [one.slice(at), other.slice(at)];
  return (
    rest.slice(1) === others.slice(1) ||
    rest.slice(1) === others ||
    rest === others.slice(1) ||
    (rest[0] === others[1] && rest[1] === others[0] && rest.slice(2) === others.slice(2))
  );
}
