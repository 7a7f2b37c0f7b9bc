import type { Entry } from '../finding/entries.ts';
import { type Citation, findSection, MAX_QUOTE, type Passage, type Policy, passageOf } from '../policy.ts';
import { counts, forOthers, GAP, isSameTable, partsOf, withWholeTables } from './quote-parts.ts';

/**
 * The citation of a passage: its own words, with the sentence that leads into it, the note it calls, and those of its
 * `siblings` in the same list that were found too, as far as there is room. A lead-in brings the list that it opens.
 */
export function cite({ policy, passage }: Entry, siblings: readonly Passage[] = []): Citation {
  let quoted: readonly Passage[] = [passage];
  const quote = (more: readonly Passage[]) => {
    const inOrder = [...more].sort((a, b) => placeOf(a) - placeOf(b));
    if (quoteOf(inOrder).length <= MAX_QUOTE) quoted = inOrder;
  };
  for (const id of passage.leadIns.toReversed()) {
    const leadIn = passageOf(policy, id);
    if (leadIn) quote([leadIn, ...quoted]);
  }
  for (const id of passage.kind === 'note' ? [] : passage.seeAlso) {
    const note = passageOf(policy, id);
    if (note) quote([...quoted, note]);
  }
  const list = listOf(policy, passage);
  for (const sibling of list.length > 0 ? list : siblings) if (!quoted.includes(sibling)) quote([...quoted, sibling]);
  // A list that has room is quoted whole: one item of it is a half of the rule.
  quote([...new Set([...quoted, ...restOfList(policy, passage)])]);
  // A duty of some people that is quoted without what the others are to do would be taken for everyone's, or for nobody else's.
  for (const other of forOthers(policy, passage)) if (!quoted.includes(other)) quote([...quoted, other]);
  return citation(policy, passage, quoted);
}

/** The items of the list that an item is in; numbered clauses are no list unless a sentence leads into them. */
function restOfList(policy: Policy, passage: Passage): readonly Passage[] {
  const { kind, leadIns } = passage;
  const opening = leadIns.at(-1);
  const leadIn = opening === undefined ? undefined : passageOf(policy, opening);
  if (kind !== 'item') return [];
  return leadIn ? listOf(policy, leadIn) : [...bulletsFrom(policy, passage, -1), ...bulletsFrom(policy, passage, 1)];
}

const isLooseBullet = ({ kind, leadIns, marker = '' }: Passage): boolean =>
  kind === 'item' && leadIns.length === 0 && !counts(marker);

/** Bullets that no sentence leads into, one after the other before or behind one of them. */
function bulletsFrom(policy: Policy, passage: Passage, step: 1 | -1): readonly Passage[] {
  const found: Passage[] = [];
  if (!isLooseBullet(passage)) return found;
  for (let at = placeOf(passage) + step; ; at += step) {
    const next = passageOf(policy, `p${at}`);
    if (!next || next.sectionId !== passage.sectionId || !isLooseBullet(next)) return found;
    found.push(next);
  }
}

/** Whether two passages are items of one list, rows of one table, or follow one another in one section: then one citation quotes both. */
export function areSiblings(one: Entry, other: Entry): boolean {
  if (one.policy !== other.policy || one.passage.sectionId !== other.passage.sectionId) return false;
  const [a, b] = [one.passage, other.passage];
  if (a.kind === 'row' && b.kind === 'row') return isSameTable(a, b) && Math.abs(placeOf(a) - placeOf(b)) <= 3;
  // What opens a list is quoted with it and holds its items already.
  if (b.leadIns.includes(a.id)) return true;
  if (a.kind === 'lead-in') return false;
  if (a.kind === 'item' && b.kind === 'item' && a.leadIns.length > 0) return a.leadIns.join() === b.leadIns.join();
  return isPlain(one) && isPlain(other) && Math.abs(placeOf(a) - placeOf(b)) === 1;
}

/** A paragraph, or a bullet that no sentence leads into; not one that opens a list, which would be cut off. */
const isPlain = ({ policy, passage }: Entry): boolean =>
  (passage.kind === 'clause' || passage.kind === 'item') &&
  passage.leadIns.length === 0 &&
  listOf(policy, passage).length === 0;
