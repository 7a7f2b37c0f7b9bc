import { Fault } from '../../kernel/calls/fault.ts';
import { parseGuid, type UserId } from '../../kernel/ids.ts';
import { dayOf, type IsoDay, parseDay } from '../../kernel/time.ts';
import type { SendUntracked } from '../../report/delivery/untracked-notice.ts';
import type { ConcernDeps } from '../../report/deps.ts';
import { readersOf } from '../../report/routing/routing.ts';
import type { School } from '../../school/school.ts';

declare module '../../report/host.ts' {
  interface FeatureNotices {
    /** Someone sent a picture that nobody asked for. Of no report, and of nothing that it shows. */
    readonly 'stray-picture': { readonly school: string; readonly from: string };
  }
}

/** A picture that nobody asked for came from someone on a day. Nothing of the picture: it is not opened, and not fetched. */
export interface StrayPicture {
  readonly day: IsoDay;
  readonly school: School;
  readonly from: UserId;
}

/** How it is kept until it is told; one person's of one day are one. */
export const strayKey = (school: School, from: UserId, now: Date): string => `${dayOf(now)} ${school.id} ${from}`;

/** `undefined` for a school that is no longer in lanyard.yml. */
export function strayPictureIn(schools: readonly School[], key: string): StrayPicture | undefined {
  const [date, id, user] = key.split(' ');
  const day = parseDay(date);
  const from = parseGuid<UserId>(user);
  const school = schools.find((one) => one.id === id);
  return day && school && from && { day, school, from };
}

/**
 * Tells the DSL and deputies in their own chats from whom it came, so that someone speaks to them. Throws when one of them
 * could not be told just now: the caller tries again, and nobody is told twice.
 */
export async function tellOfStrayPicture(
  deps: ConcernDeps,
  sendUntracked: SendUntracked,
  stray: StrayPicture,
): Promise<void> {
  const { day, school, from } = stray;
  let isComplete = true;
  let name: string | undefined;
  for (const { id: person } of readersOf(school, 'dsl')) {
    const finding = { day, school: school.id, finding: `picture ${from}`, person };
    if (person === from || !(await deps.watch.takeFinding(finding))) continue;
    name ??= await nameOf(deps, from);
    const notice = { kind: 'stray-picture', school: school.name, from: name } as const;
    if (await sendUntracked(`${day} picture ${from} ${person}`, person, notice)) continue;
    await deps.watch.giveFindingBack(finding);
    isComplete = false;
  }
  deps.log.info('concern.stray-picture', { school: school.id, told: isComplete });
  if (!isComplete) throw new Fault('unavailable', 'the DSL has not been told about a picture yet');
}

async function nameOf({ directory }: Pick<ConcernDeps, 'directory'>, user: UserId): Promise<string> {
  try {
    return (await directory.person(user))?.name ?? UNNAMED;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return UNNAMED;
  }
}

const UNNAMED = 'A member of staff';
