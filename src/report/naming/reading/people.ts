import type { UserId } from '../../../kernel/ids.ts';
import { ROLES, type Role, type School } from '../../../school/school.ts';
import { inPlainLetters } from './plain-words.ts';

/** One way in which someone is called, taken apart. All in plain small letters. */
export interface CalledBy {
  readonly given: string;
  /** The family name: whole, and each part of one that has several. */
  readonly families: readonly string[];
  /** `mh`, and with the middle names. */
  readonly initials: readonly string[];
  /** Of a family name that has several parts, `hp`. */
  readonly familyInitials: string;
}

/** Someone with a role who a name may mean. */
export interface Candidate {
  readonly id: UserId;
  readonly roles: readonly Role[];
  readonly called: readonly CalledBy[];
  /** As the directory has them. */
  readonly jobs: readonly string[];
}

export const TITLES: ReadonlySet<string> = new Set(
  'mr mrs ms miss mx dr doctor sir madam maam mister missus rev revd reverend prof professor father sister canon lady lord dame'.split(
    ' ',
  ),
);

/** In front of a name in other languages as well: `Pan Nowak`. Of nobody's own name, which may be called so. */
export const SPOKEN_TITLES: ReadonlySet<string> = new Set([
  ...TITLES,
  ...'pan pani herr frau monsieur madame senor senora'.split(' '),
]);

/** Parts of family names that are not a name on their own. */
const PARTICLES = new Set('de van von der den di da del la le al el bin ibn ben o mac mc st st. ap ter ten'.split(' '));

const known = new WeakMap<School['roles'], readonly Candidate[]>();

/** Everyone with a role at the school. Worked out once for each version of its roles. */
export function candidatesAt(school: School): readonly Candidate[] {
  const found = known.get(school.roles) ?? readCandidates(school);
  known.set(school.roles, found);
  return found;
}

function readCandidates(school: School): readonly Candidate[] {
  const people = new Map<UserId, { readonly roles: Role[]; readonly names: Set<string>; readonly jobs: Set<string> }>();
  for (const role of ROLES)
    for (const { id, name, alsoCalled = [], jobs = [] } of school.roles[role]) {
      const one = people.get(id) ?? { roles: [], names: new Set<string>(), jobs: new Set<string>() };
      one.roles.push(role);
      for (const called of [name, ...alsoCalled]) one.names.add(called);
      for (const job of jobs) one.jobs.add(job);
      people.set(id, one);
    }
  return [...people].map(([id, { roles, names, jobs }]) => ({
    ...{ id, roles, jobs: [...jobs] },
    called: [...names].flatMap(takenApart),
  }));
}

function takenApart(name: string): readonly CalledBy[] {
  const written = inPlainLetters(name.includes(',') ? name.split(',').reverse().join(' ') : name);
  const parts = written.split(/\s+/).map((word) => word.replace(/[^\p{L}-]/gu, '').toLowerCase());
  const words = parts.filter((word) => word !== '' && !TITLES.has(word));
  const [given = '', ...others] = words;
  if (given === '') return [];
  const families = new Set<string>();
  for (const word of others.length > 0 ? others : [given]) {
    families.add(word.replaceAll('-', ''));
    for (const part of word.split('-')) families.add(part);
  }
  families.add(others.join('').replaceAll('-', ''));
  // Written apart, or without its first letter: `Mrs O Shea`, `Mrs Shea`.
  const [, irish] = /\bO['’]\s?(\p{L}{3,})/u.exec(name) ?? [];
  if (irish !== undefined) families.add(inPlainLetters(irish).toLowerCase());
  const first = given.split('-')[0] ?? given;
  const middles = others.slice(0, -1);
  const last = others.at(-1) ?? '';
  return [
    {
      given: given.replaceAll('-', ''),
      families: [...families].filter((family) => family.length > 1 && !PARTICLES.has(family)),
      familyInitials: last.includes('-') ? lettersOf(last.split('-')) : '',
      initials: [
        `${given[0]}${last[0] ?? ''}`,
        `${given[0]}${middles.map((word) => word[0]).join('')}${last[0] ?? ''}`,
        ...(last.includes('-') ? [`${given[0]}${lettersOf(last.split('-'))}`] : []),
      ],
    },
    // A double given name is used by halves, and a long one may be written apart.
    ...(first === given ? [] : [{ given: first, families: [...families], initials: [], familyInitials: '' }]),
  ];
}

const lettersOf = (parts: readonly string[]): string => parts.map((part) => part[0] ?? '').join('');

/** Words of a family name with its particles, e.g. `o connell`, as they stand in a text. */
export const isParticle = (word: string): boolean => PARTICLES.has(word);
