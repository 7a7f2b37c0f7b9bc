import type { Entry, Written } from '../concern.ts';
import type { ToldOfRoll } from '../host.ts';
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
