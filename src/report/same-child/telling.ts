import { type Concern, type Entry, shelfOf, type Written } from '../concern.ts';
import type { ToldOfRoll } from '../host.ts';
import { KIND_WORDING } from '../wording.ts';
import { asCorrected, mistakenFor } from './corrected.ts';
import { likenessOf, readChild } from './likeness.ts';

/** What was reported, about the right child. */
export const raisedIn = (entries: readonly Entry[]): Written =>
  asCorrected(entries).find(({ kind }) => kind === 'raised')?.words ?? {};

/** Who it is about, as typed. Of a stub nothing is left to compare. */
export function whoIn(entries: readonly Entry[]): string {
  const words = raisedIn(entries);
  return words.who ?? words.named ?? '';
}

/** Whom a report is about, in its head: a child by the name that was typed, which is what one looks for first; else what kind of report it is. */
export function aboutIn(
  { kind }: Pick<Concern, 'kind'>,
  entries: readonly Entry[],
): readonly [label: string, value: string] {
  const who = shelfOf(kind) === 'child' ? whoIn(entries) : '';
  return who === '' ? ['About', KIND_WORDING[kind]] : ['Child', who];
}

/** How its account begins; empty where none of it is kept, or read. */
export function beginningIn(entries: readonly Entry[]): string {
  const { seen, said } = raisedIn(entries);
  return beginningOf(seen ?? said ?? '');
}

/** In characters. */
const MOST_SHOWN = 120;

/** Whole words, as many as a line holds. */
export function beginningOf(account: string): string {
  const words = account.trim().replaceAll(/\s+/gu, ' ');
  const signs = [...words];
  if (signs.length <= MOST_SHOWN) return words;
  // A word that ends just there stays.
  const cut = signs.slice(0, MOST_SHOWN + 1).join('');
  const end = cut.lastIndexOf(' ');
  return `${end > 0 ? cut.slice(0, end) : signs.slice(0, MOST_SHOWN).join('')} …`;
}

/** Who on the roll it is about; empty where that is not known. A child who stands beside a matter is not whom it is about. */
export function pupilOf(entries: readonly Entry[]): string {
  const { who, pupil = '' } = raisedIn(entries);
  return who === undefined ? '' : pupil;
}

/**
 * Whether two are about one child of the roll: each was picked there, or typed with its class. A name alone, which the roll had once on the day it
 * was typed, may be another child's.
 */
export const isOfOnePupil = (one: readonly Entry[], other: readonly Entry[]): boolean =>
  pupilOf(one) !== '' && pupilOf(one) === pupilOf(other) && [one, other].every(isCertain);

export const toldOfRoll = (entries: readonly Entry[]): ToldOfRoll => ({
  id: pupilOf(entries),
  typed: whoIn(entries),
  isSure: isCertain(entries),
});

const isCertain = (entries: readonly Entry[]): boolean =>
  raisedIn(entries).pupilPicked === 'yes' || readChild(whoIn(entries)).year !== undefined;

/** Where it happened, as typed; empty where nobody said. */
export const placeIn = (entries: readonly Entry[]): string => raisedIn(entries).where ?? '';

/** Whether one of two was taken for the other's child and is not about them: neither shows anything of the other. */
export const isMistaken = (one: readonly Entry[], other: readonly Entry[]): boolean =>
  [
    [one, other],
    [other, one],
  ].some(
    ([corrected = [], of = []]) =>
      mistakenFor(corrected).some((wrong) => likenessOf(readChild(wrong), readChild(whoIn(of)))) &&
      childLikeness(corrected, of) === undefined,
  );

/** Whether two may be one child: by the roll, which tells two of one name apart and knows one under two; else by what was typed. */
export function childLikeness(one: readonly Entry[], other: readonly Entry[]): 'alike' | 'perhaps' | undefined {
  const [left, right] = [pupilOf(one), pupilOf(other)];
  if (left !== '' && right !== '') return left === right ? 'alike' : undefined;
  return likenessOf(readChild(whoIn(one)), readChild(whoIn(other)));
}
