import { z } from 'zod/v4';
import { parseGuid, type UserId } from '../../kernel/ids.ts';
import { type IsoDay, isDayOrNone, parseDay } from '../../kernel/time.ts';
import { withoutBlank } from '../../kernel/visible.ts';
import type { RoleHolder, School } from '../../school/school.ts';
import type { Concern, Entry } from '../concern.ts';
import type { DutyNow } from '../form/duties.ts';
import type { OnRoll } from '../host.ts';
import type { Keeping } from '../keeping/retention.ts';
import type { Ground } from '../keeping/stub.ts';
import { capital } from '../wording.ts';

/** What the form of an act is about. */
export interface FormOf {
  readonly concern: Concern;
  readonly school: School;
  readonly user: string;
  /** The categories that it has now. */
  readonly categories?: readonly string[];
  /** Its whole trail, where the form shows what is in it. */
  readonly entries?: readonly Entry[];
  /** Other open reports about the same child or person, the most urgent first, where the form says what stays open. */
  readonly openBeside?: readonly Concern[] | 'unknown';
  /** Other open reports that may be about them, where nobody has said yet. */
  readonly perhapsBeside?: readonly Concern[];
  /** With which duties its words have to do, where the form shows what is in it. */
  readonly duties?: readonly DutyNow[];
  /** Which of several was chosen before it, where the act asks for one. */
  readonly chosen?: string | undefined;
  /** Whom of the school's roll they picked before, where there is a roll and the form asks for someone on it. */
  readonly roll?: { readonly picked: OnRoll | undefined } | undefined;
  /** On what ground its text may be destroyed. */
  readonly ground?: Ground | undefined;
  /** By what it is kept, where the form asks for that. */
  readonly keeping?: Keeping | undefined;
}

type Of<T> = T | ((of: FormOf) => T);
export const forForm = <T>(said: Of<T>, of: FormOf): T => (said instanceof Function ? said(of) : said);

/** A box of a form: how it is drawn, and how what was put into it is read. */
export interface Asked<T = unknown> {
  readonly form: 'text' | 'choice' | 'date' | 'time' | 'people' | 'pupil';
  readonly label: Of<string>;
  readonly read: z.ZodType<T>;
  /** In characters. */
  readonly maxLength?: number;
  readonly multiline?: boolean;
  readonly choices?: (of: FormOf) => readonly { readonly title: string; readonly value: string }[];
  readonly value?: Of<string | undefined>;
  readonly many?: boolean;
  /** All choices visible instead of a drop-down. */
  readonly expanded?: boolean;
  /** In which forms it stands; in all where this is absent. */
  readonly isFor?: (of: FormOf) => boolean;
}

/** What stands between the boxes; `undefined`: not in this form. */
export type Said =
  | string
  | { readonly says: Of<string | undefined>; readonly as?: 'bold' | 'plain' | 'small' }
  | { readonly warns: readonly string[] }
  /** Drawn already. */
  | { readonly shows: readonly Readonly<Record<string, unknown>>[] }
  /** Other reports that are looked at first, each with a way to it; `undefined`: there is none. */
  | { readonly pointsTo: (of: FormOf) => Pointed | undefined };

export interface Pointed {
  readonly words: string;
  readonly reports: readonly Concern[];
}

/** A form from top to bottom: sentences, and boxes by the name under which they are sent. */
export type Asks = readonly (Said | Boxes)[];

type Together<U> = (U extends unknown ? (one: U) => void : never) extends (all: infer All) => void ? All : never;
/** What is read from a form. */
export type Sent<P extends Asks> = Together<
  P[number] extends infer Part
    ? Part extends Boxes
      ? { [Id in keyof Part]: Part[Id] extends Asked<infer T> ? T : never }
      : never
    : never
>;

type Boxes = Readonly<Record<string, Asked>>;
const isSaid = (part: Asks[number]): part is Said =>
  typeof part === 'string' || 'says' in part || 'warns' in part || 'shows' in part || 'pointsTo' in part;

