import type { SchoolId, UserId } from '../../kernel/ids.ts';
import { addDays, type Clock, dayOf, type IsoDay } from '../../kernel/time.ts';
import { holders, type School, type Trust } from '../../school/school.ts';
import { schoolsRunBy } from '../planning/plan.ts';

/** What HR wrote once: on which day unions or staff representatives were consulted, or from which day line managers are told no longer. */
export interface TellingEntry {
  readonly kind: 'consulted' | 'stopped';
  readonly day: IsoDay;
  readonly by: UserId;
  /** How they were called then. */
  readonly name: string;
  readonly at: Date;
}

/** What HR wrote, in a school’s own order. None of it is ever changed. */
export interface TellingStore {
  /** Oldest first. */
  entries(school: SchoolId): Promise<readonly TellingEntry[]>;
  /** Kept for good, and in the chain of each campaign of the school that is open. */
  add(school: SchoolId, entry: TellingEntry): Promise<void>;
}

/** On what it rests that line managers are told, and since when they are not any more. */
export interface Telling {
  readonly consulted: TellingEntry;
  readonly stopped: TellingEntry | undefined;
}

/** How it stands after all that was written; `undefined`: nobody has written that anyone was consulted. */
export const tellingOf = (entries: readonly TellingEntry[]): Telling | undefined =>
  entries.reduce<Telling | undefined>((now, entry) => {
    if (entry.kind === 'stopped') return now && { consulted: now.consulted, stopped: entry };
    // A day that is put right while managers are told takes back no stop that is to come.
    return { consulted: entry, stopped: now && isOn(now, dayOf(entry.at)) ? now.stopped : undefined };
  }, undefined);

const isOn = ({ stopped }: Telling, today: IsoDay): boolean => stopped === undefined || today < stopped.day;

export interface TellingDeps {
  readonly telling: TellingStore;
  readonly clock: Clock;
}

/** On what it rests that line managers of this school are told today who of their own people has not answered; `undefined`: they are not. */
export async function tellsManagers({ telling, clock }: TellingDeps, school: SchoolId): Promise<Telling | undefined> {
  const now = tellingOf(await telling.entries(school));
  return now && isOn(now, dayOf(clock())) ? now : undefined;
}

/** One school as those who run its campaigns see it. */
export interface SchoolTelling {
  readonly school: Pick<School, 'id' | 'name'>;
  readonly telling: Telling | undefined;
  readonly isOn: boolean;
}

export type TellingEntered =
  | { readonly kind: 'entered'; readonly now: SchoolTelling }
  | { readonly kind: 'not-allowed' }
  | { readonly kind: 'bad-day'; readonly now: SchoolTelling; readonly earliest: IsoDay; readonly latest: IsoDay };

/** A consultation of longer ago is a slip of the year. */
const LOOKS_BACK_DAYS = 10 * 366;
const LOOKS_AHEAD_DAYS = 366;

/** What HR does about it; whether someone may is asked at every step. */
export const createTellingDesk = ({ trust, telling, clock }: TellingDeps & { readonly trust: Trust }) => {
  const rowOf = async (school: School): Promise<SchoolTelling> => {
    const now = tellingOf(await telling.entries(school.id));
    return { school, telling: now, isOn: now !== undefined && isOn(now, dayOf(clock())) };
  };
  const enter = async (by: UserId, id: SchoolId, kind: TellingEntry['kind'], day: IsoDay): Promise<TellingEntered> => {
    const school = schoolsRunBy(trust, by).find((one) => one.id === id);
    if (!school) return { kind: 'not-allowed' };
    const [now, today] = [await rowOf(school), dayOf(clock())];
    const [earliest, latest] =
      kind === 'consulted' ? [addDays(today, -LOOKS_BACK_DAYS), today] : [today, addDays(today, LOOKS_AHEAD_DAYS)];
    if (day < earliest || day > latest) return { kind: 'bad-day', now, earliest, latest };
    const stopped = now.telling?.stopped;
    // What stands already is not written again.
    const stands =
      kind === 'stopped' ? !now.isOn || stopped?.day === day : now.isOn && now.telling?.consulted.day === day;
    if (!stands) {
      const name = holders(school, 'hr').find((holder) => holder.id === by)?.name ?? '';
      await telling.add(id, { kind, day, by, name, at: clock() });
    }
    return { kind: 'entered', now: await rowOf(school) };
  };
  return {
    /** How it stands at each school whose campaigns this person runs; none for anyone else. */
    tellingOf: (by: UserId): Promise<readonly SchoolTelling[]> => Promise.all(schoolsRunBy(trust, by).map(rowOf)),
    /** Unions, or staff representatives, were consulted on this day: line managers are told from now on. */
    consulted: (by: UserId, school: SchoolId, day: IsoDay): Promise<TellingEntered> =>
      enter(by, school, 'consulted', day),
    /** Line managers are told no longer, from this day on. */
    stopTelling: (by: UserId, school: SchoolId, day: IsoDay): Promise<TellingEntered> =>
      enter(by, school, 'stopped', day),
  };
};
