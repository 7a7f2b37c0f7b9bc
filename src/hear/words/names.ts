import { holders, ROLES, type School } from '../../school/school.ts';
import type { DetectorWords } from './annotate.ts';

const TITLES = ['Mr', 'Mrs', 'Ms', 'Miss', 'Mx', 'Dr'];

/** How staff write someone's name: in full, and with every title, because nobody asks which one it is. */
const written = (name: string): string[] => {
  const surname = name.trim().split(/\s+/).at(-1) ?? '';
  return [name, ...(surname === '' ? [] : TITLES.map((title) => `${title} ${surname}`))];
};

/** Whose name changes the route: of a worry about them someone else hears. */
const CHANGES_ROUTE = ['headteacher', 'chair-of-governors', 'dsl', 'deputy-dsl'] as const;
/** First names that are words too: they count only as names are written. */
const WORDS_TOO = new Set(
  'amber april art august autumn basil bill bob carol chase daisy dawn dean drew eve faith frank gene grace guy hazel heather hope iris ivy jack jean joy june lily mark may max miles olive pat penny ray rob robin rose ruby rusty sandy sue summer victor violet will'.split(
    ' ',
  ),
);

const firstOf = (name: string): string => name.trim().split(/\s+/)[0] ?? '';

/**
 * Finds one of those people by first name alone, as colleagues write. It counts only where no two role-holders share it, and never
 * says that it is they: others may be called so.
 */
export function createFirstNameFinder(school: School): (text: string) => boolean {
  const everyone = new Map(
    ROLES.flatMap((role) => holders(school, role).map(({ id, name }) => [id, firstOf(name).toLowerCase()] as const)),
  );
  const sharing = (first: string): number => [...everyone.values()].filter((other) => other === first).length;
  const names = new Set(
    CHANGES_ROUTE.flatMap((role) => holders(school, role).map(({ name }) => firstOf(name))).filter(
      (name) => name.length > 1 && sharing(name.toLowerCase()) === 1,
    ),
  );
  return (text) =>
    (text.match(/\p{L}+/gu) ?? []).some((word) =>
      [...names].some((name) =>
        WORDS_TOO.has(name.toLowerCase()) ? word === name : word.toLowerCase() === name.toLowerCase(),
      ),
    );
}

/** The people of a school whose names change the route: an allegation by name must not be taken for one about a colleague. */
export const wordsOf = (school: School): DetectorWords => ({
  heads: holders(school, 'headteacher').flatMap(({ name }) => written(name)),
  chairs: holders(school, 'chair-of-governors').flatMap(({ name }) => written(name)),
  leads: [...holders(school, 'dsl'), ...holders(school, 'deputy-dsl')].flatMap(({ name }) => written(name)),
});
