import { type Citation, type Passage, type Policy, passageOf, type QuotePart } from '../policy.ts';
import { givesLeave, holdsLeave, isOnMatter, limits, takesBack } from './conflicts.ts';
import { type Deciding, type Spot, type Unit, unitsOf } from './deciding.ts';
import { GAP, GAP_MARK, partsOf, printedMark } from './quote-parts.ts';

/** What may not be left out of what stands beside what decides: a duty, a condition, a time. */
const BINDS =
  /\b(?:if|until|before|where|when|provided|as long as|first|must|needs?|only|agreement|permission|consent|approval|within|at once|immediately|same day)\b/i;
/** Its order is what helps: nothing of it is moved or left out. */
const EMERGENCY =
  /\b(?:999|emergency|emergencies|immediate danger|ambulance|in danger|life[- ]threatening|unconscious)\b/i;
/** A list of which each item has to be met, or done in turn. */
const TOGETHER =
  /\b(?:if|when|where|unless|provided|only|conditions?|all of|both|each of|steps?|in (?:this|that) order|as follows|procedure|the following)\b/i;
/** It says nothing without the sentence before it. */
const LEANS =
  /^(?:this|these|that|those|it|they|he|she|such|however|otherwise|but|also|then|in (?:this|that|such|these)|if (?:so|not|they|it)|the same|nor|neither)\b/i;

/** Of whom or when it speaks. */
const CONDITION = /^(?:if|where|when|provided)\b[^,]*,/i;
/** The same to where it gives leave, however many it names. */
const UNTIL_LEAVE = /^(?:if|where|when|provided)\b.*?,(?=[^,]*\b(?:may|can|allowed|permitted|welcome)\b)/i;

interface Given {
  readonly policy: Policy;
  readonly citation: Citation;
  readonly deciding: Deciding;
  readonly question: string;
  /** Clauses that limit it, or say something else, are shown beside it. */
  readonly isLimited: boolean;
  /** Nothing of it may be moved or left out. */
  readonly isWhole: boolean;
}

/**
 * A quote as a card shows it: what decides first, then what binds, limits or takes something back beside it, in its order. What is left out
 * is marked. A permission stands first and does not stand out where something shown with it limits or forbids, or where it is given on a
 * condition of which the question says nothing: all of it is read.
 */
export function decidedParts(given: Given): readonly QuotePart[] {
  const { policy, citation, deciding } = given;
  const all = unitsOf(policy, citation);
  const nearest = all.find((unit) => isAt(unit, deciding));
  if (!nearest) return citation.parts;
  // An exception that the question says nothing of decides nothing: the rule does that it is from.
  const rule = ruleOfException(all, nearest);
  const first = rule && isForOthers(nearest, given, rule) ? rule : nearest;
  if (all.some(({ passage }) => passage.kind === 'row')) return decidedRows(given, first);
  if (given.isWhole || all.some(({ text }) => EMERGENCY.test(text))) return drawn(given, all, first, all);
  const head = headOf(policy, all, first, rule === first ? undefined : rule);
  const bound = all.filter((unit) => head.includes(unit) || mustStand(given, first, unit));
  const has = (id: string): boolean => [...head, ...bound].some(({ passage }) => passage.id === id);
  // An item alone may say the opposite of what it says below its lead-in.
  const kept = bound.filter(({ passage }) => passage.leadIns.every(has));
  // What leads into a list that is left out leads nowhere.
  const tail = kept.filter(
    (unit) => !head.includes(unit) && (unit.passage.kind !== 'lead-in' || kept.some((one) => isUnder(one, unit))),
  );
  // The rest of its own clause, and of its own list, stands with it.
  const isOwn = ({ passage }: Unit): boolean => passage === first.passage;
  const nearness = (unit: Unit): number => (isOwn(unit) ? 0 : areOfOneList(unit, first) ? 1 : 2);
  return drawn(given, [...head, ...tail.toSorted((one, other) => nearness(one) - nearness(other))], first, all);
}

/** What a sentence that gives leave is an exception from: the one before it in its own clause that forbids, and gives none. */
const ruleOfException = (all: readonly Unit[], { passage, at, text }: Unit): Unit | undefined =>
  holdsLeave(text)
    ? all.findLast((unit) => unit.passage === passage && unit.at < at && takesBack(unit.text) && !holdsLeave(unit.text))
    : undefined;

/**
 * It holds on a condition of which the question says nothing.
 * @param rule what it is an exception from: what that speaks of too tells the exception from nothing
 */
