const OF_THEM =
  'own|younger|older|elder|little|eldest|youngest|oldest|middle|only|other|first|second|new|baby|adopted|foster|step|twin|small|teenage|\\d+|year|old';
const CHILD =
  '(?:(?:step|god|grand|foster|half)[- ]?)?(?:daughter|son|child|children|kid|kids|boy|girl|lad|lass|bairn|niece|nephew|twins?|baby|little one|eldest|youngest)';
const BESIDE =
  '(?:step|half)?-?(?:sister|brother|cousin)|(?:step)?-?(?:mum|mam|mother|dad|father)|husband|wife|partner|boyfriend|girlfriend|fianc[ée]e?|family|relative';
const PARENT =
  '(?:step|foster|god|grand)?-?(?:mum|mam|mummy|mother|dad|daddy|da|father|parents?|carers?|nan|nana|gran|granny|granda|grandma|grandad|aunt|auntie|aunty|uncle|cousin|guardian)';

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

const OUTSIDE =
  'neighbour|neighbor|landlord|landlady|childminder|babysitter|lodger|boyfriend|girlfriend|partner|gp|health visitor|midwife|social worker|foster carer|family friend';
const THEIRS = "(?:(?:the|a|an|her|his|their|its|our|my|me)|\\p{L}+['’]s)";
const ONE_OF_THEM = `(?:(?:${OF_THEM}|next[- ]door|nearest) )?(?:${PARENT}|${OUTSIDE})`;
const FAMILY_BEFORE = new RegExp(
  `(?:^|[^\\p{L}])${THEIRS} ${ONE_OF_THEM}(?:'s name)?(?: is| was| are|:| =|,| \\(|['’]s called)? ?(?:an? )?$`,
  'iu',
);
/** "Nana Smith", "great aunt Mrs Smith". */
const CALLED_KIN =
  /\b(?:nan|nana|nanna|gran|granny|granda|grandad|grandma|grandpa|aunt|auntie|aunty|uncle|cousin|mum|mam|dad|da|stepmum|stepdad|childminder|landlord|neighbour|lodger)s?,?\s+$/iu;
