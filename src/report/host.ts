import type { School } from '../school/school.ts';

/** A child on the school's roll, as a report names one: by name and class. */
export interface OnRoll {
  readonly id: string;
  readonly title: string;
}

/** Where a child is found as one types. Where it is absent, or a school gave no roll, a child is typed and nothing else. */
export interface ChildFinder {
  isThere(school: School): Promise<boolean>;
  /** The child who was picked, or who alone can be meant by what was typed; nobody where the roll cannot be read just now. */
  child(school: School, said: { readonly id?: string; readonly typed?: string }): Promise<OnRoll | undefined>;
}
