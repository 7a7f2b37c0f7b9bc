import { addYears, dayOf, type IsoDay } from '../../kernel/time.ts';
import type { Retention, RetentionRule, School } from '../../school/school.ts';
import type { Actor } from '../actor.ts';
import { type Concern, isOfConduct } from '../concern.ts';
import { type ConcernDeps, schoolOf } from '../deps.ts';
import type { Outline } from '../notice.ts';
import { within } from '../opening/lists.ts';
import { outlineOf } from '../record/outline.ts';
import { isOfItsPeople } from '../routing/lies-with.ts';

/** Why nothing of a record may be removed, in the school's own words; empty when nothing holds it. */
export function holdsOn({ concerns }: School, concern: Pick<Concern, 'kind' | 'isHeld'>, now: Date): readonly string[] {
  const ordered = (concerns.retention?.holds ?? [])
    .filter(({ matters, from }) => matters.includes(concern.kind) && from <= dayOf(now))
    .map(({ name, source }) => `${name} (${source})`);
  return concern.isHeld ? ['A hold recorded here', ...ordered] : ordered;
}

export const ruleFor = (retention: Retention | undefined, kind: Concern['kind']): RetentionRule | undefined =>
  retention?.rules.find(({ matters }) => matters.includes(kind));

/**
 * Until when a closed record is kept before a person looks at it again; `undefined` while it is open, once it is a stub,
 * and where the school has set no rule for its kind.
 */
export function keptUntil({ concerns }: School, concern: Concern): IsoDay | undefined {
  if (concern.closedAt === undefined || concern.isStub) return undefined;
  if (concern.keepUntil !== undefined) return concern.keepUntil;
  const rule = ruleFor(concerns.retention, concern.kind);
  return rule && addYears(countsFrom(concern), rule.yearsAfterClosing);
}

/** From when the years of a rule count: of a matter about an adult from the allegation, of every other from closing. */
export const countsFrom = ({ kind, raisedAt, closedAt = raisedAt }: Concern): IsoDay =>
  dayOf(isOfConduct(kind) ? raisedAt : closedAt);

/**
 * Until when a rule keeps a record about someone born on that day. The end of the school year is taken, so that the day,
 * which stands unsealed beside the record, does not give a birthday away.
 */
export function keptUntilWhenBorn(rule: RetentionRule, born: IsoDay, closed: IsoDay): IsoDay {
  const afterClosing = addYears(closed, rule.yearsAfterClosing);
  if (rule.untilAge === undefined) return afterClosing;
  const birthday = endOfSchoolYear(addYears(born, rule.untilAge));
  return rule.decides === 'longer' && afterClosing > birthday ? afterClosing : birthday;
}

/** 31 August on or after the day. */
const endOfSchoolYear = (day: IsoDay): IsoDay => {
  const year = Number(day.slice(0, 4));
  return `${day.slice(5) <= '08-31' ? year : year + 1}-08-31` as IsoDay;
};

export const isDueForReview = (school: School, concern: Concern, now: Date): boolean => {
  const until = keptUntil(school, concern);
  return until !== undefined && until <= dayOf(now);
};

/** A record whose time has come, for someone who may open it. */
export interface DueRecord {
  readonly outline: Outline;
  readonly until: IsoDay;
  readonly source: string | undefined;
  readonly holds: readonly string[];
}

export interface DueListing {
  readonly records: readonly DueRecord[];
  readonly isPartial: boolean;
  readonly unreadable: number;
}

/** Closed records that this person may open and that are due for a decision whether they are kept, oldest date first. */
export async function dueFor(deps: ConcernDeps, actor: Actor): Promise<DueListing> {
  const { concerns, isPartial, unreadable } = await within(deps, actor, { isOpen: false });
  const now = deps.clock();
  const records = concerns.flatMap((concern): readonly DueRecord[] => {
    const school = schoolOf(deps, concern.school);
    const until = keptUntil(school, concern);
    if (until === undefined || until > dayOf(now) || !isOfItsPeople(school, concern, actor.user)) return [];
    const source = ruleFor(school.concerns.retention, concern.kind)?.source;
    return [{ outline: outlineOf(school, concern), until, source, holds: holdsOn(school, concern, now) }];
  });
  return { records: records.sort((left, right) => left.until.localeCompare(right.until)), isPartial, unreadable };
}
