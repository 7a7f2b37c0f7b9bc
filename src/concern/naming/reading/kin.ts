const OF_THEM =
  'own|younger|older|elder|little|eldest|youngest|oldest|middle|only|other|first|second|new|baby|adopted|foster|step|twin|small|teenage|\\d+|year|old';
const CHILD =
  '(?:(?:step|god|grand|foster|half)[- ]?)?(?:daughter|son|child|children|kid|kids|boy|girl|niece|nephew|twins?|baby|little one|eldest|youngest)';
const BESIDE =
  '(?:step|half)?-?(?:sister|brother|cousin)|(?:step)?-?(?:mum|mam|mother|dad|father)|husband|wife|partner|boyfriend|girlfriend|fianc[ée]e?|family|relative';
const PARENT =
  '(?:step|foster|god|grand)?-?(?:mum|mam|mummy|mother|dad|daddy|father|parents?|carers?|nan|nana|gran|granny|grandma|grandad|aunt|auntie|uncle|guardian)';

/** "'s younger daughter": whom it names is someone's family, and so too close to what is about that child. */
const KIN_AFTER = new RegExp(
  `^(?:'s|s?'|s)?\\s+(?:(?:${OF_THEM})[\\s-]+){0,4}(?:${CHILD}|${BESIDE})\\b(?! (?:group|team|football|changing|toilets?))`,
  'i',
);
const CHILD_AFTER = new RegExp(
  `^(?:'s|s?'|s)?\\s+(?:(?:${OF_THEM})[\\s-]+){0,4}${CHILD}\\b(?! (?:group|team|football|changing|toilets?))`,
  'i',
);
const KIN_BEFORE = new RegExp(
  `\\b(?:${CHILD}|${BESIDE}) of (?:the |our |my )?$|\\b${PARENT}(?:'s name)?(?: is| are|:| =|,| -| \\(|'s)? ?(?:the |our |my )?$`,
  'i',
);
const PARENT_AFTER = new RegExp(
  `^\\s*(?:,|\\(|is|are|=|-)\\s*(?:(?:the|her|his|their) )?(?:(?:child|boy|girl|pupil)'s )?${PARENT}\\b`,
  'i',
);

/** How the words around a name say that it is of the same family as someone. */
interface Around {
  readonly before: string;
  readonly after: string;
}

/** "Mrs Hale's daughter", "son of the head": of whoever is named so. */
export const isKin = ({ before, after }: Around): boolean =>
  KIN_AFTER.test(after) || new RegExp(`\\b${CHILD} of (?:the |our |my )?$`, 'i').test(before);

/**
 * The same in a box that asks for the child. There a first name may be another child's ("Tom's sister"): only whose child it is, and
 * who its parents are, names an adult.
 */
export const isKinOfChild = ({ before, after }: Around): boolean =>
  CHILD_AFTER.test(after) || KIN_BEFORE.test(before) || PARENT_AFTER.test(after);
