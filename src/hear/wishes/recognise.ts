import type { MessageReading } from '../../kernel/understanding.ts';
import type { Chances } from '../weighing/heard-as.ts';
import { plainWords } from './plain.ts';
import { spelt } from './spelling.ts';
import type { Wish, Wishes, WishId } from './wishes.ts';

/** What is asked of Lanyard itself. */
export interface Wished {
  readonly wish: WishId;
  /** Who or what it names, in plain words: a name, or part of a policy's title. */
  /** Of dates, and of what is done about one person or on a day, the message: it may name a day, or someone of a register. */
  readonly about: string | undefined;
  /** Of a role: who stands in for its holder. */
  readonly isOfStandIn?: true;
  /** A line of ours says the whole message; otherwise it was told by its meaning. */
  readonly isWhole: boolean;
  /** What stands in the line where anything may, in plain words: a name mostly. */
  readonly filledBy?: string | undefined;
  /** It is whole, or hardly anything else can be meant: then it comes before what a policy says, and what a message only sounds like. */
  readonly isSure: boolean;
}

export interface Recogniser {
  /**
   * `undefined`: it is for the policies, or for nobody.
   */
  recognise(text: string, about?: AboutMessage): Wished | undefined;
  /** What is asked for by a line of ours that is the whole message, without a free word in it such as a name. */
  exactly(text: string): Wished | undefined;
  /** What someone asks for in short who may have it. */
  inShort(text: string, isTheirs: (wish: WishId) => boolean): Wished | undefined;
  /** What is perhaps asked for where nothing is recognised: to be offered, and never done unasked. */
  perhaps(text: string, about?: AboutMessage): WishId | undefined;
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

/** What is known of a message that may be a wish, beside its words. */
export interface AboutMessage {
  /** What the encoder made of the message already. */
  readonly reading?: MessageReading | undefined;
  /** What it may be: where that was heard, only which wish it is is still to be told. */
  readonly chances?: Pick<Chances, 'wish' | Kin | 'question' | 'follow-up'> | undefined;
  /** So many times likelier each is than by its words alone: by the roles of its writer, and by whom it names. */
  readonly likelier?: ((wish: WishId) => number) | undefined;
}

/** That someone looks for a person, or for help. */
const AFTER_A_PERSON =
  /\b(?:who|whom|whose|name|names|contact|number|phone|ring|call|email|ask|speak|talk|tell|see|find|reach|get hold|help|fix\w*|sort\w*|broken|working|work|jammed|frozen|stuck|down|slow|locked|reset|forgot\w*|pwy)\b/;

/** Where one thing that is said ends and the next begins. */
const PART = /[.:;,!?\n]+(?=\s|$)|\s[-–—]\s|\b(?:and|because|so|now that)\b/i;

/** More is told, or asked of the policies. */
const MOST_WORDS = 24;
const MOST_CHARACTERS = 200;
/** As likely as this, a guess is taken where the message was not heard as a wish by itself. */
const LIKELY = 0.7;
/** As likely as this, a guess is offered beside what the policies say. */
const PERHAPS = 0.6;
/** As likely as this, something of Lanyard's is asked for; and as likely as this among all wishes, it is this one. */
const ASKED = 0.5;
const WHICH = 0.74;
const SOME_WISH = { wish: 1, about: 0, campaign: 0, question: 0, 'follow-up': 0 };
/** Where it is no likelier than this a question to the policies, it is asked for, whatever these may say to it. */
const HARDLY = 0.1;
export const isHardlyAsked = (chances: Pick<Chances, 'question' | 'follow-up'>): boolean =>
  chances.question + chances['follow-up'] <= HARDLY;
/** The same of what was not heard: as likely as this it is that wish. */
const SURE = 0.9;

/**
 * Recognises what is asked of Lanyard itself: by lines that fit whole, and where none does by what was learnt from how people ask.
 * Without an encoder only lines count.
 */
export function createRecogniser({ wishes, never }: Wishes, guess?: Guess): Recogniser {
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
    { reading, chances, likelier }: AboutMessage,
  ): ReturnType<Guess> | undefined => {
    if (!guess || !reading || never.some(({ pattern }) => pattern.test(said))) return undefined;
    const found = guess(reading, likelier);
    // One word of a subject is no question after whose it is: "what data goes in the register" is for the policies.
    const isAsked =
      chances !== undefined ||
      !found.wish.startsWith('holder.') ||
      found.share >= SURE ||
      AFTER_A_PERSON.test(plainWords(text));
    return isAsked ? found : undefined;
  };
  /**
   * What is said in parts, of which one or more are lines of ours, all of one wish: of wishes that are alike it is that one, and not what the
   * whole sounds like.
   */
  const inParts = (text: string, guess: ReturnType<Guess>): ReturnType<Guess> => {
    const parts = text.split(PART);
    if (parts.length < 2) return guess;
    const told = new Set(
      parts.flatMap((part) => {
        const said = wordsOf(part);
        const found = said === undefined ? undefined : fitting(wishes, said);
        return found ? [found.wish] : [];
      }),
    );
    const [wish, ...more] = told;
    if (!wish || more.length > 0 || kinOf(wish) === undefined || kinOf(wish) !== kinOf(guess.wish)) return guess;
    return { ...guess, wish, share: guess.share / Math.max(guess.among, 1e-6), among: 1 };
  };
  return {
    recognise(text, about = {}) {
      const said = wordsOf(text);
      if (said === undefined) return undefined;
      const byLine = withMessage(fitting(wishes, said), text);
      if (byLine) return byLine;
      const guess = guessed(text, said, about);
      if (!guess) return undefined;
      const found = inParts(text, guess);
      const { wish, share } = found;
      const isIt = about.chances ? isMeant(found, about.chances) : share >= LIKELY;
      const isSure = about.chances ? isHardlyAsked(about.chances) : share >= SURE;
      return isIt ? withMessage({ wish, about: undefined, isWhole: false, isSure }, text) : undefined;
    },
    exactly(text) {
      const said = wordsOf(text);
      const found = said === undefined ? undefined : fitting(wishes, said);
      return found && found.about === undefined ? withMessage(found, text) : undefined;
    },
    inShort(text, isTheirs) {
      const said = wordsOf(text);
      const theirs = wishes.filter(({ id }) => isTheirs(id)).map(({ id, short }) => ({ id, lines: short }));
      return said === undefined ? undefined : withMessage(fitting(theirs, said), text);
    },
    perhaps(text, about = {}) {
      const said = wordsOf(text);
      const found = said === undefined ? undefined : guessed(text, said, about);
      return found && found.share >= PERHAPS ? found.wish : undefined;
    },
    which(text, about) {
      const said = wordsOf(text);
      return (said === undefined ? undefined : guessed(text, said, { ...about, chances: SOME_WISH }))?.likeliest ?? [];
    },
  };
}

