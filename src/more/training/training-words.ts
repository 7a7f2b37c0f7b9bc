import { formatDay, type IsoDay } from '../../kernel/time.ts';
import type { TrainingStanding } from '../../school/training.ts';

/** Numbers of one kind of training among those who are counted. */
export interface TrainingTally {
  readonly expected: number;
  readonly inDate: number;
  readonly dueSoon: number;
  readonly overdue: number;
  readonly none: number;
}

/** One person's training, beside what they signed. */
export function standingWords({ kind, state, doneOn, dueOn }: TrainingStanding): string {
  const day = (on: IsoDay | undefined): string => (on ? formatDay(on) : '');
  switch (state) {
    case 'none':
      return `${kind.name}: no date`;
    case 'in-date':
      return `${kind.name}: ${day(doneOn)}, until ${day(dueOn)}`;
    case 'due-soon':
      return `${kind.name}: ${day(doneOn)}, due again by ${day(dueOn)}`;
    case 'overdue':
      return `${kind.name}: ${day(doneOn)}, was due again by ${day(dueOn)}`;
    default:
      return state satisfies never;
  }
}

/** The same of many, in numbers. */
export const trainingWords = ({ expected, inDate, dueSoon, overdue, none }: TrainingTally): string =>
  [
    `${inDate + dueSoon} of ${expected} in date${dueSoon > 0 ? ` (${dueSoon} due soon)` : ''}`,
    `${overdue} overdue`,
    `${none} without a date.`,
  ].join(', ');
