import type { ConcernId } from '../kernel/ids.ts';
import type { IsoDay } from '../kernel/time.ts';
import type { School } from '../school/school.ts';

/** A child on the school's roll, as a report names one: by name and class. */
export interface OnRoll {
  readonly id: string;
  readonly title: string;
}

/** What a school's roll says of one child. */
export interface ChildDetails {
  readonly id: string;
  /** With the class, as it is shown. */
  readonly title: string;
  readonly name: string;
  readonly born: IsoDay | undefined;
  /** The tutor group or class; the year where the roll has no more, and empty where it has neither. */
  readonly group: string;
  /** Empty where the roll has none. */
  readonly year: string;
  /** The unique pupil number, or its like outside England and Wales. */
  readonly number: string | undefined;
}

/** Whom on the roll a report is about, as far as the report tells. */
export interface ToldOfRoll {
  /** Empty without. */
  readonly id: string;
  readonly typed: string;
  /** They were picked, or typed with their class. */
  readonly isSure: boolean;
}

/** Where a child is found as one types. Where it is absent, or a school gave no roll, a child is typed and nothing else. */
export interface ChildFinder {
  isThere(school: School): Promise<boolean>;
  /** The child who was picked, or who alone can be meant by what was typed; nobody where the roll cannot be read just now. */
  child(school: School, said: { readonly id?: string; readonly typed?: string }): Promise<OnRoll | undefined>;
  /**
   * The child whom a report is about: who was picked, or was typed with their class. Of a name alone, the child whose it was on the day it was
   * typed, while the roll has one of that name: it may be another child's, who is not on it.
   */
  details(school: School, said: ToldOfRoll): Promise<ChildDetails | undefined>;
}

/**
 * What features tell someone in their own chat, by kind, beside what report itself tells. A feature adds its kinds to this interface
 * where it sends them, and gives a card for each. There is no field for anything a person wrote.
 */
export interface FeatureNotices {
  /** Something is new in a case about the reader, or someone began one. What, they see in a dialog of their own. */
  readonly case: { readonly id: ConcernId; readonly reference: string };
}

export type FeatureNotice<K extends keyof FeatureNotices = keyof FeatureNotices> = {
  readonly [Kind in K]: { readonly kind: Kind } & FeatureNotices[Kind];
}[K];
