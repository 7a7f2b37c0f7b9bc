import type { Concern } from '../../report/concern.ts';
import { readersOf } from '../../report/routing/routing.ts';
import type { NewTask } from '../../report/task.ts';
import type { School } from '../../school/school.ts';

/** How it went, to the DSL's team and the headteacher, once someone has acknowledged it. */
export const drillDone = (school: School, { drillBegunAt, holder }: Concern, now: Date): readonly NewTask[] => {
  if (drillBegunAt === undefined) return [];
  const people = [...readersOf(school, 'dsl'), ...readersOf(school, 'headteacher')].map(({ id }) => id);
  return [...new Set(people)].map((person) => ({ kind: 'news', dueAt: now, person, holder, why: 'drill-done' }));
};
