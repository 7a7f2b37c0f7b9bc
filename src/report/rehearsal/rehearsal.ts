import type { ConcernId, SchoolId, UserId } from '../../kernel/ids.ts';
import { DRILLS, type DrillId, decisionOn } from '../../school/file/drill-names.ts';
import type { School } from '../../school/school.ts';

/** Why a drill has not passed. */
export const WRONGS = [
  'not-begun',
  'no-sender',
  'nobody-may-have-it',
  'no-address',
  'nobody-on-duty',
  'wrong-route',
  'no-card-in-place',
  'not-told',
  'subject-told',
  'could-not-open',
  'not-opened',
  'not-acknowledged',
  'key-lost',
] as const;
export type Wrong = (typeof WRONGS)[number];

/** Someone, by the name of then, and when. */
export interface When {
  readonly name: string;
  readonly at: string;
}

/** What came of one drill, as the page has it. Names and times, and no word that anyone wrote. */
export interface DrillLine {
  readonly reference?: string | undefined;
  /** What was put on for it. */
  readonly simulated: string;
  readonly told: readonly When[];
  readonly opened: readonly When[];
  readonly acknowledged: readonly When[];
  /** They tried to open it and were not let in. */
  readonly tried: readonly When[];
  readonly wrong: readonly { readonly why: Wrong; readonly names: readonly string[] }[];
}

/** A drill of the rehearsal that someone asked for. */
export interface Rehearsal {
  readonly id: string;
  readonly school: SchoolId;
  readonly drill: DrillId;
  /** In whose name it is sent, where that was said. */
  readonly sender: UserId | undefined;
  readonly begunAt: Date | undefined;
  readonly concern: ConcernId | undefined;
  /** Who must be told in person. */
  readonly expected: readonly UserId[];
  /** Absent while it goes on. */
  readonly settled: { readonly at: Date; readonly hasPassed: boolean; readonly line: DrillLine } | undefined;
}

/** Keeps every run of every drill: a later one takes the place of the one before on the page, and removes nothing. */
export interface RehearsalStore {
  ask(wanted: Pick<Rehearsal, 'id' | 'school' | 'drill' | 'sender'>): Promise<void>;
  /** Those that go on, the oldest first. What was asked for while no Lanyard ran is not begun: nobody waits for it any more. */
  goingOn(): Promise<readonly Rehearsal[]>;
  find(ids: readonly string[]): Promise<readonly Rehearsal[]>;
  /** Takes back what nobody has begun. */
  withdraw(ids: readonly string[]): Promise<void>;
  /** True for the first who begins it. */
  begin(id: string, at: Date): Promise<boolean>;
  noteRaised(id: string, concern: ConcernId, expected: readonly UserId[]): Promise<void>;
  settle(id: string, settled: NonNullable<Rehearsal['settled']>): Promise<void>;
  /** The newest of each drill that has come to an end. */
  latest(school: SchoolId): Promise<readonly Rehearsal[]>;
  /** How often each drill was held. */
  runs(school: SchoolId): Promise<ReadonlyMap<DrillId, number>>;
  /** Someone was not let in. Once for each person is enough. */
  noteTry(concern: ConcernId, person: UserId, at: Date): Promise<void>;
  tries(concern: ConcernId): Promise<readonly { readonly person: UserId; readonly at: Date }[]>;
}

/** The drills that have neither passed nor been decided to do without. */
export async function outstanding(
  { rehearsals }: { readonly rehearsals: Pick<RehearsalStore, 'latest'> },
  { id, concerns }: Pick<School, 'id' | 'concerns'>,
): Promise<readonly DrillId[]> {
  const left = DRILLS.filter((drill) => decisionOn(concerns.rehearsal ?? [], drill) === undefined);
  if (left.length === 0) return [];
  const passed = (await rehearsals.latest(id)).filter(({ settled }) => settled?.hasPassed).map(({ drill }) => drill);
  return left.filter((drill) => !passed.includes(drill));
}
