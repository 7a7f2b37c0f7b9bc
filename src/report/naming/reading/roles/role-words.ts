import type { Role } from '../../../../school/school.ts';
import { distanceOf } from '../likeness.ts';

/** What titles of roles are made of: a misspelt one is read as the word that it is nearest to. */
const PARTS =
  'safeguarding safeguard designated deputy assistant headteacher headmaster headmistress principal executive governor governors governance chairman chairwoman chairperson chair protection leadership officer teacher management trustees coordinator'.split(
    ' ',
  );

/** Small words as colleagues shorten them. */
const SHORT: ReadonlyMap<string, string> = new Map([
  ['dep', 'deputy'],
  ['depute', 'deputy'],
  ['asst', 'assistant'],
  ['ass', 'assistant'],
  ['exec', 'executive'],
  ['govs', 'governors'],
  ['gov', 'governors'],
  ['gb', 'governors'],
  ['safeguarder', 'safeguarding'],
  ['safegard', 'safeguard'],
  ['mgr', 'manager'],
  ['prin', 'principal'],
]);

/** A role as people write it. */
interface RoleWords {
  readonly roles: readonly Role[];
  /** Names the role wherever it stands, in a text as well. */
  readonly sure: readonly string[];
  /** Everyday words: the role's where a name is asked for, and in a text where they stand as someone. */
  readonly loose?: readonly string[];
  /** Only one of them may be meant. */
  readonly isVague?: true;
}

/** As people type it, whatever we would write ourselves. */
const PERSON =
  '(?:person|people|one|man|woman|lady|bloke|guy|chap|colleague|teacher|someone|somebody|whoever|her|him|she|he|they)';
/** "The person who runs": before what it is that they run. */
const WHO = `(?:${PERSON} (?:who |that |whos |who is )?(?:is |are |does |do |deals with |handles |looks after |takes care of |runs |running |leads |leads on |leading |heads |manages |chairs |responsible for |in charge of )+(?:all |of )?(?:the |this |our |that )?(?:whole )?)`;
const PLACE =
  '(?:school|academy|college|place)(?! (?:show|play|shop|council|choir|band|orchestra|team|trip|bus|minibus|club|kitchen|office|library|magazine|website|garden|disco|fair|fete|nurse|counsellor))';
const HEAD_OF = '(?:head|lead|director|deputy|manager|boss|leader|person) (?:of|for) (?:the )?';
const LEADS =
  '(?:lead|leads|leader|officer|team|person|people|lady|ladies|man|woman|bloke|guy|chief|boss|head|deputy|manager|co ?ordinator|teacher|rep)';
const NO_HEAD_TEACHER =
  '(?! (?:of (?!school|the school|centre)|boy|girl|lice|student|pupil|cook|chef|caretaker|groundsman|injury|ache|count|governor))';
const GOVERNORS = '(?:gov\\w*|the gov\\w*|board|the board|trustees|the trustees|llywodraethwyr|y llywodraethwyr)';

