import { statesEdition } from '../parsing/stated-facts.ts';
import { type Policy, passageOf, type Section, sectionsOf } from '../policy.ts';
import { stem, wordsIn } from '../question/words.ts';

/** One section against its counterpart. `material`: what it asks of people may have changed; read it. `wording`: it did not. */
export interface SectionChange {
  readonly kind: 'unchanged' | 'wording' | 'material' | 'added' | 'removed';
  readonly number?: string;
  /** Heading path joined by ' › ', of the new version where the section is in it. */
  readonly heading: string;
  readonly before?: Section;
  readonly after?: Section;
  /** The passages that differ, in reading order: one side is absent where a passage came or went. */
  readonly passages: readonly PassageChange[];
}

interface PassageChange {
  readonly before?: string;
  readonly after?: string;
}

/** Two passages with less in common than this share of words are not versions of one another. */
const ALIKE = 0.5;

/**
 * Compares two versions section by section, in the order of the new one; sections that are gone come last. A change
 * counts as wording only if nothing but small words, spelling, case, punctuation or the edition's own number and dates differs: when in doubt it is material.
 */
export function compareVersions(before: Policy, after: Policy): SectionChange[] {
  const gone = new Set(sectionsOf(before));
  const pairs = new Map<Section, Section>();
  const pair = (later: Section, earlier: Section | undefined) => {
    if (!earlier || pairs.has(later)) return;
    pairs.set(later, earlier);
    gone.delete(earlier);
  };
  const later = [...sectionsOf(after)];
  for (const section of later)
    pair(
      section,
      [...gone].find((other) => nameOf(other) === nameOf(section)),
    );
  for (const section of later)
    pair(
      section,
      mostAlike(section, [...gone], (one) => textOf(one, gone.has(one) ? before : after)),
    );
  return [
    ...later.map((section) => compareSections(pairs.get(section), section, before, after)),
    ...[...gone].map((section) => compareSections(section, undefined, before, after)),
  ];
}

const nameOf = (section: Section): string => section.path.map((heading) => wordsIn(heading).join(' ')).join(' › ');
const textsOf = (section: Section | undefined, policy: Policy): string[] =>
  (section?.passages ?? []).flatMap((id) => {
    const passage = passageOf(policy, id);
    return passage && passage.kind !== 'heading' ? [passage.text] : [];
  });
const textOf = (section: Section, policy: Policy): string => [section.heading, ...textsOf(section, policy)].join(' ');

function compareSections(
  earlier: Section | undefined,
  section: Section | undefined,
  before: Policy,
  after: Policy,
): SectionChange {
  const shown = section ?? earlier;
  const passages = comparePassages(textsOf(earlier, before), textsOf(section, after));
  const renamed = earlier && section && !sameButWording(earlier.heading, section.heading);
  return {
    kind: !earlier ? 'added' : !section ? 'removed' : renamed ? 'material' : gravest(passages, earlier, section),
    ...(shown?.number === undefined ? {} : { number: shown.number }),
    heading: (shown?.path ?? []).join(' › '),
    ...(earlier ? { before: earlier } : {}),
    ...(section ? { after: section } : {}),
    passages,
  };
}

function gravest(passages: readonly PassageChange[], earlier: Section, section: Section): SectionChange['kind'] {
  if (
    passages.some(
      ({ before, after }) => !isOfEditionAlone([before, after]) && !(before && after && sameButWording(before, after)),
    )
  )
    return 'material';
  return passages.length > 0 || earlier.heading !== section.heading ? 'wording' : 'unchanged';
}

/** A new version number or date at the front changes no rule. */
const isOfEditionAlone = (texts: readonly (string | undefined)[]): boolean =>
  texts.every((text) => text === undefined || statesEdition(text));

/** Passages that are in both are left out; of the rest, those alike are paired in order. */
function comparePassages(before: readonly string[], after: readonly string[]): PassageChange[] {
  const kept = commonOf(before.map(flat), after.map(flat));
  const old = before.filter((_, at) => !kept.before.has(at));
  const changes: PassageChange[] = [];
  after.forEach((text, at) => {
    if (kept.after.has(at)) return;
    const match = mostAlike(text, old, (one) => one);
    if (match !== undefined) old.splice(old.indexOf(match), 1);
    changes.push(match === undefined ? { after: text } : { before: match, after: text });
  });
  return [...changes, ...old.map((text) => ({ before: text }))];
}

const flat = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** The longest run of passages, gaps allowed, that is in both in the same order. */
function commonOf(one: readonly string[], other: readonly string[]): { before: Set<number>; after: Set<number> } {
  const longest = Array.from({ length: one.length + 1 }, () => new Array<number>(other.length + 1).fill(0));
  const at = (i: number, j: number): number => longest[i]?.[j] ?? 0;
  for (let i = one.length - 1; i >= 0; i -= 1) {
    for (let j = other.length - 1; j >= 0; j -= 1) {
      const row = longest[i];
      if (row) row[j] = one[i] === other[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const before = new Set<number>();
  const after = new Set<number>();
  for (let i = 0, j = 0; i < one.length && j < other.length; ) {
    if (one[i] === other[j]) {
      before.add(i++);
      after.add(j++);
    } else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return { before, after };
}

/** The candidate with the largest share of common words, if it is large enough. */
function mostAlike<T>(one: T, candidates: readonly T[], text: (of: T) => string): T | undefined {
  const words = new Set(wordsIn(text(one)).map(stem));
  let best: T | undefined;
  let most = ALIKE;
  for (const candidate of candidates) {
    const others = new Set(wordsIn(text(candidate)).map(stem));
    const common = [...words].filter((word) => others.has(word)).length;
    const shared = common / Math.max(1, words.size + others.size - common);
    if (shared > most) {
      most = shared;
      best = candidate;
    }
  }
  return best;
}

/** Words whose coming or going changes no duty. `not`, `or`, `unless`, `all`, `must` and numbers are not among them. */
const SMALL = new Set(
  'a an the of to in on at by for with from as that which this these those its their his her your our and also then so very please eg ie etc'.split(
    ' ',
  ),
);

function sameButWording(before: string, after: string): boolean {
  const words = (text: string) =>
    wordsIn(text)
      .filter((word) => !SMALL.has(word))
      .map(spell)
      .join(' ');
  return words(before) === words(after);
}

/** American and British spellings, and inflected forms, are one word. */
const spell = (word: string): string =>
  stem(word)
    .replace(/iz(ation)?$/, 'is$1')
    .replace(/our$/, 'or');
