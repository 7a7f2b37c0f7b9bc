import type { Role, School } from '../../../src/school/school.ts';
import { oakfield, person } from '../support.ts';

/** One role-holder with what colleagues write for each part of the name: written down by hand, not taken from the product's list. */
export interface Called {
  readonly id: ReturnType<typeof person>;
  readonly role: Role;
  readonly name: string;
  readonly given: string;
  readonly family: string;
  readonly title: string;
  readonly nicknames: readonly string[];
  readonly heard: readonly string[];
}

const holder = (number: number, role: Role, name: string, title: string, nicknames: string, heard: string): Called => {
  const [given = '', ...others] = name.split(' ');
  return {
    id: person(`b0000000-0000-4000-8000-00000000${String(7_000 + number)}`),
    role,
    name,
    given,
    family: others.join(' '),
    title,
    nicknames: nicknames.split(' '),
    heard: heard.split(' '),
  };
};

export const TWELVE: readonly Called[] = [
  holder(1, 'dsl', 'Miriam Hale', 'Mrs', 'Miri Mim Mims Mimi Mirry', 'Hail Hayle Haile Hael'),
  holder(2, 'deputy-dsl', 'Tom Ashworth', 'Mr', 'Tommy Thomas Thom Tommo Tomas', 'Ashwerth Asworth Ashwurth Ashwort'),
  holder(3, 'deputy-dsl', 'Parminder Gill', 'Mrs', 'Pam Parm Parmi Pammi', 'Gil Ghill Gyll'),
  holder(4, 'deputy-dsl', 'Mohammed Iqbal', 'Mr', 'Mo Muhammad Mohamed Moh Mohd', 'Ikbal Iqball Eqbal'),
  holder(5, 'deputy-dsl', 'Katarzyna Nowak', 'Ms', 'Kasia Kate Kat Kathy', 'Novak Nowack Novack'),
  holder(6, 'headteacher', 'Joanna Okafor', 'Mrs', 'Jo Joanne JoJo Joey Jo-Jo', 'Ocafor Okaffor Okafore Okafa'),
  holder(7, 'senior-manager', 'Daniel Prior', 'Mr', 'Dan Danny Dani Danyal', 'Pryor Pryer Prier'),
  holder(8, 'senior-manager', 'Siobhan O’Connell', 'Miss', 'Shiv Siob Shivaun Siobahn', 'OConnel OConell Oconnall'),
  holder(9, 'senior-manager', 'Rhys Morgan-Evans', 'Mr', 'Rees Rhysie Reece', 'Morgon-Evans Morgan-Evens'),
  holder(10, 'chair-of-governors', 'Colin Marsh', 'Mr', 'Col Colly Collin', 'Marsch Martsh Mrash'),
  holder(11, 'governance-officer', 'Eleanor Frith', 'Mrs', 'Ellie Nell Elly Elinor Nora', 'Firth Fryth Friff'),
  holder(12, 'dpo', 'Anil Kapoor', 'Dr', 'Ani Aneel Anill', 'Kapur Capoor Kapor'),
];

const ROLE_SPELLINGS: Readonly<Partial<Record<Role, readonly string[]>>> = {
  dsl: [
    'DSL',
    'D.S.L.',
    'D S L',
    'the dsl',
    'safe guarding lead',
    'safeguarding lead',
    'Safegaurding Lead',
    'the safeguarding lady',
    'designated safeguarding lead',
    'designated safe guarding person',
    'child protection officer',
    'saftguarding officer',
  ],
  'deputy-dsl': ['deputy DSL', 'DDSL', 'dep dsl', 'the deputy safeguarding lead', 'asst safeguarding lead'],
  headteacher: [
    'the head',
    'Head',
    'headteacher',
    'head teacher',
    'Headteachr',
    'H.T.',
    'H/T',
    'our head',
    'headmistress',
    'the principle principal',
    'acting head',
    'exec head',
    'the boss',
  ],
  'senior-manager': [
    'deputy head',
    'Deputy Headteacher',
    'dep head',
    'SLT',
    'S.L.T.',
    'assistant head',
    'senior leader',
    'vice principal',
  ],
  'chair-of-governors': [
    'chair of govs',
    'chair of governors',
    'Chair of Govenors',
    'the chair',
    'chairman',
    'CoG',
    'chair person',
    'chair of the governing body',
  ],
  'governance-officer': ['governance officer', 'clerk to the governors', 'Govenance Officer', 'trust officer'],
  dpo: ['DPO', 'D.P.O.', 'data protection officer', 'data protecton lead', 'GDPR lead'],
};

