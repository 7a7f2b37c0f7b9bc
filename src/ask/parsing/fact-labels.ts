import type { StatedFacts } from '../../kernel/text/document.ts';

/** A fact that a label names, and how surely: the lowest rank is believed first. */
export interface Named {
  readonly fact: keyof StatedFacts;
  readonly rank: number;
}

/** All that labels of a front page are made of; one strange word, and a line may be about something else. */
const WORDS = new Set(
  `a an and at by for from in is it of on or our that the this to was were will be been being has have had must shall should with it's
  policy policies document procedure procedures code title name subject
  date dates dated day month term year annual annually last latest previous previously most recent recently next due future new
  planned scheduled proposed current original originally
  review reviews reviewed reviewer revision revise revised renew renewal renewed update updated amended expiry expires expire valid until
  before start starting end
  first looked look again considered consider revisit revisited reconsidered later than end
  approve approved approval approver adopt adopted adoption agree agreed agreement ratify ratified ratification accepted endorsed
  authorised signed issue issued effective implementation implemented published publication created written produced prepared compiled
  force into operation
  governor governors governors' governing body board trustee trustees director directors committee committees sub council local full lgb fgb
  academy school's school trust head headteacher headteacher's principal slt elt staff team member chair senior leadership leader
  version number no ref issue edition revision status
  owner ownership author authors originator holder lead leads leader responsible responsibility person persons officer manager post key named
  link`.split(/\s+/),
);

/** Longer, and it is a sentence. */
const MOST_WORDS = 14;