function isForOthers({ text }: Unit, { question, policy }: Given, rule?: Unit): boolean {
  const onlyIf = (rule ? UNTIL_LEAVE : CONDITION).exec(text)?.[0];
  return onlyIf !== undefined && !isOnMatter(onlyIf, question, [policy.title, rule?.text ?? ''].join(' '));
}

const isAt = ({ passage, at }: Unit, spot: Spot): boolean => passage.id === spot.passage && at === spot.at;
const areOfOneList = (one: Unit, other: Unit): boolean =>
  one.passage.leadIns.length > 0 && one.passage.leadIns.join() === other.passage.leadIns.join();
const isUnder = ({ passage }: Unit, { passage: above }: Unit): boolean => passage.leadIns.includes(above.id);
const placeOf = ({ id }: Passage): number => Number(id.slice(1));

/** What decides, below what leads into it and behind the sentence on which it leans; with its list where it opens one. */
function headOf(policy: Policy, all: readonly Unit[], first: Unit, rule: Unit | undefined): readonly Unit[] {
  const { passage, at } = first;
  const leadIns = passage.leadIns.flatMap((id) => {
    const above = passageOf(policy, id);
    const shown = all.filter((unit) => unit.passage === above);
    return above && shown.length === 0 ? [{ passage: above, text: above.text, at: 0 }] : shown;
  });
  const leansOn = LEANS.test(first.text)
    ? all.find((unit) => unit.passage === passage && unit.at === at - 1)
    : undefined;
  // What forbids stands before what it does not forbid, never behind it.
  const before = [rule, leansOn].filter((unit, at, both) => unit !== undefined && both.indexOf(unit) === at);
  const opens = /:\s*$/.test(first.text) ? all.filter((unit) => isUnder(unit, first)) : [];
  return [...leadIns, ...before.flatMap((unit) => unit ?? []), first, ...opens];
}

function mustStand({ policy, deciding, question }: Given, first: Unit, unit: Unit): boolean {
  if (deciding.perhaps.some((spot) => isAt(unit, spot))) return true;
  if (unit.passage.kind === 'lead-in') return true;
  if (unit.passage.leadIns.length > 0 && isTogether(policy, unit.passage)) return true;
  // "(b) fish are the exception" says of no item by its words that it is from that one.
  if (areOfOneList(unit, first) && limits(unit.text)) return true;
  const isBinding = BINDS.test(unit.text);
  if (!takesBack(unit.text) && !isBinding) return false;
  const matter = `${first.text} ${question}`;
  if (unit.passage === first.passage)
    return takesBack(unit.text) || LEANS.test(unit.text) || isOnMatter(unit.text, matter, policy.title);
  const isNext = placeOf(unit.passage) === placeOf(first.passage) + 1;
  return (isNext && LEANS.test(unit.text)) || isOnMatter(unit.text, matter, policy.title, takesBack(unit.text) ? 1 : 2);
}

/** Of a list whose items are conditions, or steps that are counted. */
const isTogether = (policy: Policy, { marker = '', leadIns }: Passage): boolean =>
  /^\(?\d+[.)]?$/.test(marker) ||
  leadIns.some((id) => {
    const above = passageOf(policy, id);
    return above !== undefined && TOGETHER.test(above.text) && !takesBack(above.text);
  });

/** Units one behind the other as parts, with a mark wherever something that the policy has there is not. */
function drawn(given: Given, shown: readonly Unit[], first: Unit, all: readonly Unit[]): readonly QuotePart[] {
  const { policy, citation, isLimited } = given;
  const leads = first.passage.leadIns.map((id) => passageOf(policy, id)?.text ?? '').join(' ');
  const isTakenBack = isLimited || shown.some((unit) => unit !== first && takesBack(unit.text));
  const isConditional = isForOthers(first, given);
  const standsOut = !(holdsLeave(`${leads} ${first.text}`) && (isTakenBack || isConditional));
  const shallowest = Math.min(
    ...shown.filter(({ passage }) => passage.kind === 'item').map(({ passage }) => depthOf(policy, passage)),
  );
  const parts: Part[] = [];
  for (const [at, unit] of shown.entries()) {
    const before = shown[at - 1];
    const last = parts.at(-1);
    const isNext = before !== undefined && follows(before, unit, all);
    const isSame = last !== undefined && before?.passage === unit.passage;
    const opening = isSame ? `${last.text}${isNext ? ' ' : ` ${GAP_MARK} `}` : '';
    const text = `${opening}${unit.text}`;
    const decides = unit === first && standsOut && { decides: [opening.length, text.length] as const };
    if (isSame) parts[parts.length - 1] = { ...last, text, ...decides };
    else {
      if (last && !isNext) parts[parts.length - 1] = { ...last, isCut: true };
      // Where it begins in the middle of its clause, that is said behind it: what decides is read first.
      const isCut = unit.at > 0 && { isCut: true as const };
      parts.push({ ...partOf(policy, unit, shallowest), ...decides, ...isCut });
    }
  }
  const end = shown.at(-1);
  const last = parts.at(-1);
  if (last && end && goesOn(policy, citation, end, all)) parts[parts.length - 1] = { ...last, isCut: true };
  const [opening] = shown;
  const beginsLate = opening?.passage.continues === true && opening.at === 0;
  return [...(beginsLate ? [GAP] : []), ...parts];
}

