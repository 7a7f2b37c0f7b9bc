import { isBareName } from '../bare-name.ts';
import { asTitle } from './plain.ts';
import type { Recogniser, Wished } from './recognise.ts';
import { answerToSmallTalk } from './small-talk.ts';

/** What a message is by its exact words. */
export type Exact =
  | { readonly kind: 'command' }
  | { readonly kind: 'wish'; readonly wished: Wished }
  | { readonly kind: 'name' }
  | { readonly kind: 'word'; readonly word: 'thanks' | 'fine' | 'bye' }
  | { readonly kind: 'button' }
  | { readonly kind: 'help' };

interface ExactParts {
  /** Whether it is a command, in any case and with any punctuation at its end. */
  isCommand(words: string): boolean;
  readonly recogniser: Pick<Recogniser, 'exactly'>;
  /** The titles of buttons, as `asTitle` reads them. */
  readonly buttons: ReadonlySet<string>;
  /** Whether it greets, thanks or asks for help, and says nothing else. */
  isTalk(words: string): boolean;
}

/**
 * Reads what is said by exact words, and only where they are the whole message: a command, a line of ours without a free word in it, a greeting,
 * thanks, the title of a button, a sign without a word. Such a message tells of nobody, whatever it sounds like, so that it is never heard for more.
 */
export const createExact =
  ({ isCommand, recogniser, buttons, isTalk }: ExactParts) =>
  (words: string): Exact | undefined => {
    if (isCommand(words)) return { kind: 'command' };
    const wished = recogniser.exactly(words);
    if (wished) return { kind: 'wish', wished };
    if (words.trim() === '' || isTalk(words)) {
      const word = words.trim() === '' ? 'help' : answerToSmallTalk(words);
      return word === 'help' ? { kind: 'help' } : { kind: 'word', word };
    }
    if (buttons.has(asTitle(words))) return { kind: 'button' };
    // Signs alone say nothing: neither a letter nor a digit is in them.
    if (!/[\p{L}\p{N}]/u.test(words)) return { kind: 'help' };
    return isBareName(words) ? { kind: 'name' } : undefined;
  };

/** What people begin with before they come to what they mean; anything else is part of it. */
const OPENERS =
  /^(?:(?:hi|hiya|hello|hey|morning|afternoon|evening|good (?:morning|afternoon|evening)|dear (?:all|lanyard|team)|thanks|thank you|ta|cheers|ok|okay|yes|yeah|yep|no|nope|nah|sorry|please|help|lanyard|bore da|prynhawn da|shwmae|hope (?:you are|youre|you're|all is|alls|all's) well)\b[\s,.!?:;–—-]*)+/i;
/** The end of a first sentence, line or phrase. */
const FIRST = /^(.{1,60}?)(?:[.!?;:\n–—]+|,)\s*/su;
const LEAST_WORDS = 2;

/**
 * What is left of a text without the exact words that it begins with: a greeting, thanks, a yes, or a command of ours that is its first
 * sentence. `undefined` where it begins with none, or hardly anything is left.
 */
export function createBehind(readExact: (words: string) => Exact | undefined): (text: string) => string | undefined {
  return (text) => {
    const trimmed = text.trim();
    const first = FIRST.exec(trimmed);
    const isExact = first?.[1] !== undefined && readExact(first[1]) !== undefined;
    const rest = (isExact ? trimmed.slice(first[0].length) : trimmed).replace(OPENERS, '');
    return rest !== trimmed && rest.split(/\s+/).filter(Boolean).length >= LEAST_WORDS ? rest : undefined;
  };
}
