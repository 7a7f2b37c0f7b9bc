import { Typed } from '../../kernel/typed.ts';
import type { Role } from '../../school/school.ts';

/**
 * Small builders for Adaptive Cards, so that every card has one look and one way to carry text. Teams reads Markdown in
 * a TextBlock: our own words go through `text`, everything else (policies, names, what someone wrote) through `plain`,
 * where markup is never markup.
 */
export type Element = Readonly<Record<string, unknown>>;
export type Action = Readonly<Record<string, unknown>>;

export interface Card {
  readonly type: 'AdaptiveCard';
  readonly version: '1.5';
  readonly body: readonly Element[];
  readonly [property: string]: unknown;
}

/** What a message carries: a card with the line shown in notifications, or a line of text of our own. */
/** `whose`: it refuses what is for people of these roles. */
export type Outgoing =
  | { readonly card: Card; readonly summary: string }
  | { readonly text: string; readonly whose?: readonly Role[] };

type Tone = 'default' | 'accent' | 'good' | 'warning' | 'attention';
/** `undefined` entries are left out, so that optional parts can be written in place. */
type Items = readonly (Element | undefined)[];
/** A sentence of our own may stand by itself. */
type Item = Element | string | undefined;
type Nothing = Readonly<Record<never, never>>;
/** What is written in our source, and no text that comes from anywhere. */
type Own<T> = T extends string ? (Nothing extends Record<T, 1> ? never : T) : T;
/** Nothing that a card takes, where a text came from elsewhere: that goes through `plain`. */
type Made<T extends readonly Item[], What> = T[number] extends Own<T[number]> ? What : null;

const present = (items: readonly Item[]): Element[] =>
  items.flatMap((item) => (item === undefined ? [] : [typeof item === 'string' ? text(item) : item]));

/** From top to bottom. What goes into a card's shared JSON is seen by everyone in the conversation and kept by Teams: nothing secret. */
export const card = <const T extends readonly Item[]>(...body: T): Made<T, Card> => {
  const made: Card = {
    type: 'AdaptiveCard',
    $schema: 'https://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    body: present(body),
    msteams: { width: 'Full' },
  };
  return made as Made<T, Card>;
};

export const heading = (words: string, options: { readonly small?: boolean; readonly tone?: Tone } = {}): Element => ({
  type: 'TextBlock',
  style: 'heading',
  text: unmarked(words),
  weight: 'Bolder',
  size: options.small ? 'Default' : 'Large',
  wrap: true,
  ...(options.tone && { color: options.tone }),
});

interface TextOptions {
  readonly subtle?: boolean;
  readonly bold?: boolean;
  readonly small?: boolean;
  readonly tone?: Tone;
  readonly apart?: boolean;
}

/** Our own words; Markdown in them is meant. Wherever they say to phone 999, a tap on it dials. */
export const text = (words: string, options: TextOptions = {}): Element => ({
  type: 'TextBlock',
  text: words.replaceAll('**999**', '**[999](tel:999)**'),
  wrap: true,
  ...(options.subtle && { isSubtle: true }),
  ...(options.bold && { weight: 'Bolder' }),
  ...(options.small && { size: 'Small' }),
  ...(options.tone && { color: options.tone }),
  ...(options.apart && { spacing: 'Medium' }),
});

interface PlainOptions extends TextOptions {
  readonly italic?: boolean;
}

/** Anyone's words, shown as they are. A line break in them is a line break. */
export const plain = (words: string, options: PlainOptions = {}): Element => ({
  type: 'RichTextBlock',
  inlines: [run(words, options)],
  ...(options.apart && { spacing: 'Medium' }),
});

/** Anyone's words in one paragraph, each stretch in its own look; what is empty is left out. */
export const runs = (stretches: readonly (readonly [words: string, options: PlainOptions])[]): Element => ({
  type: 'RichTextBlock',
  inlines: stretches.filter(([words]) => words !== '').map(([words, options]) => run(words, options)),
});

/** What something is, in bold, and what it says: `Platform: Facebook`. Both may be anyone's words; without a name only the words. */
export const named = (name: string, words: string, options: PlainOptions = {}): Element => ({
  type: 'RichTextBlock',
  inlines: [...(name === '' ? [] : [run(`${name} `, { bold: true })]), run(words, options)],
});

const run = (words: string, options: PlainOptions = {}): object => ({
  type: 'TextRun',
  text: visible(words),
  ...(options.subtle && { isSubtle: true }),
  ...(options.bold && { weight: 'Bolder' }),
  ...(options.italic && { italic: true }),
  ...(options.small && { size: 'Small' }),
  ...(options.tone && { color: options.tone }),
});

