import type { IsoDay } from '../time.ts';
import type { MergedFigures } from './merged-figures.ts';
import type { School } from './school.ts';

/** What a head or a governor sees of a school at a glance. No name of anyone whose name is not theirs to know, and no word that anyone wrote. */
export interface SchoolOverview {
  readonly school: Pick<School, 'id' | 'name'>;
  readonly madeAt: Date;
  readonly term: string | undefined;
  readonly acknowledgements: readonly {
    readonly title: string;
    readonly dueDay: IsoDay;
    readonly figures: MergedFigures;
  }[];
  /** Since this day: what was asked and not covered by any policy, by topic. */
  readonly since: IsoDay;
  readonly asked: number;
  readonly notCovered: readonly (readonly [topic: string, count: number | 'few'])[];
  readonly pastReview: readonly { readonly title: string; readonly reviewOn: IsoDay }[];
  /** Over what the viewer may open, and nothing else; absent for anyone who may open none. */
  readonly concerns: { readonly open: number; readonly overAFortnight: number; readonly overdue: number } | undefined;
}
