import type { MessageReading } from '../../kernel/understanding.ts';
import type { FindNearest } from '../nearest.ts';
import { plainWords } from './plain.ts';
import { spelt } from './spelling.ts';
import type { FurtherWish, Wish, Wishes, WishId } from './wishes.ts';

/** What is asked of Lanyard itself. */
export interface Wished {
  readonly wish: WishId;
  /** Who or what it names, in plain words: a name, or part of a policy's title. */
  /** Of dates the message, which may name a day. */
  readonly about: string | undefined;
  /** Of a role: who stands in for its holder. */
  readonly isOfStandIn?: true;
  /** A line of ours says the whole message; otherwise it only comes near to one. */
  readonly isWhole: boolean;
  /** It is whole, or hardly anything else can be meant: then it comes before what a message only sounds like. */
  readonly isSure: boolean;
}

export interface Recogniser {
  /**
   * `undefined`: it is for the policies, or for nobody.
   */
  recognise(text: string, about?: AboutMessage): Promise<Wished | undefined>;
  /** What is asked for by a line of ours that is the whole message, without a free word in it such as a name. */
  exactly(text: string): Wished | undefined;
  /** What someone asks for in short who may have it. */
  inShort(text: string, isTheirs: (wish: WishId) => boolean): Wished | undefined;
  /** What is asked about Lanyard itself, and no layer has learnt: of a message that was heard as something else. */
  ofItself(about: AboutMessage, heard: HeardOtherwise): Promise<Wished | undefined>;
  /** What is perhaps asked for where nothing is recognised: to be offered, and never done unasked. */
  perhaps(text: string, about?: AboutMessage): Promise<WishId | undefined>;
  /** For what was heard as a wish, and as none of them surely: the likeliest, to choose from. */
  which(text: string, about: AboutMessage): readonly WishId[];
}

/** Who tells what of Lanyard itself a message asks for: the likeliest wish, and how likely. */
export type Guess = (
  reading: MessageReading,
  likelier?: (wish: WishId) => number,
) => {
  readonly wish: WishId;
  /** Of everything that the message may be. */
  readonly share: number;
  /** Of the wishes alone: which, if it is one. */
  readonly among: number;
  /** The likeliest of the wishes, in order. */
  readonly likeliest: readonly WishId[];
};

/** `about`: something about Lanyard; `question`: something for the policies. */
export type HeardOtherwise = 'about' | 'question';

/** What is known of a message that may be a wish, beside its words. */
export interface AboutMessage {
  /** What the encoder made of the message already. */
  readonly reading?: MessageReading | undefined;
  /** It was heard as a wish: only which is still to be told. */
  readonly isWish?: boolean;
  /** So many times likelier each is than by its words alone: by the roles of its writer, and by whom it names. */
  readonly likelier?: ((wish: WishId) => number) | undefined;
}

/** That someone looks for a person, or for help. */
const AFTER_A_PERSON =
  /\b(?:who|whom|whose|name|names|contact|number|phone|ring|call|email|ask|speak|talk|tell|see|find|reach|get hold|help|fix\w*|sort\w*|broken|working|work|jammed|frozen|stuck|down|slow|locked|reset|forgot\w*|pwy)\b/;

/** More is told, or asked of the policies. */
const MOST_WORDS = 24;
const MOST_CHARACTERS = 200;
/** As likely as this, a guess is taken where the message was not heard as a wish by itself. */
const LIKELY = 0.7;
/** As likely as this, a guess is offered beside what the policies say. */
const PERHAPS = 0.6;
/** Of what was heard as a wish: as likely as this among all wishes, it is this one. */
const WHICH = 0.75;
/**
 * As near as this, 0 to 1, a message means a further wish: where it was heard as one or as something about Lanyard; where it was heard as a
 * question; and to be offered beside the answer. Of 230 ways to ask that nothing learnt from, 22 in a thousand are then taken for another wish, and
 * of ordinary questions to policies 18.
 */
const NEAR = { about: 0.61, question: 0.74, perhaps: 0.64 } as const;
const NO_GUESS = { wish: undefined, share: 0, among: 0, likeliest: [] };
/** As likely as this, it is asked for, whatever else it sounds like. */
const SURE = 0.9;

/**
 * Recognises what is asked of Lanyard itself: by lines that fit whole, and where none does by what was learnt from how people ask.
 * Without an encoder only lines count.
 */
