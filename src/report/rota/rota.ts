import type { SchoolId, UserId } from '../../kernel/ids.ts';
import { addDays, dayOf, type IsoDay, instantOf, weekdayOf } from '../../kernel/time.ts';
import { isOpen } from '../../school/hours.ts';
import type { RoleHolder, School } from '../../school/school.ts';
import { readersOf } from '../routing/routing.ts';

/** Times outside school hours when someone from the DSL's team is still needed. */
export const OCCASIONS = ['trip', 'holiday-club', 'event'] as const;
export type Occasion = (typeof OCCASIONS)[number];

/** Once, between two instants; or every week on one day, `from` and `until` on the London clock. */
export type When =
  | { readonly kind: 'once'; readonly from: Date; readonly until: Date }
  | { readonly kind: 'weekly'; readonly weekday: number; readonly from: string; readonly until: string };

/** What an entry of the rota says. Nobody's reason for being away has a place in it. */
export type Duty =
  /** Not on duty, whatever the school's hours say. */
  | { readonly kind: 'away'; readonly person: UserId }
  /** On duty although the school is closed. */
  | { readonly kind: 'on'; readonly person: UserId }
  /** Someone has to be on duty although the school is closed. */
  | { readonly kind: 'needed'; readonly occasion: Occasion };

export type WantedEntry = Duty & { readonly when: When };
export type RotaEntry = WantedEntry & { readonly school: SchoolId; readonly id: string };

/** Keeps the rota of each DSL's team. What is taken out stays, with who took it out. */
export interface RotaStore {
  /** The entries of this school now; what ended before `since` is left out. */
  entries(school: SchoolId, since: Date): Promise<readonly RotaEntry[]>;
  /** Sending the same id twice counts once. */
  add(entry: RotaEntry, by: UserId, at: Date): Promise<void>;
  /** False when there is no such entry any more. */
  end(id: string, school: SchoolId, by: UserId, at: Date): Promise<boolean>;
}

/** Who of the DSL's team is on duty: in school hours all who are not away; outside them those who have put themselves down. */
export function onDutyAt(school: School, entries: readonly RotaEntry[], at: Date): readonly RoleHolder[] {
  const standing = entries.filter(({ when }) => holdsAt(when, at));
  const has = (kind: 'away' | 'on', id: UserId): boolean =>
    standing.some((entry) => entry.kind === kind && entry.person === id);
  const isSchoolTime = isOpen(school.hours, at);
  return readersOf(school, 'dsl').filter(
    ({ id, coversUntil }) =>
      !has('away', id) && (isSchoolTime || has('on', id)) && (coversUntil === undefined || at < coversUntil),
  );
}

/** Who is away then. */
export const awayAt = (entries: readonly RotaEntry[], at: Date): readonly UserId[] =>
  entries.flatMap((entry) => (entry.kind === 'away' && holdsAt(entry.when, at) ? [entry.person] : []));

function holdsAt(when: When, at: Date): boolean {
  if (when.kind === 'once') return when.from <= at && at < when.until;
  const day = dayOf(at);
  return weekdayOf(day) === when.weekday && instantOf(day, when.from) <= at && at < instantOf(day, when.until);
}

/** Whether someone has to be on duty: in school hours, and whenever an occasion needs it. */
export const needsCoverAt = (school: School, entries: readonly RotaEntry[], at: Date): boolean =>
  isOpen(school.hours, at) || entries.some(({ kind, when }) => kind === 'needed' && holdsAt(when, at));

export interface Gap {
  readonly from: Date;
  readonly until: Date;
}

/** The times between `from` and `until` for which someone is needed and nobody is on duty, in order, each whole. */
export function gapsBetween(school: School, entries: readonly RotaEntry[], from: Date, until: Date): readonly Gap[] {
  const edges = [from, until, ...daysOf(from, until).flatMap((day) => edgesOn(school, entries, day))]
    .filter((at) => from <= at && at <= until)
    .sort((one, other) => one.getTime() - other.getTime());
  const gaps: { from: Date; until: Date }[] = [];
  for (const [index, begins] of edges.entries()) {
    const ends = edges[index + 1];
    if (ends === undefined || ends.getTime() === begins.getTime()) continue;
    // Nothing changes between two edges: the first moment decides for the whole stretch.
    if (!needsCoverAt(school, entries, begins) || onDutyAt(school, entries, begins).length > 0) continue;
    const last = gaps.at(-1);
    if (last?.until.getTime() === begins.getTime()) last.until = ends;
    else gaps.push({ from: begins, until: ends });
  }
  return gaps;
}

const daysOf = (from: Date, until: Date): readonly IsoDay[] => {
  const days: IsoDay[] = [];
  for (let day = dayOf(from); day <= dayOf(until); day = addDays(day, 1)) days.push(day);
  return days;
};

const edgesOn = ({ hours }: School, entries: readonly RotaEntry[], day: IsoDay): readonly Date[] => [
  instantOf(day, hours.opens),
  instantOf(day, hours.closes),
  ...entries.flatMap(({ when }) =>
    when.kind === 'once' ? [when.from, when.until] : [instantOf(day, when.from), instantOf(day, when.until)],
  ),
];
