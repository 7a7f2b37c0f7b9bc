import { ENTRY_TEXTS } from './entry-texts.ts';
import type { About, Chosen, OnWeb, Page, Read, Typed, Words } from './field.ts';
import { REPORT_FIELDS } from './report-fields.ts';

export type FieldId = (typeof REPORT_FIELDS)[number]['id'];
export type TextId = FieldId | (typeof ENTRY_TEXTS)[number]['id'];

/** The ids of the boxes on a page, each of which is typed into. */
export type TypedOn<P extends Page> = Extract<
  (typeof REPORT_FIELDS)[number],
  { readonly most: number; readonly on: { readonly [On in P]: unknown } }
>['id'];

export type Field = (Typed | Chosen) & { readonly id: FieldId };
const FIELDS: readonly Field[] = REPORT_FIELDS;

export const isTyped = <Row extends Typed | Chosen>(row: Row): row is Row & Typed => 'most' in row;

/** In the order of the list, but for those that say after which they come. */
function ordered<Row extends { readonly id: string }>(
  rows: readonly Row[],
  after: (row: Row) => string | undefined,
): readonly Row[] {
  const from = (row: Row): readonly Row[] => [row, ...rows.filter((one) => after(one) === row.id).flatMap(from)];
  return rows.filter((row) => after(row) === undefined).flatMap(from);
}

/** As a record shows them: everything but ids. */
export const PRINTED: readonly Field[] = ordered(
  FIELDS.filter(({ form }) => form !== 'id'),
  ({ printedAfter }) => printedAfter,
);

/** What no chronology on paper has. */
export const FOR_SENDING: readonly string[] = FIELDS.filter(({ forSending }) => forSending).map(({ id }) => id);

/** Whether such a report has this box; a box that is no field is anyone's. */
export const isAskedOf = (id: string, about: About): boolean =>
  FIELDS.find((one) => one.id === id)?.kinds(about) ?? true;

/** What a report can do without, and its reader will ask for. */
export const ASKED_FOR_LATER: readonly FieldId[] = FIELDS.filter(({ leftOut }) => leftOut === 'asked-for-later').map(
  ({ id }) => id,
);

const READ: readonly { readonly id: TextId; readonly names: Read }[] = [...FIELDS, ...ENTRY_TEXTS].flatMap(
  ({ id, names }) => ('asks' in names && names.asks !== 'who-must-not-see-it' ? [{ id, names }] : []),
);
/** Everything that is read for names as a text, box by box in the order in which it is read. */
export const READ_FOR_NAMES: readonly TextId[] = ordered(READ, ({ names }) => names.readAfter).map(({ id }) => id);

/** What a box that is read asks for. */
export const asksFor = (id: TextId): Read['asks'] | undefined => ASKS.get(id);
const ASKS: ReadonlyMap<TextId, Read['asks']> = new Map(READ.map(({ id, names }) => [id, names.asks]));

const MOST = new Map(FIELDS.filter(isTyped).map(({ id, most }) => [id, most]));
/** How much a box of the form in Teams takes, in characters. */
export const mostOf = (id: FieldId): number => MOST.get(id) ?? 0;

/** As far as it is asked of such a report. */
export const wordsFor = (words: Words | undefined, about: About): string =>
  typeof words === 'function' ? words(about) : (words ?? '');

/** The boxes of a page in Teams, in their order. */
export const fieldsOn = (page: Page): readonly Field[] =>
  FIELDS.filter(({ on }) => typeof on !== 'string' && ('includes' in on ? on.includes(page) : page in on));

/** A box on the form of the shared address. */
export interface WebBox extends OnWeb {
  readonly id: FieldId;
  readonly kinds: (about: About) => boolean;
  /** The name that it is sent under. */
  readonly sentAs: string;
}

export const WEB_BOXES: readonly WebBox[] = FIELDS.flatMap(({ id, kinds, web }) =>
  web === 'not-on-the-web' ? [] : [{ kinds, sentAs: id, ...web, id }],
);
