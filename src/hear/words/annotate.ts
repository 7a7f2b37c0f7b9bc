import { readText, type Token } from './normalise.ts';
import { createScanner, type Found, type Tagged } from './pattern.ts';
import {
  DETERMINERS,
  FIRST_NAMES,
  NICKNAMES,
  NOT_SURNAMES,
  PEOPLE,
  type PersonRule,
  type PersonTag,
  TITLES,
} from './people.ts';

/** Names and titles a school adds, so that "Mrs Ali is shouting at pupils" is known to be about the head. */
export interface DetectorWords {
  /** The headteacher as people write them: "Mrs Ali", "Jane Ali". */
  readonly heads?: readonly string[];
  /** The DSL and deputies. */
  readonly leads?: readonly string[];
  readonly chairs?: readonly string[];
  /** Other words for staff or for pupils: "house parent", "Kestrels". */
  readonly staff?: readonly string[];
  readonly children?: readonly string[];
}

export interface Annotated {
  readonly words: readonly Tagged[];
  readonly asked: ReadonlySet<number>;
}

const NUMBERS = new Set('one two three four five six seven eight nine ten eleven twelve thirteen'.split(' '));
const PRONOUNS = new Set('he she they him her them his hers their theirs himself herself themselves'.split(' '));
const IRREGULAR_PAST = new Set(
  'told said saw heard found caught took sent came went gave got had made did hit hurt cut put left felt thought knew kept held threw broke drank drove fell flew fought forgot hid lay led lost met ran rang rode sat shook shot showed shut slept spat spoke stole stood struck swore tore wore wrote woke began brought bought drew grew hung let meant read sold sang burnt burned smelt wept fled crept slid dragged shoved'.split(
    ' ',
  ),
);
const PLURALS = /(?:s|children|people|men|women|staff)$/;
const SINGULAR_IN_S = new Set(['boss', 'miss', 'lass', 'governess', 'headmistress', 'housemistress', 'twins']);
const QUANTITIES = new Set(
  'one two three four five couple few some several most many all loads lots lot half bunch group any each none another both'.split(
    ' ',
  ),
);
/** Never an adjective. */
const LINKS = new Set(
  'is are was were be been has have had do does did to of in on at with for by from about and or but so if that which who can could will would should may might must as than then not no like add let ask tell'.split(
    ' ',
  ),
);
const PLACES = new Set([
  'year',
  'nursery',
  'reception',
  'my',
  'our',
  'the',
  'sixth',
  'ks1',
  'ks2',
  'ks3',
  'ks4',
  'eyfs',
]);
const GROUPS = new Set([
  'class',
  'form',
  'group',
  'tutor',
  'set',
  'lesson',
  'team',
  'house',
  'nursery',
  'reception',
  'squad',
]);

/** A rule that finds these names and words, however they are typed. */
const ruleOf = (tag: PersonTag, phrases: readonly string[] = []): PersonRule => ({
  tag,
  patterns: phrases
    .map((phrase) =>
      readText(phrase)
        .tokens.map((token) => token.text)
        .join(' '),
    )
    .filter((phrase) => /^[\p{L}\p{N}]+(?: [\p{L}\p{N}]+)*$/u.test(phrase)),
});

/** Who of the school's role-holders is named in a text. */
export type Named = ReadonlySet<PersonTag>;

/** Finds names alone: "the head" is nobody's name. */
export function createNameFinder({ heads, leads, chairs }: DetectorWords): (raw: string) => Named {
  const scan = createScanner([ruleOf('head', heads), ruleOf('lead', leads), ruleOf('chair', chairs)]);
  return (raw) => {
    const words = readText(raw).tokens.map((token) => ({ ...token, tags: NO_TAGS }));
    return new Set(scan(words).map(({ rule }) => rule.tag));
  };
}

const NO_TAGS: ReadonlySet<string> = new Set();

/** Builds the reader once per set of school words; reading itself is pure and linear. */
export function createAnnotator(words: DetectorWords = {}): (raw: string) => Annotated {
  const scan = createScanner<PersonRule>([
    ruleOf('head', words.heads),
    ruleOf('lead', words.leads),
    ruleOf('chair', words.chairs),
    ruleOf('staff', words.staff),
    ruleOf('child', words.children),
    ...PEOPLE,
  ]);

  return (raw) => {
    const { tokens, asked } = readText(raw);
    const marked = tokens.map(markShape);
    return { words: markVerbs(joinPeople(marked, scan(marked), tokens)), asked };
  };
}

