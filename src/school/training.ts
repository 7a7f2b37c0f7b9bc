import { addDays, addMonths, type IsoDay } from '../kernel/time.ts';
import type { TrainingKind } from './school.ts';

/** `none`: no date is known. */
export type TrainingState = 'in-date' | 'due-soon' | 'overdue' | 'none';

/** Where one person stands with one kind of training. */
export interface TrainingStanding {
  readonly kind: TrainingKind;
  readonly state: TrainingState;
  /** When they had it last. */
  readonly doneOn: IsoDay | undefined;
  /** The last day on which that still counts. */
  readonly dueOn: IsoDay | undefined;
}

/** Pure. @param doneOn when they had it last, if anyone has said */
export function trainingStanding(kind: TrainingKind, doneOn: IsoDay | undefined, today: IsoDay): TrainingStanding {
  if (doneOn === undefined) return { kind, state: 'none', doneOn, dueOn: undefined };
  const dueOn = addMonths(doneOn, kind.everyMonths);
  const state = dueOn < today ? 'overdue' : addDays(dueOn, -kind.soonDays) <= today ? 'due-soon' : 'in-date';
  return { kind, state, doneOn, dueOn };
}

/** Whether it still counts today. */
export const hasTraining = ({ state }: TrainingStanding): boolean => state === 'in-date' || state === 'due-soon';
