import { z } from 'zod/v4';
import type { Harmless } from '../../hear/gate.ts';
import type { UserId } from '../../kernel/ids.ts';
import { isDayOrNone, parseDay } from '../../kernel/time.ts';
import { type AskedFor, Typed } from '../../kernel/typed.ts';
import { withoutBlank } from '../../kernel/visible.ts';
import { sentFields } from './sent-fields.ts';
import { type ActionAnswer, type ActionTurn, type DialogAnswer, type DialogTurn, message } from './turn.ts';

/*
 * What buttons and forms may bring in. A handler of any capability but reporting reads what was sent through a shape made of
 * these, and in no other way: ids and choices as what they are, and what a person wrote only after the gate has heard it.
 */

const heardTexts = z.registry<{ label: string; asked: AskedFor }>();
const ownTexts = z.registry<{ label: string }>();
const days = z.registry<{ label: string }>();

const written = (least: number, most: number) =>
  z.string().default('').transform(withoutBlank).pipe(z.string().min(least).max(most));

/** A box that a person writes in: `label` is what it is called when it is given back. Heard before anything else is done. */
export const freeText = (label: string, most: number, least = 0) => box(label, most, least, 'words');

/** The same for a name or a role. It is checked too, but a bare name is not mistaken for a report by how it sounds. */
export const nameText = (label: string, most: number) => box(label, most, 0, 'name');

/** The same for a situation that its writer makes up: what reads as a report is asked about before it passes. */
export const madeUpText = (label: string, most: number) => box(label, most, 0, 'situation');

const box = (label: string, most: number, least: number, asked: AskedFor) =>
  written(least, most)
    .transform((text) => new Typed(text, asked))
    .register(heardTexts, { label, asked });

/** Its own writer's words, which are only sent along so that they are in that person's box again. Not heard: only a box takes them. */
export interface OwnWords {
  readonly own: Typed;
}
export const ownWords = (label: string, most: number) =>
  written(0, most)
    .transform((text): OwnWords => ({ own: new Typed(text) }))
    .register(ownTexts, { label });

/** An id of ours as a card carries it. It has no room for a sentence. */
export const id = <Id extends string = Token>(most: number) =>
  z
    .string()
    .max(most)
    .regex(/^\S*$/)
    .transform((text) => text as Id);
type Token = string & { readonly isToken: true };

export const uuid = () => z.uuid().transform((text) => text as Token);

/** Places among choices of ours, comma-joined as a choice set sends them: no word of a person's. */
export const places = (most: number) =>
  z
    .string()
    .default('')
    .transform((text) => text.split(',').flatMap((part) => (part === '' ? [] : [Number(part)])))
    .pipe(z.array(z.number().int().min(0).max(1_000)).max(most));

/** Short keys of ours, comma-joined as a choice set sends them: which of several that are only known later, whatever order they are in by then. */
export const keys = (most: number) =>
  z
    .string()
    .default('')
    .transform((text) => text.split(',').filter((part) => part !== ''))
    .pipe(
      z
        .array(
          z
            .string()
            .regex(/^[0-9a-f]{1,16}$/)
            .transform((text) => text as Token),
        )
        .max(most),
    );

/** People picked from the directory, comma-joined as a picker sends them. */
export const people = (most: number) =>
  z
    .string()
    .default('')
    .transform((text) => text.split(',').filter((part) => part !== ''))
    .pipe(z.array(z.uuid().transform((one) => one as UserId)).max(most));

/** A day that may be left out. What is no date never passes for none: nothing is done with the form, and the day is asked for once more. */
export const someDay = (label: string) =>
  z
    .string()
    .default('')
    .refine(isDayOrNone)
    .transform((text) => parseDay(text))
    .register(days, { label });

/** The days of a form that were sent and are no dates. */
export const unreadDays = (
  shape: z.ZodObject,
  sent: unknown,
): readonly { readonly name: string; readonly label: string }[] =>
  Object.entries(shape.shape).flatMap(([name, field]) => {
    const label = days.get(field)?.label;
    return label !== undefined && !field.safeParse(sentFields(sent)[name]).success ? [{ name, label }] : [];
  });