function markShape(token: Token): Tagged {
  const tags = new Set<string>();
  if (/^\d{1,2}$/.test(token.text) || NUMBERS.has(token.text)) tags.add('number');
  if (/^(?:[3-9]|1[0-7])$/.test(token.text) || (NUMBERS.has(token.text) && token.text.length > 3)) tags.add('minor');
  if (/^(?:1[89]|[2-6]\d)$/.test(token.text)) tags.add('grown');
  if (
    /^(?:1[0-3]|[1-9])[a-z]{1,2}\d?$/.test(token.text) &&
    !/(?:st|nd|rd|th|am|pm|gb|mb|kg|km|cm|mm|[xk%])$/.test(token.text)
  )
    tags.add('class');
  if (PRONOUNS.has(token.text)) for (const tag of ['pron', 'who', 'person']) tags.add(tag);
  if (
    FIRST_NAMES.has(token.text) ||
    NICKNAMES.has(token.text) ||
    (token.text.length > 4 && token.text.endsWith('s') && FIRST_NAMES.has(token.text.slice(0, -1)))
  )
    for (const tag of ['name', 'who', 'person', 'specific']) tags.add(tag);
  return { text: token.text, tags, sentence: token.sentence, clause: token.clause };
}

/** Joins "one of my Year 9 girls" or "Mr Parker" into one word that carries who it is and how definite. */
function joinPeople(words: readonly Tagged[], found: readonly Found<PersonRule>[], tokens: readonly Token[]): Tagged[] {
  const best = new Map<number, Found<PersonRule>>();
  for (const hit of found) if ((best.get(hit.start)?.end ?? -1) < hit.end) best.set(hit.start, hit);

  const joined: Tagged[] = [];
  for (let at = 0; at < words.length; ) {
    const word = words[at];
    if (!word) break;
    const next = words[at + 1];
    if (
      TITLES.has(word.text) &&
      next &&
      next.sentence === word.sentence &&
      !NOT_SURNAMES.has(next.text) &&
      !(word.text === 'miss' && /(?:ing|[^e]ed)$/.test(next.text)) &&
      !best.has(at)
    ) {
      joined.push({ ...word, tags: new Set(['staff', 'titled', 'specific', 'who', 'person']) });
      at += 2;
      continue;
    }
    const hit = best.get(at);
    if (!hit) {
      joined.push(word);
      at += 1;
      continue;
    }
    let end = hit.end;
    while (end > at + 1 && words[end - 1]?.clause !== word.clause) end -= 1;
    at = pushPerson(joined, words, hit.rule.tag, at, end, tokens[end - 1]?.possessive ?? false);
  }
  return joined;
}

/** Whom the writer lives or lived with, where they say "my": everyone else's is a stranger here. */
const PARTNERS = /^(?:ex|boyfriend|girlfriend|bf|gf|fella|bloke)$/;
const ownPartner = ({ text }: Tagged, before: readonly string[]): readonly string[] =>
  before.includes('my') && PARTNERS.test(text) ? ['own-partner'] : [];

