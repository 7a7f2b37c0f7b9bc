import type { UserId } from '../../kernel/ids.ts';
import { holders, type Role, type School } from '../../school/school.ts';
import { type Person, type PersonId, personIdOf } from '../register/person.ts';

type Named = Pick<Person, 'id' | 'name'>;

/**
 * Who of these is named: all of those whose whole name is said, or else all of whose name a part is said. Each once.
 * `isWhole`: whether it was the whole name.
 */
export function namedIn<P extends Named>(
  text: string,
  people: readonly P[],
): { readonly people: readonly P[]; readonly isWhole: boolean } {
  const said = new Set(text.toLowerCase().match(WORD) ?? []);
  const partsOf = (name: string) => name.toLowerCase().split(/\s+/);
  const all = [...new Map(people.map((person) => [person.id, person] as const)).values()];
  const whole = all.filter(({ name }) => partsOf(name).every((part) => said.has(part)));
  return whole.length > 0
    ? { people: whole, isWhole: true }
    : { people: all.filter(({ name }) => partsOf(name).some((part) => said.has(part))), isWhole: false };
}

const WORD = /[\p{L}’'-]+/gu;

/** Who of these is named, by both names, or by one that nobody else of them has; `undefined` for none, or several. */
export function oneNamedIn(text: string, people: readonly Named[]): PersonId | undefined {
  const { people: named } = namedIn(text, people);
  return named.length === 1 ? named[0]?.id : undefined;
}

/** What a sentence such as “Sam Reed signed on paper, the headteacher saw it” says of one person, as far as that is sure. */
export interface SaidOfPerson {
  readonly person: PersonId | undefined;
  /** What it says of them that can be entered. */
  readonly change: 'witnessed' | undefined;
  /** Who saw it: the writer, someone of the register, or the holder of a role of the school. */
  readonly witness: PersonId | undefined;
}

const SIGNED_ON_PAPER = /\b(?:signed|acknowledged|confirmed|accepted|agreed)\b.*\bpaper\b/is;
/** It was not signed, or an entry is wrong. */
const IS_UNDONE =
  /\b(?:not|never|\w+n['’]t|(?:did|does|has|have|was|is)nt|undo|reverse|cancel|tak(?:e|en|ing) back|took back|mistake|error|wrong)\b/i;
const SAW_IT = [
  /\b(?:seen|witnessed|watched)\s+by\s+([^.,:;!?]{1,60})/i,
  /\b(?:in front of|in the presence of)\s+([^.,:;!?]{1,60})/i,
  /(?:^|[.,:;!?]|\band\b|\bwhile\b)\s*((?:(?!\b(?:and|while)\b)[^.,:;!?]){1,60}?)\s+(?:saw|witnessed|watched)\b/i,
];

/** Reads it. Pure. @param people of the registers @param by who wrote it @param school whose roles are meant */
export function saidOfPerson(
  text: string,
  people: readonly Named[],
  { by, school }: { readonly by: UserId; readonly school: School },
): SaidOfPerson {
  const seen = SAW_IT.map((pattern) => pattern.exec(text)).find((found) => found !== null);
  // A witness is someone else: their name is none of whom it is about.
  const rest = seen ? text.replace(seen[0], ' . ') : text;
  const person = oneNamedIn(rest, people);
  if (!SIGNED_ON_PAPER.test(rest) || IS_UNDONE.test(text)) return { person, change: undefined, witness: undefined };
  return { person, change: 'witnessed', witness: seen?.[1] ? whoIs(seen[1], people, { by, school }) : undefined };
}

function whoIs(
  words: string,
  people: readonly Named[],
  { by, school }: { readonly by: UserId; readonly school: School },
): PersonId | undefined {
  if (/\b(?:i|me|myself)\b/i.test(words)) return personIdOf(by);
  const named = oneNamedIn(words, people);
  if (named) return named;
  // A role that several hold names none of them.
  const [holder, ...more] = HOLDERS.filter(([, called]) => called.test(words)).flatMap(([role]) =>
    holders(school, role),
  );
  return holder && more.length === 0 ? personIdOf(holder.id) : undefined;
}

/** How those are called in short who see what is signed. */
const HOLDERS: readonly (readonly [Role, RegExp])[] = [
  ['headteacher', /\bhead(?:teacher|master|mistress)?\b(?! (?:of|teacher of)\b)/i],
  ['chair-of-governors', /\bchair\b/i],
  ['dsl', /(?<!deputy )\bdsl\b/i],
];
