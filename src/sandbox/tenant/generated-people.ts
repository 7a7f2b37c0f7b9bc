import type { SchoolPerson } from './school.ts';

const GIVEN = [
  ...[
    'Aisha',
    'Alfie',
    'Amelia',
    'Arjun',
    'Ava',
    'Bilal',
    'Caitlin',
    'Callum',
    'Chidi',
    'Daisy',
    'Dev',
    'Efua',
    'Ella',
  ],
  ...[
    'Ewan',
    'Faith',
    'Finley',
    'Freya',
    'George',
    'Hana',
    'Harry',
    'Imogen',
    'Isaac',
    'Jade',
    'Jamie',
    'Kai',
    'Kezia',
  ],
  ...['Leon', 'Lola', 'Maya', 'Mohammed', 'Nadia', 'Niamh', 'Noah', 'Oliver', 'Orla', 'Poppy', 'Rahul', 'Rosa', 'Ruby'],
  ...['Samir', 'Sienna', 'Tariq', 'Theo', 'Tilly', 'Umar', 'Violet', 'Will', 'Yasmin', 'Zac', 'Zofia'],
];
const SURNAMES = [
  ...['Thornley', 'Abbott', 'Ahmed', 'Barlow', 'Bassi', 'Beckett', 'Chowdhury', 'Clegg', 'Cooper', 'Dale', 'Danso'],
  ...[
    'Eaves',
    'Fairclough',
    'Gill',
    'Gough',
    'Hamid',
    'Harding',
    'Heaton',
    'Ivory',
    'Jessop',
    'Kaur',
    'Kershaw',
    'Khan',
  ],
  ...['Lomax', 'Mbeki', 'Mellor', 'Naylor', 'Ncube', 'Ogden', 'Osei', 'Parkin', 'Patel', 'Quinn', 'Rigby', 'Rostron'],
  ...['Sandhu', 'Shaw', 'Stocks', 'Tattersall', 'Tran', 'Unsworth', 'Vickers', 'Walsh', 'Wood', 'Yates', 'Zielinski'],
];

/** The n-th of a long, never-repeating run of names (50 × 46 before a number is needed). */
function nameOf(n: number): { givenName: string; surname: string } {
  const index = n - 1;
  const givenName = GIVEN[(index * 7 + 23) % GIVEN.length] ?? 'Sam';
  const round = Math.floor(index / GIVEN.length);
  const base = SURNAMES[(index + round * 11) % SURNAMES.length] ?? 'Wood';
  const lap = Math.floor(index / (GIVEN.length * SURNAMES.length));
  return { givenName, surname: lap === 0 ? base : `${base} ${lap + 1}` };
}

/** An id of the sample tenant: what kind of thing it is, and which. */
export const numbered = (prefix: string, n: number) => `${prefix}0000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** Pupils with ids `c0000000-…` counting up from `from`, spread evenly over the years. */
export function makePupils(of: {
  count: number;
  from: number;
  school: string;
  domain: string;
  years: [first: number, last: number];
}): SchoolPerson[] {
  const [first, last] = of.years;
  return Array.from({ length: of.count }, (_, index) => {
    const n = of.from + index;
    const { givenName, surname } = nameOf(n);
    // The first pupil is the oldest: a sixth-former who helps in lessons and was put into a staff group by mistake.
    const year = last - (index % (last - first + 1));
    return {
      id: numbered('c', n),
      displayName: `${givenName} ${surname}`,
      givenName,
      surname,
      userPrincipalName: `${givenName.charAt(0)}${surname}${n}@${of.domain}`.toLowerCase().replaceAll(' ', ''),
      jobTitle: `Year ${year}`,
      department: of.school,
      kind: 'pupil',
      enabled: true,
      userType: 'Member',
      hasTeams: true,
      install: 'ok',
    };
  });
}

const JOBS = ['Teacher', 'Teaching Assistant', 'Administrator', 'Cover Supervisor', 'Caretaker'];

/** Licensed staff with ids `b0000000-…` counting up from `from`, for load benches. */
export function makeStaff(of: { count: number; from: number; school: string; domain: string }): SchoolPerson[] {
  return Array.from({ length: of.count }, (_, index) => {
    const n = of.from + index;
    const { givenName, surname } = nameOf(n);
    return {
      id: numbered('b', n),
      displayName: `${givenName} ${surname}`,
      givenName,
      surname,
      userPrincipalName: `${givenName}.${surname}${n}@${of.domain}`.toLowerCase().replaceAll(' ', ''),
      jobTitle: JOBS[index % JOBS.length] ?? 'Teacher',
      department: of.school,
      kind: 'staff',
      enabled: true,
      userType: 'Member',
      hasTeams: true,
      install: 'ok',
    };
  });
}
