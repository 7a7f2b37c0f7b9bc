import type { SchoolId, UserId } from '../../kernel/ids.ts';
import type { ConcernDeps } from '../../report/deps.ts';

/** A drill that someone is to hold. */
export interface PlannedDrill {
  readonly id: string;
  readonly school: SchoolId;
  readonly at: Date;
  /** Who is told then, and sends the test report. */
  readonly person: UserId;
}

/** How one went: from the form to a person's acknowledgement. */
export interface HeldDrill {
  readonly reference: string;
  readonly begunAt: Date;
  readonly sentAt: Date;
  /** `undefined`: nobody has acknowledged it. */
  readonly acknowledgedAt: Date | undefined;
  readonly acknowledgedBy: UserId | undefined;
}

export interface DrillStore {
  /** Sending the same id twice counts once. */
  plan(drill: PlannedDrill, now: Date): Promise<void>;
  planned(school: SchoolId): Promise<readonly PlannedDrill[]>;
  /** Each is handed out once, unless it is given back. */
  takeDue(now: Date): Promise<readonly PlannedDrill[]>;
  giveBack(id: string): Promise<void>;
  /** The newest first. */
  held(school: SchoolId, most: number): Promise<readonly HeldDrill[]>;
}

/** What drills are made from. */
export interface DrillDeps extends ConcernDeps {
  readonly drills: DrillStore;
}
