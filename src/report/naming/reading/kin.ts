const OF_THEM =
  'own|younger|older|elder|little|eldest|youngest|oldest|middle|only|other|first|second|new|baby|adopted|foster|step|twin|small|teenage|\\d+|year|old';
const CHILD =
  '(?:(?:step|god|grand|foster|half)[- ]?)?(?:daughter|son|child|children|kid|kids|boy|girl|niece|nephew|twins?|baby|little one|eldest|youngest)';
const BESIDE =
  '(?:step|half)?-?(?:sister|brother|cousin)|(?:step)?-?(?:mum|mam|mother|dad|father)|husband|wife|partner|boyfriend|girlfriend|fianc[ée]e?|family|relative';
const PARENT =
  '(?:step|foster|god|grand)?-?(?:mum|mam|mummy|mother|dad|daddy|father|parents?|carers?|nan|nana|gran|granny|grandma|grandad|aunt|auntie|uncle|guardian)';

const NO_GROUP = '\\b(?! (?:group|team|football|changing|toilets?))';
const WHOSE = `^(?:'s|s?')\\s+(?:(?:${OF_THEM})[\\s-]+){0,4}`;
/** "'s younger daughter": whom it names is of the child's family, and so too close to what is about that child. */
const KIN_AFTER = new RegExp(`${WHOSE}(?:${CHILD}|${BESIDE})${NO_GROUP}`, 'i');
const CHILD_AFTER = new RegExp(`${WHOSE}${CHILD}${NO_GROUP}`, 'i');
/** "Mrs Hales daughter", without an apostrophe. */
const RUN_ON_AFTER = /^\s+(?:step|god|grand)?(?:daughter|son|child|niece|nephew)\b/i;
const CHILD_OF = new RegExp(`\\b${CHILD} of (?:the |our |my )?$`, 'i');
const PARENT_BEFORE = new RegExp(`\\b${PARENT}(?:'s name)?(?: is| are|:| =|,| -| \\(|'s)? ?(?:the |our |my )?$`, 'i');
const PARENT_AFTER = new RegExp(
  `^\\s*(?:,|\\(|is|are|=|-)\\s*(?:(?:the|her|his|their) )?(?:(?:child|boy|girl|pupil)'s )?${PARENT}\\b`,
  'i',
);

/** Someone who is named, and the words around. */
interface Around {
  readonly said: string;
  readonly before: string;
  readonly after: string;
}

const isRunOn = ({ said, after }: Around): boolean => /s$/i.test(said) && RUN_ON_AFTER.test(after);

/** "Mrs Hale's daughter", "son of the head": of the one who is named so. */
export const isKin = (around: Around): boolean =>
  KIN_AFTER.test(around.after) || CHILD_OF.test(around.before) || isRunOn(around);

/**
 * The same in a box that asks for the child. There a first name may be another child's ("Tom's sister"): only whose child it is, and
 * who its parents are, names an adult.
 */
export const isKinOfChild = (around: Around): boolean =>
  CHILD_AFTER.test(around.after) ||
  CHILD_OF.test(around.before) ||
  PARENT_BEFORE.test(around.before) ||
  PARENT_AFTER.test(around.after) ||
  isRunOn(around);

/** A title and one name: an equal surname, and nothing else that tells who it is. */
const SURNAME_ALONE = /^(?:(?:mr|mrs|ms|miss|mx|dr|doctor)\.? )?\p{L}[\p{L}'’-]*$/iu;
const OUTSIDE =
  'neighbour|neighbor|landlord|landlady|childminder|babysitter|lodger|boyfriend|girlfriend|partner|gp|health visitor|midwife|social worker|foster carer|family friend';
const THEIRS = "(?:(?:the|a|an|her|his|their|its|our|my)|\\p{L}+['’]s)";
const FAMILY_BEFORE = new RegExp(
  `(?:^|[^\\p{L}])${THEIRS} (?:(?:${OF_THEM}|next[- ]door|nearest) )?(?:${PARENT}|${OUTSIDE})(?:'s name)?(?: is| was| are|:| =|,| \\(|['’]s called)? ?$`,
  'iu',
);
const FAMILY_AFTER = new RegExp(
  `^\\s*(?:,|\\(|is|was|-)\\s*(?:also )?${THEIRS} (?:(?:${OF_THEM}|next[- ]door|nearest) )?(?:${PARENT}|${OUTSIDE})\\b`,
  'iu',
);
/** "Mrs Malik from number 12", "Dr Malik at the surgery", "the Hughes family". */
const ELSEWHERE_AFTER =
  /^\s*(?:,|\()?\s*(?:from|at|of|down|over|round|lives?(?: at| in)?) (?:number|no\.?|flat|next door|across|opposite|over the road|down the road|the (?:road|street|estate|flats?|surgery|hospital|police|council|mosque|church|temple|shop|clinic|dentists?|gym|club|chemist|nursery))\b|^\s+(?:family|household|kids|brothers|sisters|twins|estate|street|road)\b/i;
/** They are said to work here, no matter what they are to the child. */
const WORKS_HERE =
  /\b(?:works? (?:here|at (?:the |our |this )?(?:school|academy))|one of (?:our|the) (?:staff|teachers|tas|governors)|(?:a|our|the) (?:teacher|ta|governor|member of staff|colleague|dsl|deputy|head\w*|senco|safeguarding lead)|teaches|governor|colleague)\b/i;

/**
 * Someone of the child's family or street who is only called like someone here: an equal surname shuts nobody out by itself, and is asked
 * about. Where the sentence says that they work here, it is no stranger.
 */
export const isOutsider = (around: Around): boolean =>
  isOfFamily(around) || (SURNAME_ALONE.test(around.said) && ELSEWHERE_AFTER.test(around.after) && !worksHere(around));

/** The same where they are said to be the child's own: then so they are wherever they are named. */
export const isOfFamily = (around: Around): boolean =>
  SURNAME_ALONE.test(around.said) &&
  (FAMILY_BEFORE.test(around.before) || FAMILY_AFTER.test(around.after)) &&
  !worksHere(around);

export const worksHere = ({ before, after }: Pick<Around, 'before' | 'after'>): boolean =>
  WORKS_HERE.test(`${before} ${after}`);
