import { holders, type School } from '../../school/school.ts';
import type { DetectorWords } from './annotate.ts';

const TITLES = ['Mr', 'Mrs', 'Ms', 'Miss', 'Mx', 'Dr'];

/** How staff write someone's name: in full, and with every title, because nobody asks which one it is. */
const written = (name: string): string[] => {
  const surname = name.trim().split(/\s+/).at(-1) ?? '';
  return [name, ...(surname === '' ? [] : TITLES.map((title) => `${title} ${surname}`))];
};

/** The people of a school whose names change the route: an allegation by name must not be taken for one about a colleague. */
export const wordsOf = (school: School): DetectorWords => ({
  heads: holders(school, 'headteacher').flatMap(({ name }) => written(name)),
  chairs: holders(school, 'chair-of-governors').flatMap(({ name }) => written(name)),
  leads: [...holders(school, 'dsl'), ...holders(school, 'deputy-dsl')].flatMap(({ name }) => written(name)),
});