/** Each box with its name, in order; of a sentence the sentence. */
export const inOrder = <T>(asks: Asks, said: (one: Said) => T, asked: (id: string, box: Asked) => T): readonly T[] =>
  asks.flatMap((part) => (isSaid(part) ? [said(part)] : Object.entries(part).map(([id, one]) => asked(id, one))));
export const boxesIn = (asks: Asks): readonly (readonly [id: string, box: Asked])[] =>
  asks.flatMap((part) => (isSaid(part) ? [] : Object.entries(part)));

/** Whether it names other reports that are looked at first: then they are looked for. */
export const pointsBeside = (asks: Asks): boolean =>
  asks.some((part) => isSaid(part) && typeof part !== 'string' && 'pointsTo' in part);

/** Free text, without blank lines around it. */
export const written = (most: number) => z.string().max(most).default('').transform(withoutBlank);
const someDay = z
  .string()
  .default('')
  .refine(isDayOrNone)
  .transform((typed) => parseDay(typed));
const somePerson = z
  .string()
  .max(100)
  .default('')
  .transform((id) => parseGuid<UserId>(id));

const text = (label: Of<string>, maxLength: number, multiline: boolean): Asked<string> => ({
  form: 'text',
  label,
  maxLength,
  multiline,
  read: written(maxLength),
});
export const box = (label: Of<string>, most: number): Asked<string> => text(label, most, true);
export const line = (label: Of<string>, most: number): Asked<string> => text(label, most, false);
/** Asked for by the handler that takes it in: a box that Teams insists on would stand in the way of going back. */
export const reason = (label: Of<string>): Asked<string> =>
  box(label instanceof Function ? (of) => `${label(of)} (required)` : `${label} (required)`, 6_000);
export const day = (label: Of<string>): Asked<IsoDay | undefined> => ({ form: 'date', label, read: someDay });
export const time = (label: string): Asked<string> => ({ form: 'time', label, read: written(20) });
/** Someone on the school's roll, by their id there; empty where nobody is picked. Only where there is a roll to pick from. */
export const pupil = (label: string): Asked<string> => ({
  ...{ form: 'pupil', label, read: written(60) },
  isFor: ({ roll }) => roll !== undefined,
});
/** One or more from the whole directory, by their ids. */
export const people = (label: string, many: boolean): Asked<readonly UserId[]> => ({
  ...{ form: 'people', label, many },
  read: z
    .string()
    .max(2_000)
    .default('')
    .transform((ids) => ids.split(',').flatMap((one) => parseGuid<UserId>(one.trim()) ?? [])),
});
/** One of these people, or nobody. */
export const person = (label: string, among: (of: FormOf) => readonly RoleHolder[]): Asked<UserId | undefined> => ({
  ...{ form: 'choice', label, read: somePerson },
  choices: (of) => among(of).map(({ id, name }) => ({ title: name, value: id })),
});
/** The same, where a form without one of them is not filled in. */
export const colleague = (label: string, among: (of: FormOf) => readonly RoleHolder[]): Asked<UserId> => ({
  ...person(label, among),
  read: somePerson.refine((id) => id !== undefined) as z.ZodType<UserId>,
});
/** One of a closed list of codes, or nothing. */
export const maybeOneOf = <T extends string>(
  label: string,
  wording: Readonly<Record<T, string>>,
): Asked<T | undefined> => {
  const one = oneOf(label, wording);
  return { ...one, read: one.read.optional().catch(undefined) };
};
/** One of a closed list of codes, of which only some may be offered. */
export const oneOf = <T extends string>(
  label: string,
  wording: Readonly<Record<T, string>>,
  offered: (of: FormOf) => readonly T[] = () => Object.keys(wording) as T[],
): Asked<T> => ({
  ...{ form: 'choice', label, read: z.enum(Object.keys(wording) as T[]) as unknown as z.ZodType<T> },
  choices: (of) => offered(of).map((value) => ({ title: capital(wording[value]), value })),
});