/** Someone's words, set apart from ours. */
export const quote = (words: string): Element => ({
  type: 'Container',
  style: 'emphasis',
  items: words.split('\n').map((line) => plain(line)),
});

interface SectionOptions {
  readonly style?: 'default' | 'emphasis' | 'good' | 'attention' | 'warning' | 'accent';
  readonly id?: string;
  readonly hidden?: boolean;
  readonly apart?: boolean;
  readonly rightToLeft?: boolean;
}

export const section = <const T extends readonly Item[]>(options: SectionOptions, ...items: T): Made<T, Element> => {
  const made: Element = {
    type: 'Container',
    items: present(items),
    ...(options.style && { style: options.style }),
    ...(options.id && { id: options.id }),
    ...(options.hidden && { isVisible: false }),
    ...(options.apart && { spacing: 'Medium', separator: true }),
    ...(options.rightToLeft && { rtl: true }),
  };
  return made as Made<T, Element>;
};

/**
 * What kind of message this is, told at a glance and in words: a sign, a ground of its own, and a heading. The sign is a letter of
 * every typeface, because clients differ in which pictures of a card they show.
 */
export const band = (options: {
  readonly sign: string;
  readonly style: 'good' | 'warning' | 'accent';
  readonly title: string;
  readonly items: Items;
}): Element =>
  section(
    { style: options.style },
    columns([
      {
        width: 'auto',
        items: [{ ...text(options.sign, { bold: true, tone: options.style }), size: 'ExtraLarge' }],
      },
      { width: 'stretch', items: [heading(options.title, { small: true }), ...options.items] },
    ]),
  );

/** Longer words, such as an address, are cut off beside their label on a phone, so they stand below it. */
const LONGEST_WORD = 20;

/** Labels and values side by side; values may be anyone's words. Two to three: on a phone no word of a label breaks. */
export const facts = (pairs: readonly (readonly [label: string, value: string] | undefined)[]): Element => ({
  type: 'Container',
  items: pairs
    .filter((pair) => pair !== undefined)
    .map(([label, value]) => beside([text(label, { subtle: true }), plain(value)], value, [2, 3])),
});

/** A label and what it says, in columns of these weights; below one another where a word of it would be cut off. */
const beside = (
  [label, value]: readonly [Element, Element],
  words: string,
  widths: readonly [number, number],
): Element =>
  words.split(/\s/).some(({ length }) => length > LONGEST_WORD)
    ? { type: 'Container', spacing: 'Small', items: [label, { ...value, spacing: 'None' }] }
    : {
        type: 'ColumnSet',
        spacing: 'Small',
        columns: [label, value].map((part, index) => ({ type: 'Column', width: widths[index], items: [part] })),
      };

/** A number as part of a line, to tap; what has no number in it stays as it is. */
const dialled = (number: string): string => {
  const digits = /\+?\d[\d ()-]*\d/.exec(number)?.[0];
  if (digits === undefined) return unmarked(number);
  const [before = '', after = ''] = number.split(digits);
  const around = (words: string): string => (words === '' ? '' : unmarked(words));
  return `${around(before)}[${digits}](tel:${digits.replace(/[^+\d]/g, '')})${around(after)}`;
};

/** Whose number it is, and the number: one tap on it dials. */
export const phones = (pairs: readonly (readonly [name: string, number: string])[]): Element => ({
  type: 'Container',
  items: pairs.map(([name, number]) =>
    beside([text(unmarked(name), { subtle: true }), text(dialled(number))], number, [1, 1]),
  ),
});

/** The same, each in a line of its own: a third of the room, for a page that comes back with all that was typed on it. */
export const phonesInLines = (pairs: readonly (readonly [name: string, number: string])[]): Element => ({
  type: 'Container',
  items: pairs.map(([name, number]) => ({ ...text(`${unmarked(name)}: ${dialled(number)}`), spacing: 'Small' })),
});

/** At most three columns, as Teams shows no more on a phone. Widths are weights. */
export const columns = (
  parts: readonly { readonly items: Items; readonly width?: number | 'auto' | 'stretch' }[],
): Element => ({
  type: 'ColumnSet',
  columns: parts.map(({ items, width }) => ({ type: 'Column', width: width ?? 'stretch', items: present(items) })),
});