/** The sample school with these twelve, and nobody else, in its roles. */
export function schoolOfTwelve(school: School = oakfield()): School {
  const roles = Object.fromEntries(
    Object.keys(school.roles).map((role) => [role, [] as { id: Called['id']; name: string }[]]),
  );
  for (const { role, id, name } of TWELVE) roles[role]?.push({ id, name });
  return { ...school, roles: roles as unknown as School['roles'] };
}

/** Numbers from 0 to 1, the same for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const LOOKS_LIKE: Readonly<Record<string, string>> = {
  a: 'а',
  e: 'е',
  o: 'о',
  i: 'і',
  p: 'р',
  c: 'с',
  O: 'Ο',
  A: 'Α',
  M: 'Μ',
  H: 'Н',
  T: 'Τ',
  K: 'К',
  P: 'Р',
  E: 'Е',
  C: 'С',
  N: 'Ν',
  I: 'І',
};

export interface Typed {
  readonly typed: string;
  readonly kind: string;
  readonly named: readonly Called[];
}

/** Ways of typing the names of the twelve, each with whom it names. The same for the same seed. */
export function waysToName(count: number, seed: number): readonly Typed[] {
  const random = seeded(seed);
  const oneOf = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const edited = (word: string): string => {
    const letters = [...word];
    const at = 1 + Math.floor(random() * (letters.length - 1));
    const letter = oneOf([...'aeiorstnlmh']);
    switch (oneOf(['add', 'leave', 'change', 'swap', 'double'])) {
      case 'add':
        letters.splice(at, 0, letter);
        break;
      case 'leave':
        letters.splice(at, 1);
        break;
      case 'change':
        letters[at] = letter;
        break;
      case 'double':
        letters.splice(at, 0, letters[at] ?? '');
        break;
      default:
        [letters[at - 1], letters[at]] = [letters[at] ?? '', letters[at - 1] ?? ''];
    }
    return letters.join('');
  };
  const initial = (name: string): string => name[0] ?? '';
  const WAYS: Readonly<Record<string, (who: Called) => string>> = {
    full: ({ given, family }) => oneOf([`${given} ${family}`, `${family}, ${given}`, `${family} ${given}`]),
    given: ({ given }) => given,
    nickname: ({ nicknames }) => oneOf(nicknames),
    'nickname and family': ({ nicknames, family }) => `${oneOf(nicknames)} ${family}`,
    'title and family': ({ title, family }) => `${oneOf([title, `${title}.`, 'Mx', 'Sir'])} ${family}`,
    'title and initial': ({ title, family }) => `${title} ${initial(family)}${oneOf(['', '.'])}`,
    'title and given': ({ title, given, nicknames }) => `${title} ${oneOf([given, ...nicknames])}`,
    'family alone': ({ family }) => oneOf([family, `${family}’s`, family.toUpperCase(), family.replace(/[’-]/g, ' ')]),
    'initial and family': ({ given, family }) =>
      oneOf([`${initial(given)} ${family}`, `${initial(given)}. ${family}`, `${initial(given)}${family}`]),
    'given and initial': ({ given, nicknames, family }) => `${oneOf([given, ...nicknames])} ${initial(family)}`,
    initials: ({ given, family }) =>
      oneOf([
        `${initial(given)}${initial(family)}`,
        `${initial(given)}.${initial(family)}.`,
        `${initial(given)} ${initial(family)}`,
      ]),
    heard: ({ title, given, heard }) => oneOf([`${title} ${oneOf(heard)}`, oneOf(heard), `${given} ${oneOf(heard)}`]),
    'mistyped family': ({ title, given, family }) =>
      oneOf([`${title} ${edited(family)}`, `${given} ${edited(family)}`, `${initial(given)} ${edited(family)}`]),
    'mistyped given': ({ given, family }) =>
      given.length < 5 ? `${edited(given)} ${family}` : oneOf([edited(given), `${edited(given)} ${family}`]),
    'run together': ({ title, given, family }) =>
      oneOf([`${title}${family}`, `${given}${family}`, `${given}.${family}@oakfield.example`]),
    'look-alikes': ({ given, family }) =>
      [...oneOf([given, family, `${given} ${family}`])]
        .map((letter) => (random() < 0.7 ? (LOOKS_LIKE[letter] ?? letter) : letter))
        .join(''),
    'with words around': ({ nicknames, given }) =>
      `${oneOf([given, ...nicknames])} ${oneOf(['from the office', 'upstairs', 'who does safeguarding', '(SLT)', 'in the hub'])}`,
    role: ({ role }) => oneOf(ROLE_SPELLINGS[role] ?? []),
  };
  const CASES: readonly ((text: string) => string)[] = [
    (text) => text,
    (text) => text,
    (text) => text.toLowerCase(),
    (text) => text.toUpperCase(),
    (text) => ` ${text} `,
  ];
  const JOINS = [' and ', ' & ', ', ', '/', ' + ', '; ', ' or ', ', and ', ' AND ', '&', ' with ', '\n'];
  const one = (): Typed => {
    const who = oneOf(TWELVE);
    const kind = oneOf(Object.keys(WAYS));
    const typed = WAYS[kind]?.(who) ?? '';
    // A small letter nu is no N to anyone's eye.
    return { typed: kind === 'look-alikes' ? typed : oneOf(CASES)(typed), kind, named: [who] };
  };
  return Array.from({ length: count }, () => {
    if (random() < 0.7) return one();
    const parts = [one(), one(), ...(random() < 0.3 ? [one()] : [])];
    return {
      typed: parts.map(({ typed }, at) => (at === 0 ? typed : `${oneOf(JOINS)}${typed}`)).join(''),
      kind: 'joined',
      named: parts.flatMap(({ named }) => named),
    };
  });
}