/** The first of those that fits a place counts: "head of science" is nobody of these. In plain small letters, in English and Welsh. */
const ROLES_WRITTEN: readonly RoleWords[] = [
  {
    roles: ['senior-manager'],
    sure: [
      `(?:deputy|assistant|associate|vice) (?:head ?teacher|head ?master|head ?mistress|head(?! (?:boy|girl|student|pupil|chef|cook))|principal)s?`,
      'senior (?:leader|manager|leadership|management)s?(?: team)?',
      'slt|smt|dht|aht|ddirprwy bennaeth|dirprwy bennaeth|[pb]ennaeth cynorthwyol|ph?ennaeth cynorthwyol',
    ],
    loose: ['senior (?:member of staff|team)', 'leadership(?: team)?', 'line manager'],
  },
  {
    // Who says it alone may mean the deputy of either.
    roles: ['senior-manager', 'deputy-dsl'],
    isVague: true,
    sure: [],
    loose: [
      'deput(?:y|ies)(?! (?:head|principal|safe ?guarding|dsl|designated|lead|chair|manager|mayor|sheriff))|d?dirprwy',
    ],
  },
  {
    roles: ['headteacher'],
    sure: [
      'head ?teacher|head ?master|head ?mistress|executive (?:principal|head)|executive head ?teacher',
      '(?:head|boss|top) (?:lady|woman|man|miss|sir|sahib|ji)|big boss|heid(?:ie)?|headie|director of (?:the |our )?school',
      `${WHO}${PLACE}|${PERSON} (?:right )?at the (?:very )?top|boss of (?:the|this|our) ${PLACE}|(?:person|man|woman|lady|bloke|guy) in charge(?! of| (?:that|on|at|when|in|for))`,
      'school leader(?!s|ship)|dyrektor(?:ka|ki|em)?(?: szkoly)?',
      '(?:p|b|ph|mh)ennaeth(?! (?:blwyddyn|adran|cynorthwyol|cyfadran|y flwyddyn|yr adran))|(?:p|b|ph)rifathr(?:o|awes)',
    ],
    loose: [`head${NO_HEAD_TEACHER}`, 'principal|principle|hod? ?teacher|ht', 'boss(?! of)|gaffer|top dog'],
  },
  {
    // Who says it loosely may mean the school's own: they are shut out as well.
    roles: ['trust-lead', 'dsl', 'deputy-dsl', 'governance-officer'],
    sure: ['trusts? (?:designated )?(?:safe ?guarding|dsl)(?: lead)?'],
  },
  {
    roles: ['dpo'],
    sure: [
      `(?:data protection|gdpr) ${LEADS}|data (?:officer|lead|manager)|dpo|${WHO}(?:data protection|gdpr|data)`,
      '(?:swyddog|person|arweinydd) diogelu data',
    ],
    loose: ['data protection|gdpr'],
  },
  {
    roles: ['dsl', 'deputy-dsl'],
    sure: [
      '(?:d?dsl|dsp|ddsp|dslo|dslt|dcpo|cpo|cplo)s?',
      `safe ?guarding ${LEADS}|(?:child protection|cp) ${LEADS}|designated (?:lead|person|teacher|officer|safe\\w*(?: ${LEADS})?)`,
      `${HEAD_OF}(?:safe ?guarding|child protection|cp)|${WHO}(?:safe ?guarding|child protection|cp)`,
      '(?:arweinydd|swyddog|person|pobl|tim|cydlynydd) (?:diogelu|dynodedig|amddiffyn plant)',
    ],
    loose: ['safeguard(?:ing)?|safe guard(?:ing)?|child protection'],
  },
  {
    roles: ['chair-of-governors'],
    sure: [
      `chair(?:man|woman|person|lady)?(?: of)? ${GOVERNORS}|chair(?:man|woman|person|lady)(?! of)`,
      `(?:head|lead|chief|boss|main|top) (?:of the )?governors?|${WHO}(?:governors?|governing (?:body|board)|trustees)`,
      '(?:cadeirydd|gadeirydd|chadeirydd)(?: y)?(?: llywodraethwyr)?|co ?g(?= (?:hit|said|told|is|was|has))',
    ],
    loose: [
      'chair(?! (?:leg|lift|of (?!the gov|gov|the board|trustees)))|co ?g|governors?(?! of)|governing (?:body|board)|board of governors',
    ],
  },
  {
    roles: ['governance-officer'],
    sure: [
      `clerk (?:to|of) ${GOVERNORS}|(?:governors|board|trustees)'? clerk|governance (?:officer|professional|lead|manager)|trust officer`,
      `clerc(?: ${GOVERNORS})?|${PERSON} (?:who |that )?clerks (?:for|to)`,
    ],
    loose: ['governance|clerk(?! (?:in|at|from))|trust (?:lead|manager)'],
  },
];

const union = (words: readonly string[]): string => words.map((one) => `(?:${one})`).join('|');
const WRITTEN = ROLES_WRITTEN.map(({ roles, sure, loose = [], isVague = false }) => ({
  roles,
  isVague,
  sure: sure.length === 0 ? /(?!)/g : new RegExp(`\\b(?:${union(sure)})\\b`, 'g'),
  any: new RegExp(`\\b(?:${union([...sure, ...loose])})s?\\b`, 'g'),
}));

/** What names a role in a text wherever it stands, longer words first. */
export const SURE_WORDS = union(ROLES_WRITTEN.flatMap(({ sure }) => sure));

export interface RolesFound {
  readonly roles: readonly Role[];
  /** The words that are left when those of the roles are taken away. */
  readonly rest: string;
  /** Not everyone of these roles is meant. */
  readonly isVague: boolean;
}

/**
 * The roles that a phrase names, in whatever spelling.
 * @param words in plain small letters
 * @param isSure only what names a role wherever it stands
 */
export function rolesIn(words: readonly string[], isSure = false): RolesFound {
  let rest = spelled(words);
  const roles = new Set<Role>();
  let isVague = false;
  for (const { roles: named, sure, any, isVague: isOneOf } of WRITTEN) {
    const every = isSure ? sure : any;
    const without = rest.replace(every, ' ');
    if (without === rest) continue;
    rest = without;
    isVague ||= isOneOf;
    for (const role of named) roles.add(role);
  }
  return { roles: [...roles], rest, isVague };
}

/** Whether one word, as it is, may be a role's. */
export const isRoleWord = (word: string): boolean => IS_ROLE.test(word);
const IS_ROLE = new RegExp(`^(?:${union(ROLES_WRITTEN.flatMap(({ sure, loose = [] }) => [...sure, ...loose]))})$`);

/** A word of our titles that is in two, is shortened or misspelt, as it is meant. */
function spelled(words: readonly string[]): string {
  const meant: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = (words[at] ?? '').replaceAll('-', ' ');
    const joined = word + (words[at + 1] ?? '');
    const whole = joined.length > word.length + 3 && word.length >= 4 ? partLike(joined, 2) : undefined;
    if (whole !== undefined) at += 1;
    meant.push(whole ?? SHORT.get(word) ?? partLike(word) ?? word);
  }
  return meant.join(' ');
}

function partLike(word: string, most = 3): string | undefined {
  if (word.length < 6) return undefined;
  const slips = Math.min(most, word.length >= 9 ? 3 : word.length >= 8 ? 2 : 1);
  return PARTS.find((part) => part.length >= 6 && part[0] === word[0] && distanceOf(word, part) <= slips);
}