/** A table of anyone's words with a header row; without one where its columns have no names. */
export const table = (header: readonly string[], rows: readonly (readonly string[])[]): Element => ({
  type: 'Table',
  firstRowAsHeaders: hasNames(header),
  showGridLines: false,
  columns: header.map(() => ({ width: 1 })),
  rows: [
    ...(hasNames(header)
      ? [
          {
            type: 'TableRow',
            style: 'emphasis',
            cells: header.map((words) => ({ type: 'TableCell', items: [text(unmarked(words), { bold: true })] })),
          },
        ]
      : []),
    ...rows.map((cells) => ({
      type: 'TableRow',
      cells: cells.map((words) => ({ type: 'TableCell', items: [plain(words)] })),
    })),
  ],
});

const hasNames = (header: readonly string[]): boolean => header.some((name) => name !== '');

/** A picture of ours as a data address, and what it shows in words. Every client draws it, as wide as there is room. */
export const picture = (url: string, altText: string): Element => ({ type: 'Image', url, altText, size: 'Stretch' });

/** Clients drop every button of a row after the sixth, without a word. */
export const MOST_BUTTONS = 6;

/**
 * Buttons. Always in the body, so that a client without Action.Execute takes the fallback instead of dropping them; in
 * as many rows as it takes that none is dropped.
 */
export function actions(buttons: readonly (Action | undefined)[]): Element {
  const row = (from: number) => ({ type: 'ActionSet', actions: all.slice(from, from + MOST_BUTTONS) });
  const all = buttons.filter((button) => button !== undefined);
  if (all.length <= MOST_BUTTONS) return row(0);
  const starts = all.map((_, index) => index).filter((index) => index % MOST_BUTTONS === 0);
  return { type: 'Container', items: starts.map(row) };
}

interface ButtonOptions {
  readonly primary?: boolean;
  /** False for buttons that must work while required inputs are empty. */
  readonly withInputs?: boolean;
}

const looks = ({ primary, withInputs }: ButtonOptions): object => ({
  ...(primary && { style: 'positive' }),
  ...(withInputs === false && { associatedInputs: 'none' }),
});

/** A button of its writer's own card may carry that person's words along. */
const carried = (data: object): object =>
  Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, value instanceof Typed ? Typed.open(value) : value]),
  );

/** Runs `verb` with these ids; what the person typed comes along. Identity is never put into `data`. */
export const execute = (title: string, verb: string, data: object = {}, options: ButtonOptions = {}): Action => ({
  type: 'Action.Execute',
  title,
  verb,
  data: { ...carried(data), verb },
  ...looks(options),
  fallback: { type: 'Action.Submit', title, data: { ...carried(data), verb } },
});

/** Opens a dialog by name. */
export const openDialog = (title: string, dialog: string, data: object = {}, options: ButtonOptions = {}): Action => ({
  type: 'Action.Submit',
  title,
  data: { ...carried(data), dialog, msteams: { type: 'task/fetch' } },
  ...looks({ withInputs: false, ...options }),
});

/** The button that sends a dialog. */
export const submitDialog = (title: string, verb: string, data: object = {}, options: ButtonOptions = {}): Action => ({
  type: 'Action.Submit',
  title,
  data: { ...data, verb },
  ...looks(options),
});

/** Shows or hides parts of the card on the person's own screen. */
export const toggle = (title: string, ids: readonly string[]): Action => ({
  type: 'Action.ToggleVisibility',
  title,
  targetElements: ids,
});

export const openUrl = (title: string, url: string): Action => ({ type: 'Action.OpenUrl', title, url });

/**
 * A chart where Teams draws it, and the same numbers as a table where it does not. A donut has no room for numbers but
 * its legend.
 */
export const chart = (options: {
  readonly kind: 'Chart.Donut' | 'Chart.HorizontalBar' | 'Chart.VerticalBar';
  readonly title: string;
  readonly header: readonly [string, string];
  readonly data: readonly { readonly label: string; readonly value: number }[];
  /** Where the numbers alone say less than a table could. */
  readonly fallback?: Element;
}): Element => {
  const isDonut = options.kind === 'Chart.Donut';
  return {
    type: options.kind,
    title: options.title,
    data: options.data.map(({ label, value }) =>
      isDonut ? { legend: `${label}: ${value}`, value } : { x: label, y: value },
    ),
    fallback:
      options.fallback ??
      table(
        options.header,
        options.data.map(({ label, value }) => [label, String(value)]),
      ),
  };
};

/** Control, zero-width and direction characters would hide or reorder what is on the card; they are dropped. */
const visible = (words: string): string => words.replace(/(?![\n\t])[\p{Cc}\p{Cf}]/gu, '') || ' ';

/** For the few places that take only a TextBlock: Markdown signs lose their meaning. */
const unmarked = (words: string): string => visible(words).replace(/[\\`*_[\]<>#~|]/g, (sign) => `\\${sign}`);