const FAMILY_AFTER = new RegExp(
  `^\\s*(?:,|\\(|is|was|-|that's|\\((?:s?he|that)'s|which is)\\s*(?:also )?${THEIRS} ${ONE_OF_THEM}\\b`,
  'iu',
);
/** "Mr Gill, dad,", "Mrs Gill (mum of Simran)", "Mr Smith dad to Jorgie". */
const KIN_BESIDE = new RegExp(
  `^\\s*[,(–-]?\\s*(?:that's |as )?(?:${PARENT}|${OUTSIDE}|adoptive|foster)(?=\\s*[,.;:)–-]|\\s*$|\\s+(?:of|to|for)\\s)`,
  'iu',
);
const FOSTERS = /^\s*,?\s*(?:who|that|what)\s+(?:fosters?|adopted|minds|child ?minds|lodges|lives)\b/i;
/** "Mrs Malik from number 12", "Dr Malik at the surgery", "the Hughes family", "Pam next door". */
const ELSEWHERE_AFTER =
  /^\s*(?:,|\()?\s*(?:,? ?(?:from|at|of|down|over|round|on|in|out of|lives?(?: at| in)?) (?:number|no\.?|flat|next door|across|opposite|over the road|down the road|(?:the|our|my|her|his|wor|a) (?:corner |local |other )?(?:road|street|estate|flats?|surgery|hospital|police|council|mosque|church|temple|chapel|shop|clinic|dentists?|gym|club|chemist|nursery|takeaway|chippy|pub|café|cafe|restaurant|scouts|cadets)|church|scouts|cadets|mosque|temple|brownies|\p{Lu}\p{L}+ (?:lane|street|road|avenue|close|st|rd|estate)\b)|(?:the )?(?:visiting teacher|(?:piano|guitar|drum|violin|music|karate|swimming|football|dance) (?:man|lady|woman|bloke|coach)|corner shop|window cleaner|lollipop (?:man|lady)|ice cream man|bus driver|taxi driver|childminder|caretaker|cleaner|cook|dinner lady)|next door|down (?:wor|our|the|her|his) (?:street|road)|(?:on|from|in) (?:the )?(?:dinners|kitchen|lunches))\b|^(?:s'|'s|s)? (?:corner |taxi )?(?:restaurant|shop|takeaway|garage|taxis?|chippy|lettings)\b|^\s*\(?(?:family|household|lot|aunt(?:ie|y)?|uncle|kids?|lads?|lass(?:es)?|bairns?|brothers|sisters|twins|boys|girls|estate|street|road|lettings|the newsagent)\b/iu;
const ELSEWHERE_BEFORE =
  /(?:\b(?:two|three|four|five|six|several|many|lots of|everyone's called|not our)\s+)$|\b(?:landlord|neighbour|neighbor|taxi driver|bus driver|coach|scout leader|window cleaner|lollipop (?:man|lady)|caretaker|cleaner|cook|dinner lady|driver|supply(?: teacher)?|volunteer|visiting teacher)\s*[,(:]*\s*(?:is |called |named )?(?:an? )?$/i;
/** A pupil is called so: "Kasia from my class", "Laura Smith out of 8B", "Iqbal is a lad in 9F". */
const PUPIL_AFTER =
  /^\s*,?\s*\(?\s*(?:\p{Lu}\p{L}+,?\s+)?(?:(?:from|in|out of|of) (?:my|our|her|his|their|the same|the other) (?:class|form|set|tutor group)|(?:in|from) the (?:year|class|form) (?:above|below)|(?:who is |is )?(?:in |out of |from )?(?:y|yr|year) ?\d{1,2}(?! ?(?:office|lead|head|team))\b|(?:in|out of|from) \d{1,2}[A-Z]?\b|\d{1,2}[A-Z]\b|(?:is|'s|was) (?:an?|the|my|our|her|his) (?:little |big |older |younger )?(?:lad|lass|girl|boy|kid|bairn|pupil|student|cousin|brother|sister|friend|mate)\b)/iu;
const PUPIL_BEFORE =
  /\b(?:year|yr|y) ?\d{1,2},? (?:lad |lass |girl |boy |called |named )*$|\b(?:lad|lass|bairn|girl|boy|pupil|student)s?,? (?:called |named |is |a )*$/i;
/** They are said to work here, no matter what they are to the child. */
const WORKS_HERE =
  /\b(?:works? (?:here|at (?:the |our |this )?(?:school|academy))|one of (?:our|the) (?:staff|teachers|tas|governors)|(?<!\b(?:on|round|around|over|in|to|across|not|same as|than|told|tell) )(?:a|our|the) (?:teacher|ta|governor|member of staff|colleague|dsl|deputy|head\w*|senco|safeguarding lead)|teaches|governor|colleague)\b/i;

/** So many characters beside a name tell who it is. */
const MOST_AROUND = 120;

/**
 * Someone of the child's family or street, or another pupil, who is only called like someone here: an equal name shuts nobody out by itself,
 * and is asked about. Where the sentence says that they work here, it is no stranger.
 */
export function isSomeoneElse(around: Around): boolean {
  const before = around.before.slice(-MOST_AROUND);
  const after = around.after.slice(0, MOST_AROUND);
  const isKinHere = !TOLD_KIN.test(before) && (FAMILY_BEFORE.test(before) || CALLED_KIN.test(before));
  const isElse =
    isKinHere ||
    ELSEWHERE_BEFORE.test(before) ||
    AFTER_THEM.some((sign) => sign.test(after)) ||
    (!TITLED.test(around.said) && (PUPIL_BEFORE.test(before) || PUPIL_AFTER.test(after)));
  return isElse && !worksHere(around);
}

const AFTER_THEM = [FAMILY_AFTER, KIN_BESIDE, FOSTERS, ELSEWHERE_AFTER];
/** No pupil has one. */
const TITLED = /^(?:mr|mrs|ms|miss|mx|dr|sir|madam|rev|prof)\s/i;
/** "Told her mum Mrs Hale hit her": the parent heard it of her. */
const TOLD_KIN = new RegExp(
  `\\b(?:told|tells|tell|telling|informed|to|asked)\\s+(?:${THEIRS}\\s+)?${ONE_OF_THEM},?\\s+$`,
  'iu',
);

export const worksHere = ({ before, after }: Pick<Around, 'before' | 'after'>): boolean =>
  WORKS_HERE.test(`${before} ${after}`);