const cleaned = (label: string): string =>
  label
    .toLowerCase()
    .replaceAll('_', ' ')
    .replace(/[’]/g, "'")
    .replace(/\([^)]*\)/g, ' ')
    .replace(/\b(?:sept?|[a-z]+day)\b/g, ' ')
    .replace(/[^\p{L}\p{N}' /&-]+/gu, ' ')
    .replace(/[\s/&-]+/g, ' ')
    .trim();

const REVIEW =
  /\b(?:review(?:ed|s|er)?|revision|revised?|renew(?:al|ed)?|updated?|amended|looked at|revisited|(?:re)?considered)\b/;
const AHEAD =
  /\b(?:next|due|future|planned|scheduled|proposed)\b|\b(?:to|will|must|shall|should|is to) (?:next )?be\b|\b(?:review|revision|renewal|update)(?: \w+)? (?:by|before|in|on or before|no later than)\b|\b(?:expir\w+|valid (?:until|to)|until)\b/;
const BEHIND =
  /\b(?:last|latest|previous(?:ly)?|recent(?:ly)?|was|were|has been|been)\b|\b(?:reviewed|revised|updated|amended|renewed|looked at|revisited|(?:re)?considered)\b/;
/** "Review was due" tells of a version that is gone. */
const GONE = /\b(?:was|were) (?:due|to be)\b/;
/** The day of the first text is not that of this one. */
const OF_THE_FIRST = /\b(?:first|original(?:ly)?)\b/;
const ADOPTED = /\b(?:adopt(?:ed|ion)|approv(?:ed|al)|ratif(?:ied|ication)|agreed|accepted|endorsed|authorised)\b/;
const ISSUED =
  /\b(?:issued?|effective|implement\w+|publi(?:shed|cation)|in(?:to)? force|into operation|policy date|date of (?:this )?policy|start(?:ing)? date|valid from)\b/;

/** What a date is whose label these words are, or that they lead up to. `undefined` where they say nothing of the kind. */
export function datedBy(words: string): Named | undefined {
  const label = cleaned(words);
  const isReview = REVIEW.test(label);
  // What comes last is nearest to the date: "approved in May, to be reviewed in" leads up to a review.
  const tail = label.split(' ').slice(-8).join(' ');
  if (isReview && GONE.test(label)) return undefined;
  if ((isReview && AHEAD.test(tail)) || /\b(?:expir\w+|valid until|valid to)\b/.test(tail))
    return { fact: 'reviewOn', rank: 0 };
  if (ADOPTED.test(label)) return { fact: 'adoptedOn', rank: OF_THE_FIRST.test(label) ? 3 : 0 };
  if (isReview && BEHIND.test(label)) return { fact: 'adoptedOn', rank: 2 };
  if (isReview) return { fact: 'reviewOn', rank: 1 };
  if (ISSUED.test(label)) return { fact: 'adoptedOn', rank: OF_THE_FIRST.test(label) ? 3 : 1 };
  return /\b(?:dated?|written|created|produced|prepared|compiled)\b/.test(label)
    ? { fact: 'adoptedOn', rank: 3 }
    : undefined;
}

const SAID: readonly (readonly [label: RegExp, named: Named])[] = [
  [
    /^(?:policy|document|procedure|code) (?:title|name)$|^(?:title|name) of (?:the |this )?(?:policy|document|procedure|code)$/,
    { fact: 'title', rank: 0 },
  ],
  [/^(?:title|name|policy|document|subject)$/, { fact: 'title', rank: 1 }],
  [
    /^(?:(?:policy|document|current) )?(?:version|issue|revision|edition)(?: (?:number|no|ref))?$/,
    { fact: 'version', rank: 0 },
  ],
  [
    /^(?:(?:policy|document|slt|staff) )?(?:owner|ownership|holder|lead|leads)\b|\bresponsib\w+|^(?:key staff|named person)$/,
    { fact: 'owner', rank: 0 },
  ],
  [/\b(?:authors?|originator|(?:written|prepared|produced|compiled|created) by)\b/, { fact: 'owner', rank: 1 }],
  [/\bcommittee\b|\b(?:review|reviewed) by$/, { fact: 'owner', rank: 2 }],
];

/**
 * What a date is that stands behind these words: they are a label, or a sentence about the document itself that has come to
 * its date. "Updated in line with the guidance of" speaks of something else's date.
 */
export function namedBy(words: string, above?: string): Named | undefined {
  const named = datedBy(words);
  // "Agreed by the Visits" / "and Transport Committee on": the label began on the line above.
  if (!named && above && /^\p{Ll}|\b(?:on|by|in)$/u.test(words)) return namedBy(`${above} ${words}`);
  if (!named || readsAsLabel(words, /committee/i.test(words) ? 4 : 1)) return named;
  if (!OF_ITSELF.test(words) || OF_ANOTHER.test(words)) return undefined;
  const behind = cleaned(words).replace(new RegExp(`^.*(?:${REVIEW.source}|${ADOPTED.source}|${ISSUED.source})`), '');
  return behind.split(' ').filter((word) => word !== '' && !WORDS.has(word)).length <= MOST_STRANGE ? named : undefined;
}

const OF_ITSELF =
  /\b(?:this|the|our|\p{L}+) (?:policy|document|procedures?|code|statement|guidance|handbook|plan|version)\b|^\W*(?:it|policy|(?:last|next|re)?-?(?:reviewed|approved|adopted|ratified|agreed|updated|revised)|next review|to be)\b/iu;
const OF_ANOTHER =
  /\b(?:in line with|in accordance with|following|to reflect|because of|based on|act|regulations|guidance of|adapted from|model)\b/i;
/** The name of a school, between "approved by the governing body of" and its date. */
const MOST_STRANGE = 3;

/** What a value that is no date is whose label this is: the title, a version, an owner. */
export const saidBy = (label: string): readonly Named[] => {
  const clean = cleaned(label);
  return SAID.flatMap(([pattern, named]) => (pattern.test(clean) ? [named] : []));
};

/** Whether all of its words are those of a label, but for as many as may be strange: "Curriculum" in front of "committee". */
export function readsAsLabel(text: string, strange = 0): boolean {
  const words = cleaned(text).split(' ').filter(Boolean);
  if (words.length === 0 || words.length > MOST_WORDS || text.length > 90 || /:\s*\S/.test(text)) return false;
  return words.filter((word) => !WORDS.has(word)).length <= strange;
}

/** Whether a cell or the beginning of a line names something that a front page states. */
export const isFactLabel = (text: string): boolean =>
  text.length <= 60 &&
  readsAsLabel(text) &&
  (datedBy(text) !== undefined ||
    saidBy(text).some(({ fact, rank }) => fact !== 'title' || rank === 0) ||
    /^(?:version|issue|revision)\b/i.test(text));