const GIVEN =
  'Oliver Amelia Noah Isla Arthur Ava Harry Freya Alfie Lily Charlie Florence Theo Sophie Jack Grace Leo Mia Oscar Evie Archie Rosie Henry Phoebe Jacob Emily Lucas Poppy Adam Sienna Ethan Jessica William Ruby Edward Layla Joseph Chloe Isaac Alice Benjamin Maisie Zoe Kwame Yusuf Aaliyah Ibrahim Zara Harpreet Simran Piotr Zofia Ahmed Fatima Chidi Ngozi Wei Mei Tariq Sanjay Deepak Kavita Lewis Callum Megan Bethany Gareth Carys Declan Aoife Hamish Fiona Stephen Karen Tracey Darren Wayne Julie Sandra Brian Keith Maureen Sheila Trevor Nigel Lorraine Martin Heather Paul Claire Simon Rachel Mark Laura Andrew Sarah Peter Helen'.split(
    ' ',
  );
const FAMILY =
  'Smith Jones Taylor Brown Williams Wilson Johnson Davies Patel Robinson Wright Thompson Evans Walker White Roberts Green Hall Wood Jackson Clarke Khan Lewis Hughes Edwards Hill Turner Ali Cooper Baker Carter Phillips Mitchell Bennett Shaw Begum Murphy Richardson Cox Hussain Simpson Collins Marshall Price Palmer Ellis Webb Singh Kaur Kowalski Adeyemi Mensah Chowdhury Rahman Nguyen Chen Sharma Mehta Fernandes Silva Byrne Kelly Ryan Campbell Stewart Murray Fraser Griffiths Rees Bevan Pritchard Barnes Fletcher Holmes Knight Lloyd Butler Russell Pearce Harvey Reynolds Chapman Dawson Ball Poole Sutton Nash Pope Dale Harding Barker Doyle Burke Banks Lane Gray'.split(
    ' ',
  );

/** Ordinary names of staff, supply staff and parents, of which none of the twelve is one. As they are typed. */
export function namesOfNobody(count: number, seed: number): readonly string[] {
  const random = seeded(seed);
  const oneOf = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  return Array.from({ length: count }, () => {
    const [given, family] = [oneOf(GIVEN), oneOf(FAMILY)];
    const title = oneOf(['Mr', 'Mrs', 'Ms', 'Miss', 'Dr']);
    return oneOf([
      `${given} ${family}`,
      `${given} ${family}`,
      `${title} ${family}`,
      `${title} ${family}`,
      given,
      `${given} ${family}`.toLowerCase(),
      `${given[0]} ${family}`,
      `${title} ${given} ${family}`,
    ]);
  });
}
