import type { Entry } from '../../report/concern.ts';
import { likenessOf, readChild, type TypedChild } from '../../report/same-child/likeness.ts';
import { toldOfRoll } from '../../report/same-child/telling.ts';
import { pupilMeant } from '../roll/find-pupil.ts';
import { type Pupil, titleOf } from '../roll/pupil.ts';
import type { Sameness } from './groups.ts';

/** Which child one report is about, as far as its words and the roll tell. */
export interface ChildTold {
  readonly typed: TypedChild;
  /** Of the roll; empty where that is not known. */
  readonly pupil: string;
  /** They were known when it was reported, and are on the roll now: a class alone may be another’s by now. */
  readonly isListed: boolean;
  /** The roll has several whom it could mean: it is like no other report. */
  readonly isAnyones: boolean;
}

/**
 * Reads reports beside the roll: whom a class means there, and that a name is two children's. A roll that came after the report counts
 * as well.
 */
export function readingBeside(pupils: readonly Pupil[]): (entries: readonly Entry[]) => ChildTold {
  const listed = Map.groupBy(pupils, (pupil) => keyOf(readChild(titleOf(pupil))));
  return (entries) => {
    const { id, typed: who, isSure } = toldOfRoll(entries);
    const typed = readChild(who);
    const namesakes = typed.names.length === 0 ? [] : (listed.get(keyOf(typed)) ?? []);
    // A name alone was one child’s on the day it was typed.
    const picked = isSure || namesakes.length < 2 ? id : '';
    const ofClass = picked === '' && typed.year !== undefined ? pupilMeant(namesakes, who) : undefined;
    const pupil = picked === '' ? (ofClass?.id ?? '') : picked;
    const meant = namesakes.filter((one) => typed.year === undefined || readChild(titleOf(one)).year === typed.year);
    const isListed = pupils.some((one) => one.id === picked);
    return { typed, pupil, isListed, isAnyones: pupil === '' && meant.length > 1 };
  };
}

/** The same names in any order. */
const keyOf = ({ names }: TypedChild): string => names.toSorted().join(' ');

/** Whether two are about one child: by the roll, which tells two of one name apart and knows one under two; else by what was typed. */
export function samenessOfChildren(one: ChildTold, other: ChildTold): Sameness {
  if (one.pupil !== '' && other.pupil !== '') return one.pupil === other.pupil ? 'said' : 'apart';
  if (one.isAnyones || other.isAnyones) return undefined;
  const [left, right] = [one.typed.year, other.typed.year];
  // Children in classes two years apart are two, whatever third report lies between them.
  if (left !== undefined && right !== undefined && Math.abs(left - right) > 1) return 'apart';
  if (likenessOf(one.typed, other.typed) !== 'alike') return undefined;
  return left !== undefined && left === right ? 'same' : 'alike';
}
