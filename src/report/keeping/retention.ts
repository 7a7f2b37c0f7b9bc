import { addYears, dayOf, type IsoDay, parseDay } from '../../kernel/time.ts';
import type { Retention, RetentionRule, School } from '../../school/school.ts';
import type { Actor } from '../actor.ts';
import { type Concern, type Entry, isOfConduct } from '../concern.ts';
import { isLowLevel } from '../deciding/low-level.ts';
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

/** By what a closed record is kept, and until when. */
export interface Keeping {
  /** When a person looks at it again: `undefined` while it is open, once it is a stub, and where no rule says so. */
  readonly until: IsoDay | undefined;
  /** The same by the school's rule alone, whatever later day a person chose. */
  readonly byRule: IsoDay | undefined;
  /** Its name in lanyard.yml, as the trail has it. */
  readonly rule: string | undefined;
  readonly source: string | undefined;
  readonly isLowLevel: boolean;
  /** A low-level concern of which nobody has written that the adult left: it is proposed by nothing. */
  readonly awaitsLeaving: boolean;
  /** The rule asks for a date of birth, which may lead to a later day, and nobody has written one or another day. */
  readonly awaitsBirth: boolean;
}

/** @param entries its whole trail, with its words: what was chosen, what it was decided as, and when the adult left, stand there */
export function keepingOf({ concerns }: School, concern: Concern, entries: readonly Entry[]): Keeping {
  const isOver = concern.closedAt !== undefined && !concern.isStub;
  const chosen = chosenIn(entries);
  if (isLowLevel(concern, entries)) {
    const rule = concerns.retention?.lowLevel;
    const left = leftOnIn(entries);
    // By the policy of today, not of the day on which the leaving was written.
    const byRule = rule && left && addYears(left, rule.yearsAfterLeaving);
    return {
      // A day that was chosen counts neither before they left nor without a rule.
      until: isOver && byRule ? later(byRule, chosen) : undefined,
      byRule,
      ...{ rule: rule && LOW_LEVEL, source: rule?.source },
      isLowLevel: true,
      ...{ awaitsLeaving: rule !== undefined && left === undefined, awaitsBirth: false },
    };
  }
  const rule = ruleFor(concerns.retention, concern.kind);
  const born = parseDay(entries.findLast(isBirth)?.words?.born);
  // By the policy of today, from the day on which it was closed last.
  const byRule = rule && keptByRule(rule, countsFrom(concern), born);
  const until = later(byRule, chosen);
  const asksForBirth = rule?.untilAge !== undefined && rule.decides === 'longer' && born === undefined;
  return {
    until: isOver ? until : undefined,
    byRule,
    ...{ rule: rule?.id, source: rule?.source },
    ...{ isLowLevel: false, awaitsLeaving: false },
    // A chosen day stands for the birth only where it is no shorter than the rule.
    awaitsBirth: asksForBirth && until !== chosen,
  };
}

const later = (one: IsoDay | undefined, other: IsoDay | undefined): IsoDay | undefined =>
  one === undefined || (other !== undefined && other > one) ? other : one;

/** What a day of a person's own is called in the trail. */
export const BY_DECISION = 'decision';

const isBirth = ({ kind, words }: Entry): boolean => kind === 'retention-set' && words?.born !== undefined;

/** The day that a person chose last. A reopening, a leaving or a birth may lead to a later one, and to none before it. */
const chosenIn = (entries: readonly Entry[]): IsoDay | undefined =>
  parseDay(
    entries.findLast((one) => one.kind === 'retention-set' && one.facts?.by === BY_DECISION && !isBirth(one))?.facts
      ?.until,
  );

/** What the rule for low-level concerns is called in the trail. */
export const LOW_LEVEL = 'low-level';

