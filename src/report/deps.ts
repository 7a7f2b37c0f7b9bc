import type { ConcernId, Ids, SchoolId, UserId } from '../kernel/ids.ts';
import type { Log } from '../kernel/log.ts';
import type { Clock } from '../kernel/time.ts';
import type { Directory } from '../school/people.ts';
import type { PolicyNames } from '../school/policy-names.ts';
import type { School, Trust } from '../school/school.ts';
import type { Entry } from './concern.ts';
import type { ChildFinder } from './host.ts';
import type { ResolvingStore } from './naming/resolved-names.ts';
import type { ReadGuard } from './opening/read-guard.ts';
import type { DraftStore, Notifier, NumberBook, SummaryStore, WatchStore } from './ports.ts';
import type { ReachStore } from './reach/reach.ts';
import type { RehearsalStore } from './rehearsal/rehearsal.ts';
import type { RotaStore } from './rota/rota.ts';

/** What the use cases of this slice are made from. */
export interface ConcernDeps {
  readonly trust: Trust;
  readonly store: ResolvingStore;
  readonly drafts: DraftStore;
  readonly summaries: SummaryStore;
  readonly rehearsals: RehearsalStore;
  readonly watch: WatchStore;
  /** Forgets the PIN of someone who answers for no report any more, whether or not anyone is asked for one now. */
  readonly pins: { forget(user: UserId): Promise<void> };
  /** The second step before a record opens, where there is one to take. */
  readonly readGuard: () => ReadGuard | undefined;
  readonly rota: RotaStore;
  /** Whether something that a feature has open still needs a report as it is: its words are not destroyed then. */
  readonly isStillNeeded: (trail: readonly Entry[]) => Promise<boolean>;
  /** Removes what was handed to other schools of a report whose text is destroyed. */
  readonly schoolLinks: { removeOf(concern: ConcernId): Promise<void> };
  readonly numbers: NumberBook;
  /** What deliveries find out about the chats of those who hold a role. */
  readonly reach: Pick<ReachStore, 'noteBlocked' | 'noteReached'>;
  /** Who each school's policy names, as its owner confirmed. */
  readonly policyNames: Pick<PolicyNames, 'of'>;
  readonly directory: Directory;
  /** Where a child is found on the school's roll; absent where a school keeps none here. */
  readonly children?: ChildFinder | undefined;
  /** Whether words of a report may be about an adult of the school: what the encoder makes of them, and nothing kept. */
  readonly hearsAdult: (text: string, school: School) => Promise<boolean>;
  readonly notifier: Notifier;
  /** The same without a call to Graph: to chats that are known, and to nobody else. For drills that simulate that it is blocked. */
  readonly withoutGraph: Notifier;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** Asks for a sweep soon. It may fail or be lost: the regular sweep finds the same rows. */
  wake(): Promise<void>;
  /** Has someone told about a PIN, soon and for certain; what, is in the key. */
  tellOfPin(key: string): Promise<void>;
}

/** The school of a record. A school removed from lanyard.yml while it still has records is a mistake that must be noticed. */
export function schoolOf({ trust }: Pick<ConcernDeps, 'trust'>, id: SchoolId): School {
  const school = trust.schools.find((one) => one.id === id);
  if (!school) throw new Error(`lanyard.yml no longer has the school ${id}, which has records`);
  return school;
}
