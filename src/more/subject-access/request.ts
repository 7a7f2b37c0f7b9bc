import type { SchoolId, UserId } from '../../kernel/ids.ts';
import { addDays, addMonths, addYears, dayOf, type IsoDay, weekdayOf } from '../../kernel/time.ts';
import { RECIPIENTS, type Recipient } from '../../report/concern.ts';
import { meantBy, NOTHING_NAMED } from '../../report/naming/naming.ts';
import { readersOf } from '../../report/routing/routing.ts';
import { isBankHoliday } from '../../school/hours.ts';
import { everyHolder, type School } from '../../school/school.ts';

/** Whose data is asked for. */
export interface Subject {
  readonly name: string;
  /** What else they are, or were, called. */
  readonly alsoCalled: readonly string[];
  /** On the school's roll. */
  readonly pupil: string | undefined;
  /** In the directory. */
  readonly person: UserId | undefined;
  /** Everyone who may be the person it is about, as far as that was known when it was entered: they see nothing of it here. */
  readonly shutOut: readonly UserId[];
  /** Those with a role of the same name who are said not to be meant. */
  readonly cleared: readonly UserId[];
}

/** What became of a request, oldest first. Nothing is changed or removed before all of it is. */
export const REQUEST_EVENTS = ['confirmed', 'extended', 'done', 'answered', 'withdrawn'] as const;
export type RequestEventKind = (typeof REQUEST_EVENTS)[number];

export interface RequestEvent {
  readonly at: Date;
  readonly by: UserId;
  readonly kind: RequestEventKind;
  /** `confirmed`: since when it is known who asks. `answered`: on which day. */
  readonly day?: IsoDay | undefined;
  /** `done`: in which role all that `by` has is decided on. */
  readonly part?: Recipient | undefined;
}

/** Someone asks what the school holds about a person. */
export interface AccessRequest {
  readonly id: string;
  readonly school: SchoolId;
  readonly by: UserId;
  readonly at: Date;
  readonly received: IsoDay;
  /** Proof of who asks was asked for when it was entered: the time begins with it. */
  readonly awaitsProof: boolean;
  readonly subject: Subject;
  /** Who asks, and for whom, as it was typed. */
  readonly asker: string;
  readonly events: readonly RequestEvent[];
}

const last = ({ events }: Pick<AccessRequest, 'events'>, kind: RequestEventKind): RequestEvent | undefined =>
  events.findLast((one) => one.kind === kind);

export const ENDS = ['answered', 'withdrawn'] as const satisfies readonly RequestEventKind[];
/** With which it is over for everyone who is asked. */
export const ends = (kind: RequestEventKind): kind is (typeof ENDS)[number] => ENDS.some((one) => one === kind);

export const endOf = (request: Pick<AccessRequest, 'events'>): RequestEvent | undefined =>
  last(request, 'answered') ?? last(request, 'withdrawn');

/** Whether someone has said that all is decided on that they have in a role. Of one role each may have what their colleagues have not. */
export const isDoneBy = ({ events }: Pick<AccessRequest, 'events'>, part: Recipient, user: UserId): boolean =>
  events.some((one) => one.kind === 'done' && one.part === part && one.by === user);

/** Whether everyone of a role has said so who looks through their reports now. */
export const isDone = (school: School, request: Pick<AccessRequest, 'events' | 'subject'>, part: Recipient): boolean =>
  keepersOf(school, request.subject, part).every((user) => isDoneBy(request, part, user));

export const isExtended = (request: Pick<AccessRequest, 'events'>): boolean => last(request, 'extended') !== undefined;

type Timed = Pick<AccessRequest, 'received' | 'awaitsProof' | 'events'>;

/** From when the time runs: the day it came, or the day on which it was known who asks. `undefined` while that is awaited. */
export function startOf(request: Timed): IsoDay | undefined {
  if (!request.awaitsProof) return request.received;
  const day = last(request, 'confirmed')?.day;
  return day && (day > request.received ? day : request.received);
}

