import type { DirectoryPerson } from '../../school/people.ts';

/** What makes an account look like a room, a shared mailbox or a service. None of them alone decides anything. */
const SIGNS = ['name-of-thing', 'address-of-thing', 'no-names', 'no-role', 'no-licence', 'no-number'] as const;
export type Sign = (typeof SIGNS)[number];

/** Names of things that are nobody's surname. */
const THINGS: ReadonlySet<string> = new Set(
  [
    'room rooms reception office admin administration enquiries enquiry info information exams examinations library mailbox inbox',
    'noreply reply donotreply service services svc sync backup scanner scan copier printer print mfd projector kiosk display screen',
    'signage camera cctv doorbell minibus bus boardroom staffroom classroom lab laboratory suite gym gymnasium canteen kitchen cloakroom',
    'playground theatre studio hub centre conference meeting calendar bookings booking finance payroll accounts recruitment vacancies',
    'attendance absence absences admissions lettings premises estates helpdesk support it ict sims arbor bromcom cpoms test account',
    'trolley laptops ipads chromebooks tablets phone switchboard voicemail fax alerts notifications newsletter parents governors clerk',
    'safeguarding senco send pastoral hr head headteacher principal caretaker site team group shared equipment pool car van parking',
  ].flatMap((line) => line.split(' ')),
);
/** Names of things that are also families' names: they count only where nothing but things is beside them. */
const ALSO_FAMILIES: ReadonlySet<string> = new Set(
  'hall chapel court field lodge garden gates bell green lane booth marsh'.split(' '),
);
/** What is beside the name of a thing and says nothing about a person. */
const BESIDE: ReadonlySet<string> = new Set(
  [
    'the main upper lower old new north south east west school academy college primary secondary junior infant sixth form year',
    'sports music art science drama food computer computing maths english history geography languages design technology',
    'ks1 ks2 ks3 ks4 ks5 eyfs nursery ground first second third floor block building staff pupil pupils student students and of for no a b c d e f',
  ].flatMap((line) => line.split(' ')),
);
const words = (text: string): string[] =>
  text
    .toLowerCase()
    .normalize('NFKD')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
const isNumber = (word: string): boolean => /^\d+[a-z]?$|^y\d+$|^[a-z]\d+$/.test(word);

/** What most accounts of this directory have: where hardly anyone has it, its absence says nothing. */
export interface Usual {
  readonly names: boolean;
  readonly role: boolean;
  readonly number: boolean;
  /** Words of the addresses' own domain, such as the school's name. */
  readonly ownWords: ReadonlySet<string>;
}
const MOST = 0.6;

export function usualOf(people: readonly DirectoryPerson[]): Usual {
  const domains = people.map(({ userPrincipalName }) => userPrincipalName.split('@')[1] ?? '');
  // `oakfieldacademy.example` has "oakfield" in it.
  const ownWords = new Set(domains.map((domain) => domain.split('.')[0] ?? '').filter((part) => part.length > 3));
  // What rooms and mailboxes lack says nothing about what people have; in a small school they are half of a group.
  const others = people.filter(({ name }) => !isOfThing(words(name), { ownWords }, true));
  const share = (has: (person: DirectoryPerson) => boolean): boolean =>
    others.length > 0 && others.filter(has).length >= others.length * MOST;
  return {
    names: share(({ hasNames }) => hasNames === true),
    role: share(hasRole),
    number: share(({ staffNumber }) => staffNumber !== undefined),
    ownWords,
  };
}

const hasRole = ({ jobTitle, department }: DirectoryPerson): boolean =>
  jobTitle !== undefined || department !== undefined;

/** Everything in which this account differs from a person's. */
export function signsOf(person: DirectoryPerson, usual: Usual): readonly Sign[] {
  const { name, userPrincipalName, plans, hasNames, staffNumber } = person;
  const address = userPrincipalName.split('@')[0] ?? '';
  return [
    ...(isOfThing(words(name), usual, hasNames !== true) ? ['name-of-thing' as const] : []),
    ...(isOfThing(words(address), usual, hasNames !== true) || isGlued(address, usual)
      ? ['address-of-thing' as const]
      : []),
    ...(usual.names && hasNames === false ? ['no-names' as const] : []),
    ...(usual.role && !hasRole(person) ? ['no-role' as const] : []),
    ...(plans.length === 0 ? ['no-licence' as const] : []),
    ...(usual.number && staffNumber === undefined ? ['no-number' as const] : []),
  ];
}

/** A thing is named with nothing beside it that could be a person's name; or a thing that is nobody's surname. */
/** @param withFamilies whether a word that is also a family's name is enough to name a thing */
function isOfThing(all: readonly string[], { ownWords }: Pick<Usual, 'ownWords'>, withFamilies: boolean): boolean {
  const isThing = (word: string) => THINGS.has(word);
  const isPlace = (word: string) =>
    isThing(word) ||
    ALSO_FAMILIES.has(word) ||
    BESIDE.has(word) ||
    isNumber(word) ||
    [...ownWords].some((own) => word.length > 3 && own.includes(word));
  const isNamed = all.some((word) => isThing(word) || (withFamilies && ALSO_FAMILIES.has(word)));
  return isNamed && all.every(isPlace);
}

/** `mainhall`, `examsoffice`: two things written as one word. */
function isGlued(address: string, usual: Usual): boolean {
  const word = address.toLowerCase().replace(/\d+$/, '');
  if (!/^[a-z]{3,}$/.test(word)) return false;
  if (word !== address.toLowerCase() && isOfThing([word], usual, true)) return true;
  for (let at = 2; at <= word.length - 2; at += 1)
    if (isOfThing([word.slice(0, at), word.slice(at)], usual, true)) return true;
  return false;
}

/**
 * Whether HR is asked about it before anyone is sent anything. Several signs together: a name of a thing with two more, an address
 * of a thing with three more, or everything that a person has missing at once. A person without a licence, or with one name, or
 * without a job title, has one or two of them and stays.
 */
export function looksLikeNoPerson(signs: readonly Sign[]): boolean {
  const others = signs.filter((sign) => sign !== 'name-of-thing' && sign !== 'address-of-thing').length;
  if (signs.includes('name-of-thing')) return others + (signs.includes('address-of-thing') ? 1 : 0) >= 2 && others >= 1;
  if (signs.includes('address-of-thing')) return others >= 3;
  return others === 4;
}