function pushPerson(
  joined: Tagged[],
  words: readonly Tagged[],
  tag: PersonTag,
  start: number,
  end: number,
  possessive: boolean,
): number {
  const head = words[end - 1];
  if (!head) return end;
  const tags = new Set<string>([tag, 'person']);
  if (tag === 'me') {
    joined.push({ ...head, tags });
    return end;
  }
  if (tag === 'lead' || tag === 'head' || tag === 'chair') tags.add('staff');
  if (tag === 'ex-pupil') tags.add('who');
  if (tag === 'child') tags.add('who');
  if (possessive) tags.add('possessive');

  const plural = PLURALS.test(head.text) && !SINGULAR_IN_S.has(head.text);
  const before = takeDeterminers(joined, head, plural);
  const inside = words.slice(start, end).map((word) => word.text);
  const phrase = [...before, ...inside];
  let after = end;
  const where = words[after];
  if (where && (where.text === 'in' || where.text === 'from') && where.clause === head.clause) {
    const place = words[after + 1];
    const group = words[after + 2];
    if (
      place &&
      (place.tags.has('class') ||
        (PLACES.has(place.text) && group && (place.text === 'year' || GROUPS.has(group.text))))
    ) {
      after += place.tags.has('class') ? 2 : 3;
      phrase.push('year');
    }
  }

  const has = (...any: string[]) => any.some((one) => phrase.includes(one));
  if (
    has('any', 'all', 'every', 'each', 'no', 'most', 'many') ||
    (plural &&
      !has('one', 'two', 'three', 'four', 'couple', 'some', 'few', 'several', 'these', 'those', 'the', 'group'))
  )
    tags.add('generic');
  else if (
    has(
      'one',
      'two',
      'three',
      'this',
      'year',
      'year-old',
      'couple',
      'few',
      'some',
      'poor',
      'little',
      'certain',
      'particular',
      'these',
      'those',
      'another',
    ) ||
    (!plural && has('my', 'our', 'his', 'her', 'their', 'the'))
  )
    tags.add('specific');
  else if (!plural && (before.length === 0 || has('a', 'an'))) tags.add('indefinite');
  for (const one of ownPartner(head, before)) tags.add(one);
  joined.push({ ...head, tags });
  return after;
}

/** Takes "one of the", "our quietest", "that" from before a person and says which they were. */
function takeDeterminers(joined: Tagged[], head: Tagged, plural: boolean): string[] {
  const taken: string[] = [];
  const belongs = (word: Tagged | undefined): word is Tagged =>
    word !== undefined &&
    word.clause === head.clause &&
    (word.text !== 'that' || (taken.length === 0 && !plural)) &&
    (word.text !== 'of' || QUANTITIES.has(joined.at(-2)?.text ?? '') || joined.at(-2)?.tags.has('number') === true) &&
    (DETERMINERS.has(word.text) || word.tags.has('number') || /^(?:year|year-old|my|our)$/.test(word.text));
  for (;;) {
    const last = joined.at(-1);
    const beyond = joined.at(-2);
    // One unknown word between an article and the person is an adjective: "the tall lad".
    const adjective =
      taken.length === 0 &&
      last &&
      last.tags.size === 0 &&
      last.clause === head.clause &&
      !LINKS.has(last.text) &&
      belongs(beyond) &&
      /^(?:the|a|an|our|my|one|this|new)$/.test(beyond.text);
    if (!belongs(last) && !adjective) return taken;
    taken.unshift(last?.text ?? '');
    joined.pop();
  }
}

/** Marks past, progressive and perfect verbs: the grammar of something that happened. */
function markVerbs(words: Tagged[]): Tagged[] {
  const helper = (at: number, group: RegExp): boolean => {
    for (let back = at - 1; back >= Math.max(0, at - 3); back -= 1) {
      const word = words[back];
      if (!word || word.sentence !== words[at]?.sentence) return false;
      if (group.test(word.text)) return true;
      if (
        !/^(?:just|been|not|also|already|never|always|being|only|now|still|all|constantly|secretly|repeatedly|actually|really)$/.test(
          word.text,
        )
      )
        return false;
    }
    return false;
  };
  return words.map((word, at) => {
    if (word.tags.has('person')) return word;
    const tags = new Set(word.tags);
    const past =
      IRREGULAR_PAST.has(word.text) ||
      (word.text.length > 3 &&
        word.text.endsWith('ed') &&
        !/^(?:need|indeed|feed|seed|weed|deed|reed|sped|fred|used|speed|allowed|supposed|based|red|shed|bleed|exceed|agreed|designated|unwanted|interested)$/.test(
          word.text,
        ));
    if (past) tags.add('past');
    if (past && helper(at, /^(?:has|have|had)$/)) tags.add('perfect');
    if (word.text === 'been' && helper(at, /^(?:has|have|had)$/)) tags.add('perfect');
    if (
      word.text.length > 4 &&
      word.text.endsWith('ing') &&
      helper(at, /^(?:is|are|am|was|were|been|keeps|kept|keep|started)$/)
    )
      tags.add('progressive');
    return tags.size === word.tags.size ? word : { ...word, tags };
  });
}