/** Whether a paragraph is followed by a table: it says what the table is for, and little without a row of it. */
export const opensTable = ({ policy, passage }: Entry, { passage: row }: Entry): boolean =>
  passage.kind !== 'row' && row.kind === 'row' && tableAfter(policy, passage).includes(row);

function tableAfter(policy: Policy, opening: Passage): readonly Passage[] {
  const rows: Passage[] = [];
  for (let at = placeOf(opening) + 1; ; at += 1) {
    const next = passageOf(policy, `p${at}`);
    const isNext = next?.kind === 'row' && next.sectionId === opening.sectionId;
    if (!isNext || (rows[0] && !isSameTable(rows[0], next))) return rows;
    rows.push(next);
  }
}

/** The passage with these others of its policy, exactly. */
export function citeExactly({ policy, passage }: Entry, ids: readonly string[]): Citation {
  const others = ids.flatMap((id) => passageOf(policy, id) ?? []).filter((one) => one !== passage);
  return citation(
    policy,
    passage,
    [passage, ...others].sort((a, b) => placeOf(a) - placeOf(b)),
  );
}

/**
 * Two citations of one section as one, in reading order, called after the first; `undefined` where they are of different sections or
 * longer together than a quote may be.
 */
export function joined(entry: Entry, one: Citation, other: Citation): Citation | undefined {
  if (one.versionId !== other.versionId || one.sectionId !== other.sectionId) return undefined;
  // A row stands apart from the clauses around its table, which have numbers of their own.
  const isRow = ({ parts }: Citation): boolean => parts.some(({ kind }) => kind === 'row');
  if (isRow(one) !== isRow(other)) return undefined;
  const ids = [...new Set([...one.passageIds, ...other.passageIds])];
  if (lengthOf(entry.policy, ids) > MAX_QUOTE) return undefined;
  const both = citeExactly(entry, ids);
  // What stands between them may be what decides.
  const all = [...ids, ...between(entry.policy, ids)];
  return lengthOf(entry.policy, all) <= MAX_QUOTE ? citeExactly(entry, all) : both;
}

/** A passage with all else of its section, where that has room and is no table; `undefined` where it has not. */
export function citeSection(entry: Entry): Citation | undefined {
  const { policy, passage } = entry;
  const all = policy.passages.filter(({ sectionId, kind }) => sectionId === passage.sectionId && kind !== 'heading');
  const ids = all.map(({ id }) => id);
  const isText = all.every(({ kind }) => kind !== 'row' && kind !== 'note');
  return isText && lengthOf(policy, ids) <= MAX_QUOTE ? citeExactly(entry, ids) : undefined;
}

const lengthOf = (policy: Policy, ids: readonly string[]): number =>
  quoteOf(ids.flatMap((id) => passageOf(policy, id) ?? [])).length;

/** How many passages that were not found themselves are quoted because they are between two that were. */
const MOST_BETWEEN = 2;

function between({ passages }: Policy, ids: readonly string[]): readonly string[] {
  const places = ids.map((id) => Number(id.slice(1)));
  const [first, last] = [Math.min(...places), Math.max(...places)];
  const found = passages.filter((one) => {
    const isBetween = placeOf(one) > first && placeOf(one) < last && !ids.includes(one.id);
    return isBetween && one.kind !== 'row' && one.kind !== 'heading';
  });
  return found.length <= MOST_BETWEEN ? found.map(({ id }) => id) : [];
}

const placeOf = (passage: Passage): number => Number(passage.id.slice(1));
const quoteOf = (passages: readonly Passage[]): string => passages.map((passage) => passage.text).join('\n');

/** The list that a passage opens; a numbered clause may do so too. Its items follow it. */
function listOf(policy: Policy, opening: Passage): readonly Passage[] {
  const list: Passage[] = [];
  for (let at = placeOf(opening) + 1; ; at += 1) {
    const next = passageOf(policy, `p${at}`);
    if (!next?.leadIns.includes(opening.id)) return list;
    list.push(next);
  }
}

