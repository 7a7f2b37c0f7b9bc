/** What a report is about, as far as it decides which boxes there are. */
export interface About {
  readonly isChild: boolean;
  /** What an adult who works with children did. */
  readonly isConduct: boolean;
  /** A pupil has contacted the writer in private. */
  readonly isContact: boolean;
}

/** In characters. Longer texts are refused with a word, never cut. */
export const FIELD_CHARACTERS = 6_000;

/** A question or a hint, in the same words for every report or in others for some. */
export type Words = string | ((about: About) => string);

/** Why what is in a box is not read for names. */
export const UNREAD = {
  chosen: 'One of a few answers is chosen, or an id is kept: there is nothing to type.',
  'of-the-writer': 'It says who the writer is or how they are reached: their own name means nobody else.',
  'by-a-reader': 'Someone who has the report writes it, and says who they mean when they pass it on.',
} as const;
export type Unread<Why extends keyof typeof UNREAD = keyof typeof UNREAD> = { readonly unread: Why };

/** A box that is read for the names of people who must not get the report. */
export interface Read {
  /**
   * What the box asks for tells what a name in it means. In a box for the child only someone with a title, or whose child it is, is an
   * adult. Where it is asked who knows, a name is one of those unless its sentence says more. In the box for who must not see it
   * every word is a name.
   */
  readonly asks: 'what-happened' | 'the-child' | 'who-knows' | 'who-must-not-see-it';
  /** After which box it is read, where that is not the one above it: what the reporter thinks comes after what they know. */
  readonly readAfter?: string;
}

/** The pages of the form in Teams after the first, which asks in words of its own. */
export type Page = 'account' | 'contact' | 'facts' | 'send';

/** A box on the form of the shared address. */
export interface OnWeb {
  readonly page: 'who' | 'what' | 'you';
  readonly label: Words;
  readonly hint?: Words;
  /** More than one where a story may be in it. */
  readonly rows?: number;
  readonly most: number;
  /** What it is called where its text is given back, where that is not its label. */
  readonly givenBack?: string;
  /** What is said where it is missing and cannot be left out. */
  readonly missing?: string;
  /** For which reports, where that is not as in Teams. */
  readonly kinds?: (about: About) => boolean;
  /** The name that it is sent under, where that is not its id. */
  readonly sentAs?: string;
}

interface Row {
  readonly id: string;
  /** What it is called in the record. */
  readonly label: string;
  /** After which it stands in the record, where that is not the one above it. */
  readonly printedAfter?: string;
  readonly kinds: (about: About) => boolean;
  /** `asked-for-later`: a report that says none of these is a brief one, and its reader asks for the rest. */
  readonly leftOut: 'never' | 'asked-for-later' | 'may-be';
  readonly web: OnWeb | 'not-on-the-web';
  /** For those who get the report at once, and no part of what happened: it is not in a chronology on paper. */
  readonly forSending?: boolean;
}

export interface Typed extends Row {
  readonly names: Read | Unread<'of-the-writer'>;
  readonly form: 'line' | 'text';
  /** Its question on each of the pages that it is on. */
  readonly on: Readonly<Partial<Record<Page, Words>>> | 'first-page' | 'not-in-teams';
  /** In Teams, in characters. */
  readonly most: number;
  /** A time in someone's own words: the record says beside it when it was written. */
  readonly isTime?: boolean;
}

export interface Chosen extends Row {
  /** One of a few answers; places on the body; an id. */
  readonly form: 'choice' | 'marks' | 'id';
  /** How each is asked, the page itself says. */
  readonly on: readonly Page[] | 'first-page';
  readonly names: Unread<'chosen'>;
}