/**
 * The last day for the answer. UK GDPR art. 12(3), as the ICO reckons it: the day of the same number one month on (three where it was
 * extended), the last of a shorter month, and the next working day after a weekend or a bank holiday. Bank holidays of one nation alone count
 * as working days, which is late for none.
 */
export function dueOf(request: Timed): IsoDay | undefined {
  const start = startOf(request);
  if (!start) return undefined;
  let due = addMonths(start, isExtended(request) ? 3 : 1);
  while (isDayOff(due)) due = addDays(due, 1);
  return due;
}

const SATURDAY = 6;
const isDayOff = (day: IsoDay): boolean => weekdayOf(day) >= SATURDAY || isBankHoliday(day);

/** How many working days there are after `today` until `due`, which counts. 0 on the day itself and after it. */
export function workingDaysLeft(today: IsoDay, due: IsoDay): number {
  let left = 0;
  for (let day = addDays(today, 1); day <= due; day = addDays(day, 1)) if (!isDayOff(day)) left += 1;
  return left;
}

/** The other two months can be taken within the first, and once. */
export const mayExtend = (request: Timed, today: IsoDay): boolean => {
  const due = dueOf(request);
  return due !== undefined && !isExtended(request) && today <= due;
};

/** Within so many years a court can still be asked about it; then all of it goes. */
const KEPT_YEARS = 6;
export const isOver = (request: Pick<AccessRequest, 'events'>, now: Date): boolean => {
  const end = endOf(request);
  return end !== undefined && addYears(dayOf(end.at), KEPT_YEARS) < dayOf(now);
};

/** Those with a role here of whom these names may be the names: another account of theirs may have been picked. */
export function holdersCalled(
  school: School,
  { name, alsoCalled, pupil }: Pick<Subject, 'name' | 'alsoCalled' | 'pupil'>,
): readonly UserId[] {
  // A child of that name on the roll holds none.
  if (pupil !== undefined) return [];
  const { certain, open } = meantBy(school, { ...NOTHING_NAMED, names: [name, ...alsoCalled] });
  return [...certain, ...open.map(({ id }) => id)];
}

/** Whether who was picked holds a role here with that account: then nobody else is meant, whatever they are called. */
export const isHolder = (school: School, person: UserId | undefined): boolean =>
  person !== undefined && everyHolder(school).some(({ id }) => id === person);

/** Read again with every look: someone of that name may hold a role since. */
const isShutOut = (school: School, subject: Subject, user: UserId): boolean =>
  subject.shutOut.includes(user) ||
  (!subject.cleared.includes(user) &&
    !isHolder(school, subject.person) &&
    holdersCalled(school, subject).includes(user));

/**
 * Who looks through their reports for it: every role that takes reports, whether it has any or not, so that being asked tells nobody of a
 * report. Of each everyone but the person it is about.
 */
export const partsOf = (school: School, subject: Subject): readonly Recipient[] =>
  RECIPIENTS.filter((part) => keepersOf(school, subject, part).length > 0);

export const keepersOf = (school: School, subject: Subject, part: Recipient): readonly UserId[] =>
  readersOf(school, part)
    .map(({ id }) => id)
    .filter((id) => !isShutOut(school, subject, id));

/** Roles that are not asked, since each of their people may be the person it is about. */
export const partsLeftOut = (school: School, subject: Subject): readonly Recipient[] =>
  RECIPIENTS.filter((part) => readersOf(school, part).length > 0 && keepersOf(school, subject, part).length === 0);

export const partsFor = (school: School, subject: Subject, user: UserId): readonly Recipient[] =>
  partsOf(school, subject).filter((part) => keepersOf(school, subject, part).includes(user));

/** Who enters a request, and says what becomes of it: the people whom a letter to the school reaches first. */
const ENTERED_BY: readonly Recipient[] = ['dsl', 'headteacher', 'dpo'];
export const mayEnter = (school: School, user: UserId): boolean =>
  ENTERED_BY.some((part) => readersOf(school, part).some(({ id }) => id === user));
