import type { UserId } from '../../kernel/ids.ts';
import { DAY_MS, dayOf, formatTime, type IsoDay } from '../../kernel/time.ts';
import type { SendUntracked } from '../../report/delivery/untracked-notice.ts';
import type { School } from '../../school/school.ts';
import {
  type AccessRequest,
  dueOf,
  endOf,
  ends,
  isDoneBy,
  keepersOf,
  mayEnter,
  partsOf,
  workingDaysLeft,
} from './request.ts';
import type { RequestDeps } from './request-ports.ts';

/** When those who have something to do are told of it, with how many working days are left; each of them once. */
export const CHASES = ['new', 'ten', 'five', 'one', 'late', 'answered', 'withdrawn'] as const;
export type Chase = (typeof CHASES)[number];

declare module '../../report/host.ts' {
  interface FeatureNotices {
    /** A subject access request waits for the reader. Whose data it is, they see in a dialog. */
    readonly 'access-request': {
      readonly chase: Chase;
      /** The last day for the answer; `undefined` while it is not known who asks. */
      readonly due: IsoDay | undefined;
      /** Their reports are not all decided on; else what is left is the answer. */
      readonly hasPart: boolean;
    };
  }
}

const MORNING = '08:00';

/** What is said today; before its time runs, that there is one. */
export function chaseOn(today: IsoDay, due: IsoDay | undefined): Chase {
  if (due === undefined) return 'new';
  if (today > due) return 'late';
  const left = workingDaysLeft(today, due);
  return left <= 1 ? 'one' : left <= 5 ? 'five' : left <= 10 ? 'ten' : 'new';
}

/**
 * Tells who has something to do for a request that it waits: each person who looks through reports and has not finished, and as its day comes
 * nearer also those who answer; these also that one of them has ended it. Harmless to repeat, and nobody is told the same twice.
 */
export async function tellOfRequests(deps: RequestDeps, sendUntracked: SendUntracked): Promise<void> {
  const now = deps.clock();
  for (const request of await deps.requests.runningAt(new Date(now.getTime() - DAY_MS))) {
    const school = deps.trust.schools.find(({ id }) => id === request.school);
    if (!school) continue;
    const due = dueOf(request);
    const end = endOf(request);
    const chase = end && ends(end.kind) ? end.kind : chaseOn(dayOf(now), due);
    // That a day has come is said in the morning. Its time runs in holidays too.
    if (chase !== 'new' && !end && formatTime(now) < MORNING) continue;
    // Of another day, all of it is said again; that there is one, once.
    const step = chase === 'new' ? chase : `${chase} ${due}`;
    for (const [person, hasPart] of toTell(school, request, chase)) {
      if (!(await deps.requests.toTell(request.id, person, step))) continue;
      const notice = { kind: 'access-request', chase, due, hasPart } as const;
      if (!(await sendUntracked(`access ${request.id} ${step}`, person, notice)))
        await deps.requests.notTold(request.id, person, step);
    }
  }
}

/** Who is told, and whether their own reports wait. */
function toTell(school: School, request: AccessRequest, chase: Chase): ReadonlyMap<UserId, boolean> {
  const told = new Map<UserId, boolean>();
  const end = endOf(request);
  for (const part of partsOf(school, request.subject))
    for (const person of keepersOf(school, request.subject, part)) {
      if (!end && !isDoneBy(request, part, person)) told.set(person, true);
      else if (chase !== 'new' && mayEnter(school, person) && !told.has(person)) told.set(person, false);
    }
  // Who entered it a moment ago knows that there is one.
  if (chase === 'new') told.delete(request.by);
  if (end) told.delete(end.by);
  return told;
}
