import type { UserId } from '../../kernel/ids.ts';
import { MINUTE_MS } from '../../kernel/time.ts';
import type { Concern } from '../../report/concern.ts';
import type { ConcernDeps } from '../../report/deps.ts';
import type { Phone } from '../../report/notice.ts';
import { phonesFor } from '../../report/record/outline.ts';
import type { School } from '../../school/school.ts';
import type { Door } from './pin-ports.ts';

/** It is theirs, and closed: their school asks for a second step, and it was not taken, or too long ago. */
export interface Locked {
  readonly kind: 'locked';
  readonly door: Door;
  /** Of the record; none for the search. */
  readonly reference: string | undefined;
  /**
   * `not-for-this`: their PIN was set with the code of someone this report is about, so it does not open it.
   */
  readonly has: 'pin' | 'no-pin' | 'not-for-this';
  readonly closesAfterMinutes: number;
  /** Who to phone meanwhile: nobody in danger waits for a PIN. */
  readonly phones: readonly Phone[];
}

/** Making sure that someone has it needs none of its text, and so no second step. */
const WITHOUT_WORDS: readonly string[] = ['acknowledge'];

type Deps = Pick<ConcernDeps, 'pins' | 'clock'>;

/**
 * The one place where a record stays closed to someone whose it is. `undefined`: it is open to them; that they asked
 * counts as a touch.
 * @param action as `access` names it
 */
export async function closedTo(
  deps: Deps,
  { concern, school }: { readonly concern: Concern; readonly school: School },
  user: UserId,
  action: string,
): Promise<Locked | undefined> {
  if (WITHOUT_WORDS.includes(action)) return undefined;
  const has = await whatIsMissing(deps, [school], user, concern.id, concern.excluded);
  return (
    has && {
      kind: 'locked',
      door: concern.id,
      reference: concern.reference,
      has,
      closesAfterMinutes: minutesOf([school]),
      phones: phonesFor(school, { ...concern, reporter: user }),
    }
  );
}

/** The same for the search through the words of all that someone may open: the strictest of their schools decides. */
export async function searchClosedTo(
  deps: Deps,
  schools: readonly School[],
  user: UserId,
): Promise<Locked | undefined> {
  const has = await whatIsMissing(deps, schools, user, 'search', []);
  return (
    has && {
      kind: 'locked',
      door: 'search',
      reference: undefined,
      has,
      closesAfterMinutes: minutesOf(schools),
      phones: [],
    }
  );
}

const asking = (schools: readonly School[]) =>
  schools.map(({ concerns }) => concerns.records).filter(({ secondStep }) => secondStep === 'pin');

const minutesOf = (schools: readonly School[]): number =>
  Math.min(...asking(schools).map(({ closesAfterMinutes }) => closesAfterMinutes));

async function whatIsMissing(
  { pins, clock }: Deps,
  schools: readonly School[],
  user: UserId,
  door: Door,
  excluded: readonly UserId[],
): Promise<Locked['has'] | undefined> {
  if (asking(schools).length === 0) return undefined;
  const setWith = await pins.setWith(user);
  if (setWith === undefined) return 'no-pin';
  if (excluded.includes(setWith)) return 'not-for-this';
  const now = clock();
  const since = new Date(now.getTime() - minutesOf(schools) * MINUTE_MS);
  return (await pins.touch(user, door, now, since)) ? undefined : 'pin';
}