function citation(policy: Policy, main: Passage, found: readonly Passage[]): Citation {
  const quoted = withWholeTables(policy, found);
  const [first, rest] = decisiveFirst(policy, quoted, main);
  const section = findSection(policy, main.sectionId);
  const { policyId, versionId, contentHash, title, version, adoptedOn, reviewOn } = policy;
  return {
    policyId,
    versionId,
    contentHash,
    policyTitle: title,
    ...(version === undefined ? {} : { version }),
    ...(adoptedOn === undefined ? {} : { adoptedOn }),
    ...(reviewOn === undefined ? {} : { reviewOn }),
    sectionId: main.sectionId,
    section: numberOf(policy, firstClause(first, main), section?.number ?? ''),
    heading: (section?.path ?? []).join(' › '),
    passageIds: [main.id, ...quoted.filter((passage) => passage !== main).map((passage) => passage.id)],
    quote: quoteOf(firstPart(found, main)),
    parts: [...partsOf(policy, first), ...(rest.length > 0 ? [GAP, ...partsOf(policy, rest)] : [])].filter(
      ({ kind }, at, all) => kind !== 'gap' || all[at - 1]?.kind !== 'gap',
    ),
  };
}

/** As much as a quote may hold, with what was found first; only a table that is shown whole is ever longer. */
function firstPart(quoted: readonly Passage[], main: Passage): readonly Passage[] {
  let kept = [main];
  for (const passage of quoted) {
    const more = quoted.filter((one) => one === passage || kept.includes(one));
    if (quoteOf(more).length <= MAX_QUOTE) kept = more;
  }
  return kept;
}

/**
 * What was found first stands first, with what it says nothing without, and gives the quote its name: a clause that stands before it
 * would be read in its place. Rows keep their order, and so does what begins with it.
 */
function decisiveFirst(
  policy: Policy,
  quoted: readonly Passage[],
  main: Passage,
): readonly [first: readonly Passage[], rest: readonly Passage[]] {
  const root = rootOf(policy, main);
  const at = quoted.findIndex((one) => rootOf(policy, one) === root);
  // Among numbered clauses what has no number is not called by theirs.
  const isNumbered = ({ marker = '' }: Passage): boolean => counts(marker);
  const isNamed = isNumbered(root) || !quoted.some(isNumbered);
  if (at <= 0 || !isNamed || quoted.some(({ kind }) => kind === 'row')) return [quoted, []];
  const own = quoted.filter((one) => rootOf(policy, one) === root || main.seeAlso.includes(one.id));
  return [own, quoted.filter((one) => !own.includes(one))];
}

/** The passage with which a clause begins: that of its lead-in, of the paragraph that it goes on with, else itself. */
function rootOf(policy: Policy, passage: Passage): Passage {
  const outermost = passage.leadIns[0] ?? (passage.continues ? `p${placeOf(passage) - 1}` : undefined);
  const above = outermost === undefined ? undefined : passageOf(policy, outermost);
  return above
    ? rootOf(policy, above)
    : isLooseBullet(passage)
      ? (bulletsFrom(policy, passage, -1).at(-1) ?? passage)
      : passage;
}

/** What the reference names: of several items of one list the clause that leads into them, else what is quoted first. */
function firstClause(quoted: readonly Passage[], main: Passage): Passage {
  const under = (one: Passage) => quoted.filter(({ leadIns }) => leadIns.includes(one.id));
  const last = quoted.filter((one) => under(one).length === 0);
  return quoted.find((one) => under(one).filter((other) => last.includes(other)).length !== 1) ?? main;
}

/** `4.1(iii)`: the clause's own number where it has one, and the marks of the items around it. */
function numberOf(policy: Policy, passage: Passage, section: string): string {
  const marks = [...passage.leadIns.map((id) => passageOf(policy, id)), passage].flatMap((one) => {
    const mark = one?.kind === 'item' ? (one.marker ?? '') : '';
    return counts(mark) ? [mark.replace(/\.$/, '')] : [];
  });
  return marks.reduce(
    (number, mark) => (/^\d+\.\d/.test(mark) ? mark : `${number}(${mark.replace(/[()]/g, '')})`),
    section,
  );
}
