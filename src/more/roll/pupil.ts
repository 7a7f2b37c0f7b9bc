import type { SchoolId, UserId } from '../../kernel/ids.ts';
import type { IsoDay } from '../../kernel/time.ts';
import type { ConcernDeps } from '../../report/deps.ts';

/** A child on a school's roll. */
export interface Pupil {
  /** Ours. It stays with the same child from one roll to the next. */
  readonly id: string;
  readonly name: string;
  /** As the school writes it: `7`, `Reception`, `P4`. Empty where the roll has none. */
  readonly year: string;
  /** The class or form: `7B`. Empty where the roll has none. */
  readonly form: string;
  readonly born: IsoDay | undefined;
  /** The unique pupil number, or its equivalent outside England and Wales. */
  readonly number: string | undefined;
}

/** What a list of pupils says before we know which of them we already had. */
export type ListedPupil = Omit<Pupil, 'id'>;

/** Who gave the roll, and how: a file in the chat, or the group that lanyard.yml names. */
export interface RollGiven {
  readonly at: Date;
  /** Lanyard itself, where it read the group. */
  readonly by: UserId | 'lanyard';
  readonly from: 'file' | 'group';
}

/** A school's roll as it is kept. */
export interface Roll extends RollGiven {
  readonly school: SchoolId;
  readonly pupils: readonly Pupil[];
}

/** What the roll is called where someone may read it: who gave it and how many are on it, and nobody's name. */
export interface RollOutline extends RollGiven {
  readonly count: number;
}

/** Keeps one roll for each school, sealed whole. Who gave one and who took it away is never taken out. */
export interface RollStore {
  /** Changes with each roll; `undefined` where there is none. Needs no key. */
  outline(school: SchoolId): Promise<(RollOutline & { readonly version: string }) | undefined>;
  /** @throws Fault('forbidden') when its key is lost */
  find(school: SchoolId): Promise<Roll | undefined>;
  /** Replaces the earlier one. */
  replace(roll: Roll): Promise<void>;
  remove(school: SchoolId, by: UserId | 'lanyard', at: Date): Promise<void>;
}

/** How a child is called where someone picks one: `Kai Turner, 7B`. */
export const titleOf = (pupil: Pick<Pupil, 'name' | 'year' | 'form'>): string =>
  [pupil.name, groupOf(pupil)].filter((part) => part !== '').join(', ');

/** `7B`, or `year 7` where the roll has no classes. */
export const groupOf = ({ year, form }: Pick<Pupil, 'year' | 'form'>): string =>
  form === '' && /^\d/.test(year) ? `year ${year}` : form || year;

/** What the roll is made from. */
export interface RollParts extends ConcernDeps {
  readonly rolls: RollStore;
}