/** One of several that are only known later: all that can be learnt is which of those it is. */
export class Chosen {
  readonly #sent: string;
  constructor(sent: string) {
    this.#sent = sent;
  }
  among<Option extends string>(options: readonly Option[]): Option | undefined {
    return options.find((option) => option === this.#sent);
  }
}
export const chosen = () =>
  z
    .string()
    .default('')
    .transform((text) => new Chosen(text));

/** What a shape would let through as plain text. There must be none: it would be an entrance that nobody guards. */
type PlainText<Read> = {
  [Field in keyof Read]-?: [Plain<NonNullable<Read[Field]>>] extends [never] ? never : Field;
}[keyof Read];
type Plain<Value> = Value extends string
  ? string extends Value
    ? Value
    : never
  : Value extends readonly (infer Item)[]
    ? Plain<Item>
    : never;
type Guarded<Shape extends z.ZodObject> = [PlainText<z.output<Shape>>] extends [never]
  ? unknown
  : { readonly isUnguarded: PlainText<z.output<Shape>> };

/** The same data after the gate. */
type Passed<Read> = { readonly [Field in keyof Read]: Read[Field] extends Typed ? Harmless : Read[Field] };

/** A handler with the shape of what it takes in. */
export interface Entry<Turn, Answer> {
  readonly shape: z.ZodObject;
  handle(data: unknown, turn: Turn): Promise<Answer>;
  /** What is answered to anything of another shape. */
  unreadable(turn: Turn): Promise<Answer>;
}

const UNREADABLE_CARD = 'This card could not be read. Please use a newer one.';

/** A button's handler, for data of this shape; any other gets one plain refusal. */
export const action = <Shape extends z.ZodObject>(
  shape: Shape & Guarded<Shape>,
  handle: (data: Passed<z.output<Shape>>, turn: ActionTurn) => Promise<ActionAnswer>,
): Entry<ActionTurn, ActionAnswer> => ({
  shape,
  handle: (data, turn) => handle(data as Passed<z.output<Shape>>, turn),
  unreadable: async () => ({ kind: 'refused', code: 400, text: UNREADABLE_CARD }),
});

/** The same for a form, opened or sent. */
export const form = <Shape extends z.ZodObject>(
  shape: Shape & Guarded<Shape>,
  handle: (data: Passed<z.output<Shape>>, turn: DialogTurn) => Promise<DialogAnswer>,
  unreadable: string | ((turn: DialogTurn) => Promise<DialogAnswer>) = UNREADABLE_CARD,
): Entry<DialogTurn, DialogAnswer> => ({
  shape,
  handle: (data, turn) => handle(data as Passed<z.output<Shape>>, turn),
  unreadable: async (turn) => (typeof unreadable === 'string' ? message(unreadable) : unreadable(turn)),
});

/** What each field of a shape is: for the gate, and for the table of every entrance. */
export function fieldsOf(shape: z.ZodObject): readonly {
  readonly name: string;
  readonly kind: 'heard' | 'own' | 'fixed';
  readonly label: string;
  readonly asked: AskedFor;
}[] {
  return Object.entries(shape.shape).map(([name, field]) => {
    const heard = heardTexts.get(field);
    const own = ownTexts.get(field);
    const kind = heard ? 'heard' : own ? 'own' : 'fixed';
    return { name, kind, label: (heard ?? own)?.label ?? '', asked: heard?.asked ?? 'words' };
  });
}

/** The texts that a form brought in, whole and whatever else is wrong with it. */
export function textsIn(shape: z.ZodObject, sent: unknown): Readonly<Record<string, Typed>> {
  const all = sentFields(sent);
  const texts = fieldsOf(shape).flatMap(({ name, kind, asked }) => {
    const text = Object.hasOwn(all, name) ? all[name] : '';
    return kind === 'heard'
      ? [[name, new Typed(typeof text === 'string' ? withoutBlank(text) : '', asked)] as const]
      : [];
  });
  return Object.fromEntries(texts);
}