export function createRecogniser(
  { wishes, never }: Wishes,
  guess?: Guess,
  nearest?: FindNearest<FurtherWish | 'other'>,
): Recogniser {
  const all = new Set(wishes.flatMap((wish) => [...wish.lines, ...wish.short].flatMap(({ words }) => [...words])));
  /** The words of a message as lines compare them; `undefined` for one that is too long, or empty. */
  const wordsOf = (text: string): string | undefined => {
    const words = text.length > MOST_CHARACTERS ? [] : plainWords(text).split(' ');
    const isRead = words.length <= MOST_WORDS && words.join('') !== '';
    return isRead ? `${words.map((word) => spelt(word, all)).join(' ')} ` : undefined;
  };
  /** What is likeliest meant by words that are no line; `undefined` for what begins like a question to the policies. */
  const guessed = (
    text: string,
    said: string,
    { reading, isWish = false, likelier }: AboutMessage,
  ): ReturnType<Guess> | undefined => {
    if (!guess || !reading || never.some(({ pattern }) => pattern.test(said))) return undefined;
    const found = guess(reading, likelier);
    // One word of a subject is no question after whose it is: "what data goes in the register" is for the policies.
    const isAsked =
      isWish || !found.wish.startsWith('holder.') || found.share >= SURE || AFTER_A_PERSON.test(plainWords(text));
    return isAsked ? found : undefined;
  };
  const further = async ({ reading }: AboutMessage, least: number): Promise<FurtherWish | undefined> => {
    const best = reading && (await nearest?.(reading.vector));
    return best && best.near >= least && best.group !== 'other' ? best.group : undefined;
  };
  return {
    async recognise(text, about = {}) {
      const said = wordsOf(text);
      if (said === undefined) return undefined;
      const byLine = withDay(fitting(wishes, said), text);
      if (byLine) return byLine;
      const { wish, share, among } = guessed(text, said, about) ?? NO_GUESS;
      const near = await further(about, about.isWish && share < LIKELY ? NEAR.about : NEAR.question);
      if (near) return nearTo(near);
      return wish && (share >= LIKELY || (about.isWish === true && among >= WHICH))
        ? withDay({ wish, about: undefined, isWhole: false, isSure: share >= SURE }, text)
        : undefined;
    },
    exactly(text) {
      const said = wordsOf(text);
      const found = said === undefined ? undefined : fitting(wishes, said);
      return found && found.about === undefined ? withDay(found, text) : undefined;
    },
    inShort(text, isTheirs) {
      const said = wordsOf(text);
      const theirs = wishes.filter(({ id }) => isTheirs(id)).map(({ id, short }) => ({ id, lines: short }));
      return said === undefined ? undefined : fitting(theirs, said);
    },
    async ofItself(about, heard) {
      const near = await further(about, NEAR[heard]);
      return near && nearTo(near);
    },
    async perhaps(text, about = {}) {
      const said = wordsOf(text);
      const found = said === undefined ? undefined : guessed(text, said, about);
      return found && found.share >= PERHAPS ? found.wish : further(about, NEAR.perhaps);
    },
    which(text, about) {
      const said = wordsOf(text);
      return (said === undefined ? undefined : guessed(text, said, { ...about, isWish: true }))?.likeliest ?? [];
    },
  };
}

const nearTo = (wish: FurtherWish): Wished => ({ wish, about: undefined, isWhole: false, isSure: false });

function withDay<W extends Wished | undefined>(wished: W, text: string): W {
  if (wished?.wish.startsWith('dates.')) return { ...wished, about: text };
  return wished?.wish.startsWith('holder.') && STAND_IN.test(text.replace(/['’‘`´]/g, ''))
    ? { ...wished, isOfStandIn: true }
    : wished;
}

const AWAY =
  '(?:away|off|out|absent|ill|sick|poorly|unavailable|gone|on (?:leave|holiday|maternity|a course|training)|at a (?:conference|meeting|course))';
/** Someone is not there, and it is not who asks; or someone takes their place. */
const STAND_IN = new RegExp(
  [
    `\\b(?:when|while|whilst|if|is|are|heads|s|dsls|hes|shes) (?:(?!i\\b|im\\b)\\p{L}+ ){0,3}?${AWAY}\\b`,
    '\\b(?:not|isnt|arent|aint) (?:in|here|there|around|about|available)\\b',
    '\\b(?:stand|step|fill|standing|stepping|filling|stands|steps|fills) in\\b|\\bcover(?:s|ing)? (?:for|the|when|while|if)\\b',
    '\\b(?:deputis\\w+|acting|second in command|in (?:the |his |her |their )?(?:\\p{L}+ )?absence|replac(?:e|es|ing)|takes? over|hold(?:s|ing)? the fort)\\b',
  ].join('|'),
  'iu',
);

function fitting(wishes: readonly Pick<Wish, 'id' | 'lines'>[], said: string): Wished | undefined {
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
          isSure: true,
        };
    }
  return undefined;
}