/** When the adult left, as it was written last; the same event without a day takes it back. */
function leftOnIn(entries: readonly Entry[]): IsoDay | undefined {
  const isLeaving = (one: Entry): boolean =>
    one.words?.leftOn !== undefined || (one.kind === 'retention-set' && one.facts?.by === LOW_LEVEL && !isBirth(one));
  return parseDay(entries.findLast(isLeaving)?.words?.leftOn);
}

/** From when the years of a rule count: of a matter about an adult from the allegation, of every other from closing. */
export const countsFrom = ({ kind, raisedAt, closedAt = raisedAt }: Concern): IsoDay =>
  dayOf(isOfConduct(kind) ? raisedAt : closedAt);

/**
 * Until when a rule keeps a record. Of someone whose birth is known the end of the school year is taken, so that the day, which stands
 * unsealed beside the record, does not give a birthday away.
 * @param from the day from which its years count
 */
export function keptByRule(rule: RetentionRule, from: IsoDay, born: IsoDay | undefined): IsoDay {
  const afterClosing = addYears(from, rule.yearsAfterClosing);
  if (rule.untilAge === undefined || born === undefined) return afterClosing;
  const birthday = endOfSchoolYear(addYears(born, rule.untilAge));
  return rule.decides === 'longer' && afterClosing > birthday ? afterClosing : birthday;
}

/** 31 August on or after the day. */
const endOfSchoolYear = (day: IsoDay): IsoDay => {
  const year = Number(day.slice(0, 4));
  return `${day.slice(5) <= '08-31' ? year : year + 1}-08-31` as IsoDay;
};

export const isDue = ({ until }: Keeping, now: Date): boolean => until !== undefined && until <= dayOf(now);

/** A record whose time has come, for someone who may open it. */
export interface DueRecord {
  readonly outline: Outline;
  readonly until: IsoDay;
  readonly source: string | undefined;
  /** Its rule may keep it longer, once a date of birth is known. */
  readonly awaitsBirth: boolean;
  readonly holds: readonly string[];
}

export interface DueListing {
  readonly records: readonly DueRecord[];
  readonly isPartial: boolean;
  readonly unreadable: number;
}

/** The same of one record, for someone who may open it: nothing of it is shown but the day and the rule. */
export const keepingFor = async (deps: ConcernDeps, concern: Concern): Promise<Keeping> =>
  keepingOf(schoolOf(deps, concern.school), concern, await deps.store.entries(concern));

/** Closed records that this person may open and that are due for a decision whether they are kept, oldest date first. */
export async function dueFor(deps: ConcernDeps, actor: Actor): Promise<DueListing> {
  const { concerns, isPartial, unreadable } = await within(deps, actor, { isOpen: false });
  const now = deps.clock();
  const near = concerns.filter((one) => mayBeDue(schoolOf(deps, one.school), one, now));
  const trails = await deps.store.entriesOf(near);
  const records = near.flatMap((concern): readonly DueRecord[] => {
    const school = schoolOf(deps, concern.school);
    const keeping = keepingOf(school, concern, trails.get(concern.id) ?? []);
    const { until, source, awaitsBirth } = keeping;
    if (until === undefined || !isDue(keeping, now) || !isOfItsPeople(school, concern, actor.user)) return [];
    const holds = holdsOn(school, concern, now);
    return [{ outline: outlineOf(school, concern), until, source, awaitsBirth, holds }];
  });
  return { records: records.sort((left, right) => left.until.localeCompare(right.until)), isPartial, unreadable };
}

/**
 * What the row alone says: none is due before, and no other trail has to be read. Of an adult's conduct it depends on what was decided;
 * without a rule, on a day that was chosen, perhaps before a record was opened again.
 */
function mayBeDue({ concerns }: School, concern: Concern, now: Date): boolean {
  if (concern.isStub) return false;
  const rule = ruleFor(concerns.retention, concern.kind);
  const first = concern.keepUntil ?? (rule && keptByRule(rule, countsFrom(concern), undefined));
  return isOfConduct(concern.kind) || first === undefined || first <= dayOf(now);
}