type Part = Extract<QuotePart, { text: string }>;

const depthOf = (policy: Policy, { leadIns }: Passage): number =>
  leadIns.filter((id) => passageOf(policy, id)?.kind === 'item').length;

function partOf(policy: Policy, { passage, text }: Unit, shallowest: number): Part {
  if (passage.kind !== 'item' || passage.continues) return { kind: 'words', text };
  const mark = printedMark(passage.marker ?? '');
  return { kind: 'item', mark, depth: depthOf(policy, passage) - shallowest, text };
}

/** Nothing of the policy stands between them. */
function follows(before: Unit, unit: Unit, all: readonly Unit[]): boolean {
  if (before.passage === unit.passage) return unit.at === before.at + 1;
  const isLast = !all.some(({ passage, at }) => passage === before.passage && at > before.at);
  return isLast && unit.at === 0 && placeOf(unit.passage) === placeOf(before.passage) + 1;
}

/** Behind the last that is shown the quote or its paragraph or list goes on. */
function goesOn(policy: Policy, { parts }: Citation, end: Unit, all: readonly Unit[]): boolean {
  const isBehind = ({ passage, at }: Unit): boolean =>
    placeOf(passage) > placeOf(end.passage) || (passage === end.passage && at > end.at);
  return (
    all.some(isBehind) ||
    partsOf(policy, [end.passage]).at(-1)?.kind === 'gap' ||
    (parts.at(-1)?.kind === 'gap' && end === all.at(-1))
  );
}

const ALL = [0, Number.POSITIVE_INFINITY] as const;

/**
 * Of a table the row that decides stands first: alone where it was asked by its name or sum; else before those that are hardly less near, and
 * where it gives leave before those that refuse it, because a row that says "Yes" misleads without the one that says "No".
 */
function decidedRows({ policy, citation, deciding }: Given, { passage }: Unit): readonly QuotePart[] {
  const { parts } = citation;
  const rowOf = (one: Passage | undefined): QuotePart | undefined =>
    one && partsOf(policy, [one]).find(({ kind }) => kind === 'row');
  const own = rowOf(passage);
  const rows = parts.filter((part) => part.kind === 'row');
  const covered = rows.find(({ covers }) => covers !== undefined);
  const row = covered ?? rows.find((part) => isSameRow(part, own));
  if (!row) return parts;
  const rowsAt = (ids: readonly string[]) => ids.map((id) => rowOf(passageOf(policy, id)));
  const near = rowsAt(deciding.perhaps.map((spot) => spot.passage));
  const others = rowsAt(deciding.isNot ?? []);
  const isNear = (part: QuotePart): boolean => near.some((one) => isSameRow(part, one));
  const isOther = (part: QuotePart): boolean => others.some((one) => isSameRow(part, one));
  const mayBe = (part: QuotePart): boolean =>
    isNear(part) || (givesLeave(wordsOf(row)) && takesBack(wordsOf(part)) && !isOther(part));
  const isAlone = covered !== undefined || deciding.isNamed;
  const kept = parts.map((part): QuotePart => {
    if (part === row) return GAP;
    return part.kind !== 'row' || (!isAlone && mayBe(part)) ? part : GAP;
  });
  const at = kept.findIndex((part, index) => parts[index]?.kind === 'row' || part.kind === 'row');
  const isTakenBack = holdsLeave(wordsOf(row)) && kept.some((part) => part.kind === 'row' && takesBack(wordsOf(part)));
  return [...kept.slice(0, at), isTakenBack ? row : { ...row, decides: ALL }, ...kept.slice(at)].filter(
    ({ kind }, index, all) => kind !== 'gap' || all[index - 1]?.kind !== 'gap',
  );
}

const wordsOf = (part: QuotePart): string =>
  part.kind === 'row' ? part.cells.map(({ text }) => text).join('. ') : part.kind === 'gap' ? '' : part.text;

const isSameRow = (one: QuotePart, other: QuotePart | undefined): boolean =>
  one.kind === 'row' && other?.kind === 'row' && JSON.stringify(one.cells) === JSON.stringify(other.cells);
