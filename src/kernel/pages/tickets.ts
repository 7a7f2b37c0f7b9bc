/** Letters and digits of `Ids.reference`. A ticket is written in them too: it may have to be typed from paper. */
const LETTERS = /^[2-9BCDFGHJKMNPQRSTVWXZ]*$/;

/** Characters of a secret: 28 of 27 letters are 133 bits, which nobody guesses. */
export const SECRET_LENGTH = 28;

/** A one-time address. Only a hash of its secret is kept: anyone who reads the database cannot use it. */
interface Ticket {
  /** Which door it opens, e.g. `download.campaign-csv`. */
  readonly purpose: string;
  /** What it is about, in the words of its purpose: an id, usually. Never anything that is secret or about a child. */
  readonly subject: string;
  /** Who it was made for. */
  readonly holder: string;
  readonly expiresAt: Date;
  /** How often it may still be used; `undefined` where its purpose keeps count in its own way. */
  readonly usesLeft: number | undefined;
}

export type TicketFound =
  | { readonly kind: 'good'; readonly ticket: Ticket }
  /** A real ticket, no longer of use. */
  | { readonly kind: 'expired' | 'replaced' | 'used-up' }
  | { readonly kind: 'unknown' };

export interface Tickets {
  /**
   * Makes tickets, all or none, and returns their secrets in the same order. This is the only time a secret is seen.
   * @param options.replacing ends every earlier ticket of the same purpose, subject and holder
   */
  make(tickets: readonly Ticket[], now: Date, options?: { readonly replacing: boolean }): Promise<readonly string[]>;
  /** Ends every ticket of this purpose, subject and holder. */
  end(of: Pick<Ticket, 'purpose' | 'subject' | 'holder'>, now: Date): Promise<void>;
  /** Looks, and changes nothing: what fetches a link on someone's behalf may do so as often as it likes. */
  find(secret: string, now: Date): Promise<TicketFound>;
  /** Takes one use; of two at the same moment that want the last one, one gets it. */
  use(secret: string, now: Date): Promise<TicketFound>;
}

/** A secret as it stands in an address and on paper: `BCDF-GHJK-…`, seven groups of four. */
export const writtenSecret = (secret: string): string => secret.match(/.{1,4}/g)?.join('-') ?? secret;

/** A secret from an address that may have been typed by hand, or `undefined` when it cannot be one. */
export const readSecret = (text: string): string | undefined => readLetters(text, SECRET_LENGTH);

/** The same for a secret of another length. */
export function readLetters(text: string, length: number): string | undefined {
  const letters = text.replaceAll(/[\s-]/g, '').toUpperCase();
  return letters.length === length && LETTERS.test(letters) ? letters : undefined;
}
