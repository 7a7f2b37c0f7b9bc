import type { UserId } from '../../kernel/ids.ts';
import type { Typed } from '../../kernel/typed.ts';

/** More characters than an account comes to, sealed. */
export const MOST_SEALED = 40_000;

/**
 * What someone typed in the chat that led to the form. Until they open it, it is sealed on the buttons that do, for them alone, and
 * is kept nowhere; then it lies in their draft, and is part of the report only once they put it in.
 */
export interface ChatWords {
  /** `undefined` where the words are longer than an account, or cannot be sealed at once: no offer waits for that. */
  seal(user: UserId, words: Typed): Promise<string | undefined>;
  /** `undefined` where they are someone else's, too old, or cannot be opened: the form comes without them. */
  open(user: UserId, sealed: string): Promise<string | undefined>;
}