/** What is done about one person, or on a day. */
const NAMES_SOMETHING: ReadonlySet<WishId> = new Set([
  'people.leaving',
  'campaigns',
  'campaigns.change',
  'campaigns.due',
  'campaigns.managers',
  'reports.open',
  'reports.search',
]);

function withMessage<W extends Wished | undefined>(wished: W, text: string): W {
  if (wished && (wished.wish.startsWith('dates.') || NAMES_SOMETHING.has(wished.wish)))
    return { ...wished, about: text };
  // By its meaning alone nobody knows which of the words are the name.
  if (wished?.wish === 'campaigns.person' && wished.about === undefined) return { ...wished, about: text };
  return wished?.wish.startsWith('holder.') && STAND_IN.test(text.replace(/['’‘`´]/g, ''))
    ? { ...wished, isOfStandIn: true }
    : wished;
}

/** What is heard as talk of Lanyard, or of the signing, may ask for what is known of either. */
type Kin = 'about' | 'campaign';

function kinOf(wish: WishId): Kin | undefined {
  if (wish.startsWith('lanyard.')) return 'about';
  return wish.startsWith('campaigns') || OF_SIGNING.has(wish) ? 'campaign' : undefined;
}

const OF_SIGNING: ReadonlySet<WishId> = new Set(['own.signed', 'own.to-read', 'own.talk-first']);

/** Whether it is a wish, or talk that asks for one, and this one of all. */
function isMeant({ wish, share, among }: ReturnType<Guess>, chances: NonNullable<AboutMessage['chances']>): boolean {
  const kin = kinOf(wish);
  // Talk of Lanyard or the signing asks for a wish as often as what tells wishes apart says so.
  const asked = chances.wish + (kin ? (chances[kin] * share) / Math.max(among, 1e-6) : 0);
  return asked >= ASKED && among >= WHICH;
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
      if (!found) continue;
      const filledBy = found
        .slice(1)
        .find((part) => part !== undefined)
        ?.trim();
      return { wish: id, about: filledBy, isWhole: true, filledBy, isSure: true };
    }
  return undefined;
}
